import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { configure, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { I18nextProvider } from 'react-i18next'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { openI18n } from '#platform/web/i18n.ts'
import type { PublicEvent, PublicLeaflet } from '../../contract/index.ts'
import { CONSENT } from '../../domain/events.ts'
import { outreachPublicRoutes } from './routes.tsx'
// It comes late by its route; here it is there from the start.
import './LeafletPublicPage.tsx'
import './EventPublicPage.tsx'

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

const event: PublicEvent = {
  code: 'AC3DE5',
  title: '城管开放日',
  titleEn: 'Open day',
  what: '看看案件怎么办',
  place: '活动室',
  areaName: '澜湖社区',
  startsAt: '2027-03-20T01:00:00.000Z',
  endsAt: '2027-03-20T03:00:00.000Z',
  signUpUntil: '2027-03-20T01:00:00.000Z',
  state: 'open',
  whyCancelled: '',
  seatsLeft: 3,
  waits: false,
  consent: CONSENT,
  keepDays: 60,
  telephone: '12345',
  timeZone: 'Asia/Shanghai',
}
const ownId = '11111111-1111-4111-8111-111111111111'
const ownKey = 'k'.repeat(22)

it('one signs up with the sentence agreed to, and cancels by the own link', async () => {
  const bodies: unknown[] = []
  let state = 'signed'
  const at = '*/api/public/420704/events/AC3DE5'
  const own = () => HttpResponse.json({ id: ownId, state, people: 2, key: ownKey })
  server.use(
    http.get(at, () => HttpResponse.json(event)),
    http.get(`${at}/sign-ups/${ownId}`, own),
    http.post(`${at}/sign-ups`, async ({ request }) => {
      bodies.push(await request.json())
      return own()
    }),
    http.post(`${at}/sign-ups/${ownId}/cancel`, async ({ request }) => {
      bodies.push(await request.json())
      state = 'cancelled'
      return own()
    }),
  )
  await show('/420704/events/AC3DE5')
  const user = userEvent.setup()
  expect(await screen.findByText('还有 3 个名额')).toBeTruthy()
  await user.type(screen.getByLabelText(/您的姓名/), '张三')
  await user.type(screen.getByLabelText(/^电话/), '139 1234 5678')
  await user.selectOptions(screen.getByLabelText(/一共来几个人/), '2')
  await user.click(screen.getByRole('button', { name: '报名' }))
  // Nothing is sent before the sentence is agreed to.
  expect(await screen.findByText(/请勾选同意/)).toBeTruthy()
  expect(bodies).toEqual([])
  await user.click(screen.getByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: '报名' }))
  expect(await screen.findByText('您已报名，2 人')).toBeTruthy()
  expect(bodies[0]).toMatchObject({ name: '张三', people: 2, consent: CONSENT })
  await user.click(screen.getByRole('button', { name: '来不了，取消报名' }))
  await user.click(screen.getByRole('button', { name: '确定取消' }))
  expect(await screen.findByText('您已取消报名')).toBeTruthy()
  expect(bodies[1]).toEqual({ key: ownKey })
})
