import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
  type AnyRoute,
} from '@tanstack/react-router'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse, type JsonBodyType } from 'msw'
import { setupServer } from 'msw/node'
import { I18nextProvider } from 'react-i18next'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { CasePage, FollowPage, TaskView } from '#modules/cases/contract/index.ts'
import { setFace } from '#platform/web/face.ts'
import { openI18n } from '#platform/web/i18n.ts'
import { Toasts } from '#platform/web/kit/index.ts'
import en from '../../words/phone.en.json' with { type: 'json' }
import zh from '../../words/phone.zh-CN.json' with { type: 'json' }
import workEn from '../../words/work.en.json' with { type: 'json' }
import workZh from '../../words/work.zh-CN.json' with { type: 'json' }
import { draftOf } from '../resident/draft.ts'
// The routes fetch these when they are opened; here they are there at once.
import '../resident/FollowPage.tsx'
import '../resident/ReportPage.tsx'
import { residentRoutes } from '../resident/routes.tsx'
import { missingIn } from '../worker/PatrolPage.tsx'
import { workerRoutes } from '../worker/routes.tsx'
import { inOrder } from '../worker/task-groups.ts'

const i18n = await openI18n(
  { 'zh-CN': { phone: { ...zh, ...workZh } }, en: { phone: { ...en, ...workEn } } },
  'zh-CN',
)
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const hour = 3_600_000
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString()

const district = {
  districtId: '421202',
  name: '咸安区',
  nameEn: 'Xian’an District',
  timeZone: 'Asia/Shanghai',
  lon: 114.3,
  lat: 29.85,
  demo: false,
  telephone: '12345',
  areas: { type: 'FeatureCollection', features: [] },
}
const followed: FollowPage = {
  level: 'own',
  districtName: '咸安区',
  timeZone: 'Asia/Shanghai',
  now: at(0),
  shortCode: 'K7M4QP',
  number: '4212022026112300017',
  title: '路灯不亮',
  words: '四盏灯都不亮',
  address: '麻纺厂西八栋',
  status: 'handling',
  unitName: '市政中心',
  promise: { kind: 'handle', at: '2031-03-18T10:00:00Z', estimated: false },
  overdue: false,
  pausedReason: null,
  nextStep: { zh: '市政主理人会到现场。', en: 'The specialist comes.' },
  refusal: null,
  ribbon: {
    receivedAt: at(-4),
    promisedAt: '2031-03-18T10:00:00Z',
    estimated: false,
    closedAt: null,
    pauses: [],
    notches: [],
  },
  hands: [],
  photos: [],
  done: null,
  story: [],
  verdict: null,
  allowed: ['add'],
  reopenUntil: null,
}

const server = setupServer()
const json = (body: JsonBodyType) => () => HttpResponse.json(body)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
beforeEach(async () => {
  await draftOf('421202').clear()
  vi.stubGlobal('scrollTo', () => undefined)
  server.use(http.get('*/api/public/421202/district', json(district)))
  server.use(http.get('*/api/public/421202/report-questions', json({ rows: [] })))
  server.use(
    http.get(
      '*/api/public/421202/map',
      json({ areas: district.areas, layers: [], tiles: null, attribution: '' }),
    ),
  )
})
afterEach(() => {
  server.resetHandlers()
  vi.unstubAllGlobals()
})
afterAll(() => server.close())

function open(address: string, routes: (root: AnyRoute) => AnyRoute[]) {
  const root = createRootRoute()
  const router = createRouter({
    routeTree: root.addChildren(routes(root)),
    history: createMemoryHistory({ initialEntries: [address] }),
  })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <Toasts>
          <RouterProvider router={router} />
        </Toasts>
      </QueryClientProvider>
    </I18nextProvider>,
  )
}
const follow = (page: FollowPage) => {
  server.use(http.get('*/api/public/421202/cases/:code', json(page)))
  open('/421202/follow/K7M4QP?key=own', residentRoutes)
}
const press = (name: string | RegExp) => screen.findByRole('button', { name })

it('has the same words in both languages', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
})

const receipt = {
  shortCode: 'K7M4QP',
  number: '4212022026112300017',
  receivePromise: '2031-03-18T10:00:00Z',
  estimated: false,
  ownKey: 'own',
  lookKey: 'look',
}

async function writeReport() {
  open('/421202/report', residentRoutes)
  await userEvent.click(await press('不拍照，下一步'))
  await userEvent.click(await press('下一步'))
  await userEvent.type(screen.getByLabelText(/怎么回事/), '四盏灯都不亮')
}

