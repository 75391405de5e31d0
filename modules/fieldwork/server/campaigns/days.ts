import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { FieldworkCampaignDay } from '#database/types.ts'
import { saidTimes } from '#modules/cases/server/index.ts'
import { claimFiles } from '#modules/files/server/index.ts'
import { audit, nameOf } from '#modules/people/server/index.ts'
import { areaNames, coveredBy } from '#modules/places/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { plannedAnew, transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, notFound, refused } from '#platform/server/problem.ts'
import { DayInput, type DayView } from '../../contract/campaigns.ts'
import type { TeamKind } from '../../domain/campaigns/campaign.ts'
import { hashOf } from '../hazards/parts.ts'
import { measuresOf } from './measures.ts'
import { findCampaign, plansIt, visibleDay, type Asking } from './parts.ts'
import { namesOf } from './totals.ts'

type DayRow = Selectable<FieldworkCampaignDay>
type Given = ReturnType<typeof DayInput.parse>

/**
 * Records a day of action of a campaign. The id is made where it was noted: the same again gets the same
 * answer, another body 409 `fieldwork.campaign_day_taken`. What lay on a phone keeps both times.
 */
export async function recordDay(db: Db, asking: Asking, input: DayInput): Promise<{ id: string }> {
  const given = DayInput.parse(input)
  const { caller, now } = asking
  const hash = hashOf(given)
  return transact(db, async (tx) => {
    const campaign = await findCampaign(tx, caller, given.campaignId)
    if (given.day < campaign.starts_on || given.day > campaign.ends_on)
      throw invalid('fieldwork.campaign_day_outside')
    if (
      !coveredBy(given.areaCode, campaign.areas) ||
      !coveredBy(given.areaCode, caller.scope.areas)
    )
      throw forbidden('fieldwork.area_not_yours')
    await demandMeasures(tx, caller, given)
    const made = await insertDay(tx, asking, given, hash)
    if (!made) return sameDay(tx, caller, given.id, hash)
    await claimFiles(tx, caller, given.photos, now)
    if (given.results.length > 0)
      await tx
        .insertInto('fieldwork.campaign_result')
        .values(
          given.results.map(({ measure, amount }) => ({
            district_id: caller.districtId,
            day_id: given.id,
            measure,
            amount,
          })),
        )
        .execute()
    await audit(tx, caller, {
      act: 'fieldwork.campaign_day_recorded',
      subjectKind: 'campaign',
      subjectId: given.campaignId,
      details: { dayId: given.id, day: given.day },
      at: now,
    })
    return { id: given.id }
  })
}

async function demandMeasures(tx: Tx, caller: Caller, { results }: Given): Promise<void> {
  const codes = results.map(({ measure }) => measure)
  if (new Set(codes).size !== codes.length) throw invalid('fieldwork.measure_twice')
  const known = new Set((await measuresOf(tx, caller.districtId)).map(({ code }) => code))
  if (codes.some((code) => !known.has(code))) throw invalid('fieldwork.measure_unknown')
}

