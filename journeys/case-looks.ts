import type { Page } from 'playwright-core'
import type { Look } from './looks.ts'

const follow = (selector: string) => async (page: Page) => {
  await page.locator(selector).first().click()
  await page.waitForLoadState('networkidle')
}

const caseLink = 'main a[href*="/console/cases/"]'

/** A case that is to be given to another body, with what the letter says. */
const transfer = async (page: Page) => {
  await follow('li a[href*="/console/cases/"]')(page)
  await page.locator('[data-verb="transfer"] button').click()
  const fields = page.locator('.act .act-field input')
  await fields.first().fill('鄂州市生态环境局鄂城分局')
  await fields.nth(1).fill('鄂城城管移〔2026〕17号')
  await page
    .locator('.act .act-field textarea')
    .fill('噪声由生态环境局管，已把您的来件移送过去，他们会直接联系您。')
}

/** What the reporter sees once that is done. */
const transferred = async (page: Page) => {
  await transfer(page)
  await page.locator('.act button[type="submit"]').click()
  await page.locator('[data-verb="transfer"]').waitFor({ state: 'detached' })
  const code = (await page.locator('.case-head .code').first().textContent()) ?? ''
  await page.goto(new URL(`/420704/follow/${code}`, page.url()).href)
}

/** A case with what stands beside it, and what becomes of one that another body has to do. */
export const caseLooks: readonly Look[] = [
  {
    role: 'centre',
    name: 'intake-named',
    path: '/console/intake',
    whole: true,
    first: async (page) => {
      await page
        .locator('.intake textarea')
        .first()
        .fill('丰润园小区7栋楼下垃圾没人收，竹林北路公交站那边也有')
      await page.locator('.named-places button').first().waitFor()
    },
  },
  {
    role: 'centre',
    name: 'case-transfer',
    path: '/console/cases?status=filed',
    whole: true,
    first: transfer,
  },
  {
    role: 'centre',
    name: 'case-given-away',
    path: '/console/cases?status=dispatched',
    whole: true,
    first: transferred,
  },
  {
    role: 'centre',
    name: 'case-of-issue',
    path: '/console/issues',
    whole: true,
    first: async (page) => {
      await follow('.issues-list a')(page)
      await page.locator('.issue-members a').first().click()
      await page.locator('.issue-of-case').waitFor()
    },
  },
  {
    role: 'centre',
    name: 'case-ordered',
    path: '/console/supervisions',
    whole: true,
    first: async (page) => {
      await follow(caseLink)(page)
      await page.locator('.case').waitFor()
    },
  },
  {
    role: 'centre',
    name: 'cases-many-reply',
    path: '/console/cases?status=handling',
    first: async (page) => {
      for (const n of [0, 1, 2]) await page.locator('.tick-row input').nth(n).check()
      await page.locator('.many-bar button').nth(2).click()
      await page.locator('.many-fields .ant-select').click()
      await page.locator('.ant-select-item-option').first().click()
      await page.locator('.many-rows').waitFor()
    },
  },
]
