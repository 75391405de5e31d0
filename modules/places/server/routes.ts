import { transact, type Db } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import * as edit from '../contract/edit-places.ts'
import * as open from '../contract/public-places.ts'
import type { AreaView } from '../contract/shapes.ts'
import { parentOf } from '../domain/area-code.ts'
import { outlineFault } from '../domain/grid-file.ts'
import { addressRoutes } from './address-routes.ts'
import { searchAddresses } from './addresses.ts'
import { listAreas, saveArea } from './areas.ts'
import { baseMapRoutes, type Tiles } from './base-map-routes.ts'
import { listDistricts, readDistrict, saveDistrict } from './districts.ts'
import { findDivisions } from './divisions.ts'
import { readDoorplate } from './doorplates.ts'
import { importGrids } from './import-grids.ts'
import { outlinesOf } from './outlines.ts'
import { refuseBadPoint } from './points.ts'
import { listRevisions, recordChange } from './revisions.ts'
import { keepInScope, largeBodies, mayEditFor } from './route-parts.ts'

export interface PlacesParts {
  /** Background tiles, where the operator has named some. */
  tiles?: Tiles | null
  /** Names of persons by id: people lie above this module. */
  personNames?: (db: Db, districtId: string, ids: readonly string[]) => Promise<Map<string, string>>
}

export function placesRoutes(w: Wiring, parts: PlacesParts = {}): void {
  publicRoutes(w)
  areaRoutes(w)
  settingsRoutes(w, parts)
  addressRoutes(w)
  baseMapRoutes(w, parts.tiles ?? null)
}

function publicRoutes(w: Wiring): void {
  const { db } = w
  mount(w, open.listDistricts, async () => ({ districts: await listDistricts(db) }))

  mount(w, open.readDistrict, async ({ params }) => {
    const { settings, ...district } = await readDistrict(db, params.districtId)
    const { telephone, gasTelephone } = settings
    return { ...district, telephone, gasTelephone, areas: await outlinesOf(db, params.districtId) }
  })

  mount(w, open.searchAddresses, async ({ params, query: { q, lon, lat } }) => {
    const near = lon !== undefined && lat !== undefined ? { lon, lat } : undefined
    if (near) refuseBadPoint(near)
    return { addresses: await searchAddresses(db, params.districtId, q, near) }
  })

  mount(w, open.readDoorplate, ({ params }) => readDoorplate(db, params.districtId, params.token))
}

function settingsRoutes(w: Wiring, parts: PlacesParts): void {
  const { db, clock } = w
  mount(w, edit.readSettings, ({ caller }) => readDistrict(db, caller.districtId))

  mount(w, edit.saveSettings, ({ caller, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const before = await readDistrict(tx, districtId)
      const { timeZone, demo } = before
      await saveDistrict(tx, { ...body, districtId, timeZone, demo, now: clock() })
      const after = await readDistrict(tx, districtId)
      const subject = { kind: 'district' as const, id: districtId }
      const act = 'places.settings_saved'
      await recordChange(tx, caller, { act, ...subject, now: clock(), before, after })
      return after
    }),
  )

  mount(w, edit.findDivisions, async ({ query }) => ({
    divisions: await findDivisions(db, query),
  }))

  mount(w, edit.listRevisions, async ({ caller, query }) => {
    const found = await listRevisions(db, caller.districtId, query)
    const ids = found.flatMap((r) => (r.personId === null ? [] : [r.personId]))
    const names = (await parts.personNames?.(db, caller.districtId, ids)) ?? new Map()
    return {
      revisions: found.map((r) => ({
        id: r.id,
        subjectKind: r.subjectKind,
        subjectId: r.subjectId,
        act: r.act,
        at: r.at,
        personName: names.get(r.personId ?? '') ?? null,
        before: recordOf(r.before),
        after: recordOf(r.after),
      })),
    }
  })
}

const recordOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null

function areaRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, edit.listAreas, async ({ caller, query }) => ({
    areas: await listAreas(db, caller.districtId, query),
  }))

  mount(w, edit.saveArea, ({ caller, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      keepInScope(caller, body.code)
      const areas = await listAreas(tx, districtId)
      refuseLooseArea(body, areas)
      const before = areas.find((a) => a.code === body.code)
      const { outcome } = await saveArea(tx, { ...body, districtId })
      const [after] = await listAreas(tx, districtId, { code: body.code })
      if (!after) throw notFound('places.area_not_found')
      const change = { kind: 'area' as const, id: body.code, now: clock(), before, after }
      if (outcome !== 'same')
        await recordChange(tx, caller, { act: 'places.area_saved', ...change })
      return after
    }),
  )

  largeBodies(w, (large) => {
    mount(large, edit.importGrids, ({ caller, body }) =>
      transact(db, async (tx) => {
        const { geojson, ...order } = body
        const result = await importGrids(tx, {
          ...order,
          districtId: caller.districtId,
          features: geojson.features,
          mayEdit: mayEditFor(caller),
        })
        const { faults, ...after } = result
        if (!body.dryRun && faults.length === 0 && after.added + after.changed > 0)
          await recordChange(tx, caller, {
            act: 'places.grids_imported',
            kind: 'area',
            id: caller.districtId,
            now: clock(),
            after,
          })
        return result
      }),
    )
  })
}

/** Whether an area hangs in the tree as it should: under an area in use, over none when it goes. */
function refuseLooseArea(
  area: { code: string; level: string; active: boolean; boundary: AreaView['boundary'] },
  areas: readonly AreaView[],
): void {
  const parent = parentOf(area.code)
  const under = areas.find((a) => a.code === parent)
  if (area.active && (area.level === 'community' || area.level === 'grid') && !under?.active)
    throw refused('places.parent_missing', { code: parent })
  const children = areas.filter((a) => a.active && a.parentCode === area.code)
  if (!area.active && children.length > 0)
    throw refused('places.has_children', { count: children.length })
  const fault = area.boundary === null ? null : outlineFault(area.boundary)
  if (fault === 'crosses_itself') throw invalid('places.outline_crosses_itself')
}
