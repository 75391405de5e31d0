import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asTheySaid, inTheirWords, isTaken, stepOf, type AnswerMessage } from './answer.ts'
import {
  at,
  outFields,
  readInstant,
  readOrder,
  steps,
  type Mapping,
  type OutField,
} from './mapping.ts'
import { caseAddressOf, caseWordsOf, changesOf, isStale, keptOf, type Order } from './order.ts'
import { mappingPresets } from './presets.ts'

const { hotline, city_platform: platform } = mappingPresets

const record = {
  工单编号: 'HD20260316001',
  标题: '路灯不亮',
  主要内容: '路灯不亮三天了，请派人来修',
  诉求时间: '2026-03-16 09:30:00',
  到期时间: '2026-03-23 18:00',
  紧急程度: '紧急',
  是否要求保密: '是',
  经度: '114.8905',
  纬度: 30.3905,
  附件: 'https://h.example/a.jpg；https://h.example/b.jpg',
  别的: '不认识的字段',
}

it('reads an order by the names of its sender', () => {
  const { order, faults } = readOrder(record, hotline)
  expect(faults).toEqual([])
  expect(order).toEqual({
    externalId: 'HD20260316001',
    title: '路灯不亮',
    words: '路灯不亮三天了，请派人来修',
    askedAt: '2026-03-16T01:30:00.000Z',
    dueAt: '2026-03-23T10:00:00.000Z',
    urgency: 'urgent',
    confidential: true,
    lon: 114.8905,
    lat: 30.3905,
    pictures: ['https://h.example/a.jpg', 'https://h.example/b.jpg'],
  })
})

it('names every field that it cannot read, by the name of the sender', () => {
  const wrong = {
    ...record,
    到期时间: '下周',
    紧急程度: '火急',
    经度: '30.39',
    是否要求保密: '也许',
  }
  expect(readOrder(wrong, hotline)).toEqual({
    order: null,
    externalId: 'HD20260316001',
    faults: expect.arrayContaining([
      { field: '到期时间', reason: 'no_time', value: '下周' },
      { field: '紧急程度', reason: 'unknown_value', value: '火急' },
      { field: '经度', reason: 'outside', value: '30.39' },
      { field: '是否要求保密', reason: 'unknown_value', value: '也许' },
    ]) as unknown,
  })
  expect(readOrder({}, hotline).faults).toEqual([
    { field: '工单编号', reason: 'missing', value: '' },
  ])
  expect(readOrder({ ...record, 纬度: '' }, hotline).faults).toEqual([
    { field: '纬度', reason: 'missing', value: '' },
  ])
})

it('never fails on a record, whatever is in it', () => {
  const names = Object.values(hotline.fields)
  const anything = fc.dictionary(fc.constantFrom(...names, '__proto__', 'x'), fc.jsonValue())
  fc.assert(
    fc.property(anything, (raw) => {
      const { order, faults } = readOrder(raw, hotline)
      expect(order === null).toBe(faults.length > 0)
    }),
  )
})

const read = (text: string) => readInstant(text, '+08:00')

it('reads times as systems write them, and no day that there is not', () => {
  const ten = '2026-03-16T02:00:00.000Z'
  for (const text of [
    '2026-03-16 10:00:00',
    '2026/3/16 10:00',
    '2026-03-16T02:00:00Z',
    '2026-03-16T10:00:00.123+0800',
    '1773626400000',
    '2026年03月16日 10:00',
  ])
    expect([text, read(text)]).toEqual([text, ten])
  for (const text of ['2026-02-31 10:00', '2026-13-01', '明天', '', '10:00', '2026-03-16 25:00'])
    expect([text, read(text)]).toEqual([text, null])
})

const anOrder = fc.record(
  {
    externalId: fc.constant('HD1'),
    title: fc.constantFrom('a', 'b'),
    words: fc.constantFrom('a', 'b', 'ab'),
    dueAt: fc.constantFrom('2026-03-20T00:00:00.000Z', '2026-03-21T00:00:00.000Z'),
    solved: fc.constantFrom('yes', 'no'),
  },
  { requiredKeys: ['externalId'] },
) as fc.Arbitrary<Order>

it('finds a change exactly where a named field differs, and none in what is left out', () => {
  fc.assert(
    fc.property(anOrder, anOrder, (before, after) => {
      const changed = changesOf(keptOf(before), after)
      for (const field of ['title', 'words', 'dueAt'] as const)
        expect(changed.includes(field)).toBe(
          after[field] !== undefined && after[field] !== before[field],
        )
      expect(changed).not.toContain('solved')
      // What was taken over is no change any more.
      expect(changesOf({ ...keptOf(before), ...keptOf(after) }, after)).toEqual([])
    }),
  )
})

