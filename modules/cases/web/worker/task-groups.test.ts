import { expect, it } from 'vitest'
import { aCase, aRow, idOf } from '../console/desk/desk-samples.ts'
import { newWork, type Step } from '../phone/outbox/work.ts'
import {
  afterSending,
  doneToday,
  grouped,
  inOrder,
  nextVerb,
  shown,
  type TaskRow,
} from './task-groups.ts'

const me = idOf(501)
const who = { personId: me, districtId: '420704' }

const row = (n: number, task: Partial<TaskRow['task']>, over: Partial<TaskRow['case']> = {}) => ({
  task: {
    id: idOf(100 + n),
    caseId: idOf(n),
    unitId: idOf(900),
    unitName: '市政',
    role: 'lead' as const,
    state: 'accepted' as const,
    assigneeId: me,
    assignee: null,
    offeredAt: '2026-03-16T02:00:00.000Z',
    acceptedAt: null,
    arrivedAt: null,
    endedAt: null,
    ...task,
  },
  case: aRow(n, over),
  allowed: ['arrive', 'finish'] as const,
})

const work = (n: number, step: Step) =>
  newWork(who, { lane: idOf(n), title: '', baseVersion: 3, step }, new Date(0))

it('groups open tasks by who must act now', () => {
  const rows = [
    row(1, { state: 'offered', assigneeId: null }),
    row(2, {}),
    row(3, { assigneeId: idOf(502) }),
    row(4, {}, { paused: true }),
    row(5, { state: 'rework' }),
  ].map((one) => shown(one, []))
  const found = grouped(rows, me, null)
  expect(found.new.map((r) => r.case.id)).toEqual([idOf(1)])
  expect(found.mine.map((r) => r.case.id)).toEqual([idOf(2), idOf(5)])
  expect(found.others.map((r) => r.case.id)).toEqual([idOf(3), idOf(4)])
})

it('puts the next deadline first, then the nearer, and what has neither last', () => {
  const soon = '2026-03-16T04:00:00.000Z'
  const rows = [
    row(1, {}, { dueAt: null, lon: 114.9, lat: 30.4 }),
    row(2, {}, { dueAt: soon, lon: 114.95, lat: 30.4 }),
    row(3, {}, { dueAt: soon, lon: 114.901, lat: 30.4 }),
    row(4, {}, { dueAt: '2026-03-16T03:00:00.000Z', lon: null, lat: null }),
    row(5, {}, { dueAt: soon, lon: null, lat: null }),
  ]
  const order = (here: Parameters<typeof inOrder>[1]) => inOrder(rows, here).map((r) => r.case.id)
  const here = { lon: 114.9, lat: 30.4, accuracy: 10 }
  expect(order(here)).toEqual([4, 3, 2, 5, 1].map(idOf))
  expect(order(null)).toEqual([4, 2, 3, 5, 1].map(idOf))
})

it('moves a task on by what this phone has done and not yet sent', () => {
  const offered = {
    ...row(1, { state: 'offered', assigneeId: null }),
    allowed: ['accept'] as const,
  }
  expect(shown(offered, []).verb).toBe('accept')
  const accepted = shown(offered, [work(1, { kind: 'accept' })])
  expect(accepted.verb).toBe('arrive')
  expect(grouped([accepted], me, null).mine).toHaveLength(1)
  const there = [work(1, { kind: 'accept' }), work(1, { kind: 'arrive', place: null })]
  expect(shown(offered, there).verb).toBe('finish')
  const done = [...there, work(1, { kind: 'finish', words: '', before: [], after: [] })]
  expect(shown(offered, done).verb).toBeNull()
  expect(grouped([shown(offered, done)], me, null).others).toHaveLength(1)
})

it('asks to arrive once, and to finish afterwards', () => {
  const allowed = ['arrive', 'finish'] as const
  expect(nextVerb({ allowed, arrived: false }, new Set())).toBe('arrive')
  expect(nextVerb({ allowed, arrived: true }, new Set())).toBe('finish')
  expect(nextVerb({ allowed: [], arrived: true }, new Set())).toBeNull()
})

it('shows what I ended today by the clock of the place, newest first', () => {
  // 00:30 in Shanghai is still the day before in UTC.
  const at = { personId: me, now: '2026-03-16T03:00:00.000Z', timeZone: 'Asia/Shanghai' }
  const rows = [
    row(1, { state: 'done', endedAt: '2026-03-15T16:30:00.000Z' }),
    row(2, { state: 'done', endedAt: '2026-03-16T02:00:00.000Z' }),
    row(3, { state: 'done', endedAt: '2026-03-15T15:30:00.000Z' }),
    row(4, { state: 'done', endedAt: '2026-03-16T02:00:00.000Z', assigneeId: idOf(502) }),
  ]
  expect(doneToday(rows, at).map((r) => r.case.id)).toEqual([idOf(2), idOf(1)])
})

it('takes the version and the next verbs from the answer to a step, and drops what is done', () => {
  const list = { rows: [row(1, { state: 'offered' }), row(2, {})], now: '2026-03-16T03:00:00.000Z' }
  const accepted = aCase(1, { status: 'handling', version: 9, allowed: ['arrive', 'finish'] })
  const [first] = afterSending({ ...list, rows: [...list.rows] }, accepted).rows
  expect(first?.case.version).toBe(9)
  expect(first?.allowed).toEqual(['arrive', 'finish'])
  const done = aCase(1, { status: 'handled', version: 10 })
  expect(afterSending(list, done).rows.map((r) => r.case.id)).toEqual([idOf(2)])
})
