import { accept, refuse, type Decision } from '#kernel/decision.ts'

export interface Asked {
  id: string
  /** Empty: about no matter of the catalogue. */
  matter: string
  communityCode: string
  /** YYYY-MM-DD. */
  askedOn: string
  /** It is part of a case already. */
  hasCase: boolean
}

export interface Threshold {
  /** From so many askings on. */
  times: number
  /** Within so many days, today being the last. */
  days: number
}

export interface Returning {
  matter: string
  communityCode: string
  ids: string[]
  lastOn: string
}

const DAY = 86_400_000
const first = (today: string, days: number) =>
  new Date(Date.parse(today) - (days - 1) * DAY).toISOString().slice(0, 10)

/**
 * Questions that come back: of one matter in one community so often within the period. What is part of
 * a case already counts for no second one. The most often asked first.
 */
export function comingBack(
  questions: readonly Asked[],
  { times, days }: Threshold,
  today: string,
): Returning[] {
  const from = first(today, days)
  const groups = new Map<string, Returning>()
  for (const one of questions) {
    if (one.hasCase || one.matter === '' || one.askedOn < from || one.askedOn > today) continue
    const key = `${one.matter} ${one.communityCode}`
    const { matter, communityCode } = one
    const group = groups.get(key) ?? { matter, communityCode, ids: [], lastOn: one.askedOn }
    group.ids.push(one.id)
    if (one.askedOn > group.lastOn) group.lastOn = one.askedOn
    groups.set(key, group)
  }
  return [...groups.values()]
    .filter(({ ids }) => ids.length >= times)
    .toSorted(
      (a, b) =>
        b.ids.length - a.ids.length ||
        (a.matter + a.communityCode < b.matter + b.communityCode ? -1 : 1),
    )
}

/** Whether a question may be given this matter: not once it is part of a case, nor over another's word. */
export function mayName(
  { matter, hasCase }: Pick<Asked, 'matter' | 'hasCase'>,
  { was }: { was: string | null },
): Decision<null, 'question_in_case' | 'question_named_since'> {
  if (hasCase) return refuse('question_in_case')
  return matter === (was ?? '') ? accept(null) : refuse('question_named_since')
}