it('opens with the place filled in by the code at the door', async () => {
  const token = 'd'.repeat(22)
  const address = {
    id: id(9),
    name: '西八栋',
    fullText: '麻纺厂小区西八栋',
    lon: 114.3,
    lat: 29.85,
  }
  server.use(http.get(`*/api/public/421202/doorplates/${token}`, json({ revoked: false, address })))
  open(`/421202/report?door=${token}`, residentRoutes)
  await userEvent.click(await press('不拍照，下一步'))
  await waitFor(() => expect(screen.getByDisplayValue('麻纺厂小区西八栋')).toBeTruthy())
  expect(draftOf('421202').get()).toMatchObject({
    addressId: id(9),
    doorplate: token,
    point: { method: 'qr' },
  })
})

it('offers the gas company by the number that the district has set', async () => {
  server.use(
    http.get('*/api/public/421202/district', json({ ...district, gasTelephone: '0000-22' })),
  )
  open('/421202/report', residentRoutes)
  await userEvent.click(await press(/燃气|煤气/))
  const call = await screen.findByRole('link', { name: /0000-22/ })
  expect(call.getAttribute('href')).toBe('tel:0000-22')
})

it('makes one report of a double click, and shows number and promise', async () => {
  const sent: unknown[] = []
  server.use(
    http.post('*/api/public/421202/reports', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(receipt)
    }),
  )
  await writeReport()
  await userEvent.dblClick(await press('发出'))
  expect(await screen.findByText('K7M4QP')).toBeDefined()
  expect(screen.getByText(/2031年3月18日 周二 18:00 前会有人受理/)).toBeDefined()
  expect(sent).toHaveLength(1)
})

it('sends the very same report again after silence', async () => {
  const sent: unknown[] = []
  server.use(
    http.post('*/api/public/421202/reports', async ({ request }) => {
      sent.push(await request.json())
      return sent.length === 1 ? HttpResponse.error() : HttpResponse.json(receipt)
    }),
  )
  await writeReport()
  await userEvent.click(await press('发出'))
  await userEvent.click(await press('再发一次'))
  expect(await screen.findByText('K7M4QP')).toBeDefined()
  expect(sent).toHaveLength(2)
  // Only when it was sent is another time.
  const same = { said: { sentAt: expect.anything(), doneAt: expect.anything() } }
  expect(sent[1]).toEqual({ ...z.record(z.string(), z.unknown()).parse(sent[0]), ...same })
})

it('puts the calls first where there is danger', async () => {
  open('/421202/report', residentRoutes)
  await userEvent.click(await screen.findByText('有危险吗'))
  await userEvent.click(await press('闻到燃气味'))
  expect(screen.getByRole('link', { name: /119/ }).getAttribute('href')).toBe('tel:119')
  expect(draftOf('421202').get()?.danger).toBe('gas')
})

it('says who has it and by when', async () => {
  follow(followed)
  expect(
    await screen.findByRole('heading', {
      name: '市政中心已接单，2031年3月18日 周二 18:00 前办好',
    }),
  ).toBeDefined()
  expect(screen.getByText('市政主理人会到现场。')).toBeDefined()
})

it('gives a refusal its reason and the door to try next', async () => {
  const refusal = { reason: '属于室内装修', door: '请找小区物业', words: null }
  follow({ ...followed, status: 'refused', promise: null, unitName: null, refusal, allowed: [] })
  expect(await screen.findByRole('heading', { name: '这件事我们不能受理' })).toBeDefined()
  expect(screen.getByText('属于室内装修')).toBeDefined()
  expect(screen.getByText('请找小区物业')).toBeDefined()
})

it('tells who has it now after a transfer, and under which number to ask', async () => {
  const letter = { receiver: '市水利局', reference: '函 3 号', transferredOn: '2026-03-16' }
  const transfer = { ...letter, words: '归市水利局管' }
  follow({ ...followed, status: 'transferred', promise: null, transfer, allowed: [] })
  expect(await screen.findByText('文号 函 3 号，2026年3月16日 移交')).toBeDefined()
})

it('asks whether it is fixed, and takes the answer once', async () => {
  const closed: FollowPage = { ...followed, status: 'closed', promise: null, allowed: ['judge'] }
  const given: unknown[] = []
  let page = closed
  server.use(
    http.post('*/api/public/421202/cases/K7M4QP/verdict', async ({ request }) => {
      given.push(await request.json())
      page = {
        ...closed,
        verdict: { solved: false, satisfied: 1 },
        allowed: ['reopen'],
        reopenUntil: '2031-03-25T10:00:00Z',
      }
      return HttpResponse.json(page)
    }),
  )
  follow(closed)
  server.use(http.get('*/api/public/421202/cases/:code', () => HttpResponse.json(page)))
  await userEvent.click(await press('没修好'))
  await userEvent.click(await press('不满意'))
  await userEvent.click(await press('提交评价'))
  expect(await screen.findByText('您的评价：没修好，不满意')).toBeDefined()
  expect(screen.getByText(/2031年3月25日 周二 18:00 前可以要求重新办/)).toBeDefined()
  expect(given).toMatchObject([{ key: 'own', solved: false, satisfied: 1, words: '' }])
})

