import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { configure, render, screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { I18nextProvider } from 'react-i18next'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { openI18n } from '#platform/web/i18n.ts'
import type { PublicLeaflet } from '../../contract/index.ts'
import { outreachPublicRoutes } from './routes.tsx'
// It comes late by its route; here it is there from the start.
import './LeafletPublicPage.tsx'

vi.setConfig({ testTimeout: 60_000 })
configure({ asyncUtilTimeout: 30_000 })

const leaflet: PublicLeaflet = {
  code: 'AC3DE4',
  state: 'shown',
  title: '垃圾分四类',
  body: '厨余垃圾早晚各收一次\n大件垃圾先预约',
  titleEn: 'Four kinds of waste',
  bodyEn: '',
  picture: true,
  validUntil: '2026-06-30',
  from: '澜湖社区',
  districtName: '鄂城区',
  telephone: '12345',
}
const opened: unknown[] = []
const server = setupServer(
  http.get('*/api/public/420704/leaflets/AC3DE4', () => HttpResponse.json(leaflet)),
  http.post('*/api/public/420704/leaflets/AC3DE4/opened', async ({ request }) => {
    opened.push(await request.json())
    return HttpResponse.json({})
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  server.resetHandlers()
  opened.length = 0
})
afterAll(() => server.close())

async function show(path: string, language: 'zh-CN' | 'en' = 'zh-CN') {
  const i18n = await openI18n({ 'zh-CN': {}, en: {} }, language)
  const root = createRootRoute()
  const router = createRouter({
    routeTree: root.addChildren(outreachPublicRoutes(root)),
    history: createMemoryHistory({ initialEntries: [path] }),
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

it('is read by anyone, and its opening by the code is counted once', async () => {
  await show('/420704/leaflets/AC3DE4?via=code')
  expect(await screen.findByRole('heading', { name: '垃圾分四类' })).toBeTruthy()
  expect(screen.getByText('大件垃圾先预约')).toBeTruthy()
  expect(document.querySelector('.leaflet img')?.getAttribute('src')).toBe(
    '/api/public/420704/leaflets/AC3DE4/picture',
  )
  await vi.waitFor(() => expect(opened).toEqual([{ via: 'code' }]))
})

it('says of a leaflet that is over that it is, and counts nothing', async () => {
  server.use(
    http.get('*/api/public/420704/leaflets/AC3DE4', () =>
      HttpResponse.json({ ...leaflet, state: 'expired', body: '', picture: false }),
    ),
  )
  await show('/420704/leaflets/AC3DE4')
  expect(await screen.findByText(/已过有效期/)).toBeTruthy()
  expect(opened).toEqual([])
})
