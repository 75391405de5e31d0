import type { Say } from '#platform/web/console/say.ts'
import {
  deskStages,
  itemClasses,
  urgencies,
  type PolicyView,
  type Stage,
  type Urgency,
} from '../../../contract/index.ts'
import type { LimitValue } from './LimitField.tsx'

export type Limits = PolicyView['limits']
export type OwnKey = `component/${string}` | `matter/${string}`

/** The rows of the table: five stages at the desk, then handling by class. */
export const handlingClasses = [...itemClasses, 'other'] as const
export type LimitRow =
  | { part: 'desk'; name: (typeof deskStages)[number] }
  | { part: 'handling'; name: (typeof handlingClasses)[number] }

export const limitRows: readonly LimitRow[] = [
  ...deskStages.map((name) => ({ part: 'desk', name }) as const),
  ...handlingClasses.map((name) => ({ part: 'handling', name }) as const),
]

export const limitAt = (limits: Limits, row: LimitRow, urgency: Urgency): LimitValue =>
  row.part === 'desk' ? limits.desk[row.name][urgency] : limits.handling[row.name][urgency]

/** The limits with one of the table changed. */
export function withLimit(
  limits: Limits,
  at: { row: LimitRow; urgency: Urgency },
  limit: LimitValue,
): Limits {
  const { row, urgency } = at
  if (row.part === 'desk') {
    const changed = { ...limits.desk[row.name], [urgency]: limit }
    return { ...limits, desk: { ...limits.desk, [row.name]: changed } }
  }
  const changed = { ...limits.handling[row.name], [urgency]: limit }
  return { ...limits, handling: { ...limits.handling, [row.name]: changed } }
}

/** The limits with a matter's own standard of a stage changed, or taken away (null). */
export function withOwn(
  limits: Limits,
  at: { key: string; stage: Stage },
  limit: LimitValue | null,
): Limits {
  const { [at.stage]: _, ...others } = limits.own[at.key] ?? {}
  const standard = limit ? { ...others, [at.stage]: limit } : others
  const { [at.key]: __, ...rest } = limits.own
  return Object.keys(standard).length > 0
    ? { ...limits, own: { ...rest, [at.key]: standard } }
    : { ...limits, own: rest }
}

/** `handling.service.urgent` in words. */
export function sayLimitPath(path: string, t: Say<'catalogueConsole'>): string {
  const [part = '', name = '', last = ''] = path.split('.')
  if (part === 'workDay') return t('policy.workDay')
  if (part === 'own') return `${name.split('/')[1] ?? name} ${t(`stage.${last}`)}`
  const urgency = urgencies.some((u) => u === last) ? t(`urgency.${last}`) : last
  return part === 'desk'
    ? `${t(`stage.${name}`)} · ${urgency}`
    : `${t('policy.handling', { class: t(`class.${name}`) })} · ${urgency}`
}
