import { cleanup, screen, waitFor, within } from '@testing-library/react'
import type userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { meAs, phoneSpeaking } from '#testing/phone-page.tsx'
import { openSealedStore } from '#platform/web/sealed-store.ts'
import phone from '../../words/phone.zh-CN.json' with { type: 'json' }
import work from '../../words/work.zh-CN.json' with { type: 'json' }
import { aCase, aRow, idOf } from '../console/desk/desk-samples.ts'
import { flush } from './outbox/outbox.ts'
import { workerRoutes } from './routes.tsx'

vi.setConfig({ testTimeout: 30_000 })

const zh = { ...phone, ...work }
const openPhone = await phoneSpeaking({ phone: zh })

const me = meAs({
  personId: idOf(501),
  name: '涂雪琴',
  postId: idOf(700),
  verbs: ['cases.accept', 'cases.finish'],
  posts: [
    {
      postId: idOf(700),
      title: '市政主理人',
      kind: 'specialist',
      organisationId: idOf(900),
      organisationName: '市政中心',
      areas: [],
    },
  ],
})

const task = {
  id: idOf(101),
  caseId: idOf(1),
  unitId: idOf(900),
  unitName: '市政',
  role: 'lead',
  state: 'offered',
  assigneeId: null,
  assignee: null,
  offeredAt: '2026-03-16T02:00:00.000Z',
  acceptedAt: null,
  arrivedAt: null,
  endedAt: null,
} as const

let down = false
let ended = false
let accepted: number[] = []
let page = aCase(1, { allowed: ['accept'] })
let replies: unknown[] = []
let orders: unknown[] = []
let steps: unknown[] = []

const duties = {
  caseId: idOf(1),
  version: 3,
  leadUnit: null,
  support: [],
  handovers: [],
  rulings: [],
  allowed: [],
  onlyPartners: true,
  units: [],
}
const anOrder = {
  id: idOf(40),
  version: 2,
  grade: 'urgent',
  words: '路灯三天没修，请说明',
  dueAt: '2031-03-16T02:00:00.000Z',
  overdue: false,
  issuedBy: '负责人 赵',
  cases: [{ id: idOf(1), title: '路灯不亮', shortCode: 'ABCDEF', version: 3 }],
  replies: [],
  allowed: ['reply'],
}
const aStep = {
  planId: idOf(50),
  caseId: idOf(1),
  caseTitle: '路灯不亮',
  caseShortCode: 'ABCDEF',
  caseAddress: '',
  caseVersion: 3,
  goal: '换新线路',
  step: {
    id: idOf(51),
    title: '铺电缆',
    unitId: idOf(900),
    unitName: '市政中心',
    personId: null,
    person: null,
    dueOn: '2031-03-20',
    overdue: false,
    state: 'todo',
    words: '',
    photos: [],
    doneAt: null,
    moves: ['doing', 'done'],
  },
}

const line = <T,>(reply: () => T) =>
  down
    ? HttpResponse.error()
    : ended
      ? HttpResponse.json({ code: 'request.no_session' }, { status: 401 })
      : reply()
