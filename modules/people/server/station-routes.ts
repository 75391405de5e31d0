import { areaNames, coveredBy, listAreas } from '#modules/places/server/index.ts'
import { transact } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { notFound } from '#platform/server/problem.ts'
import * as contract from '../contract/stations.ts'
import { audit } from './audit.ts'
import { keepInScope } from './grants.ts'
import { saveStation } from './records.ts'
import { listStations, sightOf, wholeSight } from './staff-queries.ts'
import { listStaffingModels, saveStaffingModel, staffingHistory } from './staffing.ts'

export function stationRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listStations, async ({ caller }) => {
    const { districtId, scope } = caller
    const stations = await listStations(db, await sightOf(db, caller, clock()))
    const housed = new Set(stations.map((s) => s.communityCode))
    const communities = await listAreas(db, districtId, { level: 'community', activeOnly: true })
    const without = communities.filter((c) => !housed.has(c.code) && coveredBy(c.code, scope.areas))
    return { stations, without: without.map(({ code, name }) => ({ code, name })) }
  })

  mount(w, contract.saveStation, ({ caller, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const sight = wholeSight(await sightOf(tx, caller, clock()))
      keepInScope(caller, [body.communityCode])
      const [known] = await listStations(tx, sight, body.id)
      if (known) keepInScope(caller, [known.communityCode])
      const names = await areaNames(tx, districtId)
      if (!names.has(body.communityCode)) throw notFound('people.community_not_found')
      await saveStation(tx, { ...body, districtId })
      const subject = { subjectKind: 'station', subjectId: body.id }
      await audit(tx, caller, { act: 'people.station_saved', ...subject, at: clock() })
      const [row] = await listStations(tx, sight, body.id)
      if (!row) throw notFound('people.station_not_found')
      return row
    }),
  )

  modelRoutes(w)
}

function modelRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listStaffingModels, async ({ caller }) => ({
    models: await listStaffingModels(db, caller.districtId),
  }))

  mount(w, contract.saveStaffingModel, ({ caller, body }) =>
    transact(db, async (tx) => {
      keepInScope(caller, [])
      const outcome = await saveStaffingModel(tx, caller, { ...body, now: clock() })
      if (outcome !== 'same')
        await audit(tx, caller, {
          act: 'people.staffing_model_saved',
          subjectKind: 'staffing_model',
          subjectId: body.code,
          details: { outcome },
          at: clock(),
        })
      const [row] = await listStaffingModels(tx, caller.districtId, body.code)
      if (!row) throw notFound('people.staffing_model_not_found')
      return row
    }),
  )

  mount(w, contract.staffingModelHistory, async ({ caller, params }) => ({
    revisions: await staffingHistory(db, caller.districtId, params.code),
  }))
}
