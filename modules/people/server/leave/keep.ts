import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { tell } from '#platform/server/jobs.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import { delegateFault, lastDayBefore, leaveFault, type Days } from '../../domain/leave.ts'
import { administrationsOf } from '../../domain/verbs.ts'
import { audit } from '../audit.ts'
import { refuseTwoAdministrators } from '../grants.ts'

export interface LeaveInput extends Days {
  id: string
  personId: string
  words: string
  standIns: readonly { postId: string; personId: string }[]
  baseVersion: number | null
}

/** Who keeps it, when, and whether as a manager: a manager settles what a colleague must accept. */
export interface Keeping {
  caller: Caller
  by: string
  asManager: boolean
  day: string
  now: Date
}

/** Enters or changes leave, and asks or settles who stands in for each post. */
export async function saveLeave(tx: Tx, input: LeaveInput, keeping: Keeping): Promise<void> {
  const { districtId } = keeping.caller
  const fault = leaveFault(input, keeping.day)
  if (fault) throw invalid(`people.${fault}`)
  const known = await lockLeave(tx, districtId, input.id)
  if (known && (known.person_id !== input.personId || known.cancelled_at !== null))
    throw refused('people.leave_is_another')
  await refuseSecondLeave(tx, districtId, input)
  const saved = await saveVersioned(tx, {
    table: 'people.leave',
    key: { district_id: districtId, id: input.id },
    values: {
      person_id: input.personId,
      away_from: input.from,
      away_until: input.until,
      words: input.words,
    },
    onCreate: { entered_by: keeping.by, entered_at: keeping.now },
    baseVersion: input.baseVersion,
    outOfDate: 'people.out_of_date',
  })
  const changed = await settleStandIns(tx, input, keeping)
  if (saved.outcome === 'same' && !changed) return
  await audit(tx, keeping.caller, {
    act: 'people.leave_saved',
    subjectKind: 'person',
    subjectId: input.personId,
    details: { from: input.from, until: input.until, standIns: input.standIns.length },
    at: keeping.now,
  })
}

