import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { aPicture } from './picture.ts'
import type { World } from './world.ts'

/** A resident's phone: their browser, and what they see of their report. */
export interface Resident {
  page: Page
  shortCode: string
  follow(): Promise<void>
  judge(solved: '修好了' | '没修好', satisfied: '满意' | '一般' | '不满意'): Promise<void>
  close(): Promise<void>
}

/** Reports in three screens as a person would, with a photograph, an address and words. */
export async function reportAsResident(
  world: World,
  told: { districtId: string; address: string; words: string },
): Promise<Resident> {
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
  return {
    page,
    shortCode,
    follow: async () => {
      await page.reload()
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
      await page.getByText(`您的评价：${solved}，${satisfied}`).waitFor()
    },
    close: () => context.close(),
  }
}
