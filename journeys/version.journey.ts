import type { BrowserContext, Page } from 'playwright-core'
import { expect, inject, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { pagesAreKept } from './crew.ts'
import { aNewerBuild } from './newer.ts'
import { aPlaceLike, startProgram } from './program.ts'
import { sessionOf } from './sessions.ts'
import { ofThisTry } from './tries.ts'
import { inWorld } from './world.ts'

const patience = 400_000

inWorld('a new version while people write', () => {
  it(
    'takes no word from a desk, a worker and a resident, and brings the form back',
    async () => {
      const place = await aPlaceLike(inject('program')?.begun ?? '')
      const newer = await aNewerBuild()
      const browser = await openBrowser()
      let program = await startProgram(place)
      const { url } = program
      try {
        // The address is printed before the links.
        for (const role of ['鄂城区 区中心受理员', '鄂城区 网格员'])
          await expect.poll(() => program.printed(), { timeout: 60_000 }).toContain(role)
        const shared = { url, printed: program.printed(), folder: place.folder }
        const desk = await browser.newContext({
          locale: 'zh-CN',
          viewport: { width: 1440, height: 900 },
        })
        await desk.addCookies(await sessionOf(shared, '鄂城区 区中心受理员'))
        const worker = await aPhone(await browser.newContext({ locale: 'zh-CN' }))
        await worker.addCookies(await sessionOf(shared, '鄂城区 网格员'))
        // One whose browser keeps no pages, as the windows inside other apps.
        const resident = await aPhone(
          await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block' }),
        )
        const words = ofThisTry('巷子口的路灯闪个不停')
        const atDesk = await callIsWritten(desk, url, words)
        const onFoot = await patrolIsWritten(worker, url, words)
        const atHome = await reportIsWritten(resident, url, words)

        await program.stop()
        program = await startProgram(place, { root: newer.root, port: new URL(url).port })
        expect(program.url).toBe(url)

        await deskGoesOn(atDesk, words)
        await workerGoesOn(onFoot, words)
        await residentGoesOn(atHome, words)
      } finally {
        await browser.close()
        await program.stop()
        await newer.remove()
        await place.remove()
      }
    },
    patience,
  )
})

async function aPhone(context: BrowserContext): Promise<BrowserContext> {
  context.setDefaultTimeout(30_000)
  return context
}

async function callIsWritten(context: BrowserContext, url: string, words: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${url}/console/intake`)
  await page.getByLabel('说了什么').fill(words)
  await page.getByLabel('姓名（可不写）').fill('刘女士')
  return page
}

/** The page that was asked for cannot be had: the call stays, the new version brings it along, and it is sent. */
async function deskGoesOn(page: Page, words: string): Promise<void> {
  await page.getByRole('link', { name: '查案件', exact: true }).click()
  await page.getByText('有新版本了。您写的还在；').waitFor()
  expect(new URL(page.url()).pathname).toBe('/console/intake')
  expect(await page.getByLabel('说了什么').inputValue()).toBe(words)
  await page.getByRole('button', { name: '载入新版本' }).click()
  await page.getByText('已经是新版本了').waitFor()
  await expect.poll(() => page.getByLabel('说了什么').inputValue()).toBe(words)
  await expect.poll(() => page.getByLabel('姓名（可不写）').inputValue()).toBe('刘女士')
  await page.keyboard.press('Control+Enter')
  await page.locator('.sent').waitFor()
  await page.getByRole('link', { name: '查案件', exact: true }).click()
  await page.waitForURL(/\/console\/cases/)
  await page.getByText(words).first().waitFor()
}

async function patrolIsWritten(context: BrowserContext, url: string, words: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${url}/work/report`)
  await pagesAreKept(page)
  await page.getByRole('textbox').first().fill(words)
  return page
}

/** The kept pages become new beside the old ones; what is written goes over with them. */
async function workerGoesOn(page: Page, words: string): Promise<void> {
  await page.evaluate('navigator.serviceWorker.getRegistration().then((r) => r.update())')
  await page.getByText('有新版本了。写完手头的').waitFor()
  expect(await page.getByRole('textbox').first().inputValue()).toBe(words)
  await page.getByRole('button', { name: '载入新版本' }).click()
  await page.getByText('已经是新版本了').waitFor()
  await expect.poll(() => page.getByRole('textbox').first().inputValue()).toBe(words)
  expect(await page.content()).toContain('-newer')
}

async function reportIsWritten(context: BrowserContext, url: string, words: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${url}/420704`)
  await page.locator('a[href="/420704/report"]').first().click()
  await page.getByRole('button', { name: 'Go on without a picture' }).click()
  await page.getByLabel('Address').first().fill('凤凰路菜市场门口')
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await page.getByLabel('What is wrong').fill(words)
  return page
}

/** Another page comes from the new version at once where nothing is being written; the report is still there. */
async function residentGoesOn(page: Page, words: string): Promise<void> {
  const step = page.getByLabel('What is wrong')
  await step.fill(`${words}, for a week`)
  await page.waitForTimeout(1000)
  await page.goBack()
  await page.locator('a[href^="/420704/ledger"]').first().click()
  await page.waitForURL(/\/420704\/ledger/)
  await expect.poll(() => page.content()).toContain('-newer')
  await page.goto(new URL('/420704/report', page.url()).href)
  await expect.poll(() => step.inputValue()).toBe(`${words}, for a week`)
}
