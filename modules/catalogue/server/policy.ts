import type { Limit } from '#kernel/working-time.ts'
import { memoryOf, transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { PolicyView } from '../contract/index.ts'
import { chooseLimit, policyProblems } from '../domain/policy.ts'
import type { LimitQuestion, PolicyLimits } from '../domain/policy.ts'
import { readMatter } from './matters.ts'
import { recordChange, type Editing } from './revisions.ts'

export interface Policy {
  version: number
  limits: PolicyLimits
  madeAt: Date
  madeBy: string | null
  reason: string
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
    ])

/** The policy that binds new clocks; 404 for a district whose catalogue was never seeded. */
export async function currentPolicy(db: Db, districtId: string): Promise<Policy> {
  const policy = await select(db, districtId).orderBy('version', 'desc').limit(1).executeTakeFirst()
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
    .select(['version', 'made_at', 'made_by', 'reason'])
    .where('district_id', '=', districtId)
    .orderBy('version', 'desc')
    .limit(100)
    .execute()
  return rows.map((r) => ({
    version: r.version,
    madeAt: r.made_at.toISOString(),
    madeBy: r.made_by,
    reason: r.reason,
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

/** Makes a new version on top of the one that the editor saw. Clocks that run keep theirs. */
export async function savePolicy(
  db: Db,
  edit: { limits: PolicyLimits; baseVersion: number },
  editing: Editing,
): Promise<Policy> {
  const { caller, now, reason } = editing
  const { districtId } = caller
  const problems = policyProblems(edit.limits)
  if (problems.length > 0) throw invalid('catalogue.unusable_limits', { problems })
  return transact(db, async (tx) => {
    const before = await lockCurrent(tx, districtId)
    if (before.version !== edit.baseVersion)
      throw refused('catalogue.out_of_date', {
        version: before.version,
        since: (await policyVersions(tx, districtId)).filter((v) => v.version > edit.baseVersion),
      })
    const policy: Policy = {
      version: before.version + 1,
      limits: edit.limits,
      madeAt: now,
      madeBy: caller.personId,
      reason,
    }
    await tx
      .insertInto('catalogue.policy')
      .values({
        district_id: districtId,
        version: policy.version,
        limits: JSON.stringify(policy.limits),
        made_at: now,
        made_by: policy.madeBy,
        reason,
      })
      .execute()
    memoryOf(tx).clear()
    await recordChange(tx, editing, {
      subject: 'policy',
      key: 'policy',
      version: policy.version,
      before: before.limits,
      after: policy.limits,
    })
    return policy
  })
}

/** The first version is held, so that two editors of one district come one after the other. */
async function lockCurrent(tx: Tx, districtId: string): Promise<Policy> {
  await tx
    .selectFrom('catalogue.policy')
    .select('version')
    .where('district_id', '=', districtId)
    .where('version', '=', 1)
    .forUpdate()
    .execute()
  return currentPolicy(tx, districtId)
}

export const policyView = (policy: Policy): PolicyView => ({
  version: policy.version,
  limits: policy.limits,
  madeAt: policy.madeAt.toISOString(),
  madeBy: policy.madeBy,
  reason: policy.reason,
})
