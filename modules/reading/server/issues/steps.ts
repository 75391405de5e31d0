import { sql } from 'kysely'
import type { Tx } from '#platform/server/database.ts'

export interface Step {
  issue: number
  type: 'detected' | 'joined' | 'taken_out'
  at: Date
  /** Null where the rule did it. */
  personId: string | null
  body: Record<string, unknown>
}

/** Writes down what was done with an issue; the district's row is held, so that steps keep their order. */
export async function addStep(tx: Tx, districtId: string, step: Step): Promise<void> {
  await sql`insert into reading.issue_step (district_id, issue, seq, type, at, person_id, body)
    select ${districtId}, ${step.issue}, coalesce(max(seq), 0) + 1, ${step.type}, ${step.at},
      ${step.personId}, ${JSON.stringify(step.body)}::jsonb
    from reading.issue_step where district_id = ${districtId} and issue = ${step.issue}`.execute(tx)
}
