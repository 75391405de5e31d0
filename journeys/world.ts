import { mkdtemp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, inject } from 'vitest'
import { openBrowser } from './browser.ts'
import { sessionOf } from './sessions.ts'

export interface Face {
  phone?: boolean
  dark?: boolean
  language?: string
}

/** What a journey stands in: the shared program, a browser, and people with their own windows. */
export interface World {
  url: string
  browser: Browser
  /** A window without a session. */
  window(face?: Face): Promise<BrowserContext>
  /** The window of somebody in a post, such as `鄂城区 市政主理人`. */
  as(role: string, face?: Face): Promise<Page>
}

const program = inject('program')

type Tell = (world: () => World) => void

/** A describe block in that world, its browser without maps; left out where there is no browser. */
export const inWorld = (title: string, tell: Tell): void => world(title, { maps: false }, tell)

/** The same where each map is drawn, as on most machines. */
export const inWorldWithMaps = (title: string, tell: Tell): void =>
  world(title, { maps: true }, tell)

function world(title: string, { maps }: { maps: boolean }, tell: Tell): void {
  describe.skipIf(program === null)(title, () => {
    let browser: Browser
    beforeAll(async () => {
      browser = await openBrowser({ maps })
    })
    afterEach(async ({ task }) => {
      if (task.result?.state === 'fail') await keepPictures(browser)
    })
    afterAll(async () => {
      await browser.close()
    })
    tell(() => worldOf(browser))
  })
}

/** Of a scene that failed: what each window that it left open shows, in a folder that is printed. */
async function keepPictures(browser: Browser): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gongzhi-failed-'))
  process.stderr.write(`what was seen: ${folder}\n`)
  const contexts = browser.contexts()
  for (const [n, page] of contexts.flatMap((one) => one.pages()).entries())
    // oxlint-disable-next-line no-await-in-loop -- a picture after the other
    await page.screenshot({ path: join(folder, `${n}.png`) }).catch(() => undefined)
  // The next scene begins without them.
  await Promise.all(contexts.map((one) => one.close()))
}

function worldOf(browser: Browser): World {
  if (!program) throw new Error('no program')
  const { url } = program
  const window = async ({ phone = false, dark = false, language = 'zh-CN' }: Face = {}) => {
    const context = await browser.newContext({
      viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
      locale: language,
      timezoneId: 'Asia/Shanghai',
      isMobile: phone,
      hasTouch: phone,
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      bypassCSP: true,
    })
    context.setDefaultTimeout(30_000)
    return context
  }
  return {
    url,
    browser,
    window,
    as: async (role, face) => {
      const context = await window(face)
      await context.addCookies(await sessionOf(program, role))
      return context.newPage()
    },
  }
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

interface Violation {
  id: string
  impact: string
  nodes: { html: string }[]
}

/** Serious and critical findings of axe on the page as it stands, by its usual rules or by those named. */
export async function seriousFindings(page: Page, only?: readonly string[]): Promise<string[]> {
  // A page that was come to by a link has it still.
  if (!(await page.evaluate('"axe" in window'))) await page.addScriptTag({ path: axe })
  const options = {
    resultTypes: ['violations'],
    ...(only && { runOnly: { type: 'rule', values: only } }),
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- axe's own answer
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as {
    violations: Violation[]
  }
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes[0]?.html ?? ''}`)
}
