import type { Page } from 'playwright-core'
import type { Look } from './looks.ts'

const follow = (selector: string) => async (page: Page) => {
  await page.locator(selector).first().click()
  await page.waitForLoadState('networkidle')
}

/** What is read from reports: how well, and the issues that many write of. */
export const readingLooks: readonly Look[] = [
  { role: 'centre', name: 'reading', path: '/console/reading', whole: true },
  { role: 'centre', name: 'issues', path: '/console/issues', whole: true },
  {
    role: 'centre',
    name: 'issues-one',
    path: '/console/issues',
    whole: true,
    first: follow('.issues-list a'),
  },
  {
    role: 'centre',
    name: 'issues-where',
    path: '/console/issues',
    first: async (page) => {
      await follow('.issues-list a')(page)
      await page.locator('.issue-where').scrollIntoViewIfNeeded()
    },
  },
]
