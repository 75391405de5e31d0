import {
  answersTo,
  fittingAnswers,
  readMatter,
  type Answer,
  type AnswerValue,
  type QuestionMoment,
} from '#modules/catalogue/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import type { Change } from './change.ts'

export type Answers = Readonly<Record<string, AnswerValue>>

export interface MatterRef {
  kind: 'component' | 'matter'
  code: string
}

export const matterIn = (row: Change['row']): MatterRef | null =>
  row.matter_code === null
    ? null
    : { kind: row.matter_kind === 'component' ? 'component' : 'matter', code: row.matter_code }

/**
 * What goes into the event of the answers to a matter's extra questions: each with its question as it
 * was asked. Where a person sends no answers at all nothing is checked: they come from a phone of before,
 * which could not ask. A program can, so of it the required ones are demanded.
 */
export async function answered(
  { tx, row, caller }: Change,
  ref: MatterRef | null,
  moments: readonly QuestionMoment[],
  given: Answers | undefined,
): Promise<{ answers?: unknown[] }> {
  const said = given ?? (caller.client === undefined ? undefined : {})
  if (said === undefined || ref === null) return {}
  const matter = await readMatter(tx, row.district_id, ref.kind, ref.code)
  const answers = moments.flatMap((at) => {
    const decision = answersTo(matter?.questions ?? [], at, said)
    if (!decision.ok) throw invalid(`cases.${decision.refusal}`, { question: decision.label })
    return decision.fact
  })
  return answers.length > 0 ? { answers } : {}
}

/** What a reporter takes it for, and what they answer to its questions. */
export interface About {
  matter: MatterRef
  answers: Answers
}

export interface Supposed {
  matter: MatterRef & { name: string }
  answers: Answer[]
}

/** A report is never refused for what was guessed or answered: what does not fit any more is left out. */
export async function suppositionOf(
  tx: Tx,
  districtId: string,
  about: About | undefined,
): Promise<Supposed | null> {
  if (about === undefined) return null
  const matter = await readMatter(tx, districtId, about.matter.kind, about.matter.code)
  if (!matter?.active) return null
  const { kind, code, name } = matter
  const answers = fittingAnswers(matter.questions ?? [], 'report', about.answers)
  return { matter: { kind, code, name }, answers }
}
