import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heatOf } from './heat.ts'
import { namesIn } from './names.ts'
import { plain } from './plain.ts'
import { groupStream, hotIssues, type Message } from './stream.ts'
import { TERM_ROOM, termsOf } from './terms.ts'
import { troublesIn } from './troubles.ts'

const DAY = 86_400_000
const told = (at: number, user: string, subject: string, detail = ''): Message => ({
  id: `${at}-${user}`,
  user,
  at: at * DAY,
  subject,
  detail,
  support: 0,
})

/** One kiln in many words, one market next door, and what else a town writes of. */
const town: Message[] = [
  told(1, '甲', '青竹苑小区旁边新建砖窑，粉尘太大', '我家住青竹苑，窗台上每天一层灰尘，老人咳嗽。'),
  told(2, '乙', '咨询人才购房补贴如何申请', '去年毕业，想问购房补贴的条件。'),
  told(9, '丙', '砖窑的灰尘让人没法开窗', '青竹苑小区的居民苦不堪言，扬尘从早到晚。'),
  told(12, '丁', '青竹苑小区门口停车乱', '业主回家没有车位，占道停车。'),
  told(30, '戊', '请管管我们青竹苑边上的砖窑', '灰尘落满阳台，粉尘呛人，孩子不敢出门。'),
  told(31, '甲', '再次反映青竹苑小区砖窑粉尘', '一个月过去，灰尘还是那么大。'),
  told(33, '己', '麻将馆通宵营业', '松涛花园三栋楼下麻将馆噪音扰民。'),
  told(40, '庚', '麻将馆吵得睡不着', '东风新村的棋牌室噪音扰民。'),
]

const groupsOf = (messages: readonly Message[]) => {
  const stream = groupStream()
  for (const message of messages) stream.add(message)
  return stream.groups()
}
const issuesOf = (messages: readonly Message[]) =>
  hotIssues(groupsOf(messages), messages.at(-1)?.at ?? 0)

describe('groups of messages', () => {
  it('hold one trouble at one place, in whatever words, and nothing else', () => {
    const [issue, ...others] = issuesOf(town)
    expect(others).toEqual([])
    expect(issue?.members.map((m) => m.user)).toEqual(['甲', '丙', '戊', '甲'])
    expect(issue).toMatchObject({ people: 3, firstSeen: DAY, detectedAt: 30 * DAY })
  })

  it('need different people: one who writes again and again makes no issue', () => {
    const again = [1, 2, 3, 4, 5].map((day) => told(day, '甲', '青竹苑小区砖窑粉尘太大'))
    expect(issuesOf(again)).toEqual([])
    expect(
      issuesOf([...again, told(6, '乙', '青竹苑砖窑粉尘'), told(7, '丙', '青竹苑砖窑粉尘大')]),
    ).toMatchObject([{ people: 3, detectedAt: 7 * DAY }])
  })

  it('tell two places and two bus lines apart', () => {
    const lines = ['甲', '乙', '丙', '丁'].map((user, day) =>
      told(day, user, `${day % 2 === 0 ? '805路' : '205路'}公交车总是不准时`),
    )
    expect(groupsOf(lines).map((g) => g.members.length)).toEqual([2, 2])
  })
})

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '',
    '😀😀👍',
    '\u0000\u0007\uFFFE',
    '噪音擾民，請處理',
    'Street lamp is dark',
    '\uD800',
  ),
  fc
    .array(fc.constantFrom('青竹苑小区', '砖窑', '粉尘', '噪音', '停车', '3号线', '。', '咨询'), {
      maxLength: 12,
    })
    .map((words) => words.join('')),
)
/** Each stream counts terms in a table of its own, which takes its time to be laid out. */
const few = { numRuns: 25 }

const anyMessages = fc
  .array(fc.tuple(anyText, anyText, fc.constantFrom('甲', '乙', '丙', '丁')), { maxLength: 25 })
  .map((list) => list.map(([subject, detail, user], at) => told(at, user, subject, detail)))

