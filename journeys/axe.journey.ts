import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { inWorld, seriousFindings } from './world.ts'

const publicPages = ['/', '/420704', '/420704/report', '/420704/ledger', '/sign-in']
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
]
const workPages = ['/work', '/work/shifts']
const officerPages = ['/work/words', '/work/visits', '/work/report', '/work/inspect']

async function findings(page: Page, url: string, paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    // oxlint-disable-next-line no-await-in-loop -- one page at a time
    await page.goto(`${url}${path}`)
    // oxlint-disable-next-line no-await-in-loop -- one page at a time
    found.push(...(await bothThemes(page, path)))
  }
  return found
}

const somethingStands = 'main h1, main h2, main .state, main button, .shell-main > *'

const rulesOfColour = ['color-contrast', 'link-in-text-block']

/** All rules in light; then, without loading again, in dark what colours decide. */
async function bothThemes(page: Page, what: string): Promise<string[]> {
  await page.locator(somethingStands).first().waitFor()
  await expect.poll(() => page.locator('.skeleton, .waiting').count(), { timeout: 30_000 }).toBe(0)
  const found = await seriousFindings(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  )
  found.push(...(await seriousFindings(page, rulesOfColour)).map((one) => `dark ${one}`))
  await page.emulateMedia({ colorScheme: 'light' })
  return found.map((one) => `${what} ${one}`)
}

inWorld('axe has no serious finding', (world) => {
  it('on the public pages', async () => {
    const context = await world().window({ phone: true })
    const page = await context.newPage()
    expect(await findings(page, world().url, publicPages)).toEqual([])
    await context.close()
  })

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

  it('on the files of an officer, at the desk and in the street', async () => {
    const desk = await world().as('鄂城区 城管队员')
    const found = await findings(desk, world().url, ['/console/enforcement'])
    await desk.locator('.file-rows a').first().click()
    await desk.locator('.rungs').waitFor()
    found.push(...(await bothThemes(desk, 'file')))
    await desk.context().close()
    const phone = await world().as('鄂城区 城管队员', { phone: true })
    found.push(...(await findings(phone, world().url, officerPages)))
    const more = phone.getByRole('button', { name: '更多', exact: true })
    if (await more.isVisible()) {
      await more.click()
      await phone.getByRole('dialog').getByRole('link').first().waitFor()
      found.push(...(await bothThemes(phone, 'doors')))
    }
    expect(found).toEqual([])
    await phone.context().close()
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

  it("on the worker's phone", async () => {
    const page = await world().as('鄂城区 市政主理人', { phone: true })
    const found = await findings(page, world().url, workPages)
    await page.goto(`${world().url}/work`)
    const task = page.locator('.task a, .done-list a').first()
    if (await task.isVisible()) {
      await task.click()
      await page.locator('.task-history li').first().waitFor()
      found.push(...(await bothThemes(page, 'task')))
    }
    expect(found).toEqual([])
    await page.context().close()
  })
})
