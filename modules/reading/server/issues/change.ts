import { sql } from 'kysely'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { notFound, refused } from '#platform/server/problem.ts'
import { addTo, emptyGroup } from '../../domain/issues/grouping.ts'
import { groupsNumbered, holdHeard, keepGroup, recount, type KeptGroup } from './groups.ts'
import { detect, joinGroups, weighed } from './put.ts'
import { seenBy } from './sight.ts'
import { addStep } from './steps.ts'

export interface IssueChange {
  caller: Caller
  number: number
  baseVersion: number
  now: Date
}

/** So many messages at most are read again when one leaves: the rest of a great issue says the same. */
const MOST_READ_AGAIN = 400

/** An issue that stands, unchanged since the caller read it, with something in the caller's scope. */
async function standing(
  tx: Tx,
  {
    caller,
    number,
    baseVersion,
  }: Pick<IssueChange, 'caller' | 'number'> & { baseVersion: number | null },
): Promise<void> {
  const row = await tx
    .selectFrom('reading.issue as i')
    .select(['i.version'])
    .where('i.district_id', '=', caller.districtId)
    .where('i.number', '=', number)
    .where('i.joined_into', 'is', null)
    .where('i.detected_at', 'is not', null)
    .where(
      sql<boolean>`exists (select from reading.issue_member m
        join cases.v_report r on r.district_id = m.district_id and r.report_id = m.report_id
        where m.district_id = i.district_id and m.issue = i.number and ${seenBy(caller)})`,
    )
    .executeTakeFirst()
  if (!row) throw notFound('reading.issue_not_found')
  if (baseVersion !== null && row.version !== baseVersion)
    throw refused('reading.issue_out_of_date', { version: row.version })
}

/**
 * A message is about something else: it gets a group of its own, what the others say is made anew
 * without it, and the two are not joined again by the program.
 */
export async function takeOut(db: Db, input: IssueChange & { reportId: string }): Promise<void> {
  const { caller, number, now, reportId } = input
  const { districtId } = caller
  const { personId } = personOf(caller)
  await transact(db, async (tx) => {
    const heard = await holdHeard(tx, districtId)
    await standing(tx, input)
    const member = await tx
      .selectFrom('reading.issue_member as m')
      .innerJoin('cases.v_report as r', (join) =>
        join.onRef('r.district_id', '=', 'm.district_id').onRef('r.report_id', '=', 'm.report_id'),
      )
      .select(['m.at', 'r.short_code'])
      .where('m.district_id', '=', districtId)
      .where('m.issue', '=', number)
      .where('m.report_id', '=', reportId)
      .where(seenBy(caller))
      .executeTakeFirst()
    if (!member) throw notFound('reading.message_not_found')
    const own = heard.issues + 1
    await tx
      .insertInto('reading.issue')
      .values({ district_id: districtId, number: own, opened_at: member.at, last_at: member.at })
      .execute()
    await tx
      .updateTable('reading.heard')
      .set({ issues: own })
      .where('district_id', '=', districtId)
      .execute()
    await tx
      .updateTable('reading.issue_member')
      .set({ issue: own, likeness: null, put_by: personId })
      .where('district_id', '=', districtId)
      .where('report_id', '=', reportId)
      .execute()
    await tx
      .insertInto('reading.issue_apart')
      .values({ district_id: districtId, issue: number, other: own })
      .execute()
    for (const one of [number, own]) await makeAnew(tx, districtId, one) // oxlint-disable-line no-await-in-loop -- one connection
    const body = { other: own, shortCode: member.short_code }
    await addStep(tx, districtId, { issue: number, type: 'taken_out', at: now, personId, body })
  })
}

/** What a group says, from the messages that are in it now. */
async function makeAnew(tx: Tx, districtId: string, number: number): Promise<void> {
  const members = await tx
    .selectFrom('reading.issue_member as m')
    .innerJoin('cases.v_report as r', (join) =>
      join.onRef('r.district_id', '=', 'm.district_id').onRef('r.report_id', '=', 'm.report_id'),
    )
    .select(['r.title', 'r.address', 'r.words'])
    .where('m.district_id', '=', districtId)
    .where('m.issue', '=', number)
    .orderBy('m.at', 'desc')
    .limit(MOST_READ_AGAIN)
    .execute()
  const group: KeptGroup = { ...emptyGroup(), number, messages: members.length }
  for (const { title, address, words } of members) {
    const said = { subject: title ?? '', detail: `${address ?? ''}。${words ?? ''}` }
    addTo(group, await weighed(tx, districtId, said)) // oxlint-disable-line no-await-in-loop -- one connection
  }
  await keepGroup(tx, districtId, group)
  await recount(tx, districtId, number)
}

/** Another issue is about the same trouble: its messages come here, and its address leads here. */
export async function joinIssues(db: Db, input: IssueChange & { other: number }): Promise<void> {
  const { caller, number, other, now } = input
  const { districtId } = caller
  const { personId } = personOf(caller)
  if (number === other) throw refused('reading.issue_itself')
  await transact(db, async (tx) => {
    await holdHeard(tx, districtId)
    await standing(tx, input)
    await standing(tx, { caller, number: other, baseVersion: null })
    const groups = await groupsNumbered(tx, districtId, [number, other])
    const into = groups.find((g) => g.number === number)
    const from = groups.find((g) => g.number === other)
    if (!into || !from) throw notFound('reading.issue_not_found')
    await joinGroups(tx, districtId, { into, from, at: now, personId })
    await detect(tx, districtId, number, now)
  })
}
