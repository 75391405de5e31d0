import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { reportCase, saidTimes, settleReported } from '#modules/cases/server/index.ts'
import { claimFiles } from '#modules/files/server/index.ts'
import { demand, personOf, type Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import { RecordInput, type CheckPlaceView, type ItemView } from '../../contract/checks.ts'
import { isFine, lackOf } from '../../domain/checks/item.ts'
import chinese from '../../words/checks.zh-CN.json' with { type: 'json' }
import { dayIn } from '../day.ts'
import { itemView, placeView } from './parts.ts'
import { visiblePlace } from './places.ts'

/** Cases are told in the language of the district's work. */
const zh: Record<string, string> = chinese

export interface Acting {
  caller: Caller
  now: Date
  cipher: Cipher
}

type Given = ReturnType<typeof RecordInput.parse>
type Answer = Given['answers'][number]
type Recorded = { id: string; cases: { answerId: string; caseId: string }[] }

interface Round {
  id: string
  list_id: string
  list_name: string
  place: CheckPlaceView
}

/**
 * Records what was found on a round with the cases that came of it, in one transaction; each names the
 * other. The id is made on the phone: the same again gets the same answer, another body 409. Two people
 * may have worked one round without signal: both records are kept, and the round is done once. What lay
 * on a phone keeps both times, and counts by the time of the work.
 */
export async function recordRound(
  db: Db,
  acting: Acting,
  roundId: string,
  input: RecordInput,
): Promise<Recorded> {
  const given = RecordInput.parse(input)
  const { said: _, ...same } = given
  const hash = createHash('sha256')
    .update(canonicalJson({ ...same, roundId }))
    .digest('hex')
  return transact(db, async (tx) => {
    const round = await lockRound(tx, acting.caller, roundId)
    const before = await recordedBefore(tx, acting.caller.districtId, given.id)
    if (before) {
      if (before.hash !== hash) throw refused('fieldwork.record_id_taken')
      return before.recorded
    }
    const items = await itemsFor(tx, acting.caller.districtId, { round, given })
    await insertRecord(tx, acting, { roundId, given, hash })
    const cases: Recorded['cases'] = []
    for (const [n, answer] of given.answers.entries()) {
      const of = { round, given, answer, item: items.get(answer.itemId)!, position: n + 1 }
      const caseId = await keepAnswer(tx, acting, of) // oxlint-disable-line no-await-in-loop -- one connection, in order
      if (caseId !== null) cases.push({ answerId: answer.id, caseId })
    }
    await finish(tx, acting, { roundId, given, items })
    return { id: given.id, cases }
  })
}

async function lockRound(tx: Tx, caller: Caller, id: string): Promise<Round> {
  const row = await tx
    .selectFrom('fieldwork.check_round as r')
    .innerJoin('fieldwork.check_place as p', (j) =>
      j.onRef('p.district_id', '=', 'r.district_id').onRef('p.id', '=', 'r.place_id'),
    )
    .innerJoin('fieldwork.check_list as l', (j) =>
      j.onRef('l.district_id', '=', 'r.district_id').onRef('l.id', '=', 'r.list_id'),
    )
    .selectAll('p')
    .select(['r.list_id as of_list', 'l.name as list_name'])
    .where('r.district_id', '=', caller.districtId)
    .where('r.id', '=', id)
    .where(visiblePlace(caller))
    .forUpdate('r')
    .executeTakeFirst()
  if (!row) throw notFound('fieldwork.round_not_found')
  return { id, list_id: row.of_list, list_name: row.list_name, place: placeView(row) }
}

async function recordedBefore(tx: Tx, districtId: string, id: string) {
  const row = await tx
    .selectFrom('fieldwork.check_record')
    .select('body_hash')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const answers = await tx
    .selectFrom('fieldwork.check_answer')
    .select(['id', 'case_id'])
    .where('district_id', '=', districtId)
    .where('record_id', '=', id)
    .orderBy('position')
    .execute()
  const cases = answers.flatMap((a) => (a.case_id ? [{ answerId: a.id, caseId: a.case_id }] : []))
  return { hash: row.body_hash, recorded: { id, cases } }
}

/** Every item that now stands on the list is answered; a phone may know one that was taken off since. */
async function itemsFor(
  tx: Tx,
  districtId: string,
  { round, given }: { round: Round; given: Given },
): Promise<Map<string, ItemView>> {
  const rows = await tx
    .selectFrom('fieldwork.check_item')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('list_id', '=', round.list_id)
    .execute()
  const items = new Map(rows.map((row) => [row.id, itemView(row)]))
  const answered = new Set(given.answers.map((answer) => answer.itemId))
  if (answered.size < given.answers.length) throw invalid('fieldwork.item_twice')
  for (const answer of given.answers) {
    const item = items.get(answer.itemId)
    if (!item) throw invalid('fieldwork.item_not_found')
    const lack = lackOf(item, { ...answer, trouble: answer.trouble?.is ?? null })
    // What the phone asked for may have been less than what is asked for since.
    if (lack !== null && lack !== 'picture') throw invalid(`fieldwork.answer_${lack}`)
    if (lack === 'picture' && answer.trouble?.is === 'settled')
      throw invalid('fieldwork.answer_picture')
  }
  return items
}

async function insertRecord(
  tx: Tx,
  { caller, now }: Acting,
  { roundId, given, hash }: { roundId: string; given: Given; hash: string },
): Promise<void> {
  const { personId, postId } = personOf(caller)
  const { said } = given
  await tx
    .insertInto('fieldwork.check_record')
    .values({
      district_id: caller.districtId,
      id: given.id,
      round_id: roundId,
      words: given.words,
      at: aboutAt(given, now),
      phone_done_at: said ? new Date(said.doneAt) : null,
      phone_sent_at: said ? new Date(said.sentAt) : null,
      received_at: now,
      person_id: personId,
      post_id: postId,
      organisation_id: caller.organisationId,
      body_hash: hash,
    })
    .execute()
}

const aboutAt = ({ said }: Given, now: Date) =>
  said ? new Date(saidTimes(said, now).aboutAt) : now

interface Answered {
  round: Round
  given: Given
  answer: Answer
  item: ItemView
  position: number
}

const fineIn = ({ item, answer }: Pick<Answered, 'item' | 'answer'>) =>
  isFine(item, { ...answer, trouble: answer.trouble?.is ?? null })

/** Keeps an answer as its item stood; what is not all right becomes a case where the worker said so. */
async function keepAnswer(tx: Tx, acting: Acting, of: Answered): Promise<string | null> {
  const { caller, now } = acting
  const { answer, item } = of
  const caseId = answer.trouble === null ? null : await makeCase(tx, acting, of)
  if (caseId === null) await claimFiles(tx, caller, answer.photos, now)
  const made = await tx
    .insertInto('fieldwork.check_answer')
    .values({
      district_id: caller.districtId,
      id: answer.id,
      record_id: of.given.id,
      item_id: item.id,
      position: of.position,
      item_words: item.words,
      unit: item.unit,
      value: answer.value,
      fine: fineIn(of),
      words: answer.words,
      photos: answer.photos,
      case_id: caseId,
      settled: answer.trouble?.is === 'settled',
    })
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw refused('fieldwork.record_id_taken')
  return caseId
}

async function makeCase(tx: Tx, acting: Acting, of: Answered): Promise<string> {
  const { caller, now } = acting
  const { answer, given } = of
  demand(caller, 'cases.report')
  const kase = await reportCase(tx, reportOf(of), acting)
  if (answer.trouble?.is === 'settled') {
    demand(caller, 'cases.settle')
    const { matter, after } = answer.trouble
    await settleReported(tx, {
      caseId: kase.caseId,
      caller,
      now,
      baseVersion: null,
      ...(given.said ? { said: given.said } : {}),
      matter,
      words: answer.words,
      before: answer.photos,
      after,
    })
  }
  return kase.caseId
}

/** What was looked at and how it is stand before the words: whoever receives it was not there. */
function reportOf({ round, given, answer, item }: Answered) {
  const { place } = round
  const shown = item.kind === 'yes_no' ? zh[`value.${answer.value}`] : answer.value
  const words = [`${item.words}：${shown ?? zh['value.none']}${item.unit}`, answer.words]
  const at = given.place
    ? ({ ...given.place, system: 'WGS84', method: 'gps' } as const)
    : place.lon !== null && place.lat !== null
      ? ({ lon: place.lon, lat: place.lat, system: 'CGCS2000', method: 'staff' } as const)
      : null
  return {
    source: 'fieldwork.check',
    clientId: answer.id,
    channel: 'patrol' as const,
    words: words.filter((text) => text !== '').join('\n'),
    place: at,
    address: place.addressText || place.name,
    addressId: null,
    photos: answer.photos,
    name: null,
    phone: null,
    confidential: false,
    danger: null,
    ...(given.said ? { said: given.said } : {}),
    order: {
      dueAt: null,
      refuseUntil: null,
      urgent: false,
      communityCode: place.areaCode.length >= 12 ? place.areaCode.slice(0, 12) : null,
      ...(place.areaCode.length === 15 ? { gridCode: place.areaCode } : {}),
    },
  }
}

/** The round is done on the first day somebody worked it. */
async function finish(
  tx: Tx,
  { caller, now }: Acting,
  of: { roundId: string; given: Given; items: Map<string, ItemView> },
): Promise<void> {
  const { timeZone } = await dayIn(tx, caller.districtId, now)
  const day = dateOfDay(dayAt(timeZone, aboutAt(of.given, now).getTime()))
  const troubles = of.given.answers.filter(
    (answer) => !fineIn({ answer, item: of.items.get(answer.itemId)! }),
  ).length
  await tx
    .updateTable('fieldwork.check_round')
    .set({
      done_on: sql<string>`least(coalesce(done_on, ${day}::date), ${day}::date)`,
      troubles: sql<number>`troubles + ${troubles}::int`,
    })
    .where('district_id', '=', caller.districtId)
    .where('id', '=', of.roundId)
    .execute()
}
