import type { Page } from 'playwright-core'
import { caseLooks } from './case-looks.ts'
import { doorLooks } from './door-looks.ts'
import { fieldLooks } from './field-looks.ts'
import { hazardLooks } from './hazard-looks.ts'
import { enforcementLooks } from './enforcement-looks.ts'
import { outreachLooks } from './outreach-looks.ts'
import { readingLooks } from './reading-looks.ts'
import { servicesLooks } from './services-looks.ts'

/** Who looks: the title that the demonstration prints for them, or nobody in particular. */
export const roles = {
  resident: null,
  worker: '鄂城区 市政主理人',
  centre: '鄂城区 区中心值班长',
  system: '鄂城区 系统管理员',
  security: '鄂城区 安全管理员',
  audit: '鄂城区 审计管理员',
  grid: '鄂城区 网格员',
  officer: '鄂城区 城管队员',
} as const

export type Role = keyof typeof roles

export interface Look {
  name: string
  role: Role
  path: string
  /** The whole page, not only what a screen shows. */
  whole?: boolean
  /** Done to the page before the picture is taken. */
  first?: (page: Page) => Promise<void>
}

const follow = (selector: string) => async (page: Page) => {
  await page.locator(selector).first().click()
  await page.waitForLoadState('networkidle')
}

const openCase = async (page: Page) => {
  await follow('li a[href*="/console/cases/"]')(page)
  await page.locator('.case h1').waitFor()
}

/** Two units are called to the case, unless that was done in another size of the window. */
const blow = async (page: Page) => {
  await openCase(page)
  await page.locator('.bring-in [data-of="whistle"] button').waitFor()
  if (await page.locator('.whistle').first().isVisible()) return
  await page.locator('.bring-in [data-of="whistle"] button').click()
  await page.locator('.whistles form input[role="combobox"]').first().click()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.locator('.whistles form textarea').fill('楼道里煤气味很重，请马上到现场关阀、疏散')
  await page.locator('.whistles form button[type="submit"]').click()
  await page.locator('.whistle').first().waitFor()
}

/** Opens the first case of which this is true among its duties, or its links, as the server tells them. */
const caseWith =
  (part: 'rulings' | 'handovers' | 'support' | 'links', state: string) => async (page: Page) => {
    const of = part === 'links' ? 'partner-links' : 'duties'
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own server's answer, or nothing
    const id = (await page.evaluate(
      `(async () => {
      const { rows } = await (await fetch('/api/cases?view=open&limit=200')).json()
      for (const row of rows) {
        const found = await (await fetch('/api/cases/' + row.id + '/${of}')).json()
        if ((found.${part} ?? []).some((one) => one.state === '${state}')) return row.id
      }
      return null
    })()`,
    )) as string | null
    if (id === null) throw new Error(`no case with ${part} ${state}`)
    await page.goto(new URL(`/console/cases/${id}`, page.url()).href)
    await page.locator(part === 'links' ? '.partners' : '.duties').waitFor()
  }

/** The page that a partner's link opens: the link is looked at as whoever gave it would. */
const asPartner = async (page: Page) => {
  await caseWith('links', 'live')(page)
  await page.locator('.partner-links button').first().click()
  const link = await page.locator('.partner-slip input').inputValue()
  await page.goto(link)
  await page.locator('.partner').waitFor()
}

