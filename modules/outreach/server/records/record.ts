import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { saidTimes } from '#modules/cases/server/index.ts'
import { claimFiles } from '#modules/files/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import { personOf } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, notFound, refused } from '#platform/server/problem.ts'
import type { ChannelView, RecordView } from '../../contract/records.ts'
import { RecordInput } from '../../contract/records.ts'
import { hangs } from '../../domain/channels.ts'
import { fitsCounting, type Counting } from '../../domain/counting.ts'
import { demandArea, digestOf, type Asking } from '../ground.ts'
import { findLeaflet } from '../leaflets/parts.ts'
import { concernsArea } from '../scope.ts'
import { demandChannel } from './channels.ts'
import { demandKeeper } from './postings.ts'
import { findRecord, recordView } from './views.ts'

type Given = ReturnType<typeof RecordInput.parse>

export interface Recorded {
  id: string
  postingId: string | null
}

/**
 * Records what was said where, with what hangs there from now on. The id is made where it was noted: the
 * same again gets the same answer, another body 409 `outreach.record_id_taken`. What lay on a phone keeps
 * both times. A plan that is named is done by it.
 */
export async function recordOutreach(
  db: Db,
  asking: Asking,
  input: RecordInput,
): Promise<Recorded> {
  const given = RecordInput.parse(input)
  const { said: _, ...same } = given
  const bodyHash = digestOf(same)
  if (!fitsCounting(given)) throw invalid('outreach.count_says_how')
  return transact(db, async (tx) => {
    const { caller, now } = asking
    const { districtId } = caller
    const before = await findSame(tx, districtId, given, bodyHash)
    if (before) return before
    if (!concernsArea(caller, given.areaCode)) throw forbidden('outreach.area_not_yours')
    await demandArea(tx, districtId, given.areaCode)
    const channel = await demandChannel(tx, caller, given.channel)
    const number = await numberOf(tx, asking, given)
    const days = await daysOf(tx, asking, given)
    const made = await insertRecord(tx, asking, given, { bodyHash, number, ...days })
    // The same was sent twice at once, and the other was faster.
    if (!made) return (await findSame(tx, districtId, given, bodyHash))!
    await claimFiles(tx, caller, given.photos, now)
    if (given.posting) await putUp(tx, asking, given, { channel, from: days.heldOn })
    if (given.planId !== null) await endPlan(tx, asking, given.planId)
    await audit(tx, caller, {
      act: 'outreach.recorded',
      subjectKind: 'outreach_record',
      subjectId: given.id,
      details: { channel: given.channel, areaCode: given.areaCode },
      at: now,
    })
    return { id: given.id, postingId: given.posting?.id ?? null }
  })
}

async function findSame(
  tx: Tx,
  districtId: string,
  given: Given,
  bodyHash: string,
): Promise<Recorded | null> {
  const row = await tx
    .selectFrom('outreach.record')
    .select('body_hash')
    .where('district_id', '=', districtId)
    .where('id', '=', given.id)
    .executeTakeFirst()
  if (!row) return null
  if (row.body_hash !== bodyHash) throw refused('outreach.record_id_taken')
  return { id: given.id, postingId: given.posting?.id ?? null }
}

/** Which version of the leaflet was used: the one that is shown, or the draft where none is. */
async function numberOf(tx: Tx, { caller }: Asking, { leafletId }: Given): Promise<number | null> {
  if (leafletId === null) return null
  const { row } = await findLeaflet(tx, caller, leafletId)
  return row.shown ?? row.newest
}

/** When it was, by our clock, however wrong the phone's is; never later than now. */
async function daysOf(tx: Tx, { caller, now }: Asking, { said, heldAt }: Given) {
  const { timeZone } = await readDistrict(tx, caller.districtId)
  const named = heldAt === null ? now : new Date(heldAt)
  if (named > now) throw invalid('outreach.not_yet')
  const at = said ? new Date(saidTimes(said, now).aboutAt) : named
  return { at, heldOn: dateOfDay(dayAt(timeZone, at.getTime())) }
}

interface Making {
  bodyHash: string
  number: number | null
  at: Date
  heldOn: string
}

