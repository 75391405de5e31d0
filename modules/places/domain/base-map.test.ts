import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseLayerOf, thin } from './base-map.ts'

const line = (...coordinates: number[][]) => ({ type: 'LineString', coordinates })

describe('a base layer', () => {
  it('keeps names and main roads, drops corners nobody sees and shapes that do not fit', () => {
    const { features, leftOut } = baseLayerOf('roads', [
      {
        geometry: line([114, 30], [114.000_5, 30.000_000_1], [114.001, 30]),
        properties: { name: '竹林北路', kind: 'major_road', height: 4 },
      },
      { geometry: { type: 'Point', coordinates: [114, 30] }, properties: {} },
      { geometry: null },
      { geometry: { type: 'LineString', coordinates: [['a'], [1, 2]] } },
    ])
    expect(leftOut).toBe(3)
    expect(features).toEqual([
      {
        type: 'Feature',
        properties: { name: '竹林北路', main: true },
        geometry: line([114, 30], [114.001, 30]),
      },
    ])
  })

  it('never moves a line farther than the tolerance', () => {
    const position = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    fc.assert(
      fc.property(fc.array(position, { minLength: 2, maxLength: 40 }), (corners) => {
        const kept = thin(corners, 0.1)
        expect(kept[0]).toEqual(corners[0])
        expect(kept.at(-1)).toEqual(corners.at(-1))
        for (const corner of corners) {
          const away = Math.min(
            ...kept.map((a, i) => {
              const b = kept[i + 1] ?? a
              const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
              const length = dx * dx + dy * dy
              const t =
                length === 0
                  ? 0
                  : Math.max(
                      0,
                      Math.min(1, ((corner[0] - a[0]) * dx + (corner[1] - a[1]) * dy) / length),
                    )
              return Math.hypot(corner[0] - a[0] - t * dx, corner[1] - a[1] - t * dy)
            }),
          )
          expect(away).toBeLessThanOrEqual(0.1 + 1e-12)
        }
      }),
    )
  })
})
