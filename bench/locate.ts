import { pointInPolygon } from '#kernel/geometry.ts'
import { locate, locateIn } from '#modules/places/server/index.ts'
import { print, withDatabase } from './ground.ts'
import { dice, districtId, makeTown, quantile } from './town.ts'

const POINTS = 20_000
const ASKED_OF_DATABASE = 500

const sum = (times: readonly number[]) => times.reduce((a, b) => a + b, 0)

/** A point finds its grid among 2,000: the index alone, with its question to the database, and a scan. */
export async function locateBench(): Promise<void> {
  await withDatabase('locate', async (db) => {
    const grids = await makeTown(db, new Date('2026-11-25T00:00:00Z'))
    const roll = dice(7)
    const points = Array.from({ length: POINTS }, () => ({
      lon: 114.001 + roll() * 0.238,
      lat: 30.001 + roll() * 0.073,
    }))
    const find = await locateIn(db, districtId)
    const [indexed, scanned, whole]: [number[], number[], number[]] = [[], [], []]
    let equal = 0
    for (const point of points) {
      const began = performance.now()
      const { gridCode } = find(point)
      indexed.push(performance.now() - began)
      const from = performance.now()
      const found = grids.find((g) => pointInPolygon(point.lon, point.lat, g.boundary))
      scanned.push(performance.now() - from)
      if ((found?.code ?? '') === gridCode) equal++
    }
    for (const point of points.slice(0, ASKED_OF_DATABASE)) {
      const began = performance.now()
      // oxlint-disable-next-line no-await-in-loop -- one question at a time is what is measured
      await locate(db, districtId, point)
      whole.push(performance.now() - began)
    }
    print(
      JSON.stringify({
        bench: 'locate',
        grids: grids.length,
        points: POINTS,
        equal,
        p50: quantile(indexed, 0.5),
        p95: quantile(indexed, 0.95),
        scanP50: quantile(scanned, 0.5),
        scanP95: quantile(scanned, 0.95),
        ratio: Math.round(sum(scanned) / sum(indexed)),
        withDatabaseP50: quantile(whole, 0.5),
        withDatabaseP95: quantile(whole, 0.95),
      }),
    )
  })
}
