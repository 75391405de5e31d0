import { randomUUID } from 'node:crypto'
import { audit, nameOf } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { invalid, refused } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { Retention } from '../../contract/personal.ts'
import {
  keptUntil,
  retentionClasses,
  retentionTerms,
  type RetentionClass,
} from '../../domain/personal.ts'
import { forget, type ForgettingParts, type Order } from './forgetting.ts'

/** Runs one class, dry or in earnest, and keeps the run with what it found and took away. */
export async function runRetention(db: Db, parts: ForgettingParts, order: Order) {
  const id = randomUUID()
  const counts = await forget(db, parts, order)
  await db
    .insertInto('cases.retention_run')
    .values({
      district_id: order.districtId,
      id,
      class: order.class,
      dry: order.dry,
      before: keptUntil(order.days, order.now),
      ...counts,
      by_person: order.by,
      at: order.now,
      ended_at: order.now,
    })
    .execute()
  return {
    id,
    class: order.class,
    dry: order.dry,
    ...counts,
    by: null,
    at: order.now.toISOString(),
  }
}

/** The daily run: every class that the district has switched on. */
export async function keepRetention(
  db: Db,
  parts: ForgettingParts,
  { districtId, now }: { districtId: string; now: Date },
): Promise<void> {
  for (const rule of await rulesOf(db, districtId))
    if (rule.running)
      await runRetention(db, parts, { ...rule, districtId, dry: false, by: null, now }) // oxlint-disable-line no-await-in-loop -- one after the other
}

/** The days of every class: the district's, else those proposed. */
export async function rulesOf(db: Db, districtId: string): Promise<Retention['rules']> {
  const rows = await db
    .selectFrom('cases.retention_rule')
    .selectAll()
    .where('district_id', '=', districtId)
    .execute()
  return retentionClasses.map((one) => {
    const row = rows.find((r) => r.class === one)
    const { days, least } = retentionTerms[one]
    return {
      class: one,
      days: row?.days ?? days,
      least,
      running: row?.running ?? false,
      // A class that nobody has touched has no row yet: that is version -1, and `null` when it is saved.
      version: row?.version ?? -1,
    }
  })
}

export async function retentionOf(db: Db, districtId: string): Promise<Retention> {
  const runs = await db
    .selectFrom('cases.retention_run')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('at', 'desc')
    .limit(40)
    .execute()
  const personIds = runs.map((r) => r.by_person).filter((id) => id !== null)
  const { persons } = await nameOf(db, districtId, { personIds })
  return {
    rules: await rulesOf(db, districtId),
    runs: runs.map((r) => ({
      id: r.id,
      class: retentionClasses.find((c) => c === r.class) ?? 'contact',
      dry: r.dry,
      found: r.found,
      done: r.done,
      kept: r.kept,
      by: r.by_person === null ? null : (persons.get(r.by_person) ?? null),
      at: r.at.toISOString(),
    })),
  }
}

interface RuleInput {
  class: RetentionClass
  days: number
  running: boolean
  baseVersion: number | null
}

/** Sets a class. It runs only after a dry run with no fewer days, so that somebody has seen what goes. */
export async function saveRule(
  db: Db,
  caller: Caller,
  { now, ...rule }: RuleInput & { now: Date },
) {
  const { districtId } = caller
  const { least } = retentionTerms[rule.class]
  if (rule.days < least) throw invalid('cases.retention_too_short', { least })
  return transact(db, async (tx) => {
    if (rule.running) {
      const tried = await tx
        .selectFrom('cases.retention_run')
        .select('id')
        .where('district_id', '=', districtId)
        .where('class', '=', rule.class)
        .where('dry', '=', true)
        .where('before', '>=', new Date(keptUntil(rule.days, now).getTime() - 7 * 86_400_000))
        .executeTakeFirst()
      if (!tried) throw refused('cases.retention_not_tried')
    }
    await saveVersioned(tx, {
      table: 'cases.retention_rule',
      key: { district_id: districtId, class: rule.class },
      values: { days: rule.days, running: rule.running },
      baseVersion: rule.baseVersion,
      outOfDate: 'cases.retention_out_of_date',
    })
    await audit(tx, caller, {
      act: 'cases.retention_saved',
      subjectKind: 'retention',
      subjectId: rule.class,
      details: { days: rule.days, running: rule.running },
      at: now,
    })
    const rules = await rulesOf(tx, districtId)
    return rules.find((r) => r.class === rule.class)!
  })
}

/** Counts what a run with these days would take away. */
export const tryRule = (
  db: Db,
  { caller, ...parts }: ForgettingParts & { caller: Caller },
  { now, ...rule }: { class: RetentionClass; days: number; now: Date },
) =>
  runRetention(db, parts, {
    ...rule,
    districtId: caller.districtId,
    dry: true,
    by: personOf(caller).personId,
    now,
  })
