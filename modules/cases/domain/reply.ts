import type { CaseStatus } from './case.ts'

/** What a template of replies may leave open; the case fills it. Nothing of the reporter is among them. */
export const replyGaps = ['code', 'matter', 'place', 'unit', 'promise'] as const
export type ReplyGap = (typeof replyGaps)[number]

const GAP = /\{([^{}]*)\}/g

export const gapsIn = (words: string): string[] => [
  ...new Set(Array.from(words.matchAll(GAP), (match) => match[1] ?? '')),
]

/** What stands in braces and is none of ours: a slip of the pen that reporters would read. */
export const unknownGaps = (words: string): string[] =>
  gapsIn(words).filter((gap) => !(replyGaps as readonly string[]).includes(gap))

export interface Template {
  whenStatuses: readonly string[]
  whenMatters: readonly string[]
  words: string
  active: boolean
}

/** Whether a template is meant for a case in this state and of this matter; empty lists mean any. */
export function fits(
  template: Template,
  kase: { status: CaseStatus; matter: string | null },
): boolean {
  if (!template.active) return false
  const { whenStatuses, whenMatters } = template
  if (whenStatuses.length > 0 && !whenStatuses.includes(kase.status)) return false
  return whenMatters.length === 0 || whenMatters.some((m) => kase.matter?.startsWith(m) ?? false)
}

/** The words with every gap filled, and the gaps that this case cannot fill: then nothing may be sent. */
export function filled(
  words: string,
  values: Partial<Record<ReplyGap, string>>,
): { text: string; missing: string[] } {
  const missing = gapsIn(words).filter((gap) => !valueOf(values, gap))
  return {
    text: words.replaceAll(GAP, (gap, name: string) => valueOf(values, name) ?? gap),
    missing,
  }
}

const valueOf = (values: Partial<Record<string, string>>, gap: string): string | undefined =>
  Object.hasOwn(values, gap) ? values[gap] || undefined : undefined
