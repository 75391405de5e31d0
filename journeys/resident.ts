import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { z } from 'zod'
import { Receipt } from '#modules/cases/contract/index.ts'
import { aPicture } from './picture.ts'
import type { World } from './world.ts'

/** A resident's phone: their browser, and what they see of their report. */
export interface Resident {
  page: Page
  shortCode: string
  ownKey: string
  /** Opens the page of their report, or looks again. */
  follow(): Promise<void>
  judge(solved: '修好了' | '没修好', satisfied: '满意' | '一般' | '不满意'): Promise<void>
  close(): Promise<void>
}

interface Told {
  districtId: string
  address: string
  words: string
  /** Where a phone says it is; without it, only the district is known. */
  place?: { lon: number; lat: number; system: 'CGCS2000'; method: 'gps' }
}

/** Sends it as the resident's phone does; the three screens are gone through by hand in the stories. */
export async function reported(world: World, { districtId, ...told }: Told): Promise<Resident> {
  const reply = await fetch(`${world.url}/api/public/${districtId}/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gongzhi': '1', origin: world.url },
    body: JSON.stringify({ clientId: crypto.randomUUID(), ...told }),
  })
  expect(reply.status).toBe(200)
  const { shortCode, ownKey } = Receipt.parse(await reply.json())
  const context = await world.window({ phone: true })
  return onPhone(await context.newPage(), {
    shortCode,
    ownKey,
    at: `${world.url}/${districtId}/follow/${shortCode}?key=${encodeURIComponent(ownKey)}`,
  })
}

/** Reports in three screens as a person would, with a photograph, an address and words. */
export async function reportByHand(world: World, told: Told): Promise<Resident> {
  const context = await world.window({ phone: true })
  const page = await context.newPage()
  await page.goto(`${world.url}/${told.districtId}/report`)
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'lamp.png', mimeType: 'image/png', buffer: await aPicture('before') })
  await page.getByRole('button', { name: '下一步', exact: true }).click()
  await page.getByLabel('地址').first().fill(told.address)
  await page.getByRole('button', { name: '下一步', exact: true }).click()
  await page.getByLabel('怎么回事').fill(told.words)
  await page.getByRole('button', { name: '发出', exact: true }).click()
  await page.getByText('收到了').first().waitFor({ timeout: 30_000 })
  await page
    .getByRole('button', { name: '看进展' })
    .or(page.getByRole('link', { name: '看进展' }))
    .first()
    .click()
  await page.waitForURL(/\/follow\//)
  const shortCode = /follow\/([0-9A-Z]{6})/.exec(page.url())?.[1] ?? ''
  expect(shortCode).toHaveLength(6)
  const ownKey = z
    .string()
    .parse(await page.evaluate("JSON.parse(localStorage.getItem('gongzhi.own-reports'))[0].ownKey"))
  return onPhone(page, { shortCode, ownKey, at: page.url() })
}

function onPhone(
  page: Page,
  { shortCode, ownKey, at }: { shortCode: string; ownKey: string; at: string },
): Resident {
  return {
    page,
    shortCode,
    ownKey,
    follow: async () => {
      await page.goto(at)
      await page.locator('h1').first().waitFor()
    },
    judge: async (solved, satisfied) => {
      await page
        .getByRole('button', { name: solved, exact: true })
        .or(page.getByRole('radio', { name: solved }))
        .first()
        .click()
      await page.getByRole('button', { name: satisfied, exact: true }).click()
      await page.getByRole('button', { name: '提交评价' }).click()
      await judged(page, `您的评价：${solved}，${satisfied}`)
    },
    close: () => page.context().close(),
  }
}

/** The verdict has arrived: one that the phone still keeps is said in the same words, but not as done. */
export async function judged(page: Page, said: string): Promise<void> {
  await page.locator('.strip[data-tone="done"]').filter({ hasText: said }).waitFor()
}