async function insertRecord(
  tx: Tx,
  { caller, now }: Asking,
  given: Given,
  making: Making,
): Promise<boolean> {
  const { personId, postId } = personOf(caller)
  const { said } = given
  const made = await tx
    .insertInto('outreach.record')
    .values({
      district_id: caller.districtId,
      id: given.id,
      channel: given.channel,
      words: given.words,
      area_code: given.areaCode,
      place: given.place,
      leaflet_id: given.leafletId,
      leaflet_number: making.number,
      plan_id: given.planId === null ? null : await planOf(tx, caller.districtId, given.planId),
      reached: given.reached,
      counted: given.counted,
      photos: [...new Set(given.photos)],
      held_at: making.at,
      held_on: making.heldOn,
      received_at: now,
      phone_done_at: said ? new Date(said.doneAt) : null,
      phone_sent_at: said ? new Date(said.sentAt) : null,
      person_id: personId,
      post_id: postId,
      organisation_id: caller.organisationId,
      body_hash: making.bodyHash,
    })
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

async function planOf(tx: Tx, districtId: string, planId: string): Promise<string> {
  const plan = await tx
    .selectFrom('outreach.plan')
    .select('id')
    .where('district_id', '=', districtId)
    .where('id', '=', planId)
    .executeTakeFirst()
  if (!plan) throw notFound('outreach.plan_not_found')
  return plan.id
}

/** A plan is done by the first record that names it; a second one is a record as any other. */
async function endPlan(tx: Tx, { caller }: Asking, planId: string): Promise<void> {
  await tx
    .updateTable('outreach.plan')
    .set((eb) => ({ state: 'done', version: eb('version', '+', 1) }))
    .where('district_id', '=', caller.districtId)
    .where('id', '=', planId)
    .where('state', '=', 'open')
    .execute()
}

async function putUp(
  tx: Tx,
  { caller, now }: Asking,
  given: Given,
  { channel, from }: { channel: ChannelView; from: string },
): Promise<void> {
  const { posting } = given
  if (!posting) return
  const { personId } = personOf(caller)
  const keeperId = posting.keeperId ?? personId
  if (!hangs(channel.way)) throw invalid('outreach.nothing_hangs')
  if (given.place === '') throw invalid('outreach.posting_needs_place')
  if (posting.untilOn < from) throw invalid('outreach.ends_early')
  if (keeperId !== personId) await demandKeeper(tx, { caller, now }, given.areaCode, keeperId)
  const row = {
    district_id: caller.districtId,
    id: posting.id,
    record_id: given.id,
    channel: given.channel,
    area_code: given.areaCode,
    place: given.place,
    leaflet_id: given.leafletId,
    from_on: from,
    until_on: posting.untilOn,
    keeper_id: keeperId,
    shows: channel.way === 'shown',
  }
  const made = await tx
    .insertInto('outreach.posting')
    .values(row)
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw refused('outreach.record_id_taken')
  await tx
    .insertInto('outreach.posting_step')
    .values({
      district_id: caller.districtId,
      posting_id: posting.id,
      seq: 1,
      id: posting.id,
      act: 'put_up',
      at: now,
      person_id: personId,
      until_on: posting.untilOn,
      keeper_id: keeperId,
    })
    .execute()
}

export interface CorrectionInput {
  recordId: string
  id: string
  words: string
  struck: boolean
  reached: number | null
  counted: Counting
}

/**
 * Puts a record right by adding to it; what was written stays. Whoever wrote it may, and whoever plans
 * outreach there. Sent again it is the same; other contents under its id are refused.
 */
export async function correctRecord(
  db: Db,
  asking: Asking,
  given: CorrectionInput,
): Promise<RecordView> {
  const { caller, now } = asking
  if (!fitsCounting(given)) throw invalid('outreach.count_says_how')
  await transact(db, async (tx) => {
    const row = await findRecord(tx, caller, given.recordId, true)
    const view = await recordView(tx, asking, row)
    if (!view.allowed.includes('correct')) throw forbidden('outreach.not_yours')
    const added = await tx
      .insertInto('outreach.record_correction')
      .values({
        district_id: caller.districtId,
        record_id: row.id,
        seq: view.corrections.length + 1,
        id: given.id,
        words: given.words,
        struck: given.struck,
        reached: given.reached,
        counted: given.counted,
        at: now,
        person_id: personOf(caller).personId,
      })
      .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
      .returning('seq')
      .executeTakeFirst()
    if (!added) return demandSame(tx, caller.districtId, given)
    await audit(tx, caller, {
      act: 'outreach.record_corrected',
      subjectKind: 'outreach_record',
      subjectId: row.id,
      details: { struck: given.struck },
      at: now,
    })
  })
  return recordView(db, asking, await findRecord(db, caller, given.recordId))
}

async function demandSame(tx: Tx, districtId: string, given: CorrectionInput): Promise<void> {
  const row = await tx
    .selectFrom('outreach.record_correction')
    .select(['record_id', 'words', 'struck', 'reached', 'counted'])
    .where('district_id', '=', districtId)
    .where('id', '=', given.id)
    .executeTakeFirst()
  const same =
    row?.record_id === given.recordId &&
    row.words === given.words &&
    row.struck === given.struck &&
    row.reached === given.reached &&
    row.counted === given.counted
  if (!same) throw refused('outreach.record_id_taken')
}
