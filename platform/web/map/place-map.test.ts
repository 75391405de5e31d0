import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsOf, type LonLat, type PlaceMapProps } from './place-map.ts'
import { added, moved, removed, stepOf } from './ring.ts'
import { pointsOf } from './style.ts'

const outlines: PlaceMapProps['outlines'] = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: {},
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [114, 30],
            [114.1, 30],
            [114.1, 30.1],
            [114, 30],
          ],
        ],
      },
    },
  ],
}
const base: PlaceMapProps = { label: '', center: [100, 20], outlines }
const point = (id: string, at: LonLat) => ({ id, at, label: id })

describe('what a map opens on', () => {
  it('is its points, else its outlines; a picked place or a single point keeps its centre', () => {
    const around = { west: 114, south: 30, east: 114.1, north: 30.1 }
    expect(boundsOf(base)).toEqual(around)
    const points = [point('a', [114.01, 30.01]), point('b', [114.02, 30.03])]
    expect(boundsOf({ ...base, points })).toEqual({
      west: 114.01,
      south: 30.01,
      east: 114.02,
      north: 30.03,
    })
    expect(boundsOf({ ...base, points: points.slice(0, 1) })).toBeNull()
    expect(boundsOf({ ...base, onPick: () => {} })).toBeNull()
    expect(boundsOf({ ...base, onPick: () => {}, fit: true })).toEqual(around)
    expect(boundsOf({ label: '', center: [0, 0] })).toBeNull()
  })
})

describe('points', () => {
  it('carry a tone each, slate where nobody says', () => {
    expect(pointsOf([point('a', [1, 2])], 'a')).toMatchObject({
      features: [{ properties: { id: 'a', tone: 'slate', chosen: true } }],
    })
  })
})

describe('a ring under hands', () => {
  const corner = fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true }))
  it('adds and takes away the same corner without a trace, and never changes the old ring', () => {
    fc.assert(
      fc.property(fc.array(corner, { minLength: 1, maxLength: 12 }), fc.nat(11), (ring, n) => {
        const index = n % ring.length
        const before = JSON.stringify(ring)
        expect(removed(added(ring, index, [1, 2]), index)).toEqual(ring)
        expect(moved(ring, index, [3, 4])[index]).toEqual([3, 4])
        expect(JSON.stringify(ring)).toBe(before)
      }),
    )
  })
  it('moves by arrow keys, ten times as far with Shift', () => {
    expect(stepOf('ArrowUp', false)).toEqual([0, 1e-5])
    expect(stepOf('ArrowUp', true)?.[1]).toBeCloseTo(1e-4, 10)
    expect(stepOf('Enter', false)).toBeNull()
  })
})
