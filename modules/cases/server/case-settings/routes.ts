import { audit, postKindsWith } from '#modules/people/server/index.ts'
import { readDistrict, saveDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../../contract/case-settings.ts'
import { caseSettings } from '../settings.ts'

export function caseSettingsRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.readCaseSettings, ({ caller }) => read(db, caller))
  mount(w, contract.saveCaseSettings, ({ caller, body }) =>
    save(db, caller, { ...body, now: clock() }),
  )
}

async function read(db: Db, { districtId }: Caller) {
  const { version } = await readDistrict(db, districtId)
  const { reopening, suspension, whistle, parked, appeal, duties } = await caseSettings(
    db,
    districtId,
  )
  const whistlers = await postKindsWith(db, districtId, 'cases.whistle')
  return { terms: { reopening, suspension, whistle, parked, appeal, duties }, version, whistlers }
}

/** Only what this page knows of changes; other settings of cases and of other modules stay. */
async function save(
  db: Db,
  caller: Caller,
  order: { terms: contract.Terms; baseVersion: number; now: Date },
) {
  return transact(db, async (tx) => {
    const { settings, ...district } = await readDistrict(tx, caller.districtId)
    const before = await caseSettings(tx, caller.districtId)
    const stored = settings['cases']
    const cases = { ...(typeof stored === 'object' ? stored : {}), ...order.terms }
    await saveDistrict(tx, {
      ...district,
      settings: { ...settings, cases },
      baseVersion: order.baseVersion,
      now: order.now,
    })
    await audit(tx, caller, {
      act: 'cases.settings_saved',
      subjectKind: 'district',
      at: order.now,
      details: { before, after: cases },
    })
    return read(tx, caller)
  })
}
