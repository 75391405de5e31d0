import { saveArea, saveDistrict } from '#modules/places/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'

export const districtId = '990001'
const [WEST, SOUTH] = [114, 30]
/** Communities in a row of eight, grids in a row of ten inside each; about 300 m across. */
const COMMUNITY = { columns: 8, wide: 0.03, high: 0.015 }
const GRID = { columns: 10, wide: 0.003, high: 0.003 }
const GRIDS_EACH = 50

export interface MadeGrid {
  code: string
  boundary: { type: 'Polygon'; coordinates: [number, number][][] }
}

const shift = (at: number, along: number) => Math.sin((at + along) * 9000) * 0.0002

/** A ring with three corners on each side, moved a little: what a hand draws, without gaps. */
function ring(west: number, south: number, wide: number, high: number): [number, number][] {
  const corners: [number, number][] = []
  const side = (from: [number, number], to: [number, number]) => {
    for (let i = 0; i < 3; i++) {
      const [x, y] = [from[0] + ((to[0] - from[0]) * i) / 3, from[1] + ((to[1] - from[1]) * i) / 3]
      corners.push(i === 0 ? [x, y] : [x + shift(x, y), y + shift(y, x)])
    }
  }
  const [east, north] = [west + wide, south + high]
  side([west, south], [east, south])
  side([east, south], [east, north])
  side([east, north], [west, north])
  side([west, north], [west, south])
  return [...corners, corners[0]!]
}

/** A made-up district of a street, communities and grids; its grids in the order of their codes. */
export async function makeTown(db: Db, now: Date, communities = 40): Promise<MadeGrid[]> {
  await saveDistrict(db, { districtId, name: 'Bench', nameEn: 'Bench', lon: WEST, lat: SOUTH, now })
  const grids: MadeGrid[] = []
  await transact(db, async (tx) => {
    const area = { districtId, schematic: true }
    await saveArea(tx, { ...area, code: `${districtId}001`, level: 'street', name: 'Street' })
    for (let c = 0; c < communities; c++) {
      const code = `${districtId}001${String(c + 1).padStart(3, '0')}`
      const west = WEST + (c % COMMUNITY.columns) * COMMUNITY.wide
      const south = SOUTH + Math.floor(c / COMMUNITY.columns) * COMMUNITY.high
      const outline = ring(west, south, COMMUNITY.wide, COMMUNITY.high)
      /* oxlint-disable no-await-in-loop -- one transaction, one connection */
      await saveArea(tx, {
        ...area,
        code,
        level: 'community',
        name: `Community ${c + 1}`,
        boundary: { type: 'Polygon', coordinates: [outline] },
      })
      for (let g = 0; g < GRIDS_EACH; g++) {
        const x = west + (g % GRID.columns) * GRID.wide
        const y = south + Math.floor(g / GRID.columns) * GRID.high
        const grid: MadeGrid = {
          code: `${code}${String(g + 1).padStart(3, '0')}`,
          boundary: { type: 'Polygon', coordinates: [ring(x, y, GRID.wide, GRID.high)] },
        }
        grids.push(grid)
        await saveArea(tx, { ...area, ...grid, level: 'grid', name: `Grid ${g + 1}` })
      }
      /* oxlint-enable no-await-in-loop */
    }
  })
  return grids
}

/** The same numbers on every run. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

/** Milliseconds at a share of the sorted measurements. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  const at = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return Math.round(at * 10_000) / 10_000
}
