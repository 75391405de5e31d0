import type { Page } from 'playwright-core'
import type { Look } from './looks.ts'

/** What no role of the demonstration has is answered as a server would: a second step, a provider, a look as another. */
const answered = (path: string, body: object) => (page: Page) =>
  page.route(path, (route) => route.fulfill({ json: body }))

const aProvider = {
  providers: [
    {
      id: '00000000-0000-4000-8000-000000000001',
      name: '市统一身份认证',
      districtId: '420704',
      districtName: '鄂城区',
    },
  ],
}

const reloaded = async (page: Page) => {
  await page.reload()
  await page.waitForLoadState('networkidle')
}

/** Every page of the console while a manager looks as another post. */
const asAnother = async (page: Page) => {
  await page.route('**/api/people/me', async (route) => {
    const response = await route.fetch()
    const viewing = {
      postTitle: '牵头人',
      organisationName: '鄂城区城市管理执法局（综合行政执法大队凤凰街道中队）',
      until: new Date(Date.now() + 15 * 60_000).toISOString(),
      reason: '新人说看不到案件',
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own server's answer
    await route.fulfill({ response, json: { ...((await response.json()) as object), viewing } })
  })
  await reloaded(page)
  await page.locator('.viewing-strip').waitFor()
}

/** The doors of the program, and how it looks once through them. */
export const doorLooks: readonly Look[] = [
  {
    role: 'resident',
    name: 'sign-in-provider',
    path: '/sign-in',
    whole: true,
    first: async (page) => {
      await answered('**/api/people/sign-in/providers', aProvider)(page)
      await reloaded(page)
      await page.locator('.sign-in-providers').waitFor()
    },
  },
  {
    role: 'resident',
    name: 'sign-in-code',
    path: '/sign-in',
    whole: true,
    first: async (page) => {
      await answered('**/api/people/sign-in', { ticket: 'A'.repeat(32) })(page)
      await page.locator('input[name="username"]').fill('zhou')
      await page.locator('input[name="password"]').fill('a short sentence')
      await page.locator('form button[type="submit"]').click()
      await page.locator('input[autocomplete="one-time-code"]').waitFor()
    },
  },
  { role: 'centre', name: 'view-as', path: '/console', first: asAnother },
  {
    role: 'centre',
    name: 'menu',
    path: '/console/whistles',
    first: async (page) => {
      const menu = page.locator('.shell-menu')
      if (await menu.isVisible()) await menu.click()
    },
  },
  {
    role: 'security',
    name: 'kind-preview',
    path: '/console/people?part=kinds&open=coordinator',
    first: async (page) => {
      await page.locator('.ant-drawer input[type="checkbox"]').nth(2).click()
      await page.waitForTimeout(800)
    },
  },
]
