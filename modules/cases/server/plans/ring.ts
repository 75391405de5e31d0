import { sql } from 'kysely'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { notify } from '#modules/notices/server/index.ts'
import { holders } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { oneByOne } from '#platform/server/one-by-one.ts'
import { stepRings, type PlanLevel } from '../../domain/plan.ts'
import { hearersOf } from '../hearers.ts'
import en from '../../words/plans.en.json' with { type: 'json' }
import zh from '../../words/plans.zh-CN.json' with { type: 'json' }

interface LateStep {
  district_id: string
  id: string
  case_id: string
  title: string
  unit_id: string
  person_id: string | null
  due_on: string
  made_post: string
  rung: string[]
  short_code: string
  community_code: string
}

/** Every quarter of an hour: steps whose day has passed ring, each level once for a date. */
export async function ringPlans(db: Db, now: Date): Promise<number> {
  const due = []
  for (const step of await lateSteps(db, now)) {
    const { timeZone } = await readDistrict(db, step.district_id) // oxlint-disable-line no-await-in-loop -- one row after the other
    const today = dateOfDay(dayAt(timeZone, now.getTime()))
    for (const level of stepRings(step.due_on, today, step.rung)) due.push({ step, level })
  }
  return oneByOne(
    due,
    ({ step, level }) => transact(db, (tx) => ringOne(tx, step, { level, now })),
    'steps of plans could not be rung',
  )
}

async function lateSteps(db: Db, now: Date): Promise<LateStep[]> {
  const { rows } = await sql<LateStep>`
    select s.district_id, s.id, s.case_id, s.title, s.unit_id, s.person_id, s.due_on, p.made_post,
      c.short_code, c.community_code,
      array(select r.level from cases.plan_ring r where r.district_id = s.district_id
        and r.step_id = s.id and r.due_on = s.due_on) as rung
    from cases.plan_step s
    join cases.plan p on p.district_id = s.district_id and p.id = s.plan_id and p.state = 'open'
    join cases.case c on c.district_id = s.district_id and c.id = s.case_id and c.owner <> 'none'
    where s.state in ('todo', 'doing') and s.due_on <= ${now}
    order by s.district_id, s.id`.execute(db)
  return rows
}

async function ringOne(
  tx: Tx,
  step: LateStep,
  { level, now }: { level: PlanLevel; now: Date },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('cases.plan_ring')
    .values({
      district_id: step.district_id,
      step_id: step.id,
      due_on: step.due_on,
      level,
      at: now,
    })
    .onConflict((c) => c.doNothing())
    .returning('level')
    .executeTakeFirst()
  if (!inserted) return false
  const words = (all: Record<string, string>) => ({
    title: `${all[`notice.${level}`] ?? ''} · ${step.short_code}`,
    body: step.title,
  })
  for (const personId of await peopleAt(tx, step, { level, now }))
    // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
    await notify(tx, {
      districtId: step.district_id,
      personId,
      kind: `plan.${level}`,
      words: { 'zh-CN': words(zh), en: words(en) },
      link: `/console/cases/${step.case_id}`,
      factKey: `${step.id}:${step.due_on}:${level}`,
      at: now,
    })
  return true
}

/** Whoever the step names, else their unit; then the post that made the plan; then the secretary. */
async function peopleAt(
  tx: Tx,
  step: LateStep,
  { level, now }: { level: PlanLevel; now: Date },
): Promise<string[]> {
  if (level === 'unit' && step.person_id !== null) return [step.person_id]
  if (level === 'lead') {
    const held = await holders(tx, step.district_id, { postId: step.made_post, on: now })
    if (held.length > 0) return [...new Set(held.map((h) => h.personId))]
  }
  const kinds = level === 'unit' ? ['specialist', 'liaison', 'unit_manager'] : ['secretary']
  return hearersOf(tx, kinds, {
    districtId: step.district_id,
    unitId: step.unit_id,
    communityCode: step.community_code,
    on: now,
  })
}
