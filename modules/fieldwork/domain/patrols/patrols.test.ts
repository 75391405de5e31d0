import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coarsened, metresBetween, nextPoint, walked } from './patrol.ts'
import { proposePoints, type Sign } from './propose.ts'

const place = fc.record({
  lon: fc.double({ min: 114.88, max: 114.92, noNaN: true }),
  lat: fc.double({ min: 30.38, max: 30.41, noNaN: true }),
})
const sign: fc.Arbitrary<Sign> = fc
  .tuple(place, fc.constantFrom('open', 'recent', 'hazard', 'door'), fc.nat(9))
  .map(([at, risk, n]) => ({ ...at, risk, name: `P${n}`, matter: n > 4 ? `0100${n}` : null }))

const at = (lon: number, risk: Sign['risk'], name = 'P'): Sign => ({
  lon,
  lat: 30.39,
  risk,
  name,
  matter: null,
})
const allOf = (signs: readonly Sign[]) => proposePoints({ signs, looked: [], most: 99 })

describe('proposed points', () => {
  it('come with their reasons, a hazard before what is over', () => {
    const found = proposePoints({
      signs: [at(114.89, 'recent', 'over'), at(114.9, 'hazard', 'wire'), at(114.9002, 'open')],
      looked: [{ lon: 114.9, lat: 30.39, daysAgo: 2 }],
      most: 5,
    })
    expect(found.map((p) => [p.name, p.reasons])).toEqual([
      [
        'wire',
        [
          { risk: 'open', count: 1 },
          { risk: 'hazard', count: 1 },
        ],
      ],
      [
        'over',
        [
          { risk: 'recent', count: 1 },
          { risk: 'unseen', count: null },
        ],
      ],
    ])
  })

  it('lose no sign, stand apart, and do not depend on the order of what is known', () => {
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 40 }), fc.nat(1000), (signs, turn) => {
        const found = allOf(signs)
        const counted = found
          .flatMap((p) => p.reasons)
          .reduce((sum, { risk, count }) => sum + (risk === 'unseen' ? 0 : (count ?? 0)), 0)
        expect(counted).toBe(signs.length)
        for (const [n, a] of found.entries())
          for (const b of found.slice(n + 1)) expect(metresBetween(a, b)).toBeGreaterThan(60)
        const cut = signs.length === 0 ? 0 : turn % signs.length
        const weights = (all: typeof found) => all.map((p) => p.weight).toSorted((a, b) => a - b)
        expect(weights(allOf([...signs.slice(cut), ...signs.slice(0, cut)]))).toEqual(
          weights(found),
        )
      }),
    )
  })

  it('are never more than asked for, and the heaviest of all', () => {
    fc.assert(
      fc.property(
        fc.array(sign, { maxLength: 30 }),
        fc.integer({ min: 0, max: 8 }),
        (signs, most) => {
          const all = proposePoints({ signs, looked: [], most: 99 })
          const some = proposePoints({ signs, looked: [], most })
          expect(some).toHaveLength(Math.min(most, all.length))
          const least = Math.min(...some.map((p) => p.weight))
          const left = all.filter((p) => !some.some((s) => s.lon === p.lon && s.lat === p.lat))
          for (const p of left) expect(p.weight).toBeLessThanOrEqual(least)
        },
      ),
    )
  })
})

describe('a walk', () => {
  it('leads to what was not looked at, and ends', () => {
    const points = fc.uniqueArray(place, { maxLength: 12 })
    fc.assert(
      fc.property(points, fc.option(place), (places, here) => {
        const all = places.map((p, n) => ({ ...p, id: String(n) }))
        const looked = new Set<string>()
        for (let n = 0; n < all.length; n++) looked.add(nextPoint(all, looked, here)?.id ?? 'none')
        expect(looked).toEqual(new Set(all.map((p) => p.id)))
        expect(nextPoint(all, looked, here)).toBeNull()
      }),
    )
  })

  it('keeps a track that is coarse, and coarser when it is old', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 60 }), (steps) => {
        const track = steps.reduce<{ lon: number; lat: number }[]>(walked, [])
        for (const [n, b] of track.slice(1).entries())
          expect(metresBetween(track[n]!, b)).toBeGreaterThan(60)
        const old = coarsened(track)
        expect(old.length).toBeLessThanOrEqual(track.length)
        expect(coarsened(old)).toEqual(old)
        for (const { lon, lat } of old) {
          expect(Math.round(lon * 1000) / 1000).toBe(lon)
          expect(Math.round(lat * 1000) / 1000).toBe(lat)
        }
      }),
    )
  })
})