describe('a stream of messages', () => {
  it('is grouped whatever it is made of, each message once', () => {
    fc.assert(
      fc.property(anyMessages, (messages) => {
        const ids = groupsOf(messages).flatMap((g) => g.members.map((m) => m.id))
        expect(ids.toSorted()).toEqual(messages.map((m) => m.id).toSorted())
      }),
      few,
    )
  })

  it('is told of by what came before: later messages make no issue earlier', () => {
    fc.assert(
      fc.property(anyMessages, fc.nat(25), (messages, cut) => {
        const [early, all] = [groupsOf(messages.slice(0, cut)), groupsOf(messages)]
        const known = new Map(
          early.flatMap((g) => g.members.map((m) => [m.id, g.detectedAt] as const)),
        )
        const from = messages[cut]?.at ?? Infinity
        for (const { members, detectedAt } of all) {
          const before = members.flatMap((m) => known.get(m.id) ?? [])
          const first = detectedAt ?? Infinity
          expect(first >= Math.min(from, ...before)).toBe(true)
          expect(first <= Math.min(Infinity, ...before)).toBe(true)
        }
      }),
      few,
    )
  })

  it('takes a message of 100,000 characters in its stride', () => {
    const long = '砖窑粉尘青竹苑小区'.repeat(12_000)
    const started = performance.now()
    groupsOf([told(1, '甲', long, long), told(2, '乙', long, long)])
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

const names = (text: string) => namesIn(plain(text)).map((n) => n.words)

describe('what a message says', () => {
  it('names places by the end of their name, not the towns around them', () => {
    expect(names('长沙市青竹苑小区的居民')).toContain('竹苑小区')
    expect(names('住在青竹苑附近')).toEqual(['青竹苑'])
    expect(names('物业公司归政府管')).toEqual([])
    expect(names('地铁三号线')).toEqual(names('地铁３号线'))
    expect(names('58车贷立案五个月')).toContain('58车贷')
    expect(names('2019年8月交了30万元，12栋')).toEqual([])
  })

  it('hears one trouble in many words', () => {
    expect([...troublesIn('半夜吵得睡不着').keys()]).toEqual(['noise'])
    expect(troublesIn('油烟味呛人，夜宵摊').get('fumes')).toBe(3)
    expect(troublesIn('').size).toBe(0)
  })

  it('is numbered within the room of terms', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        for (const { term, times } of termsOf(a, b)) {
          expect(Number.isInteger(term) && term >= 0 && term < TERM_ROOM).toBe(true)
          expect(times).toBeGreaterThan(0)
        }
      }),
    )
  })
})

describe('heat', () => {
  const parts = fc.record({
    people: fc.integer({ min: 1, max: 500 }),
    messages: fc.integer({ min: 1, max: 2000 }),
    support: fc.integer({ min: -100, max: 5000 }),
    daysQuiet: fc.float({ min: 0, max: 2000, noNaN: true }),
  })

  it('rises with people, messages and support, and cools by half at most', () => {
    fc.assert(
      fc.property(parts, (one) => {
        const heat = heatOf(one)
        expect(
          heatOf({ ...one, people: one.people + 1, messages: one.messages + 1 }),
        ).toBeGreaterThan(heat)
        expect(heatOf({ ...one, messages: one.messages + 1 })).toBeGreaterThanOrEqual(heat)
        expect(heatOf({ ...one, support: one.support + 1 })).toBeGreaterThanOrEqual(heat)
        const now = heatOf({ ...one, daysQuiet: 0 })
        expect(heat).toBeLessThanOrEqual(now)
        expect(heat).toBeGreaterThanOrEqual(now / 2)
      }),
    )
  })

  it('counts a person who writes ninety times less than ten who write once', () => {
    const quiet = { support: 0, daysQuiet: 0 }
    expect(heatOf({ ...quiet, people: 3, messages: 30 })).toBeLessThan(
      heatOf({ ...quiet, people: 10, messages: 10 }),
    )
  })
})

/** The neighbouring twos and threes of a text, the plain way. */
function sayingsOf(text: string): number {
  const units = [...text.matchAll(/\p{Script=Han}|[a-z0-9]+|[\p{L}\p{M}]+/gu)]
  const said = new Set<string>()
  let [first, second, end] = ['', '', -1]
  for (const { 0: unit, index } of units) {
    if (index !== end) [first, second] = ['', '']
    end = index + unit.length
    const word = unit.slice(0, 24)
    if (second !== '') said.add(second + word)
    if (first !== '') said.add(first + second + word)
    ;[first, second] = [second, word]
  }
  return said.size
}

const saysTheSame = (text: string) => {
  const folded = plain(text)
  if (namesIn(folded).length > 0 || troublesIn(folded).size > 0) return
  const said = termsOf('', text).filter(({ kind }) => kind === 'saying')
  expect(said).toHaveLength(sayingsOf(folded))
}

describe('what is said', () => {
  it('is found as the plain way finds it, in whatever script', () => {
    const odd = ['灯é中a1', 'abc'.repeat(20) + '灯' + 'x'.repeat(30), '𠀀𠀁〇灯', 'приветмир灯é']
    for (const text of odd) saysTheSame(text)
    fc.assert(fc.property(anyText, saysTheSame))
  })
})
