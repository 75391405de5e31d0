import { sql } from 'kysely'
import { audit } from '#modules/people/server/index.ts'
import {
  coveredBy,
  locate,
  listAreas,
  toStored,
  whereaboutsOf,
  type Whereabouts,
} from '#modules/places/server/index.ts'
import { findSubject } from '#modules/subjects/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, refused } from '#platform/server/problem.ts'
import { HazardInput } from '../../contract/hazards.ts'
import { dayIn } from '../day.ts'
import { findCampaign } from '../campaigns/parts.ts'
import { hashOf, isSame, numberOf, type Acting, type HazardRow } from './parts.ts'
import { demandKind } from './settings.ts'
import { atOf, takeStep, writeStep } from './step.ts'

type Given = ReturnType<typeof HazardInput.parse>

export interface Recorded {
  id: string
  number: string
  version: number
}

const recorded = (row: HazardRow): Recorded => ({
  id: row.id,
  number: numberOf(row),
  version: row.version,
})

/**
 * Records a hazard at a door or place of the caller's area, with the notice and the fixing that belonged
 * to the same visit as steps of their own. The id is made where it was noted: the same again gets the
 * same answer, another body 409 `fieldwork.hazard_id_taken`. Numbers of a year neither skip nor repeat.
 */
export async function recordHazard(db: Db, acting: Acting, input: HazardInput): Promise<Recorded> {
  const given = HazardInput.parse(input)
  const hash = hashOf(given)
  const { districtId } = acting.caller
  return transact(db, async (tx) => {
    const before = await findSame(tx, districtId, given.id, hash)
    if (before) return recorded(before)
    await demandKind(tx, districtId, given)
    if (given.campaignId !== null) await findCampaign(tx, acting.caller, given.campaignId)
    const where = await placeOf(tx, acting.caller, given)
    const { today } = await dayIn(tx, districtId, acting.now)
    const year = Number(today.slice(0, 4))
    await sql`insert into fieldwork.hazard_counter (district_id, year, last)
      values (${districtId}, ${year}, 0) on conflict (district_id, year)
      do update set last = hazard_counter.last`.execute(tx)
    // The counter is held from here: the same sent twice at once finds what the faster one made.
    const faster = await findSame(tx, districtId, given.id, hash)
    if (faster) return recorded(faster)
    const row = await insertHazard(tx, acting, { given, where, year, hash })
    return recorded(await firstSteps(tx, acting, row, given))
  })
}

async function findSame(tx: Tx, districtId: string, id: string, hash: string) {
  const row = await tx
    .selectFrom('fieldwork.hazard')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row && !isSame(row.body_hash, hash)) throw refused('fieldwork.hazard_id_taken')
  return row
}

interface Where extends Whereabouts {
  address: string
  lon: number | null
  lat: number | null
}

/** At a door as the register has it; otherwise in words, within an area or around a point. */
const placeOf = (tx: Tx, caller: Caller, given: Given): Promise<Where> =>
  given.subjectId === null
    ? inWords(tx, caller, given)
    : atDoor(tx, caller, given.subjectId, given.address)

async function atDoor(tx: Tx, caller: Caller, subjectId: string, said: string): Promise<Where> {
  const subject = await findSubject(tx, caller, subjectId)
  const { streetCode, communityCode, gridCode, addressText, lon, lat } = subject
  const address = said || addressText
  if (address === '') throw invalid('fieldwork.hazard_place_needed')
  return { streetCode, communityCode, gridCode, address: address.slice(0, 200), lon, lat }
}

async function inWords(
  tx: Tx,
  caller: Caller,
  { address, areaCode, place }: Given,
): Promise<Where> {
  const point = place && toStored(place)
  const code = await codeAt(tx, caller.districtId, areaCode, point)
  if (address === '' || code === '') throw invalid('fieldwork.hazard_place_needed')
  const [area] = await listAreas(tx, caller.districtId, { code })
  if (!area) throw invalid('fieldwork.area_unknown')
  if (!coveredBy(code, caller.scope.areas)) throw forbidden('fieldwork.area_not_yours')
  return { ...whereaboutsOf(code), address, lon: point?.lon ?? null, lat: point?.lat ?? null }
}

/** Within the area that was named a point makes it finer; elsewhere what was named holds. */
async function codeAt(
  tx: Tx,
  districtId: string,
  areaCode: string | null,
  point: { lon: number; lat: number } | null,
): Promise<string> {
  const near = point ? await locate(tx, districtId, point) : whereaboutsOf('')
  const around = near.gridCode || near.communityCode
  return areaCode === null || around.startsWith(areaCode) ? around : areaCode
}

interface Making {
  given: Given
  where: Where
  year: number
  hash: string
}

async function insertHazard(tx: Tx, { caller, now }: Acting, making: Making): Promise<HazardRow> {
  const { given, where, year, hash } = making
  const { personId, postId } = personOf(caller)
  const { rows } = await sql<{ last: number }>`update fieldwork.hazard_counter set last = last + 1
    where district_id = ${caller.districtId} and year = ${year} returning last`.execute(tx)
  return tx
    .insertInto('fieldwork.hazard')
    .values({
      district_id: caller.districtId,
      id: given.id,
      year,
      number: rows[0]!.last,
      kind: given.kind,
      grade: given.grade,
      words: given.words,
      subject_id: given.subjectId,
      address: where.address,
      street_code: where.streetCode,
      community_code: where.communityCode,
      grid_code: where.gridCode,
      lon: where.lon,
      lat: where.lat,
      state: 'found',
      campaign_id: given.campaignId,
      found_at: atOf(given, now),
      found_by: personId,
      found_post: postId,
      received_at: now,
      body_hash: hash,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

async function firstSteps(tx: Tx, acting: Acting, row: HazardRow, given: Given) {
  const { notice, fix, said, words, photos } = given
  await writeStep(tx, acting, row, {
    // Of the hazard itself: no other step can have it.
    id: given.id,
    act: 'found',
    words,
    photos,
    kind: given.kind,
    grade: given.grade,
    said,
    hash: row.body_hash,
  })
  await audit(tx, acting.caller, {
    act: 'fieldwork.hazard_recorded',
    subjectKind: 'hazard',
    subjectId: row.id,
    details: { kind: given.kind, grade: given.grade },
    at: acting.now,
  })
  let after = row
  if (notice) {
    const { id, dueOn, toKind, toName: name, how } = notice
    const told = { id, act: 'notify', words: '', photos: [], dueOn, toKind, name, how } as const
    after = await takeStep(tx, acting, after, { ...told, said, hash: hashOf(notice) })
  }
  if (fix) {
    const fixed = { id: fix.id, act: 'fix', words: fix.words, photos: fix.photos } as const
    const hash = hashOf(fix)
    after = await takeStep(tx, acting, after, { ...fixed, name: fix.by, said, hash })
  }
  return after
}
