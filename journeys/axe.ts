import type { Page, Request } from 'playwright-core'
import { expect } from 'vitest'
import { outOfReach } from './keyboard.ts'
import { seriousFindings } from './world.ts'

/**
 * What axe finds on each of these pages, in both themes, with the path before it; at a desk also what
 * nobody comes to without a mouse.
 */
export async function findings(
  page: Page,
  url: string,
  paths: readonly string[],
): Promise<string[]> {
  const found: string[] = []
  const asked = whatIsAsked(page)
  for (const path of paths) {
    /* oxlint-disable no-await-in-loop -- one page at a time */
    await visit(page, `${url}${path}`)
    await expect.poll(() => asked.size, { timeout: 30_000 }).toBe(0)
    found.push(...(await bothThemes(page, path)))
    if (path.startsWith('/console'))
      found.push(...(await outOfReach(page)).map((one) => `${path} ${one}`))
    /* oxlint-enable no-await-in-loop */
  }
  return found
}

const face = (address: string) => new URL(address).pathname.split('/')[1]

/** Goes there as a link of the page would, where a page of the program is open; it loads it otherwise. */
async function visit(page: Page, address: string): Promise<void> {
  const here = page.url()
  if (!here.startsWith(new URL(address).origin) || face(here) !== face(address)) {
    await page.goto(address)
    return
  }
  await page.evaluate(`history.pushState({}, '', ${JSON.stringify(address)})`)
  await page.waitForFunction(arrived)
}

/** The router has taken the page of the address up, with the script that it came in, and shows it. */
const arrived = `(() => {
  const { status, location: to, resolvedLocation: at } = window.__TSR_ROUTER__.state
  return status === 'idle' && to.href === at?.href && to.href === location.pathname + location.search
})()`

/** What the page has asked the program and not heard yet; a line that stays open is none of it. */
function whatIsAsked(page: Page): ReadonlySet<Request> {
  const asked = new Set<Request>()
  const ended = (request: Request) => void asked.delete(request)
  page.on('request', (request) => {
    if (['fetch', 'xhr'].includes(request.resourceType())) asked.add(request)
  })
  page.on('requestfinished', ended)
  page.on('requestfailed', ended)
  return asked
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
