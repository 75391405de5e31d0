import { route, type Rule } from './routing.ts'

/** Empty means everything: the value that only a rule without that condition can match. */
const orNothing = (wanted: readonly string[]): (string | null)[] =>
  wanted.length > 0 ? [...wanted] : [null]

/**
 * The earlier rules that take everything a rule would match, so that it can never fire; null where it
 * can. Each condition is tried at its least specific value: an earlier rule that takes `matter:06`
 * takes all that begins with it, one that takes only `matter:06010` leaves the rest.
 */
export function shadowedBy(rules: readonly Rule[], rule: Rule): Rule[] | null {
  const urgencies =
    rule.whenUrgency.length > 0 ? rule.whenUrgency : ['routine', 'urgent', 'emergency']
  const earlier = rules.filter((r) => r.id !== rule.id && r.position < rule.position)
  const takers = new Map<string, Rule>()
  for (const matter of orNothing(rule.whenMatters))
    for (const guide of orNothing(rule.whenGuides))
      for (const area of orNothing(rule.whenAreas))
        for (const urgency of urgencies) {
          const taken = route(earlier, { matter, guide, area: area ?? '', urgency }).rule
          if (!taken) return null
          takers.set(taken.id, taken)
        }
  return [...takers.values()].toSorted((a, b) => a.position - b.position)
}

/** Every enabled rule that can never fire, with those that stand before it. */
export function shadowed(rules: readonly Rule[]): Map<string, Rule[]> {
  return new Map(
    rules.flatMap((rule): [string, Rule[]][] => {
      const by = rule.enabled ? shadowedBy(rules, rule) : null
      return by ? [[rule.id, by]] : []
    }),
  )
}
