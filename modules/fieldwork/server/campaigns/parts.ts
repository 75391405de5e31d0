import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { FieldworkCampaign } from '#database/types.ts'
import { z } from 'zod'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { CampaignBrief } from '../../contract/campaigns.ts'
import { standsAt, totalOf } from '../../domain/campaigns/campaign.ts'

export type CampaignRow = Selectable<FieldworkCampaign>
export type Asking = { caller: Caller; now: Date }

const Targets = z.array(z.object({ of: z.string().regex(totalOf), amount: z.number() }))

/** Campaigns (alias `c`) that go on in the caller's area, or in a part of it. */
export const concerning = ({ districtId, scope }: Caller): RawBuilder<boolean> => sql<boolean>`(
  c.district_id = ${districtId} and exists (
    select from unnest(c.areas) a, unnest(${[...scope.areas]}::text[]) p
    where p <> '' and (a like p || '%' or p like a || '%')))`

/** Days of action (alias `d`) within the caller's area. */
export const visibleDay = ({ districtId, scope }: Caller): RawBuilder<boolean> => sql<boolean>`(
  d.district_id = ${districtId} and exists (
    select from unnest(${[...scope.areas]}::text[]) p where p <> '' and d.area_code like p || '%'))`

/** A campaign that concerns the caller, or 404 `fieldwork.special_campaign_not_found`. */
export async function findCampaign(db: Db, caller: Caller, id: string): Promise<CampaignRow> {
  const { rows } = await sql<CampaignRow>`select c.* from fieldwork.campaign c
    where c.id = ${id} and ${concerning(caller)}`.execute(db)
  const [row] = rows
  if (!row) throw notFound('fieldwork.special_campaign_not_found')
  return row
}

/** Whoever sees all of its areas plans it. */
export const plansIt = (caller: Caller, areas: readonly string[]): boolean =>
  caller.verbs.has('fieldwork.plan') &&
  areas.every((area) => caller.scope.areas.some((own) => own !== '' && area.startsWith(own)))

export const briefOf = (
  row: CampaignRow,
  { caller, names, today }: { caller: Caller; names: ReadonlyMap<string, string>; today: string },
): CampaignBrief => ({
  id: row.id,
  name: row.name,
  purpose: row.purpose,
  areas: row.areas.map((code) => ({ code, name: names.get(code) ?? '' })),
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  stands: standsAt({ startsOn: row.starts_on, endsOn: row.ends_on }, today),
  targets: Targets.parse(row.targets),
  version: row.version,
  mayEdit: plansIt(caller, row.areas),
})
