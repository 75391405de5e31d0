import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Tx } from '#platform/server/database.ts'
import { tell } from '#platform/server/jobs.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { forbidden, notFound } from '#platform/server/problem.ts'
import * as edit from '../contract/edit-places.ts'
import * as open from '../contract/public-places.ts'
import type { AreaView } from '../contract/shapes.ts'
import { coveredBy } from '../domain/area-code.ts'
import { readAddress, saveAddress, searchAddresses } from './addresses.ts'
import { listAreas, saveArea } from './areas.ts'
import { listDistricts, readDistrict, saveDistrict } from './districts.ts'
import { findDivisions } from './divisions.ts'
import {
  doorplatesOf,
  findDoorplate,
  issueDoorplate,
  readDoorplate,
  revokeDoorplate,
} from './doorplates.ts'
import { locate } from './locate.ts'
import { refuseBadPoint, toStored } from './points.ts'

export function placesRoutes(w: Wiring): void {
  publicRoutes(w)
  areaRoutes(w)
  addressRoutes(w)
}

function publicRoutes(w: Wiring): void {
  const { db } = w
  mount(w, open.listDistricts, async () => ({ districts: await listDistricts(db) }))

  mount(w, open.readDistrict, async ({ params }) => {
    const { settings, ...district } = await readDistrict(db, params.districtId)
    const areas = await listAreas(db, params.districtId, { activeOnly: true })
    const features = areas
      .filter((a) => a.level === 'community' || a.level === 'grid')
      .flatMap((a) => featureOf(a))
    return {
      ...district,
      telephone: settings.telephone,
      areas: { type: 'FeatureCollection' as const, features },
    }
  })

  mount(w, open.searchAddresses, async ({ params, query: { q, lon, lat } }) => {
    const near = lon !== undefined && lat !== undefined ? { lon, lat } : undefined
    if (near) refuseBadPoint(near)
    return { addresses: await searchAddresses(db, params.districtId, q, near) }
  })

  mount(w, open.readDoorplate, ({ params }) => readDoorplate(db, params.districtId, params.token))
}

type Feature = z.input<typeof open.readDistrict.reply>['areas']['features'][number]

function featureOf({ code, level, name, schematic, boundary, lon, lat }: AreaView): Feature[] {
  const properties = { code, level, name, schematic }
  if (boundary) return [{ type: 'Feature' as const, geometry: boundary, properties }]
  if (lon === null || lat === null) return []
  const geometry = { type: 'Point' as const, coordinates: [lon, lat] }
  return [{ type: 'Feature' as const, geometry, properties }]
}

function areaRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, edit.readSettings, ({ caller }) => readDistrict(db, caller.districtId))

  mount(w, edit.saveSettings, ({ caller, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const { timeZone, demo } = await readDistrict(tx, districtId)
      await saveDistrict(tx, { ...body, districtId, timeZone, demo, now: clock() })
      const subject = { kind: 'district', id: districtId }
      await tellChange(tx, caller, { act: 'places.settings_saved', subject, now: clock() })
      return readDistrict(tx, districtId)
    }),
  )

  mount(w, edit.listAreas, async ({ caller, query }) => ({
    areas: await listAreas(db, caller.districtId, query),
  }))

  mount(w, edit.saveArea, ({ caller, body }) =>
    transact(db, async (tx) => {
      keepInScope(caller, body.code)
      await saveArea(tx, { ...body, districtId: caller.districtId })
      const subject = { kind: 'area', id: body.code }
      await tellChange(tx, caller, { act: 'places.area_saved', subject, now: clock() })
      const [view] = await listAreas(tx, caller.districtId, { code: body.code })
      if (!view) throw notFound('places.area_not_found')
      return view
    }),
  )

  mount(w, edit.findDivisions, async ({ query }) => ({
    divisions: await findDivisions(db, query),
  }))
}

function addressRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, edit.saveAddress, ({ caller, body: { point, ...body } }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const stored = toStored(point)
      const where = await locate(tx, districtId, stored)
      keepInScope(caller, body.communityCode ?? where.communityCode)
      if (body.baseVersion !== null)
        keepInScope(caller, (await readAddress(tx, districtId, body.id)).communityCode)
      await saveAddress(tx, { ...body, ...stored, districtId })
      const subject = { kind: 'address', id: body.id }
      await tellChange(tx, caller, { act: 'places.address_saved', subject, now: clock() })
      return readAddress(tx, districtId, body.id)
    }),
  )

  mount(w, edit.listDoorplates, async ({ caller, params }) => ({
    doorplates: await doorplatesOf(db, caller.districtId, params.addressId),
  }))

  mount(w, edit.issueDoorplate, ({ caller, params: { addressId } }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      keepInScope(caller, (await readAddress(tx, districtId, addressId)).communityCode)
      const plate = await issueDoorplate(tx, { districtId, addressId, now: clock() })
      const subject = { kind: 'address', id: addressId }
      await tellChange(tx, caller, { act: 'places.doorplate_issued', subject, now: clock() })
      return plate
    }),
  )

  mount(w, edit.revokeDoorplate, ({ caller, params: { token } }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const { addressId } = await findDoorplate(tx, districtId, token)
      keepInScope(caller, (await readAddress(tx, districtId, addressId)).communityCode)
      const plate = await revokeDoorplate(tx, { districtId, token, now: clock() })
      const subject = { kind: 'address', id: addressId }
      await tellChange(tx, caller, { act: 'places.doorplate_revoked', subject, now: clock() })
      return plate
    }),
  )
}

/** 403 for a place outside the caller's areas. */
function keepInScope(caller: Caller, code: string): void {
  if (!coveredBy(code, caller.scope.areas)) throw forbidden('request.forbidden')
}

/**
 * Tells what was changed and by whom. The audit log lies above this module: its keeper subscribes to
 * the fact `places.changed`.
 */
async function tellChange(
  tx: Tx,
  caller: Caller,
  { act, subject, now }: { act: string; subject: { kind: string; id: string }; now: Date },
): Promise<void> {
  await tell(tx, {
    type: 'places.changed',
    key: randomUUID(),
    districtId: caller.districtId,
    at: now.toISOString(),
    body: {
      act,
      subjectKind: subject.kind,
      subjectId: subject.id,
      personId: caller.personId,
      postId: caller.postId,
      organisationId: caller.organisationId,
      ip: caller.ip,
    },
  })
}
