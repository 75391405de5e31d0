import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { I18nextProvider } from 'react-i18next'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openI18n } from '#platform/web/i18n.ts'
import { openSealedStore } from '#platform/web/sealed-store.ts'
import { Toasts } from '#platform/web/kit/index.ts'
import zh from '../../../words/phone.zh-CN.json' with { type: 'json' }
import '../FollowPage.tsx'
import { residentRoutes } from '../routes.tsx'
import { flush } from '../../phone/outbox/box.ts'
import { reportsBox } from './reports.ts'

vi.setConfig({ testTimeout: 30_000 })

const i18n = await openI18n({ 'zh-CN': { phone: zh }, en: { phone: zh } }, 'zh-CN')
const now = '2026-03-16T02:00:00.000Z'
const closed = {
  level: 'own',
  districtName: '鄂城区',
  timeZone: 'Asia/Shanghai',
  now,
  shortCode: 'K7M4QP',
  number: '4207042026112300017',
  title: '路灯不亮',
  words: '四盏灯都不亮',
  address: '麻纺厂西八栋',
  joinedAt: null,
  status: 'closed',
  unitName: '市政中心',
  promise: null,
  overdue: false,
  pausedReason: null,
  nextStep: null,
  refusal: null,
  ribbon: {
    receivedAt: now,
    promisedAt: null,
    estimated: false,
    closedAt: now,
    pauses: [],
    notches: [],
  },
  hands: [],
  photos: [],
  done: '换了灯泡',
  story: [],
  verdict: null,
  allowed: ['judge', 'reopen'],
  reopenUntil: '2031-03-25T10:00:00Z',
}

let down = false
let page: object = closed
const sent: [string, unknown][] = []
const line = (reply: () => object) => (down ? HttpResponse.error() : HttpResponse.json(reply()))
const take = (what: string, next: object) =>
  http.post(`*/api/public/420704/cases/K7M4QP/${what}`, async ({ request }) => {
    if (down) return HttpResponse.error()
    sent.push([what, await request.json()])
    page = { ...closed, ...next }
    return HttpResponse.json(page)
  })
const server = setupServer(
  http.get('*/api/public/420704/district', () =>
    line(() => ({
      districtId: '420704',
      name: '鄂城区',
      nameEn: 'Echeng',
      timeZone: 'Asia/Shanghai',
      lon: 114.9,
      lat: 30.4,
      demo: false,
      telephone: '12345',
      areas: { type: 'FeatureCollection', features: [] },
    })),
  ),
  http.get('*/api/public/420704/cases/K7M4QP', () => line(() => page)),
  take('verdict', { verdict: { solved: false, satisfied: 1 }, allowed: ['reopen'] }),
  take('reopening', { status: 'dispatched', allowed: ['add'], verdict: null }),
)
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'bypass' })
  vi.stubGlobal('scrollTo', () => undefined)
})
afterAll(() => server.close())

function open() {
  const root = createRootRoute()
  const router = createRouter({
    routeTree: root.addChildren(residentRoutes(root)),
    history: createMemoryHistory({ initialEntries: ['/420704/follow/K7M4QP?key=own'] }),
  })
  const client = new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  })
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <Toasts>
          <RouterProvider router={router} />
        </Toasts>
      </QueryClientProvider>
    </I18nextProvider>,
  )
  return userEvent.setup()
}

it('judges and asks for it again without a line, on the page last seen, and sends both in order', async () => {
  const { sights } = openSealedStore('gongzhi-reports')
  open()
  await screen.findByText('换了灯泡')
  const name = 'follow 420704/K7M4QP'
  await waitFor(async () => expect(await sights.get(['resident', name])).toBeDefined())
  const kept = await sights.get(['resident', name])
  expect(new TextDecoder().decode(kept?.sealed.data)).not.toContain('四盏灯都不亮')
  cleanup()
  down = true
  const user = open()
  await screen.findByText(/现在连不上网，这是 .* 的情况/)
  await user.click(await screen.findByRole('button', { name: zh['verdict.no'] }))
  await user.click(await screen.findByRole('button', { name: zh['verdict.1'] }))
  await user.click(await screen.findByRole('button', { name: zh['verdict.send'] }))
  await screen.findByText(/您的评价：没修好，不满意/)
  await user.type(await screen.findByLabelText(zh['reopen.words']), '天一黑就灭')
  await user.click(screen.getByRole('button', { name: zh['reopen.send'] }))
  await screen.findByText(zh['reopen.kept'])
  await screen.findByText('2 件等信号，有网会自动发出')
  expect(sent).toEqual([])
  down = false
  await flush(reportsBox)
  await waitFor(() =>
    expect(sent).toMatchObject([
      ['verdict', { key: 'own', solved: false, satisfied: 1 }],
      ['reopening', { key: 'own', words: '天一黑就灭' }],
    ]),
  )
  await waitFor(() => expect(screen.queryByText(zh['reopen.kept'])).toBeNull())
})
