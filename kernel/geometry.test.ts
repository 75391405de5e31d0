import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bbox, centroid, createPointIndex, haversineMetres, pointInPolygon } from './geometry.ts'
import type { Area, Polygon } from './geometry.ts'

const square = (west: number, south: number, size: number): number[][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
const polygon = (...rings: number[][][]): Polygon => ({ type: 'Polygon', coordinates: rings })
const withHole = polygon(square(0, 0, 10), square(4, 4, 2))
const two: Area = { type: 'MultiPolygon', coordinates: [[square(0, 0, 1)], [square(5, 5, 1)]] }
const nothing: Area = { type: 'MultiPolygon', coordinates: [] }

describe('a point in an area', () => {
  test.each([
    [1, 1, true],
    [5, 5, false],
    [11, 5, false],
    [5, 3.9, true],
  ])('%d %d with a hole: %s', (lon, lat, inside) => {
    expect(pointInPolygon(lon, lat, withHole)).toBe(inside)
  })
  test('any part of several will do', () => {
    expect(pointInPolygon(5.5, 5.5, two)).toBe(true)
    expect(pointInPolygon(3, 3, two)).toBe(false)
    expect(pointInPolygon(0, 0, nothing)).toBe(false)
  })
  test('an edge belongs to the area east or north of it', () => {
    expect(pointInPolygon(0, 0.5, polygon(square(0, 0, 1)))).toBe(true)
    expect(pointInPolygon(1, 0.5, polygon(square(0, 0, 1)))).toBe(false)
    expect(pointInPolygon(0.5, 0, polygon(square(0, 0, 1)))).toBe(true)
    expect(pointInPolygon(0.5, 1, polygon(square(0, 0, 1)))).toBe(false)
  })

  const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  test('areas that share edges give each point exactly one home', () => {
    // Four triangles around a middle: their slanting edges are shared.
    const corners = square(0, 0, 1)
    fc.assert(
      fc.property(fc.tuple(unit, unit, unit, unit, unit), ([mx, my, lon, lat, along]) => {
        const middle = [0.1 + mx * 0.8, 0.1 + my * 0.8]
        const parts = [0, 1, 2, 3].map((side) => {
          const [a = [], b = []] = [corners[side], corners[side + 1]]
          return polygon(side % 2 === 0 ? [a, b, middle, a] : [middle, b, a, middle])
        })
        const homes = (x: number, y: number) =>
          parts.filter((part) => pointInPolygon(x, y, part)).length
        expect(homes(lon, lat)).toBe(1)
        expect(homes(along * (middle[0] ?? 0), along * (middle[1] ?? 0))).toBe(1)
      }),
    )
  })
  test('turning, starting elsewhere and leaving a ring open change nothing', () => {
    const lShape = [
      [0, 0],
      [2, 0],
      [2, 1],
      [1, 1],
      [1, 2],
      [0, 2],
    ]
    fc.assert(
      fc.property(fc.nat(5), unit, unit, (start, x, y) => {
        const turned = [...lShape.slice(start), ...lShape.slice(0, start)]
        const plain = pointInPolygon(x * 2, y * 2, polygon(lShape))
        expect(plain).toBe(!(x >= 0.5 && y >= 0.5))
        expect(pointInPolygon(x * 2, y * 2, polygon(turned))).toBe(plain)
        expect(pointInPolygon(x * 2, y * 2, polygon(turned.toReversed()))).toBe(plain)
        expect(pointInPolygon(x * 2, y * 2, polygon([...turned, turned[0] ?? []]))).toBe(plain)
      }),
    )
  })
})

describe('measures', () => {
  test('boxes', () => {
    expect(bbox(two)).toEqual({ west: 0, south: 0, east: 6, north: 6 })
    expect(bbox(nothing)).toBeNull()
  })
  test('centres of gravity', () => {
    expect(centroid(polygon(square(114, 29, 1)))).toEqual([114.5, 29.5])
    expect(centroid(withHole)).toEqual([5, 5])
    expect(centroid(two)).toEqual([3, 3])
    expect(
      centroid(
        polygon([
          [1, 2],
          [3, 2],
          [1, 2],
        ]),
      ),
    ).toEqual([2, 2])
    expect(centroid(nothing)).toBeNull()
    const [lon = 0, lat = 0] =
      centroid(
        polygon([
          [0, 0],
          [2, 0],
          [2, 1],
          [1, 1],
          [1, 2],
          [0, 2],
        ]),
      ) ?? []
    expect(lon).toBeCloseTo(5 / 6, 12)
    expect(lat).toBeCloseTo(5 / 6, 12)
  })
  test('distances', () => {
    expect(haversineMetres([114, 30], [114, 30])).toBe(0)
    expect(haversineMetres([114, 30], [114, 31])).toBeCloseTo(111_195, -1)
    expect(haversineMetres([0, 0], [180, 0])).toBeCloseTo(Math.PI * 6_371_008.8, 3)
    const place = fc.tuple(fc.integer({ min: -180, max: 180 }), fc.integer({ min: -90, max: 90 }))
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(haversineMetres(a, b)).toBeCloseTo(haversineMetres(b, a), 6)
        expect(haversineMetres(a, c)).toBeLessThanOrEqual(
          haversineMetres(a, b) + haversineMetres(b, c) + 1e-3,
        )
      }),
    )
  })
})

describe('an index of areas', () => {
  const shapes = Array.from({ length: 3600 }, (_, index) => ({
    key: index,
    geometry: polygon(square((index % 60) / 100, Math.floor(index / 60) / 100, 0.0105)),
  }))
  const index = createPointIndex([...shapes, { key: -1, geometry: polygon(square(0, 0, 0.61)) }])

  test('finds what looking at every area finds, among few candidates', () => {
    const coordinate = fc.double({ min: -0.01, max: 0.63, noNaN: true })
    fc.assert(
      fc.property(coordinate, coordinate, (lon, lat) => {
        const all = shapes.filter(({ geometry }) => pointInPolygon(lon, lat, geometry))
        expect(index.find(lon, lat).filter((key) => key >= 0)).toEqual(all.map(({ key }) => key))
        expect(index.candidatesAt(lon, lat)).toBeLessThanOrEqual(5)
      }),
    )
  })
  test('finds nothing in nothing, and nowhere', () => {
    expect(createPointIndex([]).find(114, 30)).toEqual([])
    expect(createPointIndex([{ key: 'a', geometry: nothing }]).find(0, 0)).toEqual([])
    expect(index.find(Number.NaN, 0.1)).toEqual([])
  })
})
