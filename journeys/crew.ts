import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { aPicture } from './picture.ts'
import type { World } from './world.ts'

/** A repair crew in the street, with a phone. */
export interface Crew {
  page: Page
  card(words: string): Locator
  open(words: string): Promise<void>
  accept(words: string): Promise<void>
  arrive(words: string): Promise<void>
  /** Camera, words, done; not sent before the strip is gone. */
  finish(words: string, did: string): Promise<void>
  giveBack(words: string, why: string): Promise<void>
  sent(): Promise<void>
}

export async function inTheStreet(world: World, role: string): Promise<Crew> {
  const page = await world.as(role, { phone: true })
  await page.goto(`${world.url}/work`)
  const card = (words: string) => page.locator('.task').filter({ hasText: words })
  const press = async (words: string, verb: string) => {
    if (!page.url().endsWith('/work')) await page.goto(`${world.url}/work`)
    await card(words).getByRole('button', { name: verb, exact: true }).click()
  }
  const sent = async () => {
    const strip = page.locator('.outbox')
    await strip.waitFor({ state: 'detached' }).catch(async () => {
      throw new Error(`still unsent: ${await strip.innerText()}`)
    })
  }
  return {
    page,
    card,
    sent,
    open: async (words) => {
      await page.goto(`${world.url}/work`)
      await card(words).locator('a').first().click()
      await page.waitForURL(/\/work\/tasks\//)
    },
    accept: async (words) => {
      await page.goto(`${world.url}/work`)
      await press(words, '接单')
      await card(words).getByRole('button', { name: '到场', exact: true }).waitFor()
    },
    arrive: async (words) => {
      await press(words, '到场')
      await card(words).getByRole('button', { name: '办完', exact: true }).waitFor()
    },
    finish: async (words, did) => {
      await press(words, '办完')
      await fillFinish(page, did)
    },
    giveBack: async (words, why) => {
      await page.goto(`${world.url}/work`)
      await card(words).locator('a').first().click()
      await page.getByRole('button', { name: '办不了或来不及' }).click()
      await page.getByRole('button', { name: /^退回/ }).click()
      const reason = page.getByLabel('原因')
      await expect.poll(() => reason.locator('option').count()).toBeGreaterThan(1)
      await reason.selectOption({ index: 1 })
      await page.getByLabel('说明').fill(why)
      await page.getByRole('button', { name: '提交申请' }).click()
      await page.getByText('已申请退回，等批').waitFor()
    },
  }
}

/** The finishing sheet: a picture of how it is now, what was done, done. */
export async function fillFinish(page: Page, did: string): Promise<void> {
  const sheet = page.getByRole('dialog')
  await sheet
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'after.png', mimeType: 'image/png', buffer: await aPicture('after') })
  await sheet.getByText('已存好').first().waitFor()
  await sheet.getByLabel('做了什么').fill(did)
  await sheet.getByRole('button', { name: '办完了' }).click()
  await page.waitForURL(/\/work$/)
}

/** Resolves once the pages are kept; from then on they open without a line. */
export async function pagesAreKept(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate('navigator.serviceWorker.controller?.state'), { timeout: 30_000 })
    .toBe('activated')
}
