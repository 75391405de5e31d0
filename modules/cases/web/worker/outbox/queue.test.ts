import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { aCase, idOf } from '../../console/desk/desk-samples.ts'
import { exportFile } from '../../phone/outbox/export.ts'
import { openQueue, type Queue } from '../../phone/outbox/queue.ts'
import { sendRound } from '../../phone/outbox/round.ts'
import { sendWork } from './send.ts'
import { openSealedStore, type SealedStore } from '#platform/web/sealed-store.ts'
import type { EventType } from '../../../domain/event-types.ts'
import type { BesideStep, NewWork } from '../../phone/outbox/work.ts'

const who = { personId: idOf(501), districtId: '420704' }
const caseId = idOf(1)
const picture = () => new Blob([new Uint8Array([7, 7, 7, 1, 2, 3])], { type: 'image/png' })
const accept: NewWork = {
  lane: caseId,
  title: '路灯不亮',
  baseVersion: 3,
  step: { kind: 'accept' },
}
const step = (made: BesideStep): NewWork => ({ ...accept, step: made })
const finish = (after: string[]): NewWork => ({
  ...accept,
  step: { kind: 'finish', words: '换了灯泡', before: [], after },
})

let store: SealedStore
let queue: Queue
let asked: string[] = []
let ids: unknown[] = []
let page = aCase(1)
let down = false

const body = async (request: Request) =>
  z.record(z.string(), z.unknown()).parse(await request.json())

const change = (action: string, apply: (sent: Record<string, unknown>) => Partial<typeof page>) =>
  http.post(`*/api/cases/:id/${action}`, async ({ request }) => {
    const sent = await body(request)
    asked.push(`${action}@${String(sent['baseVersion'])}`)
    if (down) return HttpResponse.error()
    if (sent['baseVersion'] !== page.version)
      return HttpResponse.json({ code: 'cases.out_of_date', details: {} }, { status: 409 })
    page = { ...page, ...apply(sent), version: page.version + 1 }
    return HttpResponse.json(page)
  })

/** As `change`, answered with what is beside the case: its version alone is read. */
const beside = (path: string) =>
  http.post(`*/api/cases/:id/${path}`, async ({ request }) => {
    const sent = await body(request)
    asked.push(`${path.replace(':id/', '')}@${String(sent['baseVersion'])}`)
    if (down) return HttpResponse.error()
    ids.push(sent['clientId'] ?? sent['handoverId'])
    page = { ...page, version: page.version + 1 }
    return HttpResponse.json({ version: page.version })
  })

const anEvent = (type: EventType, seq: number, photos: unknown = []) => ({
  seq,
  type,
  at: '2026-03-16T02:00:00.000Z',
  who: '李倩',
  post: '受理员',
  organisation: '街道中心',
  words: '先断电',
  details: { photos },
})

const aTask = () => ({
  id: idOf(70),
  caseId,
  unitId: idOf(900),
  unitName: '市政',
  role: 'lead' as const,
  state: 'accepted' as const,
  assigneeId: who.personId,
  assignee: null,
  offeredAt: '2026-03-16T02:00:00.000Z',
  acceptedAt: '2026-03-16T02:00:00.000Z',
  arrivedAt: null,
  endedAt: null,
})

