import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { I18nextProvider } from 'react-i18next'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { PartnerPage } from '#modules/cases/contract/partners.ts'
import { openI18n } from '#platform/web/i18n.ts'
import { Toasts } from '#platform/web/kit/index.ts'
import phone from '../../words/phone.zh-CN.json' with { type: 'json' }
import { residentRoutes } from '../resident/routes.tsx'

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
beforeEach(() => {
  vi.stubGlobal('scrollTo', () => undefined)
  server.use(
    http.get('*/api/public/420704/district', () =>
      HttpResponse.json({
        districtId: '420704',
        name: '鄂城区',
        nameEn: 'Echeng',
        timeZone: 'Asia/Shanghai',
        lon: 114.9,
        lat: 30.4,
        demo: false,
        telephone: '12345',
        areas: { type: 'FeatureCollection', features: [] },
      }),
    ),
  )
})
afterEach(() => {
  server.resetHandlers()
  vi.unstubAllGlobals()
})
afterAll(() => server.close())

// The words of the page itself come with it.
const i18n = await openI18n({ 'zh-CN': { phone }, en: { phone } }, 'zh-CN')

const page = (over: Partial<PartnerPage> = {}): PartnerPage => ({
  districtName: '鄂城区',
  timeZone: 'Asia/Shanghai',
  now: '2026-03-16T02:00:00.000Z',
  unitName: '丰润园物业',
  lead: true,
  state: 'offered',
  returnAsked: false,
  words: '把空调冷凝水接进排水管',
  matterName: '道路破损',
  hazard: false,
  address: '香港城二期 3 栋门口',
  lon: 114.9,
  lat: 30.4,
  due: { at: '2026-03-18T10:00:00.000Z', estimated: false, overdue: false },
  photos: [],
  did: null,
  expiresAt: '2026-03-23T02:00:00.000Z',
  reasons: [{ code: 'wrong-owner', name: '权属不符', nameEn: 'Not ours' }],
  questions: [],
  allowed: ['accept', 'return'],
  ...over,
})

function opened(first: PartnerPage | { code: string; details: object; status: number }) {
  server.use(
    http.get('*/api/public/420704/partner', () =>
      'status' in first
        ? HttpResponse.json(first, { status: first.status })
        : HttpResponse.json(first),
    ),
  )
  const root = createRootRoute()
  const router = createRouter({
    routeTree: root.addChildren(residentRoutes(root)),
    history: createMemoryHistory({ initialEntries: ['/420704/partner?key=pabc.def'] }),
  })
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={new QueryClient()}>
        <Toasts>
          <RouterProvider router={router} />
        </Toasts>
      </QueryClientProvider>
    </I18nextProvider>,
  )
  return userEvent.setup()
}

it('shows what the task needs, and takes it by the key', async () => {
  const sent: unknown[] = []
  server.use(
    http.post('*/api/public/420704/partner/accept', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(page({ state: 'accepted', allowed: ['return', 'finish'] }))
    }),
  )
  const user = opened(page())
  expect(await screen.findByRole('heading', { name: '丰润园物业' })).toBeDefined()
  expect(screen.getByText('把空调冷凝水接进排水管')).toBeDefined()
  expect(screen.getByText('香港城二期 3 栋门口')).toBeDefined()
  await user.click(screen.getByRole('button', { name: '接单' }))
  await waitFor(() => expect(sent).toEqual([{ key: 'pabc.def' }]))
  expect(await screen.findByRole('button', { name: '提交' })).toBeDefined()
})

it('wants a picture of after and a line of what was done', async () => {
  const user = opened(page({ state: 'accepted', allowed: ['return', 'finish'] }))
  await user.click(await screen.findByRole('button', { name: '提交' }))
  expect(screen.getByText('请拍一张办之后的照片。')).toBeDefined()
  expect(screen.getByText('请写一句做了什么。')).toBeDefined()
})

it('asks what the matter asks of whoever finishes, before it goes', async () => {
  const question = {
    key: 'bulbs',
    at: 'finish' as const,
    kind: 'yes_no' as const,
    label: '配电间锁好了吗',
    options: [],
    required: true,
  }
  const user = opened(page({ state: 'accepted', allowed: ['finish'], questions: [question] }))
  await user.click(await screen.findByRole('button', { name: '提交' }))
  expect(screen.getByText('还有问题没有回答')).toBeDefined()
  await user.click(screen.getByLabelText('是'))
  expect(screen.queryByText('还有问题没有回答')).toBeNull()
})

it('gives it back with a reason of the district', async () => {
  const sent: unknown[] = []
  server.use(
    http.post('*/api/public/420704/partner/return', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(page({ returnAsked: true, allowed: [] }))
    }),
  )
  const user = opened(page())
  await user.click(await screen.findByRole('button', { name: '办不了，退回' }))
  const sheet = screen.getByRole('dialog')
  await user.selectOptions(within(sheet).getByLabelText('原因'), '权属不符')
  await user.type(within(sheet).getByLabelText('说明'), '归施工单位')
  await user.click(within(sheet).getByRole('button', { name: '退回' }))
  await waitFor(() =>
    expect(sent).toEqual([{ key: 'pabc.def', reasonCode: 'wrong-owner', words: '归施工单位' }]),
  )
  expect(await screen.findByText('已申请退回，等同意。')).toBeDefined()
})

it('says of a dead link why, and whom to ask', async () => {
  opened({ code: 'cases.partner_link_over', details: { why: 'revoked' }, status: 409 })
  expect(await screen.findByText('链接作废了')).toBeDefined()
  expect(screen.getByText(/请他们重发一条/)).toBeDefined()
})