const server = setupServer(
  http.get('*/api/people/me', () => line(() => HttpResponse.json(me))),
  http.get('*/api/tasks', ({ request }) =>
    line(() =>
      HttpResponse.json({
        rows:
          new URL(request.url).searchParams.get('state') === 'open'
            ? [{ task, case: { ...aRow(1), version: page.version }, allowed: page.allowed }]
            : [],
        now: new Date().toISOString(),
      }),
    ),
  ),
  http.get('*/api/cases/:id', () => line(() => HttpResponse.json(page))),
  http.get('*/api/cases/:id/duties', () => line(() => HttpResponse.json(duties))),
  http.get('*/api/pools/entries', () => line(() => HttpResponse.json({ entries: [] }))),
  http.get('*/api/supervisions', () =>
    line(() => HttpResponse.json({ supervisions: orders, now: new Date().toISOString() })),
  ),
  http.get('*/api/plan-steps', () => line(() => HttpResponse.json({ steps }))),
  http.post('*/api/supervisions/:id/replies', async ({ request }) => {
    if (down) return HttpResponse.error()
    replies.push(await request.json())
    orders = []
    return HttpResponse.json({ cases: [{ id: idOf(1), version: 4 }] })
  }),
  http.post('*/api/cases/:id/plans/:plan/steps', async ({ request }) => {
    if (down) return HttpResponse.error()
    replies.push(await request.json())
    steps = []
    return HttpResponse.json({ version: 5 })
  }),
  http.post('*/api/cases/:id/accept', async ({ request }) => {
    if (down) return HttpResponse.error()
    const { baseVersion } = z.object({ baseVersion: z.int() }).parse(await request.json())
    if (baseVersion !== page.version)
      return HttpResponse.json({ code: 'cases.out_of_date', details: {} }, { status: 409 })
    accepted.push(baseVersion)
    page = { ...page, version: page.version + 1, allowed: ['arrive'] }
    return HttpResponse.json(page)
  }),
  http.post('*/api/people/sign-out', () => HttpResponse.json({})),
)
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'bypass' })
  vi.stubGlobal('scrollTo', () => undefined)
})
beforeEach(() => {
  down = false
  ended = false
  accepted = []
  replies = []
  orders = []
  steps = []
  page = aCase(1, { allowed: ['accept'] })
})
afterAll(() => server.close())

const openTasks = (at = '/work') => openPhone(workerRoutes, at).user

const press = async (user: ReturnType<typeof userEvent.setup>, name: string) =>
  user.click(await screen.findByRole('button', { name }))

it('leads whoever is given no tasks to the first of what they do', async () => {
  server.use(
    http.get('*/api/people/me', () => HttpResponse.json({ ...me, verbs: ['cases.report'] })),
  )
  openTasks()
  await screen.findByText(zh['patrol.title'], { selector: '.topbar-title' })
  expect(screen.queryByRole('link', { name: zh['work.tasks'] })).toBeNull()
  server.resetHandlers()
  cleanup()
})

it('keeps an acceptance made without a line through a reload, and sends it once', async () => {
  const user = openTasks()
  await screen.findByRole('heading', { name: /新来的/ })
  down = true
  await press(user, zh['verb.accept'])
  await screen.findByText('1 件等信号，有网会自动发出')
  // It is mine already, and the next step is offered.
  await screen.findByRole('heading', { name: /我在办/ })
  await screen.findByRole('button', { name: zh['verb.arrive'] })
  cleanup()
  openTasks()
  await screen.findByText('1 件等信号，有网会自动发出')
  // What was seen last is there as well, with what was done since.
  await screen.findByRole('heading', { name: /我在办/ })
  cleanup()
  down = false
  openTasks()
  await waitFor(() => expect(accepted).toEqual([3]))
  await waitFor(() => expect(screen.queryByText(/等信号|正在发出/)).toBeNull())
  await flush()
  expect(accepted).toEqual([3])
})

it('says what others did, and throws nothing away without asking', async () => {
  const user = openTasks()
  await screen.findByRole('button', { name: zh['verb.accept'] })
  page = {
    ...page,
    version: 4,
    events: [
      {
        seq: 4,
        type: 'case.noted',
        at: '2026-03-16T02:00:00.000Z',
        who: '李倩',
        post: null,
        organisation: '街道中心',
        words: '先断电',
        details: {},
      },
    ],
  }
  await press(user, zh['verb.accept'])
  await screen.findByText('1 件没有发成')
  await press(user, zh['queue.look'])
  const sheet = within(await screen.findByRole('dialog'))
  expect(sheet.getByText(zh['refusal.cases.out_of_date'])).toBeDefined()
  expect(sheet.getByText(/街道中心 李倩/).textContent).toContain('先断电')
  await user.click(sheet.getByRole('button', { name: zh['queue.drop'] }))
  await user.click(await sheet.findByRole('button', { name: zh['queue.dropNo'] }))
  await user.click(sheet.getByRole('button', { name: zh['queue.again'] }))
  await waitFor(() => expect(accepted).toEqual([4]))
})