const server = setupServer(
  http.put('*/api/public/:district/files/:id', async ({ params, request }) => {
    if (down) return HttpResponse.error()
    asked.push(`picture ${(await request.arrayBuffer()).byteLength}`)
    return HttpResponse.json({ id: params['id'] })
  }),
  http.get('*/api/cases/:id', () => HttpResponse.json(page)),
  ...['support/:id/moves', 'support/:id/finish', 'handovers', 'handovers/:id/answer'].map(beside),
  beside('plans/:id/steps'),
  http.get('*/api/cases/:id/supervisions', () =>
    HttpResponse.json({ supervisions: [{ id: idOf(40), version: 8 }] }),
  ),
  http.post('*/api/supervisions/:id/replies', async ({ request }) => {
    const sent = await body(request)
    asked.push(`reply@${String(sent['baseVersion'])} ${String(sent['id'] !== undefined)}`)
    if (sent['baseVersion'] !== 8)
      return HttpResponse.json({ code: 'cases.out_of_date', details: {} }, { status: 409 })
    page = { ...page, version: page.version + 1 }
    return HttpResponse.json({ cases: [{ id: caseId, version: page.version }] })
  }),
  change('accept', () => ({ tasks: [aTask()] })),
  change('requests', (sent) => {
    ids.push(sent['clientId'], sent['extension'])
    return { events: [anEvent('case.request_asked', page.version + 1)] }
  }),
  change('finish', (sent) => ({
    status: 'handled',
    events: [anEvent('case.finished', page.version + 1, sent['after'])],
  })),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(async () => {
  asked = []
  ids = []
  down = false
  page = aCase(1)
  store = openSealedStore(`test-${Math.random()}`)
  queue = await openQueue(who, store)
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const arrived: string[] = []
const round = () =>
  sendRound(queue, sendWork, {
    sent: (_, work) => void arrived.push(work.step.kind),
    changed: () => undefined,
    crowded: () => undefined,
    signedOut: () => void arrived.push('signed out'),
  })

it('survives a killed browser: another opening finds work and pictures, and sends them in order', async () => {
  await queue.add(accept)
  const after = await queue.keepPicture(picture())
  await queue.add(finish([after]))
  down = true
  await round()
  store.close()
  queue = await openQueue(who, openSealedStore(store.name))
  expect((await queue.all()).map((w) => w.step.kind)).toEqual(['accept', 'finish'])
  down = false
  asked = []
  await round()
  // Both were made on version 3; the second moves on with the first.
  expect(asked).toEqual(['accept@3', 'picture 6', 'finish@4'])
  expect(await queue.all()).toEqual([])
  expect(await openSealedStore(store.name).blobs.count()).toBe(0)
})

it('lies sealed: neither words nor pictures can be read from the storage', async () => {
  const after = await queue.keepPicture(picture())
  await queue.add(finish([after]))
  const row = await store.entries.toCollection().first()
  const kept = await store.blobs.get(after)
  const text = new TextDecoder().decode(row?.sealed.data)
  expect(text).not.toContain('换了灯泡')
  expect(new Uint8Array(kept?.sealed.data ?? new ArrayBuffer(0)).slice(0, 3)).not.toEqual(
    new Uint8Array([7, 7, 7]),
  )
  const { key } = (await store.keys.get(who.personId)) ?? {}
  expect(key?.extractable).toBe(false)
  const stranger = await openQueue({ ...who, personId: idOf(502) }, store)
  expect(await stranger.all()).toEqual([])
})

it('takes a repeated send for done when the case shows that it arrived the first time', async () => {
  const after = await queue.keepPicture(picture())
  await queue.add(finish([after]))
  page = { ...page, version: 4, events: [anEvent('case.finished', 4, [after])] }
  arrived.length = 0
  await round()
  expect(asked.at(-1)).toBe('finish@3')
  expect(arrived).toEqual(['finish'])
  expect(await queue.all()).toEqual([])
})

it("keeps what was refused with the others' change, holds back only that case, and sends again on it", async () => {
  await queue.add(finish([]))
  await queue.add({ ...accept, lane: idOf(2), baseVersion: 4 })
  page = { ...page, version: 4, events: [anEvent('case.received', 3), anEvent('case.noted', 4)] }
  await round()
  const [left] = await queue.all()
  expect(left).toMatchObject({ state: 'refused', code: 'cases.out_of_date', lane: caseId })
  expect(left?.since).toMatchObject([{ type: 'case.noted', who: '李倩', words: '先断电' }])
  expect(await queue.all()).toHaveLength(1)
  if (!left) throw new Error('nothing left')
  await queue.put({ ...left, state: 'waiting', code: null, since: [], rebase: true })
  await round()
  expect(asked.at(-1)).toBe('finish@5')
  expect(await queue.all()).toEqual([])
})

it('goes out again by itself where only the way to the work has moved the case on', async () => {
  const after = await queue.keepPicture(picture())
  await queue.add(finish([after]))
  const { version } = page
  const since = (['case.accepted', 'case.arrived', 'case.support_accepted'] as const).map(
    (type, i) => anEvent(type, version + 1 + i),
  )
  page = { ...page, version: version + 3, events: since }
  arrived.length = 0
  await round()
  expect(asked).toEqual(['picture 6', 'finish@3', 'finish@6'])
  expect(arrived).toEqual(['finish'])
  expect(await queue.all()).toEqual([])
})

it('sends in order what a unit does beside its own task, each on the version before it', async () => {
  const photo = await queue.keepPicture(picture())
  const taskId = idOf(20)
  await queue.add(step({ kind: 'support', taskId, to: 'accept', words: '' }))
  await queue.add(
    step({ kind: 'support_finish', taskId, words: '树修好了', before: [], after: [photo] }),
  )
  await queue.add(
    step({ kind: 'handover_ask', handoverId: idOf(30), unitId: idOf(900), words: '归园林' }),
  )
  await queue.add(
    step({ kind: 'handover_answer', handoverId: idOf(31), to: 'refused', words: '不归' }),
  )
  await queue.add(
    step({
      kind: 'supervision_reply',
      supervisionId: idOf(40),
      orderVersion: 8,
      words: '明天到料',
      photos: [],
    }),
  )
  const done = { planId: idOf(50), stepId: idOf(51), to: 'done' as const, words: '', photos: [] }
  await queue.add(step({ kind: 'plan_step', ...done }))
  const works = await queue.all()
  down = true
  await round()
  down = false
  asked = []
  await round()
  expect(asked).toEqual([
    'support/moves@3',
    'picture 6',
    'support/finish@4',
    'handovers@5',
    'handovers/answer@6',
    'reply@8 true',
    'plans/steps@8',
  ])
  const own = (n: number) => works[n]?.id
  expect(ids).toEqual([own(0), own(1), idOf(30), own(3), own(5)])
  expect(await queue.all()).toEqual([])
})

it('asks behind what was done before it, and is held for a person where others moved the case', async () => {
  const asks = {
    kind: 'request' as const,
    request: 'extension' as const,
    reasonCode: 'parts',
    words: '等配件',
    days: 2,
    resumeAt: null,
  }
  await queue.add(accept)
  const work = await queue.add({ ...accept, step: asks })
  down = true
  await round()
  down = false
  asked = []
  await round()
  expect(asked).toEqual(['accept@3', 'requests@4'])
  expect(ids).toEqual([work.id, { value: 2, unit: 'WORK_DAY' }])

  await queue.add({ ...accept, baseVersion: 5, step: asks })
  page = { ...page, version: 6, events: [anEvent('case.noted', 6)] }
  await round()
  const [left] = await queue.all()
  expect(left).toMatchObject({ state: 'refused', since: [{ type: 'case.noted' }] })
  if (!left) throw new Error('nothing left')
  await queue.put({ ...left, state: 'waiting', code: null, since: [], rebase: true })
  await round()
  expect(asked.at(-1)).toBe('requests@6')
  expect(await queue.all()).toEqual([])
})

it('replies to an order as it now stands, once its change was seen', async () => {
  await queue.add({
    ...accept,
    step: {
      kind: 'supervision_reply',
      supervisionId: idOf(40),
      orderVersion: 7,
      words: '明天到料',
      photos: [],
    },
  })
  page = { ...page, version: 4, events: [anEvent('case.supervision_sent_back', 4)] }
  await round()
  const [left] = await queue.all()
  expect(left).toMatchObject({ state: 'refused', since: [{ type: 'case.supervision_sent_back' }] })
  if (!left) throw new Error('nothing left')
  await queue.put({ ...left, state: 'waiting', code: null, since: [], rebase: true })
  await round()
  expect(asked).toEqual(['reply@7 true', 'reply@8 true'])
  expect(await queue.all()).toEqual([])
})

it('stops the round at a dead line or an ended session and keeps everything', async () => {
  await queue.add(accept)
  server.use(
    http.post('*/api/cases/:id/accept', () =>
      HttpResponse.json({ code: 'request.no_session' }, { status: 401 }),
    ),
  )
  arrived.length = 0
  await round()
  expect(arrived).toEqual(['signed out'])
  expect(await queue.all()).toHaveLength(1)
})

it('exports what is unsent as one page with words and pictures, and wipes the key with the rest', async () => {
  const after = await queue.keepPicture(picture())
  const work = await queue.add({ ...finish([after]), title: '<灯>' })
  const file = await exportFile([{ work, pictures: await queue.pictures(work) }], 'zh-CN')
  const html = await file.text()
  expect(html).toContain('换了灯泡')
  expect(html).toContain('data:image/png;base64,BwcHAQID')
  expect(html).not.toContain('<h2><灯>')
  await queue.wipe()
  expect(await queue.all()).toEqual([])
  expect(await store.keys.count()).toBe(0)
  expect(await store.blobs.count()).toBe(0)
})