const told = (changedAt?: string): Order => ({ externalId: '1', ...(changedAt && { changedAt }) })

it('calls an order stale only where both say when', () => {
  const known = new Date('2026-03-16T02:00:00Z')
  expect(isStale(known, told('2026-03-16T01:59:59Z'))).toBe(true)
  expect(isStale(known, told('2026-03-16T02:00:00Z'))).toBe(false)
  expect(isStale(known, told())).toBe(false)
  expect(isStale(null, told('2020-01-01T00:00:00Z'))).toBe(false)
})

it('makes words and address of what is said', () => {
  expect(caseWordsOf({ externalId: '1', title: '路灯', words: '路灯坏了' })).toBe('路灯坏了')
  expect(caseWordsOf({ externalId: '1', title: '路灯', words: '坏了' })).toBe('路灯\n坏了')
  expect(caseWordsOf({ externalId: '1', title: '路灯' })).toBe('路灯')
  expect(caseAddressOf({ externalId: '1', street: '凤凰街道', community: '澜湖社区' })).toBe(
    '凤凰街道 澜湖社区',
  )
  expect(caseAddressOf({ externalId: '1', address: '竹林北路 12 号', spot: '3 栋' })).toBe(
    '竹林北路 12 号 3 栋',
  )
})

const message: AnswerMessage = {
  step: 'replied',
  externalId: 'HD1',
  sequence: 7,
  at: '2026-03-16T02:00:00.000Z',
  caseNumber: '4207042026031600001',
  shortCode: 'K7M2QX',
  unit: '市政中心',
  matter: '路灯',
  words: '',
  reason: null,
  reply: '换了灯泡',
  promise: null,
  resumeAt: null,
  pictures: [],
}

const withFields = (fields: Record<string, OutField>): Mapping => ({
  ...hotline,
  out: { ...hotline.out, fields },
})

it('says an answer in the words of the sender', () => {
  expect(inTheirWords(message, hotline, [])).toMatchObject({
    工单编号: 'HD1',
    办理状态: '已办结',
    操作时间: '2026-03-16 10:00:00',
    回复口径: '换了灯泡',
    序号: 7,
  })
  expect(inTheirWords(message, withFields({ 'a.b.c': 'step', 'a.d': 'unit' }), [])).toEqual({
    a: { b: { c: 'replied' }, d: '市政中心' },
  })
  inTheirWords(message, withFields({ '__proto__.polluted': 'step' }), [])
  expect('polluted' in {}).toBe(false)
})

it('shows what came as its sender wrote it', () => {
  const came = readOrder(record, hotline).order ?? {}
  const shown = (field: 'askedAt' | 'urgency' | 'confidential' | 'words') =>
    asTheySaid(field, came, hotline)
  expect([shown('askedAt'), shown('urgency'), shown('confidential'), shown('words')]).toEqual([
    '2026-03-16 09:30:00',
    '紧急',
    '是',
    '路灯不亮三天了，请派人来修',
  ])
})

it('believes a 200 only where the answer says so', () => {
  const taken = platform.out.taken
  const is = (status: number, body: unknown) => isTaken(status, body, taken, at)
  expect([is(200, { code: 0 }), is(200, { code: '200' }), is(204, { code: 0 })]).toEqual([
    true,
    true,
    true,
  ])
  expect([is(200, { code: 500 }), is(200, null), is(302, { code: 0 })]).toEqual([
    false,
    false,
    false,
  ])
  expect(isTaken(200, null, null, at)).toBe(true)
})

it('knows which events are steps to the sender', () => {
  expect(stepOf({ type: 'case.request_granted', kind: 'extension' })).toBe('extension')
  expect(stepOf({ type: 'case.request_granted', kind: 'return' })).toBeNull()
  expect(stepOf({ type: 'case.noted', kind: null })).toBeNull()
  expect(stepOf({ type: 'case.closed', kind: null })).toBe('replied')
})

it.each(Object.entries(mappingPresets))('%s: the preset is whole', (_, preset) => {
  expect(preset.fields.externalId).toBeTruthy()
  expect(preset.fields.words).toBeTruthy()
  expect(Object.values(preset.out.fields)).toEqual(
    expect.arrayContaining(['externalId', 'stateCode', 'reason', 'reply', 'pictures', 'sequence']),
  )
  expect(Object.values(preset.out.fields).every((f) => outFields.includes(f))).toBe(true)
  expect(
    Object.keys(preset.out.states).every((s) => (steps as readonly string[]).includes(s)),
  ).toBe(true)
  expect(preset.out.states).toMatchObject({
    refused: expect.any(String) as unknown,
    replied: expect.any(String) as unknown,
  })
})
