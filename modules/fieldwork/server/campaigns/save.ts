import { audit, holders } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import { personOf } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, refused } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { TeamKind } from '../../domain/campaigns/campaign.ts'
import { findCampaign, plansIt, type Asking } from './parts.ts'

export interface CampaignInput {
  id: string
  name: string
  purpose: string
  areas: readonly string[]
  startsOn: string
  endsOn: string
  targets: readonly { of: string; amount: number }[]
  baseVersion: number | null
}

/** Begins or changes a campaign in areas that the caller sees whole. */
export async function saveCampaign(
  db: Db,
  { caller, now }: Asking,
  { id, baseVersion, ...given }: CampaignInput,
): Promise<{ id: string; version: number }> {
  const { districtId } = caller
  if (!plansIt(caller, given.areas)) throw forbidden('fieldwork.area_not_yours')
  if (given.endsOn < given.startsOn) throw invalid('fieldwork.ends_early')
  return transact(db, async (tx) => {
    const names = await areaNames(tx, districtId)
    if (given.areas.some((code) => !names.has(code))) throw invalid('fieldwork.area_unknown')
    await demandOwn(tx, caller, id)
    const { version } = await saveVersioned(tx, {
      table: 'fieldwork.campaign',
      key: { district_id: districtId, id },
      values: {
        name: given.name,
        purpose: given.purpose,
        areas: [...new Set(given.areas)].toSorted(),
        starts_on: given.startsOn,
        ends_on: given.endsOn,
        targets: JSON.stringify(given.targets),
      },
      onCreate: { created_at: now, created_by: personOf(caller).personId },
      baseVersion,
      outOfDate: 'fieldwork.out_of_date',
    })
    await audit(tx, caller, {
      act: 'fieldwork.special_campaign_saved',
      subjectKind: 'campaign',
      subjectId: id,
      details: { areas: given.areas, startsOn: given.startsOn, endsOn: given.endsOn },
      at: now,
    })
    return { id, version }
  })
}

/** One that goes on beyond the caller's areas is not changed by them. */
async function demandOwn(tx: Tx, caller: Asking['caller'], id: string): Promise<void> {
  const row = await tx
    .selectFrom('fieldwork.campaign')
    .select('areas')
    .where('district_id', '=', caller.districtId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row && !plansIt(caller, row.areas)) throw forbidden('fieldwork.area_not_yours')
}

export interface TeamInput {
  campaignId: string
  id: string
  kind: TeamKind
  name: string
  heads: number
  personIds: readonly string[]
  active: boolean
  baseVersion: number | null
}

/** Adds or changes a team. Named are staff with an account; everybody else is a head and no name. */
export async function saveTeam(
  db: Db,
  { caller, now }: Asking,
  { campaignId, id, baseVersion, ...given }: TeamInput,
): Promise<{ version: number }> {
  const { districtId } = caller
  return transact(db, async (tx) => {
    const campaign = await findCampaign(tx, caller, campaignId)
    if (!plansIt(caller, campaign.areas)) throw forbidden('fieldwork.area_not_yours')
    const there = await tx
      .selectFrom('fieldwork.campaign_team')
      .select('campaign_id')
      .where('district_id', '=', districtId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (there && there.campaign_id !== campaignId) throw refused('fieldwork.out_of_date')
    const known = new Set((await staffOf(tx, { caller, now })).map((one) => one.id))
    if (given.personIds.some((personId) => !known.has(personId)))
      throw invalid('fieldwork.team_person_unknown')
    const { version } = await saveVersioned(tx, {
      table: 'fieldwork.campaign_team',
      key: { district_id: districtId, id },
      values: {
        kind: given.kind,
        name: given.name,
        heads: Math.max(given.heads, new Set(given.personIds).size),
        person_ids: [...new Set(given.personIds)],
        active: given.active,
      },
      onCreate: { campaign_id: campaignId },
      baseVersion,
      outOfDate: 'fieldwork.out_of_date',
    })
    await audit(tx, caller, {
      act: 'fieldwork.special_campaign_saved',
      subjectKind: 'campaign',
      subjectId: campaignId,
      details: { team: id, kind: given.kind, heads: given.heads },
      at: now,
    })
    return { version }
  })
}

/** Staff who may be named in a team: whoever looks after hazards in the district, by name. */
export async function teamPeople(db: Db, asking: Asking, campaignId: string) {
  await findCampaign(db, asking.caller, campaignId)
  return { people: await staffOf(db, asking) }
}

async function staffOf(db: Db, { caller, now }: Asking) {
  const all = await holders(db, caller.districtId, { verb: 'fieldwork.hazard', on: now })
  const people = new Map(all.map(({ personId, name }) => [personId, name]))
  return [...people].map(([id, name]) => ({ id, name }))
}
