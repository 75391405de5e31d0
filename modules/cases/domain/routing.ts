/** One ordered rule. Empty lists match everything. */
export interface Rule {
  id: string
  position: number
  name: string
  /** `matter:06010`, or a prefix such as `matter:06`. */
  whenMatters: readonly string[]
  whenGuides: readonly string[]
  /** Place-code prefixes. */
  whenAreas: readonly string[]
  whenUrgency: readonly string[]
  unitId: string
  enabled: boolean
}

export interface Routed {
  matter: string | null
  guide: string | null
  /** The most specific place code known. */
  area: string
  urgency: string
}

export type Why = 'matter' | 'guide' | 'area' | 'urgency' | 'nobody_matched'

export interface RoutingProposal {
  rule: Rule | null
  unitId: string | null
  why: Why[]
}

const matches = (wanted: readonly string[], value: string | null, prefix: boolean): boolean =>
  wanted.length === 0 ||
  (value !== null && wanted.some((w) => (prefix ? value.startsWith(w) : value === w)))

/**
 * The first enabled rule that matches, in order of position. Nobody matched: the community's
 * secretary has to decide (LESSONS, routing).
 */
export function route(rules: readonly Rule[], kase: Routed): RoutingProposal {
  for (const rule of rules.toSorted((a, b) => a.position - b.position)) {
    if (!rule.enabled) continue
    const hit =
      matches(rule.whenMatters, kase.matter, true) &&
      matches(rule.whenGuides, kase.guide, false) &&
      matches(rule.whenAreas, kase.area, true) &&
      matches(rule.whenUrgency, kase.urgency, false)
    if (hit) return { rule, unitId: rule.unitId, why: reasons(rule) }
  }
  return { rule: null, unitId: null, why: ['nobody_matched'] }
}

function reasons(rule: Rule): Why[] {
  const why: [Why, readonly string[]][] = [
    ['matter', rule.whenMatters],
    ['guide', rule.whenGuides],
    ['area', rule.whenAreas],
    ['urgency', rule.whenUrgency],
  ]
  return why.filter(([, wanted]) => wanted.length > 0).map(([name]) => name)
}
