import type { Selectable } from 'kysely'
import type { FieldworkVisitCampaign } from '#database/types.ts'
import { audit } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { forbidden, invalid } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { CampaignView } from '../../contract/visits.ts'
import { doorKinds } from '../../domain/visits/due.ts'
import { ownsArea } from '../scope.ts'

export type Row = Selectable<FieldworkVisitCampaign>

export const campaignView = (row: Row, names: Map<string, string>): CampaignView => ({
  id: row.id,
  name: row.name,
  purpose: row.purpose,
  kinds: doorKinds.filter((kind) => row.kinds.includes(kind)),
  areaCode: row.area_code,
  areaName: names.get(row.area_code) ?? '',
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  version: row.version,
})

/** A drive concerns whoever sees its area, or a part of it. */
export const concerns = (caller: Caller, row: Row): boolean =>
  caller.scope.areas.some(
    (code) => code !== '' && (row.area_code.startsWith(code) || code.startsWith(row.area_code)),
  )

async function campaignsFor(db: Db, caller: Caller, on?: string): Promise<CampaignView[]> {
  const rows = await db
    .selectFrom('fieldwork.visit_campaign')
    .selectAll()
    .where('district_id', '=', caller.districtId)
    .$if(on !== undefined, (q) => q.where('starts_on', '<=', on!).where('ends_on', '>=', on!))
    .orderBy('starts_on', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
  const names = await areaNames(db, caller.districtId)
  return rows.filter((row) => concerns(caller, row)).map((row) => campaignView(row, names))
}

export const runningCampaigns = (db: Db, caller: Caller, today: string) =>
  campaignsFor(db, caller, today)

export const listCampaigns = (db: Db, caller: Caller) => campaignsFor(db, caller)

export interface CampaignInput extends Omit<CampaignView, 'areaName' | 'version'> {
  baseVersion: number | null
}

/** Begins or changes a drive of visits in an area that the caller sees whole. */
export async function saveCampaign(
  db: Db,
  { caller, now }: { caller: Caller; now: Date },
  { id, baseVersion, ...given }: CampaignInput,
): Promise<{ id: string; version: number }> {
  const { districtId } = caller
  const { personId } = personOf(caller)
  if (!ownsArea(caller, given.areaCode)) throw forbidden('fieldwork.area_not_yours')
  if (given.endsOn < given.startsOn) throw invalid('fieldwork.ends_early')
  return transact(db, async (tx) => {
    const names = await areaNames(tx, districtId)
    if (!names.has(given.areaCode)) throw invalid('fieldwork.area_unknown')
    const { version } = await saveVersioned(tx, {
      table: 'fieldwork.visit_campaign',
      key: { district_id: districtId, id },
      values: {
        name: given.name,
        purpose: given.purpose,
        kinds: doorKinds.filter((kind) => given.kinds.includes(kind)),
        area_code: given.areaCode,
        starts_on: given.startsOn,
        ends_on: given.endsOn,
      },
      onCreate: { created_at: now, created_by: personId },
      baseVersion,
      outOfDate: 'fieldwork.out_of_date',
    })
    await audit(tx, caller, {
      act: 'fieldwork.campaign_saved',
      subjectKind: 'visit_campaign',
      subjectId: id,
      details: { areaCode: given.areaCode, startsOn: given.startsOn, endsOn: given.endsOn },
      at: now,
    })
    return { id, version }
  })
}
