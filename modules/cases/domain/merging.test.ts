import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokensOf } from '#kernel/text-tokens.ts'
import { caseStatuses, isFinal } from './case.ts'
import {
  isAtWork,
  isMergeable,
  likely,
  likenessOf,
  mayFollow,
  metresBetween,
  statusAfter,
  type Told,
} from './merging.ts'

const at = new Date('2026-03-16T02:00:00Z')
const here = { lon: 114.8905, lat: 30.3905 }
const told = (words: string, over: Partial<Told> = {}): Told => ({
  at,
  point: here,
  matter: null,
  tokens: tokensOf(words),
  ...over,
})
const metresEast = (metres: number) => ({ lon: here.lon + metres / 96_000, lat: here.lat })
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000)

const lampAt = (far: number, when: number) =>
  likenessOf(told('路灯不亮'), told('路灯坏了', { point: metresEast(far), at: later(when) }))
    ?.score ?? 0

const anyTold = fc.record({
  at: fc.integer({ min: 0, max: 20 * 1440 }).map(later),
  point: fc.option(fc.integer({ min: 0, max: 500 }).map(metresEast)),
  matter: fc.option(fc.constantFrom('matter:01037', 'component:01001')),
  tokens: fc.array(fc.constantFrom('停电', '小区', '路灯', '不亮', '灯', '3', '12')),
})

describe('likeness', () => {
  it('finds the neighbours of a power cut, and not another trouble of the same yard', () => {
    const first = told('丰润园3栋整栋停电了')
    const found = [
      told('3栋停电，电梯也停了', { at: later(8), point: metresEast(40) }),
      told('家里突然停电', { at: later(20), point: metresEast(120) }),
      told('垃圾没人清运', { at: later(5), point: metresEast(10) }),
      told('3栋树枝伸到窗口', { at: later(3), point: metresEast(10) }),
      told('3栋停电', { at: later(10), point: metresEast(900) }),
      told('3栋停电', { at: later(20 * 1440), point: metresEast(10) }),
    ]
    expect(likely(first, found, 5).map(({ one }) => found.indexOf(one))).toEqual([0, 1])
  })

  it('says why', () => {
    expect(
      likenessOf(
        told('路灯不亮', { matter: 'matter:01037' }),
        told('路灯不亮了', { matter: 'matter:01037', at: later(90), point: metresEast(60) }),
      ),
    ).toMatchObject({ metres: 60, minutesApart: 90, sameMatter: true })
  })

  it('is the same both ways, between nothing and one, and whole for the same words at the same door', () => {
    fc.assert(
      fc.property(anyTold, anyTold, (a, b) => {
        const [one, other] = [likenessOf(a, b), likenessOf(b, a)]
        expect(one?.score).toBe(other?.score)
        if (!one) return
        expect(one.score).toBeGreaterThanOrEqual(0)
        expect(one.score).toBeLessThanOrEqual(1)
      }),
    )
    const same = told('路灯不亮', { matter: 'matter:01037' })
    expect(likenessOf(same, same)?.score).toBeCloseTo(1)
  })

  it('never grows with distance or with time', () => {
    const metres = fc.integer({ min: 0, max: 300 })
    fc.assert(
      fc.property(metres, metres, fc.integer({ min: 0, max: 14 * 1440 }), (m, n, minutes) => {
        expect(lampAt(Math.max(m, n), 0)).toBeLessThanOrEqual(lampAt(Math.min(m, n), 0))
        expect(lampAt(m, minutes)).toBeLessThanOrEqual(lampAt(m, 0))
      }),
    )
  })

  it('measures short ways', () => {
    expect(metresBetween(here, { lon: here.lon, lat: here.lat + 0.001 })).toBeCloseTo(111.2, 0)
  })
})

describe('following', () => {
  const one = { id: 'a', status: 'reported' as const, urgency: 'routine' as const }
  const open = { id: 'b', status: 'handling' as const, urgency: 'routine' as const }

  it('is refused to oneself, in a circle and after what has ended', () => {
    expect(mayFollow(one, one, one)).toEqual({ ok: false, refusal: 'merge_itself' })
    expect(mayFollow(one, open, one)).toEqual({ ok: false, refusal: 'merge_in_circle' })
    expect(mayFollow(one, open, { ...open, status: 'closed' })).toEqual({
      ok: false,
      refusal: 'merge_master_final',
    })
    expect(mayFollow(one, open, open).ok).toBe(true)
  })

  it('lets the one lead that is further along', () => {
    const behind = { ok: false, refusal: 'merge_master_behind' }
    for (const status of caseStatuses.filter(isAtWork))
      for (const leader of caseStatuses.filter((s) => !isFinal(s))) {
        const may = mayFollow({ ...one, status }, open, { ...open, status: leader })
        const further = isAtWork(leader) || leader === 'handled'
        expect(may).toEqual(further ? { ok: true, fact: null } : behind)
      }
  })

  it('hides no emergency behind what does not hurry', () => {
    const danger = { ...one, urgency: 'emergency' as const }
    expect(mayFollow(danger, open, open)).toEqual({ ok: false, refusal: 'merge_hides_emergency' })
    expect(mayFollow(danger, open, { ...open, urgency: 'emergency' }).ok).toBe(true)
  })

  it('leads back to where the case stood, or to the desk', () => {
    expect(caseStatuses.filter(isMergeable).map(statusAfter)).toEqual([
      'reported',
      'reported',
      'filed',
      'dispatched',
      'handling',
    ])
  })
})
