import { sql, type Selectable } from 'kysely'
import type { OutreachLeaflet, OutreachLeafletVersion } from '#database/types.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { LeafletBrief } from '../../contract/shapes.ts'
import { leafletState, type LeafletFacts } from '../../domain/leaflets.ts'
import { concerns } from '../scope.ts'

export type LeafletRow = Selectable<OutreachLeaflet>
export type VersionRow = Selectable<OutreachLeafletVersion>

export interface Leaflet {
  row: LeafletRow
  /** The newest first. */
  versions: readonly VersionRow[]
}

export const factsOf = ({ row, versions }: Leaflet): LeafletFacts => ({
  shown: row.shown,
  newest: row.newest,
  newestWrittenBy: versions.find((v) => v.number === row.newest)?.written_by ?? '',
  withdrawn: row.withdrawn_at !== null,
  validUntil: versions.find((v) => v.number === row.shown)?.valid_until ?? null,
})

export async function versionsOf(db: Db, districtId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  return db
    .selectFrom('outreach.leaflet_version')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('leaflet_id', 'in', [...new Set(ids)])
    .orderBy('number', 'desc')
    .execute()
}

/** A leaflet that concerns the caller, or 404; `lock` for whoever changes it. */
export async function findLeaflet(
  db: Db | Tx,
  caller: Caller,
  id: string,
  lock = false,
): Promise<Leaflet> {
  const { rows } = await sql<LeafletRow>`select l.* from outreach.leaflet l
    where l.id = ${id} and ${concerns(caller, 'l')} ${lock ? sql`for update of l` : sql``}`.execute(
    db,
  )
  const [row] = rows
  if (!row) throw notFound('outreach.leaflet_not_found')
  return { row, versions: await versionsOf(db, caller.districtId, [id]) }
}

/** Leaflets as lists of other things name them. */
export async function leafletBriefs(
  db: Db,
  { districtId, today }: { districtId: string; today: string },
  ids: readonly (string | null)[],
): Promise<Map<string, LeafletBrief>> {
  const wanted = ids.flatMap((id) => (id === null ? [] : [id]))
  if (wanted.length === 0) return new Map()
  const rows = await db
    .selectFrom('outreach.leaflet')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('id', 'in', [...new Set(wanted)])
    .execute()
  const versions = await versionsOf(db, districtId, wanted)
  return new Map(
    rows.map((row) => {
      const facts = factsOf({ row, versions: versions.filter((v) => v.leaflet_id === row.id) })
      const { id, code, title } = row
      return [id, { id, code, title, state: leafletState(facts, today) }]
    }),
  )
}
