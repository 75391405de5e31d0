import type { Page } from 'playwright-core'

/** Who looks: the title that the demonstration prints for them, or nobody in particular. */
export const roles = {
  resident: null,
  worker: '鄂城区 市政主理人',
  centre: '鄂城区 区中心值班长',
  system: '鄂城区 系统管理员',
  security: '鄂城区 安全管理员',
  audit: '鄂城区 审计管理员',
  grid: '鄂城区 网格员',
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

const openCase = follow('li a[href*="/console/cases/"]')

/** Two units are called to the case, unless that was done in another size of the window. */
const blow = async (page: Page) => {
  await openCase(page)
  await page.locator('.whistles').waitFor()
  if (await page.locator('.whistle').first().isVisible()) return
  await page.locator('.whistles > button').click()
  await page.locator('.whistles form input[role="combobox"]').first().click()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.locator('.whistles form textarea').fill('楼道里煤气味很重，请马上到现场关阀、疏散')
  await page.locator('.whistles form button[type="submit"]').click()
  await page.locator('.whistle').first().waitFor()
}

export const looks: readonly Look[] = [
  { role: 'resident', name: 'districts', path: '/' },
  { role: 'resident', name: 'home', path: '/420704', whole: true },
  { role: 'resident', name: 'report', path: '/420704/report' },
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
  { role: 'centre', name: 'intake', path: '/console/intake' },
  { role: 'centre', name: 'inspect', path: '/console/inspect' },
  { role: 'centre', name: 'cases', path: '/console/cases' },
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