export async function lockLeave(tx: Tx, districtId: string, id: string) {
  return tx
    .selectFrom('people.leave')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

async function refuseSecondLeave(tx: Tx, districtId: string, input: LeaveInput): Promise<void> {
  const person = await tx
    .selectFrom('people.person')
    .select('id')
    .where('district_id', '=', districtId)
    .where('id', '=', input.personId)
    .forUpdate()
    .executeTakeFirst()
  if (!person) throw notFound('people.person_not_found')
  const other = await tx
    .selectFrom('people.leave')
    .select('id')
    .where('district_id', '=', districtId)
    .where('person_id', '=', input.personId)
    .where('id', '!=', input.id)
    .where('cancelled_at', 'is', null)
    .where('away_from', '<=', input.until)
    .where('away_until', '>=', input.from)
    .executeTakeFirst()
  if (other) throw refused('people.leave_overlaps')
}

const openOnes = (tx: Tx, districtId: string, leaveId: string) =>
  tx
    .selectFrom('people.delegation')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('leave_id', '=', leaveId)
    .where('state', 'in', ['asked', 'accepted'])
    .forUpdate()
    .execute()

type Open = Awaited<ReturnType<typeof openOnes>>[number]

/** Ends what is no longer wanted, keeps what is the same, asks for what is new. Answers whether anything changed. */
async function settleStandIns(tx: Tx, input: LeaveInput, keeping: Keeping): Promise<boolean> {
  const { districtId } = keeping.caller
  const open = await openOnes(tx, districtId, input.id)
  const same = (d: Open) =>
    input.standIns.some((w) => w.postId === d.post_id && w.personId === d.to_person) &&
    d.stands_from === input.from &&
    d.stands_until === input.until
  const gone = open.filter((d) => !same(d))
  const fresh = input.standIns.filter((w) => !open.some((d) => same(d) && d.post_id === w.postId))
  /* oxlint-disable no-await-in-loop -- one connection */
  for (const delegation of gone) await endDelegation(tx, delegation, keeping)
  for (const wanted of fresh) await ask(tx, input, { ...wanted, keeping })
  /* oxlint-enable no-await-in-loop */
  return gone.length + fresh.length > 0
}

async function ask(
  tx: Tx,
  leave: LeaveInput,
  wanted: { postId: string; personId: string; keeping: Keeping },
): Promise<void> {
  const { postId, personId, keeping } = wanted
  const { districtId } = keeping.caller
  const standing = { districtId, postId, from: leave.from, until: leave.until }
  const post = await postOf(tx, { ...standing, holder: leave.personId })
  const fault = delegateFault({
    fromPerson: leave.personId,
    toPerson: personId,
    administrator: administrationsOf(post.verbs).size > 0,
    ...(await standInState(tx, { ...standing, personId })),
  })
  if (fault) throw refused(`people.${fault}`)
  const id = randomUUID()
  await tx
    .insertInto('people.delegation')
    .values({
      district_id: districtId,
      id,
      leave_id: leave.id,
      post_id: postId,
      from_person: leave.personId,
      to_person: personId,
      stands_from: leave.from,
      stands_until: leave.until,
      state: 'asked',
      asked_by: keeping.by,
      asked_at: keeping.now,
    })
    .execute()
  if (keeping.asManager) await acceptDelegation(tx, { districtId, id }, keeping)
  await tell(tx, {
    type: 'people.stand_in_asked',
    key: id,
    districtId,
    at: keeping.now.toISOString(),
    body: {
      personId,
      settled: keeping.asManager,
      postTitle: post.title,
      fromName: post.name,
      from: leave.from,
      until: leave.until,
    },
  })
}

interface Standing extends Days {
  districtId: string
  postId: string
}

async function postOf(
  tx: Tx,
  { districtId, postId, from, until, holder }: Standing & { holder: string },
) {
  const post = await tx
    .selectFrom('people.holding as h')
    .innerJoin('people.post as po', (j) =>
      j.onRef('po.district_id', '=', 'h.district_id').onRef('po.id', '=', 'h.post_id'),
    )
    .innerJoin('people.post_kind as k', (j) =>
      j.onRef('k.district_id', '=', 'po.district_id').onRef('k.code', '=', 'po.kind'),
    )
    .innerJoin('people.person as p', (j) =>
      j.onRef('p.district_id', '=', 'h.district_id').onRef('p.id', '=', 'h.person_id'),
    )
    .select(['k.verbs', 'po.title', 'p.name'])
    .where('h.district_id', '=', districtId)
    .where('h.post_id', '=', postId)
    .where('h.person_id', '=', holder)
    .where('h.delegation_id', 'is', null)
    .where('h.holds_from', '<=', until)
    .where((eb) => eb.or([eb('h.holds_until', 'is', null), eb('h.holds_until', '>=', from)]))
    .executeTakeFirst()
  if (!post) throw invalid('people.post_not_of_leave')
  return post
}

async function standInState(
  tx: Tx,
  { districtId, postId, personId, from, until }: Standing & { personId: string },
): Promise<{ holdsItAlready: boolean; away: boolean }> {
  const { rows } = await sql<{ active: boolean; holds: boolean; away: boolean }>`
    select p.active, exists (select from people.holding h where h.district_id = p.district_id
        and h.person_id = p.id and h.post_id = ${postId} and h.holds_from <= ${until}
        and (h.holds_until is null or h.holds_until >= ${from})) as holds,
      exists (select from people.leave l where l.district_id = p.district_id and l.person_id = p.id
        and l.cancelled_at is null and l.away_from <= ${until} and l.away_until >= ${from}) as away
    from people.person p where p.district_id = ${districtId} and p.id = ${personId}`.execute(tx)
  const [row] = rows
  if (!row?.active) throw notFound('people.person_not_found')
  return { holdsItAlready: row.holds, away: row.away }
}

/** Lets a delegation count: from then on it is a holding for its days. */
export async function acceptDelegation(
  tx: Tx,
  { districtId, id }: { districtId: string; id: string },
  { by, day, now }: Pick<Keeping, 'by' | 'day' | 'now'>,
): Promise<void> {
  const d = await tx
    .updateTable('people.delegation')
    .set({ state: 'accepted', answered_by: by, answered_at: now })
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('people.holding')
    .values({
      district_id: districtId,
      id: randomUUID(),
      post_id: d.post_id,
      person_id: d.to_person,
      holds_from: d.stands_from > day ? d.stands_from : day,
      holds_until: d.stands_until,
      delegation_id: d.id,
    })
    .execute()
  await refuseTwoAdministrators(tx, { districtId, personId: d.to_person, day })
}

/** Ends a delegation today; the days before stay as they were. */
export async function endDelegation(
  tx: Tx,
  d: Pick<Open, 'district_id' | 'id' | 'state'>,
  { by, day, now }: Pick<Keeping, 'by' | 'day' | 'now'>,
): Promise<void> {
  await tx
    .updateTable('people.delegation')
    .set({ state: 'ended', ended_by: by, ended_at: now })
    .where('district_id', '=', d.district_id)
    .where('id', '=', d.id)
    .execute()
  const held = await tx
    .selectFrom('people.holding')
    .select(['id', 'holds_from', 'holds_until'])
    .where('district_id', '=', d.district_id)
    .where('delegation_id', '=', d.id)
    .executeTakeFirst()
  if (!held) return
  const last = lastDayBefore({ from: held.holds_from, until: held.holds_until ?? day }, day)
  const one = { district_id: d.district_id, id: held.id }
  if (last === null)
    await tx
      .deleteFrom('people.holding')
      .where((eb) => eb.and(one))
      .execute()
  else
    await tx
      .updateTable('people.holding')
      .set({ holds_until: last })
      .where((eb) => eb.and(one))
      .execute()
}

/** Ends leave today with all that hangs on it: back early, or not gone at all. */
export async function endLeave(
  tx: Tx,
  leaveId: string,
  { baseVersion, ...keeping }: Keeping & { baseVersion: number },
): Promise<void> {
  const { caller, day, now } = keeping
  const leave = await lockLeave(tx, caller.districtId, leaveId)
  if (!leave || leave.cancelled_at !== null || leave.away_until < day)
    throw refused('people.leave_ended')
  if (leave.version !== baseVersion) throw refused('people.out_of_date', { version: leave.version })
  for (const d of await openOnes(tx, caller.districtId, leaveId))
    await endDelegation(tx, d, keeping) // oxlint-disable-line no-await-in-loop -- one connection
  const last = lastDayBefore({ from: leave.away_from, until: leave.away_until }, day)
  await tx
    .updateTable('people.leave')
    .set({
      version: leave.version + 1,
      ...(last === null ? { cancelled_at: now } : { away_until: last }),
    })
    .where('district_id', '=', caller.districtId)
    .where('id', '=', leaveId)
    .execute()
  const subject = { subjectKind: 'person', subjectId: leave.person_id }
  await audit(tx, caller, { act: 'people.leave_ended', ...subject, at: now })
}
