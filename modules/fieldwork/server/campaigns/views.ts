import { sql } from 'kysely'
import { nameOf } from '#modules/people/server/index.ts'
import { areaNames, listAreas } from '#modules/places/server/index.ts'
import { plannedAnew, type Db } from '#platform/server/database.ts'
import type { CampaignPage, OwnCampaigns, TeamView } from '../../contract/campaigns.ts'
import { teamKinds } from '../../domain/campaigns/campaign.ts'
import { doneOf, totalsFrom } from '../../domain/campaigns/totals.ts'
import { dayIn } from '../day.ts'
import { oneOf } from '../hazards/parts.ts'
import { measuresOf } from './measures.ts'
import { briefOf, concerning, findCampaign, type Asking, type CampaignRow } from './parts.ts'
import { groupsOf, namesOf, totalsView, type Names } from './totals.ts'

/** Shown at once; a district has some dozens a year. */
const MOST = 300

/** Campaigns in the caller's area, the newest first, each with its totals, and the totals of all. */
export async function listCampaigns(db: Db, { caller, now }: Asking) {
  const { districtId } = caller
  const { today } = await dayIn(db, districtId, now)
  const { rows } = await sql<CampaignRow>`${plannedAnew} select c.* from fieldwork.campaign c
    where ${concerning(caller)} order by c.starts_on desc, c.id limit ${MOST}`.execute(db)
  const ids = rows.map((row) => row.id)
  const groups = await groupsOf(db, caller, ids, today)
  const names = await namesOf(db, districtId)
  const areas = await areaNames(db, districtId)
  return {
    campaigns: rows.map((row) =>
      Object.assign(briefOf(row, { caller, names: areas, today }), {
        totals: totalsView(totalsFrom(groups, row.id), names),
      }),
    ),
    totals: totalsView(totalsFrom(groups), names),
    mayEdit: caller.verbs.has('fieldwork.plan'),
    today,
  }
}

/** A campaign with its targets, teams and totals. */
export async function readCampaign(
  db: Db,
  { caller, now }: Asking,
  id: string,
): Promise<CampaignPage> {
  const { districtId } = caller
  const row = await findCampaign(db, caller, id)
  const { today } = await dayIn(db, districtId, now)
  const names = await namesOf(db, districtId)
  const areas = await areaNames(db, districtId)
  const brief = briefOf(row, { caller, names: areas, today })
  const sums = totalsFrom(await groupsOf(db, caller, [id], today))
  return {
    ...brief,
    totals: totalsView(sums, names),
    targetsDone: brief.targets.map(({ of, amount }) => ({
      of,
      amount,
      done: doneOf(sums, of),
      label: labelOf(of, names),
    })),
    teams: await teamsOf(db, districtId, [id]),
    mayRecord: caller.verbs.has('fieldwork.hazard') && brief.stands !== 'before',
    today,
  }
}

/** What a target is called: of the name of its kind or measure. */
function labelOf(of: string, names: Names) {
  const [what, code] = of.split('.')
  if (code === undefined) return { code: what ?? of, name: '', nameEn: '' }
  if (what === 'hazards') return names.kind(code)
  const { name, nameEn } = names.measure(code)
  return { code, name, nameEn }
}

async function teamsOf(
  db: Db,
  districtId: string,
  campaignIds: readonly string[],
): Promise<(TeamView & { campaignId: string })[]> {
  const rows = await db
    .selectFrom('fieldwork.campaign_team')
    .selectAll()
    .where('district_id', '=', districtId)
    .where(sql<boolean>`campaign_id = any(${[...campaignIds]}::uuid[])`)
    .orderBy('name')
    .execute()
  const { persons } = await nameOf(db, districtId, {
    personIds: rows.flatMap((row) => row.person_ids),
  })
  return rows
    .map((row) => ({
      campaignId: row.campaign_id,
      id: row.id,
      kind: oneOf(teamKinds, row.kind),
      name: row.name,
      heads: row.heads,
      people: row.person_ids.map((personId) => ({
        id: personId,
        name: persons.get(personId) ?? '',
      })),
      active: row.active,
      version: row.version,
    }))
    .toSorted((a, b) => teamKinds.indexOf(a.kind) - teamKinds.indexOf(b.kind))
}

/** Campaigns of today in the caller's area, with the own teams: what a phone takes along. */
export async function ownCampaigns(db: Db, { caller, now }: Asking): Promise<OwnCampaigns> {
  const { districtId, personId, scope } = caller
  const { today, timeZone } = await dayIn(db, districtId, now)
  const { rows } = await sql<CampaignRow & { found: number; days: number }>`${plannedAnew}
    select c.*, (select count(*)::int from fieldwork.hazard x where x.district_id = c.district_id
        and x.campaign_id = c.id and x.found_by = ${personId} and (x.found_at at time zone ${timeZone})::date = ${today}::date) as found,
      (select count(*)::int from fieldwork.campaign_day d where d.district_id = c.district_id
        and d.campaign_id = c.id and d.day = ${today}::date and d.withdrawn_at is null) as days
    from fieldwork.campaign c
    where ${concerning(caller)} and ${today}::date between c.starts_on and c.ends_on
    order by c.ends_on, c.id limit 40`.execute(db)
  const teams = await teamsOf(
    db,
    districtId,
    rows.map((row) => row.id),
  )
  const areas = (await listAreas(db, districtId, { activeOnly: true })).filter(({ code }) =>
    scope.areas.some((own) => own !== '' && code.startsWith(own)),
  )
  const measures = await measuresOf(db, districtId)
  return {
    campaigns: rows.map((row) => ({
      id: row.id,
      name: row.name,
      purpose: row.purpose,
      endsOn: row.ends_on,
      teams: teams
        .filter((team) => team.campaignId === row.id && team.active)
        .filter((team) => team.people.some((person) => person.id === personId))
        .map(({ name, kind }) => ({ name, kind })),
      areas: areas
        .filter(({ code }) => row.areas.some((own) => code.startsWith(own)))
        .map(({ code, name }) => ({ code, name })),
      today: { found: row.found, days: row.days },
    })),
    measures: measures
      .filter(({ active }) => active)
      .map(({ code, name, nameEn, unit, unitEn }) => ({ code, name, nameEn, unit, unitEn })),
    today,
  }
}
