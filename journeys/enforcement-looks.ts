import type { Page } from 'playwright-core'
import type { Look } from './looks.ts'

const follow = (selector: string) => async (page: Page) => {
  await page.locator(selector).first().click()
  await page.waitForLoadState('networkidle')
}

/** The ladder at the desk and in the street. */
export const enforcementLooks: readonly Look[] = [
  { role: 'officer', name: 'enforcement-files', path: '/console/enforcement', whole: true },
  {
    role: 'officer',
    name: 'enforcement-file',
    path: '/console/enforcement',
    whole: true,
    first: follow('.file-rows a'),
  },
  {
    role: 'officer',
    name: 'enforcement-ended',
    path: '/console/enforcement',
    whole: true,
    first: async (page) => {
      await page.locator('.ant-segmented-item').nth(2).click()
      await page.locator('.file-rows a', { hasText: /内正街/ }).click()
      await page.locator('.rungs').waitFor()
    },
  },
  {
    role: 'officer',
    name: 'enforcement-step',
    path: '/console/enforcement',
    first: async (page) => {
      await follow('.file-rows a')(page)
      await page.locator('.step-list button').first().click()
    },
  },
  { role: 'officer', name: 'inspections-due', path: '/console/inspections', whole: true },
  {
    role: 'officer',
    name: 'inspections-done',
    path: '/console/inspections',
    whole: true,
    first: async (page) => page.locator('.ant-segmented-item').nth(1).click(),
  },
  {
    role: 'centre',
    name: 'inspections-plans',
    path: '/console/inspections',
    whole: true,
    first: async (page) => page.locator('.ant-segmented-item').nth(2).click(),
  },
  {
    role: 'officer',
    name: 'inspections-one',
    path: '/console/inspections',
    whole: true,
    first: async (page) => {
      await page.locator('.ant-segmented-item').nth(1).click()
      await follow('.file-rows a')(page)
    },
  },
  {
    role: 'officer',
    name: 'inspections-record',
    path: '/console/inspections',
    first: async (page) => page.locator('.file-rows button').first().click(),
  },
  { role: 'officer', name: 'inspections-work', path: '/work/inspections', whole: true },
  { role: 'officer', name: 'enforcement-words', path: '/work/words', whole: true },
  {
    role: 'officer',
    name: 'enforcement-work-file',
    path: '/work/words',
    whole: true,
    first: follow('.words-row > a'),
  },
  { role: 'system', name: 'enforcement-settings', path: '/console/enforcement-settings' },
  {
    role: 'system',
    name: 'enforcement-templates',
    path: '/console/enforcement-settings',
    first: async (page) => {
      await page.locator('.ant-segmented-item').nth(3).click()
      await page.locator('.template-editor').waitFor()
    },
  },
]
