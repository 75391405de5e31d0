import { readFileSync } from 'node:fs'
import {
  calendarProblems,
  DEFAULT_HOURS,
  DEFAULT_WORK_WEEKDAYS,
  isUsableLimit,
} from '#kernel/working-time.ts'
import type { Allowance } from '#kernel/working-time.ts'
import { describe, expect, test } from 'vitest'

type Words = { zh: string; en: string }
type Coded = Words & { code: string; door?: Words; kind?: string }
type Item = {
  kind: string
  code: string
  major: string
  majorName: string
  name: string
  componentCode: string | null
}
type Guide = {
  code: string
  class: string
  name: Words
  origin: string
  owner: string
  settleAlone: boolean
  steps: string[]
  evidence: string[]
  legalBasis: string[]
  residentSentence: Words
  deadlines: Record<string, Allowance>
}
type Standard = {
  code: string
  name: string
  extension: boolean
  filing: string
  closing: string
  limit: Allowance
  urgency: string
  area: string
  guideItem: string
  hint: string
  hazard?: boolean
}
type Presets = {
  'standard-2026': { items: Item[] }
  'legacy-2013': { items: { kind: string; code: string; to: string | null }[] }
  'guide-items': { classes: (Words & { code: string })[]; items: Guide[] }
  'case-standards': { items: Standard[] }
  'state-days': { knownUntil: string; days: { date: string; off: boolean; name: string }[] }
  'stage-limits': {
    stages: { stage: string; limit: Allowance; emergency?: Allowance }[]
    handling: { class: string; urgency: string; limit: Allowance }[]
  }
  reasons: Record<'refusal' | 'return' | 'extension' | 'suspension' | 'rework', Coded[]>
  labels: { statuses: (Words & { status: string; final: boolean })[] }
}

function preset<Name extends keyof Presets>(
  name: Name,
): Presets[Name] & { meta: Record<string, string> } {
  return JSON.parse(readFileSync(new URL(`../presets/${name}.json`, import.meta.url), 'utf8'))
}

const standard = preset('standard-2026').items
const guide = preset('guide-items')
const cases = preset('case-standards').items
const codesOf = (kind: string) =>
  new Set(standard.filter((item) => item.kind === kind).map(({ code }) => code))
const unique = (keys: readonly string[]) => {
  expect(new Set(keys).size).toBe(keys.length)
}
const URGENCIES = ['emergency', 'urgent', 'routine']

test.each([
  'standard-2026',
  'legacy-2013',
  'guide-items',
  'case-standards',
  'state-days',
  'stage-limits',
  'reasons',
  'labels',
] as const)('%s names its source, status and licence', (name) => {
  expect(Object.keys(preset(name).meta)).toEqual(['source', 'status', 'licence'])
})

test('the standard has 153 components and 250 matters, each code once per kind', () => {
  expect([codesOf('component').size, codesOf('matter').size]).toEqual([153, 250])
  expect(standard).toHaveLength(403)
  for (const { code, major, componentCode } of standard) {
    expect(code).toMatch(/^\d{5}$/)
    expect(code.slice(0, 2)).toBe(major)
    expect(componentCode === null || codesOf('component').has(componentCode)).toBe(true)
  }
})

test('every old code leads to a code of the standard or to none', () => {
  const { items } = preset('legacy-2013')
  expect(items).toHaveLength(205)
  unique(items.map(({ kind, code }) => `${kind} ${code}`))
  expect(items.filter(({ kind, to }) => to !== null && !codesOf(kind).has(to))).toEqual([])
})

