import { expect, it } from 'vitest'
import { bothThemes, findings } from './axe.ts'
import { inWorldWithMaps } from './world.ts'

const consolePages = [
  '/console',
  '/console/desk',
  '/console/intake',
  '/console/inspect',
  '/console/cases',
  '/console/cases?status=closed',
  '/console/catalogue',
  '/console/stations',
  '/console/inbox',
  '/console/whistles',
  '/console/supervisions',
  '/console/appeals',
  '/console/parked',
  '/console/plans',
  '/console/pools?tab=pools',
  '/console/measures?by=unit',
  '/console/me',
  '/console/leave',
  '/console/personal',
  '/console/issues',
  '/console/orders',
  '/console/visits',
  '/console/subjects',
  '/console/rosters',
  '/console/partners',
  '/console/enforcement-settings',
  '/console/reading',
  '/console/hazards',
  '/console/checks?tab=lists',
  '/console/checks',
  '/console/followed',
  '/console/logs',
  '/console/measures/cases?rate=onTime&part=missed',
  '/console/pools',
  '/console/visits?tab=visits',
  '/console/visits?tab=promises',
  '/console/visits?tab=drives',
]

const outreachPages = [
  '/console/outreach',
  ...['plans', 'postings', 'leaflets', 'events', 'questions', 'figures', 'channels'].map(
    (tab) => `/console/outreach?tab=${tab}`,
  ),
]
const fieldPages = [
  '/console/campaigns',
  '/console/campaigns?stands=after',
  '/console/inspections',
  '/console/services?span=week',
  '/console/services?tab=signs',
  '/console/services?tab=signs&state=mending',
]

inWorldWithMaps(
  'no serious finding of axe at the desk, and nothing out of reach of the keys',
  (world) => {
    it('on the console, with a case and a form open', async () => {
      const page = await world().as('鄂城区 区中心值班长')
      const found = await findings(page, world().url, consolePages)
      await page.goto(`${world().url}/console/cases?status=closed`)
      await page.locator('ul a.row').first().click()
      await page.locator('.story li').first().waitFor()
      found.push(...(await bothThemes(page, 'case')))
      await page.goto(`${world().url}/console/desk`)
      await page.locator('.act-list button').first().waitFor()
      await page.keyboard.press('f')
      await page.keyboard.press('d')
      found.push(...(await bothThemes(page, 'desk form')))
      await page.goto(`${world().url}/console/screen`)
      await page.locator('.wall-facts dd').first().waitFor()
      found.push(...(await bothThemes(page, 'screen')))
      expect(found).toEqual([])
      await page.context().close()
    })

    it('on outreach, with a leaflet, an event and a form open', async () => {
      const page = await world().as('鄂城区 区中心值班长')
      const found = await findings(page, world().url, outreachPages)
      for (const [tab, one, there] of [
        ['leaflets', '.outreach-library a', '.outreach-versions li'],
        ['events', '.outreach-rows a', '.outreach-leaflet h2'],
      ] as const) {
        await page.goto(`${world().url}/console/outreach?tab=${tab}`)
        await page.locator(one).first().click()
        await page.locator(there).first().waitFor()
        found.push(...(await bothThemes(page, tab)))
      }
      await page.goto(`${world().url}/console/outreach`)
      await page.getByRole('button', { name: '记一次宣传' }).click()
      await page.getByRole('dialog').waitFor()
      found.push(...(await bothThemes(page, 'record form')))
      expect(found).toEqual([])
      await page.context().close()
    })

    it('on campaigns, inspections and services', async () => {
      const page = await world().as('鄂城区 牵头人')
      const found = await findings(page, world().url, fieldPages)
      await page.goto(`${world().url}/console/campaigns`)
      await page.locator('main a[href*="/console/campaigns/"]').first().click()
      await page.getByRole('region', { name: '合计' }).waitFor()
      found.push(...(await bothThemes(page, 'campaign')))
      expect(found).toEqual([])
      await page.context().close()
    })

    it('on the pages of the administrators', async () => {
      const system = await world().as('鄂城区 系统管理员')
      const settings = [
        '/console/catalogue',
        '/console/routing',
        '/console/outbox',
        '/console/district',
        '/console/places',
        '/console/replies',
        '/console/case-settings',
        '/console/links',
        '/console/webhooks',
        '/console/services?tab=services',
        '/console/duty-list',
        '/console/hazard-settings',
        ...['guide', 'limits', 'calendar', 'reasons', 'labels'].map(
          (part) => `/console/catalogue?part=${part}`,
        ),
        ...['addresses', 'doorplates', 'basemap', 'history'].map(
          (part) => `/console/places?part=${part}`,
        ),
      ]
      expect(await findings(system, world().url, settings)).toEqual([])
      await system.context().close()
      const security = await world().as('鄂城区 安全管理员')
      const people = [
        '/console/people',
        ...['posts', 'kinds', 'organisations', 'clients', 'providers'].map(
          (part) => `/console/people?part=${part}`,
        ),
        '/console/people?open=new',
        '/console/stations?part=models',
      ]
      expect(await findings(security, world().url, people)).toEqual([])
      await security.context().close()
    })
  },
)
