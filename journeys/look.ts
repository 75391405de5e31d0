import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { BrowserContext, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { looks, roles, type Look, type Role } from './looks.ts'
import { aPlace, startProgram } from './program.ts'
import { tokenIn } from './sessions.ts'

/**
 * Every page as a picture for a person to look at: `npm run look -- --out FOLDER`.
 * `--only TEXT` (again for more) keeps the pages whose name holds TEXT, `--width 390` one width, `--language en` one
 * language; `--theme dark` and `--large` change the face,
 * `--print` shows what comes out on paper.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'look' },
    only: { type: 'string', multiple: true, default: [''] },
    width: { type: 'string', multiple: true, default: ['390', '1440'] },
    language: { type: 'string', multiple: true, default: ['zh-CN', 'en'] },
    theme: { type: 'string', default: 'light' },
    large: { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
  },
})

interface Face {
  language: string
  width: number
}

const place = await aPlace()
const program = await startProgram(place)
const browser = await openBrowser()
await mkdir(values.out, { recursive: true })
try {
  for (const role of Object.keys(roles) as Role[]) {
    // oxlint-disable-line typescript/no-unsafe-type-assertion -- the keys of our own record
    const wanted = looks.filter(
      (l) => l.role === role && values.only.some((only) => l.name.includes(only)),
    )
    if (wanted.length === 0) continue
    const cookies = await cookiesOf(role)
    for (const language of values.language)
      for (const width of values.width) {
        const context = await contextFor({ language, width: Number(width) })
        await context.addCookies(cookies)
        for (const look of wanted) await take(context, look, { language, width: Number(width) })
        await context.close()
      }
  }
} finally {
  await browser.close()
  await program.stop()
  await place.remove()
}

/** A session of this role, opened once by its printed link. */
async function cookiesOf(role: Role) {
  const title = roles[role]
  if (title === null) return []
  const context = await browser.newContext()
  const reply = await context.request.post(
    `${program.url}/api/people/sign-in-links/${tokenIn(program.printed(), title)}`,
    { headers: { 'x-gongzhi': '1', origin: program.url }, data: { phone: false } },
  )
  if (!reply.ok()) throw new Error(`${title}: ${await reply.text()}`)
  const cookies = await context.cookies()
  await context.close()
  return cookies
}

async function contextFor({ language, width }: Face): Promise<BrowserContext> {
  const phone = width < 700
  const context = await browser.newContext({
    viewport: { width, height: phone ? 844 : width > 1600 ? 1080 : 900 },
    locale: language,
    timezoneId: 'Asia/Shanghai',
    isMobile: phone,
    hasTouch: phone,
    colorScheme: values.theme === 'dark' ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  if (values.large)
    await context.addInitScript('localStorage.setItem("gongzhi.face", \'{"large":true}\')')
  return context
}

/** Something stands there and nothing is waited for any more. */
async function shown(page: Page): Promise<void> {
  await page.locator('h1:visible, h2:visible, form:visible').first().waitFor()
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
}

/** Maps and charts come later than the page, and are drawn anew where the window changes. */
async function drawn(page: Page, whole: boolean): Promise<void> {
  const window = page.viewportSize()
  if (whole && window) await wholePage(page, window)
  const pictures = page.locator('.map, .chart')
  if ((await pictures.count()) === 0) return
  await page.locator('.map .skeleton').first().waitFor({ state: 'detached' })
  await page.waitForTimeout(2_000)
}

/** As high as the whole page, so that what draws itself for a window draws all of it. */
async function wholePage(page: Page, { width, height }: { width: number; height: number }) {
  const whole = Number(await page.evaluate('document.documentElement.scrollHeight'))
  await page.setViewportSize({ width, height: Math.min(Math.max(whole, height), 9_000) })
}

/** What no person should read: the key of a missing word, a bare id, a date as programs write it. */
function rawIn(text: string): string[] {
  const found = text.match(
    /\b[a-z][a-zA-Z]*(?:\.[a-zA-Z]+)+\b|\b[0-9a-f]{8}-[0-9a-f]{4}-|\b\d{4}-\d\d-\d\dT?|\{\{\w+/g,
  )
  return [...new Set(found ?? [])].slice(0, 6)
}

async function take(context: BrowserContext, look: Look, { language, width }: Face): Promise<void> {
  const page = await context.newPage()
  page.setDefaultTimeout(8_000)
  const name = [look.role, look.name, width, language === 'en' ? 'en' : 'zh'].join('-')
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('response', (r) => {
    if (r.status() >= 500) problems.push(`${r.status()} ${r.url()}`)
  })
  try {
    await page.goto(`${program.url}${look.path}`)
    await page.waitForLoadState('networkidle', { timeout: 6_000 }).catch(() => {
      problems.push('never idle')
    })
    await shown(page)
    await look.first?.(page)
    // A page that was left is still there for a moment.
    await page.waitForTimeout(300)
    await shown(page)
    if (values.print) await page.emulateMedia({ media: 'print' })
    await page.waitForTimeout(400)
    await drawn(page, look.whole ?? false)
    const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    if (typeof wide === 'number' && wide > 0) problems.push(`scrolls sideways by ${wide} px`)
    const raw = rawIn(await page.locator('body').innerText())
    if (raw.length > 0) problems.push(`shows ${raw.join(', ')}`)
  } catch (error) {
    problems.push(String(error).split('\n')[0] ?? '')
  }
  await page.screenshot({ path: join(values.out, `${name}.png`), fullPage: look.whole ?? false })
  process.stdout.write(`${name}${problems.length > 0 ? `: ${problems.join('; ')}` : ''}\n`)
  await page.close()
}
