import { sql } from 'kysely'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import {
  absorb,
  addTo,
  asMessage,
  emptyGroup,
  JOINED_FROM,
  likenessTo,
  weigh,
  type Counts,
  type GroupLikeness,
  type Weighing,
} from '../../domain/issues/grouping.ts'
import { LEAST_PEOPLE } from '../../domain/issues/heat.ts'
import { termsOf } from '../../domain/issues/terms.ts'
import {
  candidatesFor,
  countsOf,
  countTerms,
  holdHeard,
  keepGroup,
  recount,
  type KeptGroup,
} from './groups.ts'
import { addStep } from './steps.ts'
import { tellDetected } from './tell.ts'

/** With so many others at most a group is compared when a message speaks for both. */
const MOST_JOINED = 3

/**
 * Puts the words of a case just reported into a group, by what came before it; the group becomes an
 * issue when enough different people have written, which is told once. Confidential reports stay out.
 * Runs at least once, and counts once.
 */
export async function hearForIssues(db: Db, fact: Fact): Promise<void> {
  const { caseId } = fact.body
  if (fact.type !== 'case.reported' || typeof caseId !== 'string') return
  await transact(db, (tx) => putCase(tx, fact.districtId, caseId))
}

/** A year of reports may be read again by one job; a night takes so many, the oldest first. */
const MOST_CAUGHT_UP = 20_000
const YEAR = 365 * 86_400_000

/**
 * Puts reports of the last year that are in no group yet, oldest first: those from before there were
 * issues, and whatever a failed job left out.
 */
export async function catchUpIssues(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ district_id: string; case_id: string }>`
    select r.district_id, r.case_id from cases.v_report r
    where r.at >= ${new Date(now.getTime() - YEAR)} and not r.confidential
      and not exists (select from reading.issue_member m
        where m.district_id = r.district_id and m.report_id = r.report_id)
    order by r.at limit ${MOST_CAUGHT_UP}`.execute(db)
  for (const { district_id: districtId, case_id: caseId } of rows)
    await transact(db, (tx) => putCase(tx, districtId, caseId)) // oxlint-disable-line no-await-in-loop -- in order of time
  return rows.length
}

const reportsOf = (tx: Tx, districtId: string, caseId: string) =>
  tx
    .selectFrom('cases.v_report as r')
    .selectAll()
    .where('r.district_id', '=', districtId)
    .where('r.case_id', '=', caseId)
    .where('r.confidential', '=', false)
    .where(
      sql<boolean>`not exists (select from reading.issue_member m
        where m.district_id = r.district_id and m.report_id = r.report_id)`,
    )
    .orderBy('r.at')
    .execute()

async function putCase(tx: Tx, districtId: string, caseId: string): Promise<void> {
  const heard = await holdHeard(tx, districtId)
  for (const row of await reportsOf(tx, districtId, caseId)) {
    const report = {
      reportId: row.report_id ?? '',
      caseId,
      at: row.at ?? new Date(0),
      reporter: row.reporter ?? '',
      subject: row.title ?? '',
      detail: `${row.address ?? ''}。${row.words ?? ''}`,
    }
    heard.issues += await putReport(tx, districtId, report, heard) // oxlint-disable-line no-await-in-loop -- one connection
    heard.messages += 1
  }
  await tx.updateTable('reading.heard').set(heard).where('district_id', '=', districtId).execute()
}

interface Report {
  reportId: string
  caseId: string
  at: Date
  reporter: string
  subject: string
  detail: string
}

/** Answers how many groups there are more for it: one where it is like none. */
async function putReport(
  tx: Tx,
  districtId: string,
  report: Report,
  heard: { messages: number; issues: number },
): Promise<0 | 1> {
  const terms = termsOf(report.subject, report.detail)
  const counts = await countsOf(tx, districtId, { messages: heard.messages, terms })
  const message = weigh(terms, counts)
  const like = (await candidatesFor(tx, districtId, message))
    .map((group) => ({ group, likeness: likenessTo(message, group, counts) }))
    .filter(({ likeness }) => likeness.score >= 1)
    .toSorted((a, b) => b.likeness.score - a.likeness.score)
  const [best, ...others] = like
  const group =
    best?.group ?? (await openGroup(tx, districtId, { number: heard.issues + 1, at: report.at }))
  addTo(group, message)
  await keepGroup(tx, districtId, group)
  await countTerms(tx, districtId, terms)
  await addMember(tx, districtId, { report, issue: group.number, likeness: best?.likeness ?? null })
  const near = others.slice(0, MOST_JOINED).map((one) => one.group)
  const whole = await joinAlike(tx, districtId, { group, near, counts, at: report.at })
  await detect(tx, districtId, whole, report.at)
  return best ? 0 : 1
}