it('in large letters asks one question at a time, and hides the details behind a press', async () => {
  setFace({ large: true })
  follow({ ...followed, status: 'closed', promise: null, allowed: ['judge'] })
  await press('看详细经过')
  expect(screen.queryByRole('button', { name: '满意' })).toBeNull()
  await userEvent.click(await press('修好了'))
  await userEvent.click(await press('满意'))
  expect(screen.queryByRole('button', { name: '修好了' })).toBeNull()
  expect(await press('不用写，提交评价')).toBeDefined()
  await userEvent.click(await press('上一问'))
  expect(await press('满意')).toBeDefined()
  setFace({ large: false })
})

const taskCase: CasePage = {
  id: id(1),
  number: '4212022026112300017',
  shortCode: 'K7M4QP',
  title: '路灯不亮',
  status: 'handling',
  urgency: 'routine',
  hazard: false,
  rings: false,
  channel: 'web',
  matter: null,
  class: null,
  address: '麻纺厂西八栋',
  communityCode: '421202001001',
  communityName: '银桂社区',
  gridCode: '421202001001001',
  lon: null,
  lat: null,
  unitId: id(9),
  unitName: '市政中心',
  owner: 'unit',
  reportedAt: at(-4),
  dueAt: at(4),
  overdue: false,
  paused: false,
  ribbon: followed.ribbon,
  thumb: null,
  version: 4,
  words: '四盏灯都不亮',
  originalText: null,
  confidential: false,
  public: true,
  publicWords: null,
  guideItemCode: null,
  settledOnSpot: false,
  events: [],
  tasks: [],
  requests: [],
  clocks: [],
  hands: [],
  routing: null,
  standard: null,
  guide: null,
  reporter: { hasContact: false, masked: null },
  verdicts: [],
  allowed: ['finish'],
  photos: [{ fileId: id(2), role: 'report', at: at(-4), released: true }],
}
const me = {
  person: { id: id(3), name: '王师傅', email: null, language: 'zh-CN', loginName: 'wang' },
  district,
  posts: [],
  actingPostId: null,
  verbs: ['cases.finish'],
}

it('does not finish without a picture of how it is now', async () => {
  const finished = vi.fn<() => void>()
  server.use(
    http.get('*/api/people/me', json(me)),
    http.get(`*/api/cases/${id(1)}`, json(taskCase)),
    http.post(`*/api/cases/${id(1)}/finish`, () => {
      finished()
      return HttpResponse.json(taskCase)
    }),
  )
  open(`/work/tasks/${id(1)}`, workerRoutes)
  await userEvent.click(await press('办完'))
  await userEvent.type(await screen.findByLabelText('做了什么'), '换了四盏灯泡')
  await userEvent.click(await press('办完了'))
  await waitFor(() => expect(screen.getByText('请拍一张处理后的照片。')).toBeDefined())
  expect(finished).not.toHaveBeenCalled()
})

it('puts the next deadline first and tasks without one last', () => {
  const task: TaskView = {
    id: id(7),
    caseId: id(1),
    unitId: id(9),
    unitName: '市政中心',
    role: 'lead',
    state: 'accepted',
    assigneeId: null,
    assignee: null,
    offeredAt: at(-4),
    acceptedAt: null,
    arrivedAt: null,
    endedAt: null,
  }
  const row = (n: number, dueAt: string | null) => ({
    task,
    case: { ...taskCase, id: id(n), dueAt },
    allowed: [],
  })
  const order = inOrder([row(1, null), row(2, at(9)), row(3, at(-1))], null)
  expect(order.map((r) => r.case.id)).toEqual([id(3), id(2), id(1)])
})

it('settles on the spot only with matter, picture and words', () => {
  const none = { ids: [], pending: 0, failed: 0 }
  const some = { ids: [id(4)], pending: 0, failed: 0 }
  const patrol = { clientId: id(5), words: '清走垃圾', address: '', photos: some, after: none }
  expect(missingIn({ ...patrol, settled: false, matter: null })).toBeNull()
  expect(missingIn({ ...patrol, settled: true, matter: null })).toBe('patrol.needMatter')
})
