import { expect, it } from 'vitest'
import { bothThemes, findings } from './axe.ts'
import { inWorld } from './world.ts'

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
]

inWorld('axe has no serious finding at the desk', (world) => {
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
    ]
    expect(await findings(system, world().url, settings)).toEqual([])
    await system.context().close()
    const security = await world().as('鄂城区 安全管理员')
    expect(await findings(security, world().url, ['/console/people'])).toEqual([])
    await security.context().close()
  })
})
