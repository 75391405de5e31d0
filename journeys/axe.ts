import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { seriousFindings } from './world.ts'

/** What axe finds on each of these pages, in both themes, with the path before it. */
export async function findings(
  page: Page,
  url: string,
  paths: readonly string[],
): Promise<string[]> {
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

/** Something stands on the page, and nothing waits any more. */
export async function settled(page: Page): Promise<void> {
  await page.locator(somethingStands).first().waitFor()
  await expect.poll(() => page.locator('.skeleton, .waiting').count(), { timeout: 30_000 }).toBe(0)
}

/** All rules in light; then, without loading again, in dark what colours decide. */
export async function bothThemes(page: Page, what: string): Promise<string[]> {
  await settled(page)
  const found = await seriousFindings(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  )
  found.push(...(await seriousFindings(page, rulesOfColour)).map((one) => `dark ${one}`))
  await page.emulateMedia({ colorScheme: 'light' })
  return found.map((one) => `${what} ${one}`)
}
