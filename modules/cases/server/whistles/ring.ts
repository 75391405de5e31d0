import { sql } from 'kysely'
import { notify } from '#modules/notices/server/index.ts'
import { holders } from '#modules/people/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import { callAfterDeadline, isAwaited } from '../../domain/whistle.ts'
import { changeCase, type Change } from '../change.ts'
import { callOf, callsOf, type WhistleRow } from './parts.ts'
import en from '../../words/notices.en.json' with { type: 'json' }
import zh from '../../words/notices.zh-CN.json' with { type: 'json' }

const unitKinds = ['specialist', 'liaison', 'unit_manager']

/** When half of the time to report in has passed, whoever has not answered is reminded, once. */
export async function remindWhistles(db: Db, now: Date): Promise<number> {
  const due = await db
    .selectFrom('cases.whistle')
    .selectAll()
    .where('state', '=', 'open')
    .where('reminded_at', 'is', null)
    .where('report_in_by', '>', now)
    .execute()
  const half = due.filter(
    (w) =>
      now.getTime() - w.issued_at.getTime() >=
      (w.report_in_by.getTime() - w.issued_at.getTime()) / 2,
  )
  for (const whistle of half)
    // oxlint-disable-next-line no-await-in-loop -- each in its own transaction
    await transact(db, async (tx) => {
      const calls = await callsOf(tx, whistle.district_id, [whistle.id])
      for (const call of calls.filter((c) => c.state === 'called'))
        await tellUnit(tx, whistle, { unitId: call.unit_id, kind: 'whistle_reminder', now }) // oxlint-disable-line no-await-in-loop -- one connection
      await tx
        .updateTable('cases.whistle')
        .set({ reminded_at: now })
        .where('district_id', '=', whistle.district_id)
        .where('id', '=', whistle.id)
        .execute()
    })
  return half.length
}

/** Whoever has not come by the time to report in was absent: written down, and told to both sides. */
export async function markAbsent(
  db: Db,
  now: Date,
): Promise<{ marked: number; failed: unknown[] }> {
  const due = await db
    .selectFrom('cases.whistle as w')
    .innerJoin('cases.whistle_call as k', (j) =>
      j.onRef('k.district_id', '=', 'w.district_id').onRef('k.whistle_id', '=', 'w.id'),
    )
    .selectAll('w')
    .distinct()
    .where('w.state', '=', 'open')
    .where('w.report_in_by', '<=', now)
    .where('k.state', 'in', ['called', 'acknowledged'])
    .limit(500)
    .execute()
  const failed: unknown[] = []
  for (const whistle of due)
    await markOne(db, whistle, now).catch((error: unknown) => failed.push(error)) // oxlint-disable-line no-await-in-loop -- one that fails keeps none of the others
  return { marked: due.length - failed.length, failed }
}

/** Every minute. What failed makes the job fail, after everything else is done. */
export async function ringWhistles(db: Db, now: Date): Promise<void> {
  await remindWhistles(db, now)
  const { failed } = await markAbsent(db, now)
  if (failed.length > 0)
    throw new AggregateError(failed, `${failed.length} whistles could not be rung`)
}

async function markOne(db: Db, whistle: WhistleRow, now: Date): Promise<void> {
  const caller = {
    ...anonymous(whistle.district_id),
    scope: { areas: [whistle.district_id], units: [] },
  }
  await changeCase(
    db,
    { caseId: whistle.case_id, caller, now, baseVersion: null },
    async (change) => {
      const unitIds = await absentUnits(change, whistle)
      for (const unitId of unitIds)
        await tellUnit(change.tx, whistle, { unitId, kind: 'whistle_absent', now }) // oxlint-disable-line no-await-in-loop -- one connection
      await tellIssuer(change.tx, whistle, now)
      return { type: 'case.whistle_absent', body: { whistleId: whistle.id, unitIds } }
    },
  )
}

async function absentUnits(change: Change, whistle: WhistleRow): Promise<string[]> {
  const calls = await callsOf(change.tx, whistle.district_id, [whistle.id])
  const unitIds = calls.filter((c) => isAwaited(callOf(c).state)).map((c) => c.unit_id)
  if (unitIds.length > 0)
    await change.tx
      .updateTable('cases.whistle_call')
      .set({ state: callAfterDeadline('called') ?? 'absent' })
      .where('district_id', '=', whistle.district_id)
      .where('whistle_id', '=', whistle.id)
      .where('unit_id', 'in', unitIds)
      .execute()
  return unitIds
}

/** The called units hear of a whistle just blown. Runs at least once; a notice is kept once per person. */
export async function announceWhistle(db: Db, fact: Fact): Promise<void> {
  const { caseId, seq } = fact.body
  if (fact.type !== 'case.whistled' || typeof caseId !== 'string' || typeof seq !== 'number') return
  const whistle = await db
    .selectFrom('cases.whistle as w')
    .innerJoin('cases.event as e', (j) =>
      j.onRef('e.district_id', '=', 'w.district_id').onRef('e.case_id', '=', 'w.case_id'),
    )
    .selectAll('w')
    .where('e.district_id', '=', fact.districtId)
    .where('e.case_id', '=', caseId)
    .where('e.seq', '=', seq)
    .where(sql<boolean>`e.body->>'whistleId' = w.id::text`)
    .executeTakeFirst()
  if (!whistle) return
  await transact(db, async (tx) => {
    const now = new Date(fact.at)
    for (const { unit_id: unitId } of await callsOf(tx, whistle.district_id, [whistle.id]))
      await tellUnit(tx, whistle, { unitId, kind: 'whistled', now }) // oxlint-disable-line no-await-in-loop -- one connection
  })
}

async function tellUnit(
  tx: Tx,
  whistle: WhistleRow,
  to: { unitId: string; kind: string; now: Date },
): Promise<void> {
  const of = { unitId: to.unitId, on: to.now }
  const working = await holders(tx, whistle.district_id, { ...of, kinds: unitKinds })
  // A team of party members has no such posts: all of them are called.
  const people = working.length > 0 ? working : await holders(tx, whistle.district_id, of)
  for (const personId of new Set(people.map((p) => p.personId)))
    await tellPerson(tx, whistle, { personId, kind: to.kind, now: to.now }) // oxlint-disable-line no-await-in-loop -- one connection
}

async function tellIssuer(tx: Tx, whistle: WhistleRow, now: Date): Promise<void> {
  await tellPerson(tx, whistle, { personId: whistle.issued_by, kind: 'whistle_absent_issuer', now })
}

async function tellPerson(
  tx: Tx,
  whistle: WhistleRow,
  to: { personId: string; kind: string; now: Date },
): Promise<void> {
  const words = (all: Record<string, string>) => ({
    title: all[`fact.case.${to.kind}`] ?? '',
    body: whistle.words.slice(0, 120),
  })
  await notify(tx, {
    districtId: whistle.district_id,
    personId: to.personId,
    kind: `case.${to.kind}`,
    urgent: whistle.kind === 'emergency',
    words: { 'zh-CN': words(zh), en: words(en) },
    link: `/console/cases/${whistle.case_id}`,
    factKey: `${whistle.id}:${to.kind}`,
    at: to.now,
  })
}