it('opens without a line with the tasks last seen, sealed at rest, and forgets them with the session', async () => {
  const { sights } = openSealedStore('gongzhi-outbox')
  openTasks()
  const { title } = aRow(1)
  await screen.findByText(title)
  await waitFor(async () => expect(await sights.get([me.person.id, 'tasks open'])).toBeDefined())
  const kept = await sights.get([me.person.id, 'tasks open'])
  expect(new TextDecoder().decode(kept?.sealed.data)).not.toContain(title)
  cleanup()
  down = true
  openTasks()
  await screen.findByText(title)
  await screen.findByText(/没有信号，这是 .* 看到的/)
  cleanup()
  down = false
  ended = true
  openTasks()
  await waitFor(async () => expect(await sights.count()).toBe(0))
  expect(screen.queryByText(title)).toBeNull()
})

it('shows without a line what a step has just answered, not what was fetched before it', async () => {
  const { sights } = openSealedStore('gongzhi-outbox')
  const user = openTasks()
  const name = `case ${idOf(1)}`
  await waitFor(async () => expect(await sights.get([me.person.id, name])).toBeDefined())
  await press(user, zh['verb.accept'])
  await waitFor(() => expect(accepted).toEqual([3]))
  await waitFor(() => expect(screen.queryByText(/等信号|正在发出/)).toBeNull())
  await flush()
  cleanup()
  down = true
  openTasks(`/work/tasks/${idOf(1)}`)
  await screen.findByRole('button', { name: zh['verb.arrive'] })
  expect(screen.queryByRole('button', { name: zh['verb.accept'] })).toBeNull()
})

it('shows without a line the orders and the steps last seen, and sends the answers in order', async () => {
  cleanup()
  orders = [anOrder]
  steps = [aStep]
  const { sights } = openSealedStore('gongzhi-outbox')
  openTasks()
  await screen.findByText(anOrder.words)
  await screen.findByText('铺电缆')
  await waitFor(async () => expect(await sights.get([me.person.id, 'steps'])).toBeDefined())
  cleanup()
  down = true
  const user = openTasks()
  await screen.findByText(anOrder.words)
  await press(user, zh['owed.reply'])
  const reply = within(await screen.findByRole('dialog'))
  await user.type(reply.getByLabelText(zh['owed.replyWords']), '材料明天到')
  await user.click(reply.getByRole('button', { name: zh['owed.reply'] }))
  await screen.findByText('1 件等信号，有网会自动发出')
  await press(user, zh['owed.finish'])
  const done = within(await screen.findByRole('dialog'))
  await user.type(done.getByLabelText(zh['owed.finishWords']), '铺好了')
  await user.click(done.getByRole('button', { name: zh['owed.finish'] }))
  await screen.findByText('2 件等信号，有网会自动发出')
  expect(screen.queryByRole('button', { name: zh['owed.finish'] })).toBeNull()
  cleanup()
  down = false
  openTasks()
  await waitFor(() =>
    expect(replies).toMatchObject([
      { baseVersion: 2, words: '材料明天到' },
      { baseVersion: 4, to: 'done', words: '铺好了' },
    ]),
  )
  await waitFor(() => expect(screen.queryByText(anOrder.words)).toBeNull())
})

it('does not forget unsent work at sign-out before it is sent or saved', async () => {
  cleanup()
  const user = openTasks()
  await screen.findByRole('button', { name: zh['verb.accept'] })
  down = true
  await press(user, zh['verb.accept'])
  await screen.findByText('1 件等信号，有网会自动发出')
  await press(user, zh['out.verb'])
  const sheet = within(await screen.findByRole('dialog'))
  expect(sheet.queryByRole('button', { name: zh['out.wipe'] })).toBeNull()
  await user.click(sheet.getByRole('button', { name: zh['queue.export'] }))
  expect(await sheet.findByRole('button', { name: zh['out.wipe'] })).toBeDefined()
})
