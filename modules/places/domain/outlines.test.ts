import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Polygon } from '#kernel/geometry.ts'
import { crossesItself, fitOf, squareMetresIn } from './outlines.ts'

const box = (w: number, s: number, e: number, n: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [w, s],
      [e, s],
      [e, n],
      [w, n],
      [w, s],
    ],
  ],
})
const around = box(114, 30, 114.01, 30.01)
const named = (code: string, boundary: Polygon) => ({ code, boundary })

describe('how outlines fit', () => {
  it('finds no fault with four quarters', () => {
    const quarters = [
      named('1', box(114, 30, 114.005, 30.005)),
      named('2', box(114.005, 30, 114.01, 30.005)),
      named('3', box(114, 30.005, 114.005, 30.01)),
      named('4', box(114.005, 30.005, 114.01, 30.01)),
    ]
    expect(fitOf(quarters, around)).toEqual({ overlaps: [], gap: { squareMetres: 0, patches: [] } })
  })

  it('measures an overlap and a gap and says where they are', () => {
    const two = [
      named('1', box(114, 30, 114.006, 30.01)),
      named('2', box(114.005, 30, 114.009, 30.01)),
    ]
    const { overlaps, gap } = fitOf(two, around)
    const tenth = squareMetresIn(around) / 10
    expect(overlaps).toMatchObject([{ a: '1', b: '2' }])
    expect(overlaps[0]!.squareMetres).toBeCloseTo(tenth, -2)
    expect(gap.squareMetres).toBeCloseTo(tenth, -2)
    expect(gap.patches.length).toBeGreaterThan(0)
  })

  it('counts holes as gaps', () => {
    const holed: Polygon = {
      type: 'Polygon',
      coordinates: [...around.coordinates, ...box(114.004, 30.004, 114.006, 30.006).coordinates],
    }
    const { gap } = fitOf([named('1', holed)], around)
    expect(gap.squareMetres / squareMetresIn(around)).toBeCloseTo(0.04, 3)
  })

  it('knows a bow tie', () => {
    const tie: Polygon = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
          [0, 0],
        ],
      ],
    }
    expect(crossesItself(tie)).toBe(true)
    expect(crossesItself(around)).toBe(false)
  })

  const cut = fc.double({ min: 0.05, max: 0.95, noNaN: true })
  it('finds neither in any partition by slanted cuts', () => {
    fc.assert(
      fc.property(cut, cut, (a, b) => {
        const [south, north] = [114 + a / 100, 114 + b / 100]
        const west: Polygon = {
          type: 'Polygon',
          coordinates: [
            [
              [114, 30],
              [south, 30],
              [north, 30.01],
              [114, 30.01],
              [114, 30],
            ],
          ],
        }
        const east: Polygon = {
          type: 'Polygon',
          coordinates: [
            [
              [south, 30],
              [114.01, 30],
              [114.01, 30.01],
              [north, 30.01],
              [south, 30],
            ],
          ],
        }
        const { overlaps, gap } = fitOf([named('w', west), named('e', east)], around)
        expect(overlaps).toEqual([])
        expect(gap.squareMetres).toBe(0)
      }),
    )
  })

  it('keeps the sum: what two cover together is both less their overlap', () => {
    const corner = fc
      .tuple(cut, cut, cut, cut)
      .map(([a, b, c, d]) =>
        box(
          114 + Math.min(a, b) / 100,
          30 + Math.min(c, d) / 100,
          114 + (Math.max(a, b) + 0.02) / 100,
          30 + (Math.max(c, d) + 0.02) / 100,
        ),
      )
    fc.assert(
      fc.property(corner, corner, (a, b) => {
        const { overlaps, gap } = fitOf([named('a', a), named('b', b)], around)
        const whole = squareMetresIn(around)
        const both = overlaps[0]?.squareMetres ?? 0
        const covered = squareMetresIn(a) + squareMetresIn(b) - both
        expect(Math.abs(whole - gap.squareMetres - covered)).toBeLessThan(25)
      }),
    )
  })
})
