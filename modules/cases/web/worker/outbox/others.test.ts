import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSealedStore } from '#platform/web/sealed-store.ts'
import { CallError } from '#platform/web/call.ts'
import { openQueue, type Queue } from '../../phone/outbox/queue.ts'
import { sendRound } from '../../phone/outbox/round.ts'
import { letSend, type OthersWork } from './others.ts'
import { sendWork } from './send.ts'

const who = { personId: 'p', districtId: '420704' }
let queue: Queue
let sent: OthersWork[] = []
let answer: number | null = null
const made = (lane: string, of = 'enforcement.step') => ({
  lane,
  title: '劝导',
  baseVersion: 0,
  step: { kind: 'other' as const, of, words: '请清走', photos: [], body: { n: 1 } },
})
const round = () =>
  sendRound(queue, sendWork, {
    sent: () => undefined,
    changed: () => undefined,
    signedOut: () => undefined,
    crowded: () => undefined,
  })

beforeEach(async () => {
  queue = await openQueue(who, openSealedStore(`others-${Math.random()}`))
  letSend('enforcement.step', async (work) => {
    if (answer !== null) throw new CallError(answer, 'enforcement.not_now')
    sent.push(work)
  })
})
afterEach(() => {
  sent = []
  answer = null
})

it('sends work of a module above as it says, each piece of its own', async () => {
  await queue.add(made('a'))
  await queue.add(made('a'))
  await round()
  expect(sent.map((work) => work.body)).toEqual([{ n: 1 }, { n: 1 }])
  expect(new Set(sent.map((work) => work.id)).size).toBe(2)
  expect(Date.parse(sent[0]?.said.sentAt ?? '')).toBeGreaterThan(0)
  expect(await queue.all()).toEqual([])
})

it('keeps what was refused with its code, and what nobody speaks for or answers', async () => {
  await queue.add(made('a'))
  answer = 409
  await round()
  expect(await queue.all()).toMatchObject([{ state: 'refused', code: 'enforcement.not_now' }])
  answer = 503
  await queue.add(made('b'))
  await round()
  expect((await queue.all()).map((work) => work.state)).toEqual(['refused', 'waiting'])
  answer = null
  await queue.add(made('c', 'nobody.knows'))
  await round()
  expect(sent.map((work) => work.lane)).toEqual(['b'])
  expect((await queue.all()).map((work) => work.lane)).toEqual(['a', 'c'])
})