describe('guide items', () => {
  test('there are 31 in four classes', () => {
    expect(guide.items).toHaveLength(31)
    unique(guide.items.map(({ code }) => code))
    const counts = guide.classes.map(
      ({ code }) => guide.items.filter((item) => item.class === code).length,
    )
    expect(counts).toEqual([6, 9, 10, 6])
  })
  test.each(guide.items.map((item) => [item.code, item] as const))(
    '%s can be followed',
    (_code, item) => {
      expect(item.origin).toBe('preset')
      expect(item.steps.length).toBeGreaterThanOrEqual(3)
      expect(item.evidence.length).toBeGreaterThanOrEqual(1)
      expect(item.residentSentence.zh).toMatch(/。$/)
      expect(item.residentSentence.en).toMatch(/\.$/)
      expect(Object.keys(item.deadlines)).toEqual(URGENCIES)
      expect(Object.values(item.deadlines).every(isUsableLimit)).toBe(true)
    },
  )
})

describe('case standards', () => {
  test('there are 92, each of the standard or ours, and with a guide item', () => {
    expect(cases).toHaveLength(92)
    unique(cases.map(({ code }) => code))
    const guideCodes = new Set(guide.items.map(({ code }) => code))
    expect(cases.filter(({ guideItem }) => !guideCodes.has(guideItem))).toEqual([])
    expect(
      cases.filter(({ code, extension }) => codesOf('matter').has(code) === extension),
    ).toEqual([])
    expect(cases.filter(({ extension }) => extension)).toHaveLength(20)
  })
  test('limits are usable, urgency follows them, and only danger is an emergency', () => {
    for (const { limit, urgency, hint, hazard } of cases) {
      expect(isUsableLimit(limit)).toBe(true)
      const quick = limit.unit === 'URGENT_HOUR' || limit.unit === 'WORK_HOUR'
      const hours = quick ? limit.value : Infinity
      // A short limit is no danger: a street trade is to be gone in two hours and rings nobody up.
      const fast = hazard ? 'emergency' : 'urgent'
      expect(urgency).toBe(hours <= 4 ? fast : 'routine')
      expect(hazard ?? false).toBe(/隐患|抢险/.test(hint))
    }
  })
})

test('the state days make a calendar that is known to the end of 2026', () => {
  const { knownUntil, days } = preset('state-days')
  unique(days.map(({ date }) => date))
  const calendar = {
    version: 1,
    timeZone: 'Asia/Shanghai',
    hours: DEFAULT_HOURS,
    workWeekdays: DEFAULT_WORK_WEEKDAYS,
    days: Object.fromEntries(days.map(({ date, off, name }) => [date, { off, name }])),
    knownUntil,
  }
  expect(calendarProblems(calendar)).toEqual([])
  expect(knownUntil).toBe('2026-12-31')
  expect(calendar.days['2026-10-10']).toEqual({ off: false, name: '国庆节' })
})

test('every waiting stage, and every class and urgency, has a limit', () => {
  const { stages, handling } = preset('stage-limits')
  expect(stages.map(({ stage }) => stage)).toEqual([
    'receive',
    'verify',
    'dispatch',
    'accept',
    'inspect',
  ])
  expect(
    stages.flatMap(({ limit, emergency }) => [limit, emergency ?? limit]).every(isUsableLimit),
  ).toBe(true)
  const wanted = guide.classes.flatMap(({ code }) =>
    URGENCIES.map((urgency) => `${code} ${urgency}`),
  )
  expect(handling.map((row) => `${row.class} ${row.urgency}`)).toEqual(wanted)
  expect(handling.every(({ limit }) => isUsableLimit(limit))).toBe(true)
})

test('reasons and labels have words in both languages, and a refusal shows another door', () => {
  const { refusal, return: returned, extension, suspension, rework } = preset('reasons')
  for (const list of [refusal, returned, extension, suspension, rework]) {
    unique(list.map(({ code }) => code))
    expect(list.filter(({ zh, en }) => !zh || !en)).toEqual([])
  }
  expect(refusal.filter(({ door }) => !door?.zh || !door.en)).toEqual([])
  expect(suspension.every(({ kind }) => kind === 'parked' || kind === 'deferred')).toBe(true)
  const { statuses } = preset('labels')
  expect(statuses).toHaveLength(12)
  unique(statuses.map(({ status }) => status))
})
