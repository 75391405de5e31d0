import type { Say } from '#platform/web/console/say.ts'
import type { RoutingRule, RoutingSettings } from '../../../contract/index.ts'

type T = Say<'console'>

/** What the codes in rules are called. */
export interface Names {
  matter: (key: string) => string
  guide: (code: string) => string
  area: (code: string) => string
  unit: (id: string) => string
}

const codeOf = (key: string) => key.split(':')[1] ?? key

/** A name for every code; a code that names nothing any more is said as it is. */
export function namesOf(settings: RoutingSettings, english: boolean): Names {
  const matters = new Map(
    [...settings.majors, ...settings.matters].map((m) => [m.key, m.name] as const),
  )
  const guides = new Map(settings.guides.map((g) => [g.code, english ? g.nameEn : g.name] as const))
  const areas = new Map(settings.areas.map((a) => [a.code, a.name] as const))
  const units = new Map(settings.units.map((u) => [u.id, u.name] as const))
  return {
    matter: (key) => [matters.get(key), codeOf(key)].filter(Boolean).join(' '),
    guide: (code) => guides.get(code) ?? code,
    area: (code) => areas.get(code) ?? code,
    unit: (id) => units.get(id) ?? '',
  }
}

type Conditions = Pick<RoutingRule, 'whenMatters' | 'whenGuides' | 'whenAreas' | 'whenUrgency'>

/** A rule’s conditions, one sentence part each; a rule without any takes everything. */
export function conditionWords(rule: Conditions, names: Names, t: T): string[] {
  const list = (key: string, values: readonly string[], say: (value: string) => string) =>
    values.length > 0 ? [t(key, { list: values.map(say).join(t('list.and')) })] : []
  const parts = [
    ...list('routing.ifMatter', rule.whenMatters, names.matter),
    ...list('routing.ifGuide', rule.whenGuides, names.guide),
    ...list('routing.ifArea', rule.whenAreas, names.area),
    ...list('routing.ifUrgency', rule.whenUrgency, (u) => t(`urgency.${u}`)),
  ]
  return parts.length > 0 ? parts : [t('routing.always')]
}