async function insertDay(tx: Tx, { caller, now }: Asking, given: Given, hash: string) {
  const { personId, postId } = personOf(caller)
  const { said } = given
  const made = await tx
    .insertInto('fieldwork.campaign_day')
    .values({
      district_id: caller.districtId,
      id: given.id,
      campaign_id: given.campaignId,
      day: given.day,
      area_code: given.areaCode,
      words: given.words,
      photos: given.photos,
      ...given.heads,
      at: said ? new Date(saidTimes(said, now).aboutAt) : now,
      received_at: now,
      phone_done_at: said ? new Date(said.doneAt) : null,
      phone_sent_at: said ? new Date(said.sentAt) : null,
      person_id: personId,
      post_id: postId,
      organisation_id: caller.organisationId,
      body_hash: hash,
    })
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

async function sameDay(tx: Tx, caller: Caller, id: string, hash: string): Promise<{ id: string }> {
  const row = await tx
    .selectFrom('fieldwork.campaign_day')
    .select('body_hash')
    .where('district_id', '=', caller.districtId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row?.body_hash !== hash) throw refused('fieldwork.campaign_day_taken')
  return { id }
}

/** Takes a day out of every total; its record stays, with who took it out and why. Again is the same. */
export async function withdrawDay(
  db: Db,
  { caller, now }: Asking,
  { dayId, words }: { dayId: string; words: string },
): Promise<{ id: string }> {
  const { personId } = personOf(caller)
  return transact(db, async (tx) => {
    const { rows } = await sql<DayRow>`select d.* from fieldwork.campaign_day d
      where d.id = ${dayId} and ${visibleDay(caller)} for update of d`.execute(tx)
    const [row] = rows
    if (!row) throw notFound('fieldwork.campaign_day_not_found')
    if (row.withdrawn_at !== null) return { id: dayId }
    if (row.person_id !== personId && !plansIt(caller, [row.area_code]))
      throw forbidden('fieldwork.campaign_day_not_yours')
    await tx
      .updateTable('fieldwork.campaign_day')
      .set({ withdrawn_at: now, withdrawn_by: personId, withdrawn_words: words })
      .where('district_id', '=', caller.districtId)
      .where('id', '=', dayId)
      .execute()
    await audit(tx, caller, {
      act: 'fieldwork.campaign_day_withdrawn',
      subjectKind: 'campaign',
      subjectId: row.campaign_id,
      details: { dayId },
      at: now,
    })
    return { id: dayId }
  })
}

export interface DayFilter {
  campaignId?: string | undefined
  measure?: string | undefined
  heads?: TeamKind | undefined
  after?: string | undefined
  limit: number
}

const cursor = /^(\d{4}-\d\d-\d\d)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

function conditions(caller: Caller, { campaignId, measure, heads, after }: DayFilter) {
  const all: RawBuilder<boolean>[] = [visibleDay(caller)]
  if (campaignId) all.push(sql<boolean>`d.campaign_id = ${campaignId}`)
  if (measure)
    all.push(sql<boolean>`d.withdrawn_at is null and exists (select from fieldwork.campaign_result r
      where r.district_id = d.district_id and r.day_id = d.id and r.measure = ${measure})`)
  if (heads) all.push(sql<boolean>`d.withdrawn_at is null and ${sql.ref(`d.${heads}`)} > 0`)
  if (after !== undefined) {
    const [, day = '', id = ''] = cursor.exec(after) ?? []
    if (id === '' || Number.isNaN(Date.parse(day))) throw invalid('request.malformed')
    all.push(sql<boolean>`(d.day, d.id) < (${day}::date, ${id}::uuid)`)
  }
  return sql.join(all, sql` and `)
}

/** Days of action in the caller's area, the newest first; those behind a total where one is named. */
export async function listDays(
  db: Db,
  { caller }: Asking,
  filter: DayFilter,
): Promise<{ rows: DayView[]; next: string | null }> {
  const { rows } = await sql<DayRow & { campaign: string }>`${plannedAnew}
    select d.*, c.name as campaign from fieldwork.campaign_day d
    join fieldwork.campaign c on c.district_id = d.district_id and c.id = d.campaign_id
    where ${conditions(caller, filter)}
    order by d.day desc, d.id desc limit ${filter.limit + 1}`.execute(db)
  const page = rows.slice(0, filter.limit)
  const end = page.at(-1)
  return {
    rows: await dayViews(db, caller, page),
    next: rows.length > page.length && end ? `${end.day}_${end.id}` : null,
  }
}

async function dayViews(
  db: Db,
  caller: Caller,
  rows: readonly (DayRow & { campaign: string })[],
): Promise<DayView[]> {
  const { districtId, personId } = caller
  if (rows.length === 0) return []
  const { rows: results } = await sql<{ day_id: string; measure: string; amount: number }>`
    select day_id, measure, amount::float8 as amount from fieldwork.campaign_result
    where district_id = ${districtId} and day_id = any(${rows.map((row) => row.id)}::uuid[])
    order by measure`.execute(db)
  const names = await namesOf(db, districtId)
  const areas = await areaNames(db, districtId)
  const { persons } = await nameOf(db, districtId, { personIds: rows.map((row) => row.person_id) })
  return rows.map((row) => ({
    id: row.id,
    campaign: { id: row.campaign_id, name: row.campaign },
    day: row.day,
    areaCode: row.area_code,
    areaName: areas.get(row.area_code) ?? '',
    words: row.words,
    photos: row.photos,
    heads: {
      officers: row.officers,
      volunteers: row.volunteers,
      guards: row.guards,
      merchants: row.merchants,
      residents: row.residents,
    },
    results: results
      .filter((one) => one.day_id === row.id)
      .map(({ measure: code, amount }) => {
        const { unit, unitEn, ...measure } = names.measure(code)
        return { measure, unit, unitEn, amount }
      }),
    who: persons.get(row.person_id) ?? '',
    at: row.at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    withdrawn: row.withdrawn_at && {
      at: row.withdrawn_at.toISOString(),
      words: row.withdrawn_words ?? '',
    },
    mayWithdraw:
      row.withdrawn_at === null &&
      caller.verbs.has('fieldwork.hazard') &&
      (row.person_id === personId || plansIt(caller, [row.area_code])),
  }))
}

/** Whether a picture is of a day of action that the caller sees; for the module of files. */
export async function daySight(
  db: Db,
  caller: Caller,
  fileId: string,
): Promise<'shown' | 'hidden' | 'unused'> {
  const { rows } = await sql<{ visible: boolean }>`
    select ${visibleDay(caller)} as visible from fieldwork.campaign_day d
    where d.district_id = ${caller.districtId} and d.photos @> array[${fileId}::uuid]`.execute(db)
  if (rows.length === 0) return 'unused'
  const shown = rows.some(({ visible }) => visible) && caller.verbs.has('fieldwork.read')
  return shown ? 'shown' : 'hidden'
}
