import { deadline, type Allowance } from '#kernel/working-time.ts'
import { audit } from '#modules/people/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { DeadlinePreview, PolicySummary } from '../contract/index.ts'
import { explainDeadline } from '../domain/calculator.ts'
import { matterKey, type ItemClass, type MatterRef, type Urgency } from '../domain/matter.ts'
import { chooseLimit, isUsable, type PolicyLimits, type Stage } from '../domain/policy.ts'
import { calendarOf } from './calendar.ts'
import { readMatter } from './matters.ts'
import { currentPolicy, isPlanned, lockLatest, policyVersions } from './policy.ts'
import type { Editing } from './revisions.ts'

/** Takes a version back whose day has not come; one that binds stays, another is made on top of it. */
export async function withdrawPolicy(
  db: Db,
  version: number,
  { caller, now, reason }: Editing,
): Promise<PolicySummary> {
  const { districtId } = caller
  return transact(db, async (tx) => {
    const latest = await lockLatest(tx, districtId)
    if (version > latest.version) throw notFound('catalogue.policy_not_found')
    if (version !== latest.version || !isPlanned(latest, now))
      throw refused('catalogue.policy_binds', { version })
    await tx
      .updateTable('catalogue.policy')
      .set({ withdrawn_at: now })
      .where('district_id', '=', districtId)
      .where('version', '=', version)
      .execute()
    await audit(tx, caller, {
      act: 'catalogue.policy_withdrawn',
      subjectKind: 'policy',
      subjectId: 'policy',
      details: { version, reason },
      at: now,
    })
    const found = (await policyVersions(tx, districtId)).find((v) => v.version === version)
    if (!found) throw notFound('catalogue.policy_not_found')
    return found
  })
}

/** The version that waits for its day, where there is one. */
export async function plannedPolicy(
  db: Db,
  districtId: string,
  now: Date,
): Promise<PolicySummary | null> {
  const [latest] = await policyVersions(db, districtId)
  const waits =
    latest && latest.withdrawnAt === null && latest.startsAt && new Date(latest.startsAt) > now
  return waits ? latest : null
}

interface Question {
  at: string
  stage: Stage
  urgency: Urgency
  class?: ItemClass | undefined
  matter?: MatterRef | undefined
  limit?: Allowance | undefined
}

/** A deadline tried out: chosen, counted and explained by what binds real clocks. */
export async function previewDeadline(
  db: Db,
  districtId: string,
  { question, now }: { question: Question; now: Date },
): Promise<DeadlinePreview> {
  const { version, limits } = await currentPolicy(db, districtId, now)
  const calendar = await calendarOf(db, districtId)
  const matter =
    question.matter &&
    (await readMatter(db, districtId, question.matter.kind, question.matter.code))
  if (question.matter && !matter) throw notFound('catalogue.matter_not_found')
  const asked = { ...question, class: question.class ?? matter?.class ?? undefined }
  const limit = question.limit ?? chooseLimit(limits, asked)
  if (!isUsable(limit)) throw invalid('catalogue.unusable_limits', { problems: ['limit'] })
  const startedAt = new Date(question.at)
  const told = explainDeadline(limit, startedAt, calendar)
  return {
    ...told,
    days: [...told.days],
    dueAt: told.dueAt.toISOString(),
    limit,
    from: sourceOf(limits, question),
    policyVersion: version,
    calendarVersion: calendar.version,
    otherReading: otherReading(limit, (other) => deadline(other, startedAt, calendar).dueAt),
  }
}

function sourceOf(limits: PolicyLimits, { limit, matter, stage }: Question) {
  if (limit) return 'tried'
  if (matter && limits.own[matterKey(matter)]?.[stage]) return 'matter'
  return stage === 'handle' ? 'class' : 'stage'
}

function otherReading(
  limit: Allowance,
  dueAt: (other: Allowance) => Date,
): DeadlinePreview['otherReading'] {
  if (limit.unit !== 'WORK_DAY') return null
  const reading = limit.reading === 'END_OF_DAY' ? 'ROLLING' : 'END_OF_DAY'
  const other = { ...limit, reading } as const
  return isUsable(other) ? { reading, dueAt: dueAt(other).toISOString() } : null
}
