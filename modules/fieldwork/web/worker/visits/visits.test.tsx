import 'fake-indexeddb/auto'
import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { meAs, phoneSpeaking } from '#testing/phone-page.tsx'
import phone from '#modules/cases/words/phone.zh-CN.json' with { type: 'json' }
import work from '#modules/cases/words/work.zh-CN.json' with { type: 'json' }
import type { DoorView, PromiseView } from '../../../contract/index.ts'
import own from '../../../words/phone.zh-CN.json' with { type: 'json' }
import { fieldworkRoutes } from '../routes.tsx'
import { missingIn } from './VisitForm.tsx'

vi.setConfig({ testTimeout: 60_000 })

const zh = { ...phone, ...work, ...own }
const openPhone = await phoneSpeaking({ phone: zh })
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const at = '2026-03-16T02:00:00.000Z'

const me = meAs({
  personId: id(5),
  name: '涂雪琴',
  postId: id(7),
  verbs: ['fieldwork.visit', 'cases.report'],
  posts: [
    {
      postId: id(7),
      title: '网格员',
      kind: 'grid_worker',
      organisationId: id(9),
      organisationName: '澜湖社区',
      areas: [],
    },
  ],
})

const subject = (n: number, name: string) => ({
  id: id(n),
  kind: 'household' as const,
  name,
  status: 'active' as const,
  class: 'personal' as const,
  addressText: name,
  streetCode: '420704001',
  communityCode: '420704001014',
  gridCode: '420704001014001',
  lon: null,
  lat: null,
})

const door = (n: number, name: string, needs: DoorView['needs']): DoorView => ({
  subject: subject(n, name),
  needs,
  everyDays: 30,
  lastMetAt: at,
  lastTriedAt: at,
  dueOn: '2026-04-15',
  daysOver: 3,
  promises: 0,
})

const owed: PromiseView = {
  id: id(6),
  visitId: id(8),
  subject: subject(3, '丰润园3栋1单元301'),
  madeBy: 'us',
  words: '请人来看暖气',
  dueOn: '2026-04-18',
  late: false,
  ownerId: id(5),
  owner: '涂雪琴',
  state: 'open',
  settledAt: null,
  settledWords: '',
  version: 1,
  allowed: ['settle', 'move'],
}

let down = false
const sent: { path: string; body: Record<string, unknown> }[] = []
const line = (reply: () => Response) => (down ? HttpResponse.error() : reply())

const server = setupServer(
  http.get('*/api/people/me', () => line(() => HttpResponse.json(me))),
  http.get('*/api/fieldwork/doors', () =>
    line(() =>
      HttpResponse.json({
        doors: [
          door(1, '丰润园9栋2单元502', ['alone']),
          door(2, '丰润园3栋1单元101', ['aged']),
          door(4, '丰润园3栋2单元201', ['mobility']),
        ],
        more: false,
        today: '2026-04-18',
        campaigns: [],
        promises: [owed],
      }),
    ),
  ),
  http.get('*/api/fieldwork/visits', () => line(() => HttpResponse.json({ rows: [], next: null }))),
  http.get('*/api/subjects/:id', () =>
    line(() =>
      HttpResponse.json({ code: 'subjects.subject_not_found', details: {} }, { status: 404 }),
    ),
  ),
  http.post('*/api/fieldwork/visits', async ({ request }) => {
    if (down) return HttpResponse.error()
    sent.push({ path: 'visit', body: (await request.json()) as Record<string, unknown> }) // oxlint-disable-line typescript/no-unsafe-type-assertion -- a JSON object
    return HttpResponse.json({ id: id(1), caseId: id(2), shortCode: 'K7M2QX' })
  }),
  http.post('*/api/fieldwork/promises/:id/settle', async ({ request }) => {
    if (down) return HttpResponse.error()
    sent.push({ path: 'promise', body: (await request.json()) as Record<string, unknown> }) // oxlint-disable-line typescript/no-unsafe-type-assertion -- a JSON object
    return HttpResponse.json({ version: 2 })
  }),
)
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'bypass' })
  vi.stubGlobal('scrollTo', () => undefined)
})
beforeEach(() => {
  down = false
  sent.length = 0
})
afterAll(() => server.close())

const openAt = (address: string) => openPhone(fieldworkRoutes, address)

it('lists who lives alone first, then the rest by building, and what one owes', async () => {
  openAt('/work/visits')
  await screen.findByText('丰润园9栋2单元502')
  const heads = screen.getAllByRole('heading', { level: 2 }).map((h) => h.textContent)
  expect(heads).toEqual(['我要兑现的 1', '独居先去 1', '丰润园3栋 2'])
  expect(screen.getAllByText('过期 3 天')).toHaveLength(3)
})

it('notes a call without signal, and sends it with both times of the phone once there is one', async () => {
  const { user } = openAt(`/work/visits/${id(1)}`)
  await screen.findByRole('heading', { level: 1, name: '丰润园9栋2单元502' })
  down = true
  await user.click(screen.getByRole('button', { name: '见到了' }))
  await user.type(screen.getByLabelText(/说了什么/), '身体都好')
  await user.click(screen.getByRole('button', { name: '加上我们答应的' }))
  const promise = screen.getByRole('group', { name: '我们答应的' })
  await user.type(within(promise).getByLabelText('答应了什么'), '请人来看暖气')
  await user.click(screen.getByRole('checkbox', { name: /听到一个要处理的问题/ }))
  await user.click(screen.getByRole('button', { name: '记下' }))
  expect(screen.getByText('请写是什么问题')).toBeDefined()
  await user.type(screen.getByLabelText('什么问题'), '楼道灯不亮')
  await user.click(screen.getByRole('button', { name: '记下' }))
  expect(await screen.findByText(/没有信号也不会丢/)).toBeDefined()
  expect(sent).toEqual([])
  down = false
  globalThis.dispatchEvent(new Event('online'))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({
    subjectId: id(1),
    why: 'due',
    outcome: 'met',
    words: '身体都好',
    promises: [{ madeBy: 'us', words: '请人来看暖气' }],
    trouble: { words: '楼道灯不亮', photos: [] },
    said: { doneAt: expect.any(String), sentAt: expect.any(String) },
  })
})

it('settles what one owes, and asks for a word where it was not kept', async () => {
  const { user } = openAt('/work/visits')
  await user.click(await screen.findByRole('button', { name: /请人来看暖气/ }))
  const broken = await screen.findByRole('button', { name: '没兑现' })
  expect(broken).toHaveProperty('disabled', true)
  await user.click(screen.getByRole('button', { name: '兑现了' }))
  await waitFor(() =>
    expect(sent.map((s) => s.body)).toEqual([{ state: 'kept', words: '', baseVersion: 1 }]),
  )
})

it('says what is missing, one thing at a time', () => {
  const noted = {
    id: id(1),
    outcome: null,
    words: '',
    campaignId: '',
    promises: [],
    trouble: null,
    photos: { ids: [], pending: 0, failed: 0 },
  }
  expect(missingIn(noted)).toBe('visit.needOutcome')
  expect(missingIn({ ...noted, outcome: 'nobody' })).toBeNull()
  expect(missingIn({ ...noted, outcome: 'met', trouble: ' ' })).toBe('visit.needTrouble')
  const promise = { id: id(2), madeBy: 'us' as const, words: '', dueOn: '2026-04-18' }
  expect(missingIn({ ...noted, outcome: 'met', promises: [promise] })).toBe('visit.needPromise')
  // Where nobody was met a promise that was begun does not stand in the way.
  expect(missingIn({ ...noted, outcome: 'nobody', promises: [promise] })).toBeNull()
})