export const looks: readonly Look[] = [
  { name: 'rosters', role: 'centre', path: '/console/rosters', whole: true },
  { name: 'rosters-month', role: 'centre', path: '/console/rosters?days=28', whole: true },
  { name: 'duty-settings', role: 'security', path: '/console/rosters', whole: true },
  { name: 'own-shifts', role: 'officer', path: '/work/shifts', whole: true },
  { name: 'station-boards', role: 'resident', path: '/420704/stations/420704001014', whole: true },
  { name: 'station-screen', role: 'resident', path: '/420704/stations/420704001014/screen' },
  ...caseLooks,
  ...doorLooks,
  ...fieldLooks,
  ...hazardLooks,
  ...enforcementLooks,
  ...servicesLooks,
  ...outreachLooks,
  ...readingLooks,
  { role: 'resident', name: 'districts', path: '/' },
  { role: 'resident', name: 'home', path: '/420704', whole: true },
  { role: 'resident', name: 'report', path: '/420704/report' },
  {
    role: 'resident',
    name: 'report-waits',
    path: '/420704/report',
    first: async (page) => {
      await page.route('**/api/public/420704/reports', (route) => route.abort())
      await page.locator('.page-foot button').first().click()
      await page.locator('.page-foot button').first().click()
      await page.locator('textarea').fill('垃圾桶满了三天没人收')
      // Three screens; in large letters two more.
      for (let n = 0; n < 3; n += 1)
        await page
          .locator('.page-foot button')
          .first()
          .click({ timeout: 2000 })
          .catch(() => undefined) // oxlint-disable-line no-await-in-loop -- one screen after the other
      await page.waitForTimeout(1500)
    },
  },
  { role: 'resident', name: 'ledger', path: '/420704/ledger' },
  {
    role: 'resident',
    name: 'follow',
    path: '/420704/ledger',
    whole: true,
    first: follow('a[href*="/follow/"]'),
  },
  { role: 'resident', name: 'follow-absent', path: '/420704/follow/AAAAAA' },
  { role: 'resident', name: 'sign-in', path: '/sign-in' },
  { role: 'worker', name: 'tasks', path: '/work' },
  {
    role: 'worker',
    name: 'task',
    path: '/work',
    whole: true,
    first: follow('.worker-card, a[href*="/work/tasks"]'),
  },
  { role: 'grid', name: 'patrol', path: '/work/report' },
  { role: 'grid', name: 'inspect', path: '/work/inspect' },
  { role: 'centre', name: 'start', path: '/console' },
  { role: 'centre', name: 'desk', path: '/console/desk' },
  { role: 'centre', name: 'desk-likely', path: '/console/desk?q=停电' },
  {
    role: 'centre',
    name: 'desk-merge',
    path: '/console/desk?q=停电',
    first: async (page) => {
      await page.locator('.likely button').first().waitFor()
      await page.keyboard.press('m')
      await page.locator('.likely-choices').waitFor()
    },
  },
  {
    role: 'centre',
    name: 'case-merged',
    path: '/console/cases?q=丰润园小区多栋停电',
    whole: true,
    first: openCase,
  },
  {
    role: 'centre',
    name: 'cases-many',
    path: '/console/cases?status=filed',
    first: async (page) => {
      for (const n of [0, 1, 2]) await page.locator('.tick-row input').nth(n).check()
      await page.locator('.many-bar button').first().click()
      await page.locator('.many-rows').waitFor()
    },
  },
  {
    role: 'centre',
    name: 'sheet',
    path: '/console/cases?status=closed',
    whole: true,
    first: async (page) => {
      await openCase(page)
      await page.locator('a[href$="/sheet"]').click()
      await page.locator('.sheet').waitFor()
    },
  },
  { role: 'centre', name: 'followed', path: '/console/followed', whole: true },
  { role: 'system', name: 'replies', path: '/console/replies', whole: true },
  { role: 'centre', name: 'intake', path: '/console/intake' },
  { role: 'centre', name: 'inspect', path: '/console/inspect' },
  { role: 'centre', name: 'cases', path: '/console/cases' },
  { role: 'centre', name: 'doors-orders', path: '/console/orders', whole: true },
  {
    role: 'centre',
    name: 'doors-order-open',
    path: '/console/orders',
    whole: true,
    first: async (page) => {
      await page.locator('.order > button').nth(4).click()
      await page.locator('.order-details dl').first().waitFor()
    },
  },
  { role: 'system', name: 'doors-links', path: '/console/links' },
  {
    role: 'system',
    name: 'doors-link-edit',
    path: '/console/links',
    first: async (page) => {
      await page.locator('.door button').first().click()
      await page.locator('.link-part summary').first().click()
    },
  },
  { role: 'system', name: 'doors-webhooks', path: '/console/webhooks' },
  {
    role: 'centre',
    name: 'case',
    path: '/console/cases',
    whole: true,
    first: openCase,
  },
  {
    role: 'centre',
    name: 'case-closed',
    path: '/console/cases?status=closed',
    whole: true,
    first: openCase,
  },
  { role: 'centre', name: 'case-whistle', path: '/console/cases', whole: true, first: blow },
  {
    role: 'centre',
    name: 'duty-ruling',
    path: '/console',
    whole: true,
    first: caseWith('rulings', 'asked'),
  },
  {
    role: 'centre',
    name: 'duty-ruled',
    path: '/console',
    whole: true,
    first: caseWith('rulings', 'ruled'),
  },
  {
    role: 'centre',
    name: 'duty-handover',
    path: '/console',
    whole: true,
    first: caseWith('handovers', 'asked'),
  },
  {
    role: 'centre',
    name: 'duty-link',
    path: '/console',
    whole: true,
    first: caseWith('links', 'live'),
  },
  { role: 'centre', name: 'duty-partner', path: '/console', whole: true, first: asPartner },
  { role: 'centre', name: 'duty-partners', path: '/console/partners' },
  { role: 'system', name: 'duty-list', path: '/console/duty-list', whole: true },
  { role: 'centre', name: 'beside-supervisions', path: '/console/supervisions', whole: true },
  { role: 'centre', name: 'beside-appeals', path: '/console/appeals', whole: true },
  { role: 'centre', name: 'beside-parked', path: '/console/parked', whole: true },
  { role: 'centre', name: 'beside-plans', path: '/console/plans', whole: true },
  {
    role: 'centre',
    name: 'beside-plan-case',
    path: '/console/plans',
    whole: true,
    first: follow('.beside-card a[href*="/console/cases/"]'),
  },
  { role: 'centre', name: 'beside-pools', path: '/console/pools', whole: true },
  { role: 'centre', name: 'beside-fairness', path: '/console/pools?tab=pools', whole: true },
  { role: 'system', name: 'beside-settings', path: '/console/case-settings', whole: true },
  { role: 'centre', name: 'whistles', path: '/console/whistles', whole: true },
  { role: 'centre', name: 'own-leave', path: '/console/leave?when=coming', whole: true },
  { role: 'centre', name: 'own-data', path: '/console/personal', whole: true },
  {
    role: 'centre',
    name: 'own-data-request',
    path: '/console/personal',
    first: follow('.personal-rows button'),
  },
  { role: 'centre', name: 'own-account', path: '/console/me', whole: true },
  { role: 'centre', name: 'catalogue', path: '/console/catalogue' },
  { role: 'centre', name: 'stations', path: '/console/stations' },
  { role: 'centre', name: 'measures', path: '/console/measures', whole: true },
  { role: 'centre', name: 'wall', path: '/console/screen' },
  { role: 'centre', name: 'measures-units', path: '/console/measures?by=unit', whole: true },
  {
    role: 'centre',
    name: 'measures-behind',
    path: '/console/measures/cases?rate=onTime&part=missed',
  },
  { role: 'centre', name: 'inbox', path: '/console/inbox' },
  { role: 'system', name: 'catalogue', path: '/console/catalogue' },
  {
    role: 'system',
    name: 'catalogue-matter',
    path: '/console/catalogue/matter/09005',
    whole: true,
  },
  { role: 'system', name: 'own-data-kept', path: '/console/personal', whole: true },
  {
    role: 'system',
    name: 'catalogue-edit',
    path: '/console/catalogue/matter/09005',
    first: follow('.head-verbs button'),
  },
  { role: 'system', name: 'catalogue-guide', path: '/console/catalogue?part=guide', whole: true },
  {
    role: 'system',
    name: 'catalogue-card',
    path: '/console/catalogue/guide/GL04',
    whole: true,
  },
  {
    role: 'system',
    name: 'catalogue-card-edit',
    path: '/console/catalogue/guide/GL04',
    first: follow('.head-verbs button'),
  },
  { role: 'system', name: 'catalogue-limits', path: '/console/catalogue?part=limits', whole: true },
  {
    role: 'system',
    name: 'catalogue-calendar',
    path: '/console/catalogue?part=calendar',
    whole: true,
  },
  {
    role: 'system',
    name: 'catalogue-reasons',
    path: '/console/catalogue?part=reasons',
    whole: true,
  },
  { role: 'system', name: 'catalogue-labels', path: '/console/catalogue?part=labels' },
  {
    role: 'system',
    name: 'routing',
    path: '/console/routing?matter=matter:09005',
    whole: true,
  },
  { role: 'system', name: 'places-areas', path: '/console/places?area=420704001014', whole: true },
  {
    role: 'system',
    name: 'places-grid',
    path: '/console/places?area=420704001014001',
    whole: true,
  },
  { role: 'system', name: 'places-addresses', path: '/console/places?part=addresses' },
  { role: 'system', name: 'places-doors', path: '/console/places?part=doorplates', whole: true },
  { role: 'system', name: 'places-basemap', path: '/console/places?part=basemap' },
  { role: 'system', name: 'places-history', path: '/console/places?part=history' },
  { role: 'system', name: 'district', path: '/console/district', whole: true },
  { role: 'system', name: 'outbox', path: '/console/outbox' },
  { role: 'security', name: 'people', path: '/console/people' },
  { role: 'security', name: 'people-one', path: '/console/people', first: follow('.row-name') },
  { role: 'security', name: 'people-add', path: '/console/people?open=new' },
  { role: 'security', name: 'people-none', path: '/console/people?q=无此人' },
  { role: 'security', name: 'people-posts', path: '/console/people?part=posts' },
  {
    role: 'security',
    name: 'people-post',
    path: '/console/people?part=posts',
    first: follow('.row-name'),
  },
  { role: 'security', name: 'people-organisations', path: '/console/people?part=organisations' },
  { role: 'security', name: 'people-kinds', path: '/console/people?part=kinds' },
  { role: 'security', name: 'people-kind', path: '/console/people?part=kinds&open=coordinator' },
  {
    role: 'security',
    name: 'own-second-factor',
    path: '/console/me',
    whole: true,
    first: follow('.second-factor form button[type="submit"]'),
  },
  { role: 'security', name: 'own-provider', path: '/console/people?part=providers&open=new' },
  { role: 'security', name: 'people-clients', path: '/console/people?part=clients' },
  { role: 'security', name: 'people-client', path: '/console/people?part=clients&open=new' },
  { role: 'security', name: 'people-stations', path: '/console/stations' },
  {
    role: 'security',
    name: 'people-station',
    path: '/console/stations',
    first: follow('.station .ant-btn'),
  },
  { role: 'security', name: 'people-models', path: '/console/stations?part=models' },
  { role: 'security', name: 'people-model', path: '/console/stations?part=models&open=1245' },
  { role: 'audit', name: 'audit', path: '/console/people' },
  { role: 'worker', name: 'own', path: '/console/me', whole: true },
]
