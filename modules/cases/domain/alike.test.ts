import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { tokensOf } from '#kernel/text-tokens.ts'
import { GROUP_LIKENESS, groupAlike } from './alike.ts'
import { likenessOf, type Told } from './merging.ts'

const here = { lon: 114.8905, lat: 30.3905 }
const start = Date.parse('2026-03-16T02:00:00Z')

interface Named extends Told {
  id: number
}
const told = (id: number, words: string, metres: number, minutes = 0): Named => ({
  id,
  at: new Date(start + minutes * 60_000),
  point: { lon: here.lon + metres / 96_000, lat: here.lat },
  matter: null,
  tokens: tokensOf(words),
})

it('puts one trouble together and leaves others alone', () => {
  const groups = groupAlike([
    told(1, '整栋楼停电了', 0),
    told(2, '我家停电', 40, 5),
    told(3, '楼道堆了纸箱', 10, 6),
    told(4, '停电', 900, 7),
    told(5, '停电两小时了', 60, 30),
  ])
  expect(groups.map((g) => [g.leader.id, ...g.others.map((o) => o.one.id)])).toEqual([[1, 2, 5]])
})

const one = fc.record({
  words: fc.constantFrom('停电了', '整栋停电', '路灯不亮', '路灯坏了', '井盖翘起', '楼道堆物'),
  metres: fc.integer({ min: 0, max: 3000 }),
  minutes: fc.integer({ min: 0, max: 20 * 1440 }),
})

it('names everything once at most, and only what is alike to its leader', () => {
  fc.assert(
    fc.property(fc.array(one, { maxLength: 60 }), (given) => {
      const all = given.map((g, i) => told(i, g.words, g.metres, g.minutes))
      const groups = groupAlike(all)
      const named = groups.flatMap((g) => [g.leader.id, ...g.others.map((o) => o.one.id)])
      expect(new Set(named).size).toBe(named.length)
      for (const { leader, others } of groups) {
        expect(others.length).toBeGreaterThan(0)
        for (const { one: other, likeness } of others) {
          expect(likeness.score).toBeGreaterThanOrEqual(GROUP_LIKENESS)
          expect(likenessOf(leader, other)).toEqual(likeness)
          expect(leader.id).toBeLessThan(other.id)
        }
      }
    }),
  )
})

it('takes a storm of one place in hand in little time', () => {
  const many = Array.from({ length: 4000 }, (_, i) =>
    told(
      i,
      i % 2 === 0 ? `${i} 号停电了` : `第 ${i} 户的${String.fromCodePoint(0x4e00 + i)}坏了`,
      i % 250,
      i,
    ),
  )
  const before = performance.now()
  const groups = groupAlike(many)
  expect(groups.length).toBeGreaterThan(0)
  expect(performance.now() - before).toBeLessThan(3000)
})