async function openGroup(
  tx: Tx,
  districtId: string,
  { number, at }: { number: number; at: Date },
): Promise<KeptGroup> {
  await tx
    .insertInto('reading.issue')
    .values({ district_id: districtId, number, opened_at: at, last_at: at })
    .execute()
  return { ...emptyGroup(), number, messages: 0 }
}

async function addMember(
  tx: Tx,
  districtId: string,
  { report, issue, likeness }: { report: Report; issue: number; likeness: GroupLikeness | null },
): Promise<void> {
  await tx
    .insertInto('reading.issue_member')
    .values({
      district_id: districtId,
      report_id: report.reportId,
      case_id: report.caseId,
      issue,
      at: report.at,
      reporter: report.reporter,
      likeness: likeness && JSON.stringify(likeness),
    })
    .execute()
}

/** Groups for which one message speaks are one where they say the same, unless a person parted them. */
async function joinAlike(
  tx: Tx,
  districtId: string,
  of: { group: KeptGroup; near: readonly KeptGroup[]; counts: Counts; at: Date },
): Promise<number> {
  let whole = of.group
  for (const other of of.near) {
    const [large, small] = whole.messages >= other.messages ? [whole, other] : [other, whole]
    const alike = likenessTo(asMessage(small), large, of.counts).score >= JOINED_FROM
    /* oxlint-disable no-await-in-loop -- one connection, one after the other */
    if (!alike || (await areApart(tx, districtId, [small.number, large.number]))) continue
    await joinGroups(tx, districtId, { into: large, from: small, at: of.at, personId: null })
    /* oxlint-enable no-await-in-loop */
    whole = large
  }
  return whole.number
}

async function areApart(tx: Tx, districtId: string, numbers: readonly number[]): Promise<boolean> {
  const found = await tx
    .selectFrom('reading.issue_apart')
    .select('issue')
    .where('district_id', '=', districtId)
    .where('issue', 'in', numbers)
    .where('other', 'in', numbers)
    .executeTakeFirst()
  return found !== undefined
}

/** Takes the messages of one group into another, and writes down that it was done. */
export async function joinGroups(
  tx: Tx,
  districtId: string,
  {
    into,
    from,
    at,
    personId,
  }: { into: KeptGroup; from: KeptGroup; at: Date; personId: string | null },
): Promise<void> {
  absorb(into, from)
  await keepGroup(tx, districtId, into)
  await keepGroup(tx, districtId, { ...from, ...emptyGroup() })
  const own = { district_id: districtId, issue: from.number }
  await tx
    .updateTable('reading.issue_member')
    .set({ issue: into.number })
    .where((eb) => eb.and(own))
    .execute()
  await sql`update reading.issue i set detected_at = least(i.detected_at, f.detected_at)
    from reading.issue f where i.district_id = ${districtId} and i.number = ${into.number}
      and f.district_id = ${districtId} and f.number = ${from.number}`.execute(tx)
  await tx
    .updateTable('reading.issue')
    .set({ joined_into: into.number })
    .where('district_id', '=', districtId)
    .where((eb) => eb.or([eb('number', '=', from.number), eb('joined_into', '=', from.number)]))
    .execute()
  into.messages = (await recount(tx, districtId, into.number)).messages
  await recount(tx, districtId, from.number)
  await addStep(tx, districtId, {
    issue: into.number,
    type: 'joined',
    at,
    personId,
    body: { other: from.number },
  })
}

/** Where enough people have written, the group is an issue from now on, and it is told. */
export async function detect(tx: Tx, districtId: string, number: number, at: Date): Promise<void> {
  const { people, detectedAt } = await recount(tx, districtId, number)
  if (people < LEAST_PEOPLE || detectedAt !== null) return
  await tx
    .updateTable('reading.issue')
    .set({ detected_at: at })
    .where('district_id', '=', districtId)
    .where('number', '=', number)
    .execute()
  await addStep(tx, districtId, {
    issue: number,
    type: 'detected',
    at,
    personId: null,
    body: { people },
  })
  await tellDetected(tx, districtId, { number, people, at })
}

/** What a message weighs against what is counted now; for groups that are made anew. */
export async function weighed(
  tx: Tx,
  districtId: string,
  words: { subject: string; detail: string },
): Promise<Weighing> {
  const terms = termsOf(words.subject, words.detail)
  const { messages } = await holdHeard(tx, districtId)
  return weigh(terms, await countsOf(tx, districtId, { messages, terms }))
}
