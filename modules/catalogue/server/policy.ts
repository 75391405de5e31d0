import { sql } from 'kysely'
import type { Limit } from '#kernel/working-time.ts'
import { memoryOf, transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { PolicyView } from '../contract/index.ts'
import { chooseLimit, policyProblems } from '../domain/policy.ts'
import type { LimitQuestion, PolicyLimits } from '../domain/policy.ts'
import { readMatter } from './matters.ts'
import { nameIn, namesOf, recordChange, type Editing } from './revisions.ts'

export interface Policy {
  version: number
  limits: PolicyLimits
  madeAt: Date
  madeBy: string | null
  reason: string
  /** From when on it binds; null: from when it was made. */
  startsAt: Date | null
  withdrawnAt: Date | null
}

const select = (db: Db, districtId: string) =>
  db
    .selectFrom('catalogue.policy')
    .where('district_id', '=', districtId)
    .select((eb) => [
      'version',
      eb.ref('limits').$castTo<PolicyLimits>().as('limits'),
      'made_at as madeAt',
      'made_by as madeBy',
      'reason',
      'starts_at as startsAt',
      'withdrawn_at as withdrawnAt',
    ])

/**
 * The policy that binds new clocks; 404 for a district whose catalogue was never seeded. A version
 * made for a later day begins to bind then, by the database's clock where `at` is not given.
 */
export async function currentPolicy(db: Db, districtId: string, at?: Date): Promise<Policy> {
  const policy = await select(db, districtId)
    .where('withdrawn_at', 'is', null)
    .where(
      sql<boolean>`(starts_at is null or starts_at <= coalesce(${at ?? null}::timestamptz, now()))`,
    )
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!policy) throw notFound('catalogue.district_not_found')
  return policy
}

/** One version of the policy, as it was made. */
export async function policyOf(db: Db, districtId: string, version: number): Promise<Policy> {
  const policy = await select(db, districtId).where('version', '=', version).executeTakeFirst()
  if (!policy) throw notFound('catalogue.policy_not_found')
  return policy
}

/** The versions without their limits, newest first. */
export async function policyVersions(db: Db, districtId: string) {
  const rows = await db
    .selectFrom('catalogue.policy')
    .select(['version', 'made_at', 'made_by', 'reason', 'starts_at', 'withdrawn_at'])
    .where('district_id', '=', districtId)
    .orderBy('version', 'desc')
    .limit(100)
    .execute()
  const names = await namesOf(
    db,
    districtId,
    rows.map((r) => r.made_by),
  )
  return rows.map((r) => ({
    version: r.version,
    madeAt: r.made_at.toISOString(),
    madeBy: r.made_by,
    by: nameIn(names, r.made_by),
    reason: r.reason,
    startsAt: r.starts_at?.toISOString() ?? null,
    withdrawnAt: r.withdrawn_at?.toISOString() ?? null,
  }))
}

/**
 * The limit that a clock beginning now is bound by, and the version of the policy that says so. Where
 * the class is not given, the matter's guide item tells it.
 */
export async function limitFor(
  db: Db,
  districtId: string,
  question: LimitQuestion,
): Promise<{ limit: Limit; policyVersion: number }> {
  const seen = memoryOf<Policy>(db)
  const key = `policy/${districtId}`
  const policy = seen.get(key) ?? (await currentPolicy(db, districtId))
  seen.set(key, policy)
  const { limits, version } = policy
  const { matter } = question
  const asked =
    matter && !question.class && question.stage === 'handle'
      ? (await readMatter(db, districtId, matter.kind, matter.code))?.class
      : question.class
  const limit = chooseLimit(limits, { ...question, class: asked ?? undefined })
  return { limit, policyVersion: version }
}

/** The current policy as a function, for whoever asks about many clocks; the class is given, not looked up. */
export async function limitsNow(
  db: Db,
  districtId: string,
): Promise<{ policyVersion: number; limitOf: (question: LimitQuestion) => Limit }> {
  const { limits, version } = await currentPolicy(db, districtId)
  return { policyVersion: version, limitOf: (question) => chooseLimit(limits, question) }
}

/** Makes a new version on top of the one that the editor saw. Clocks that run keep theirs. */
export async function savePolicy(
  db: Db,
  edit: { limits: PolicyLimits; baseVersion: number; startsAt?: Date | undefined },
  editing: Editing,
): Promise<Policy> {
  const { caller, now, reason } = editing
  const { districtId } = caller
  const problems = policyProblems(edit.limits)
  if (problems.length > 0) throw invalid('catalogue.unusable_limits', { problems })
  const startsAt = edit.startsAt ?? null
  if (startsAt && startsAt <= now) throw invalid('catalogue.starts_in_the_past')
  return transact(db, async (tx) => {
    const before = await lockLatest(tx, districtId)
    if (before.version !== edit.baseVersion)
      throw refused('catalogue.out_of_date', {
        version: before.version,
        since: (await policyVersions(tx, districtId)).filter((v) => v.version > edit.baseVersion),
      })
    if (isPlanned(before, now))
      throw refused('catalogue.policy_planned', { version: before.version })
    const policy: Policy = {
      version: before.version + 1,
      limits: edit.limits,
      madeAt: now,
      madeBy: caller.personId,
      reason,
      startsAt,
      withdrawnAt: null,
    }
    await recordChange(tx, editing, {
      subject: 'policy',
      key: 'policy',
      version: policy.version,
      before: (await currentPolicy(tx, districtId, now)).limits,
      after: policy.limits,
    })
    await insertPolicy(tx, districtId, policy)
    return policy
  })
}

async function insertPolicy(tx: Tx, districtId: string, policy: Policy): Promise<void> {
  await tx
    .insertInto('catalogue.policy')
    .values({
      district_id: districtId,
      version: policy.version,
      limits: JSON.stringify(policy.limits),
      made_at: policy.madeAt,
      made_by: policy.madeBy,
      reason: policy.reason,
      starts_at: policy.startsAt,
    })
    .execute()
  memoryOf(tx).clear()
}

/** The first version is held, so that two editors of one district come one after the other. */
export async function lockLatest(tx: Tx, districtId: string): Promise<Policy> {
  await tx
    .selectFrom('catalogue.policy')
    .select('version')
    .where('district_id', '=', districtId)
    .where('version', '=', 1)
    .forUpdate()
    .execute()
  const latest = await select(tx, districtId).orderBy('version', 'desc').limit(1).executeTakeFirst()
  if (!latest) throw notFound('catalogue.district_not_found')
  return latest
}

/** Whether a version waits for its day. */
export const isPlanned = (policy: Policy, now: Date): boolean =>
  policy.withdrawnAt === null && policy.startsAt !== null && policy.startsAt > now

export const policyView = (policy: Policy): PolicyView => ({
  version: policy.version,
  limits: policy.limits,
  madeAt: policy.madeAt.toISOString(),
  madeBy: policy.madeBy,
  by: null,
  reason: policy.reason,
  startsAt: policy.startsAt?.toISOString() ?? null,
  withdrawnAt: policy.withdrawnAt?.toISOString() ?? null,
})
