import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { I18nextProvider } from 'react-i18next'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openI18n } from '#platform/web/i18n.ts'
import zh from '../../words/phone.zh-CN.json' with { type: 'json' }
import { newDraft, type Draft } from './draft.ts'
import { NearbyHint } from './NearbyHint.tsx'
import { useOwnReports } from './own-reports.ts'

const districtId = '420704'
const i18n = await openI18n({ 'zh-CN': { phone: zh }, en: { phone: zh } }, 'zh-CN')
const patient = { timeout: 10_000 }
const now = new Date().toISOString()
const asked: unknown[] = []
const server = setupServer(
  http.post(`*/api/public/${districtId}/nearby`, async ({ request }) => {
    asked.push(await request.json())
    const row = {
      shortCode: 'K7M4QP',
      title: '电力设施异常',
      place: '丰润园小区3栋',
      communityName: '澜湖社区',
      status: 'dispatched',
      reportedAt: now,
      promisedAt: null,
      metres: 60,
      photo: null,
    }
    return HttpResponse.json({ rows: [row], now, timeZone: 'Asia/Shanghai' })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const draft: Draft = {
  ...newDraft(),
  words: '家里停电了',
  phone: '13800000001',
  point: { lon: 114.89, lat: 30.39, method: 'map' },
}

function open(over: Partial<Draft> = {}) {
  const root = createRootRoute()
  const getParentRoute = () => root
  const router = createRouter({
    routeTree: root.addChildren([
      createRoute({
        getParentRoute,
        path: '/',
        component: () => <NearbyHint districtId={districtId} draft={{ ...draft, ...over }} />,
      }),
      createRoute({ getParentRoute, path: '/$districtId/follow/$shortCode', component: Followed }),
    ]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nextProvider>,
  )
}

function Followed() {
  return useOwnReports(districtId).map((report) => (
    <p key={report.shortCode}>
      {report.shortCode} {report.words}
    </p>
  ))
}

it('offers to follow what is known already, and keeps it on this phone', async () => {
  open()
  await userEvent.click(await screen.findByRole('button', { name: zh['nearby.follow'] }, patient))
  await screen.findByText('K7M4QP 电力设施异常')
  // Place and words are compared; who reports is nobody's business yet.
  expect(JSON.stringify(asked)).not.toContain('13800000001')
})

it('asks nothing of whoever speaks in confidence or of danger', async () => {
  const before = asked.length
  open({ confidential: true })
  open({ danger: 'gas' })
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(asked.length).toBe(before)
  expect(screen.queryByText(zh['nearby.title'])).toBeNull()
})
