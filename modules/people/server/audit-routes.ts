import { readDistrict } from '#modules/places/server/index.ts'
import { transact } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../contract/audit.ts'
import { auditCursor, listAudit } from './audit-queries.ts'
import { audit } from './audit.ts'

export function auditRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listAudit, async ({ caller, query }) => {
    const district = await readDistrict(db, caller.districtId)
    const found = await listAudit(db, district, { ...query, limit: query.limit + 1 })
    const page = found.slice(0, query.limit)
    const last = page.at(-1)
    return { rows: page, next: found.length > query.limit && last ? auditCursor(last) : null }
  })

  mount(w, contract.exportAudit, ({ caller, body }) =>
    transact(db, async (tx) => {
      const district = await readDistrict(tx, caller.districtId)
      const found = await listAudit(tx, district, { ...body, limit: contract.MOST_EXPORTED + 1 })
      const rows = found.slice(0, contract.MOST_EXPORTED)
      // Parts of names that were typed are personal; which filters were set is enough.
      const details = { count: rows.length, filters: Object.keys(body).sort() }
      await audit(tx, caller, { act: 'people.audit_exported', details, at: clock() })
      return { rows, truncated: found.length > rows.length }
    }),
  )
}
