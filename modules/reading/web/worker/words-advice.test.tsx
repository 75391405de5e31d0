import 'fake-indexeddb/auto'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { cleanup, configure, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { I18nextProvider } from 'react-i18next'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { aCase, aRow, idOf } from '#modules/cases/web/console/desk/desk-samples.ts'
import { workerRoutes } from '#modules/cases/web/worker/routes.tsx'
import phone from '#modules/cases/words/phone.zh-CN.json' with { type: 'json' }
import work from '#modules/cases/words/work.zh-CN.json' with { type: 'json' }
import { openI18n } from '#platform/web/i18n.ts'
import { Toasts } from '#platform/web/kit/index.ts'
import { openSealedStore } from '#platform/web/sealed-store.ts'
import words from '../../words/reply-check.zh-CN.json' with { type: 'json' }
import { letReadingAdvise } from './routes.ts'

vi.setConfig({ testTimeout: 60_000 })
configure({ asyncUtilTimeout: 15_000 })
vi.mock('#platform/web/Map.tsx', () => ({ PlaceMap: () => null }))

const zh = { ...phone, ...work }
const i18n = await openI18n({ 'zh-CN': { phone: zh }, en: { phone: zh } }, 'zh-CN')
const personId = idOf(501)
const me = {
  person: { id: personId, name: '涂雪琴', email: null, language: 'zh-CN', loginName: null },
  district: {
    districtId: '420704',
    name: '鄂城区',
    nameEn: 'Echeng',
    timeZone: 'Asia/Shanghai',
    lon: 114.9,
    lat: 30.4,
    demo: true,
  },
  posts: [],
  actingPostId: idOf(700),
  verbs: ['cases.accept', 'cases.finish'],
}
const task = {
  id: idOf(101),
  caseId: idOf(1),
  unitId: idOf(900),
  unitName: '市政',
  role: 'lead',
  state: 'accepted',
  assigneeId: personId,
  assignee: null,
  offeredAt: '2026-03-16T02:00:00.000Z',
  acceptedAt: '2026-03-16T02:05:00.000Z',
  arrivedAt: '2026-03-16T02:10:00.000Z',
  endedAt: null,
} as const

let down = false
const page = aCase(1, { allowed: ['finish'] })
const line = (reply: () => object) => () =>
  down ? HttpResponse.error() : HttpResponse.json(reply())
const server = setupServer(
  http.get(
    '*/api/people/me',
    line(() => me),
  ),
  http.get(
    '*/api/tasks',
    line(() => ({
      rows: [{ task, case: aRow(1), allowed: page.allowed }],
      now: new Date().toISOString(),
    })),
  ),
  http.get(
    '*/api/cases/:id',
    line(() => page),
  ),
  http.all('*/api/*', () => HttpResponse.json({ code: 'request.forbidden' }, { status: 403 })),
)
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'bypass' })
  vi.stubGlobal('scrollTo', () => undefined)
  letReadingAdvise()
})
afterAll(() => server.close())

function open(at: string) {
  const root = createRootRoute()
  const router = createRouter({
    routeTree: root.addChildren(workerRoutes(root)),
    history: createMemoryHistory({ initialEntries: [at] }),
  })
  const always = { retry: false, networkMode: 'always' as const }
  const client = new QueryClient({ defaultOptions: { queries: always, mutations: always } })
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

it('says on the phone, without a line, what the words to residents lack, and holds back a number', async () => {
  const { sights } = openSealedStore('gongzhi-outbox')
  open('/work')
  await waitFor(async () => expect(await sights.get([personId, `case ${idOf(1)}`])).toBeDefined())
  cleanup()
  down = true
  const user = open(`/work/tasks/${idOf(1)}`)
  await user.click(await screen.findByRole('button', { name: zh['verb.finish'] }))
  const sheet = within(await screen.findByRole('dialog'))
  const field = sheet.getByLabelText(zh['finish.words'])
  const send = sheet.getByRole<HTMLButtonElement>('button', { name: zh['finish.send'] })
  await user.type(field, '已更换灯泡')
  await sheet.findByText('还可以写明：谁做的、什么时候、依据什么、有事找谁、打什么电话。')
  expect(send.disabled).toBe(false)
  await user.type(field, '，找王先生 13812345678')
  expect((await sheet.findByRole('alert')).textContent).toContain('13812345678')
  expect(send.disabled).toBe(true)
  await user.click(sheet.getByRole('checkbox', { name: words.confirm }))
  expect(send.disabled).toBe(false)
  await user.clear(field)
  expect(sheet.queryByText(/还可以写明/)).toBeNull()
})
