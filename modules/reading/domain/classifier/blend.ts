import type { Ranked } from './model.ts'

/** A matter that a case may be of, and what the rules of dispatch say of such cases. */
export interface Sent {
  confidence: number
  /** Of how many cases of this matter the units were learned; 0: of none, or nothing was. */
  cases: number
  /** Null: no rule names a unit that may be given it. */
  byRule: { unitId: string; rule: string } | null
}

/** A likely unit; with the name of a rule where mostly a rule says so. */
export interface Likely extends Ranked {
  rule: string | null
}

/** Of so many cases of a matter, what people did with them says enough without the rules. */
export const ENOUGH_OF_MATTER = 20

/** How much the rules count of one matter: all of it before any case, nothing once there are enough. */
const shareOfRules = ({ cases, byRule }: Sent) =>
  byRule === null ? 0 : 1 - Math.min(1, cases / ENOUGH_OF_MATTER)

/**
 * Units by rule and units learned, in one order. Every likely matter gives its confidence to the unit of
 * its rule as far as too few cases of it were learned from; what is left goes to what was learned, none
 * where nothing was. The sum is never above one.
 */
export function blended(matters: readonly Sent[], learned: readonly Ranked[]): Likely[] {
  const all = Math.max(1, sumOf(matters.map(({ confidence }) => confidence)))
  const byRule = new Map<string, Map<string, number>>()
  for (const sent of matters) {
    const given = (sent.confidence / all) * shareOfRules(sent)
    if (sent.byRule === null || given === 0) continue
    const { unitId, rule } = sent.byRule
    const rules = byRule.get(unitId) ?? new Map<string, number>()
    byRule.set(unitId, rules.set(rule, (rules.get(rule) ?? 0) + given))
  }
  const ruled = sumOf([...byRule.values()].map((rules) => sumOf([...rules.values()])))
  const left = Math.max(0, 1 - ruled)
  const learnedOf = new Map(learned.map(({ label, confidence }) => [label, confidence * left]))
  return [...new Set([...byRule.keys(), ...learnedOf.keys()])]
    .map((label): Likely => {
      const rules = [...(byRule.get(label) ?? [])].sort(([, a], [, b]) => b - a)
      const said = sumOf(rules.map(([, given]) => given))
      const read = learnedOf.get(label) ?? 0
      const confidence = Math.min(1, said + read)
      return { label, confidence, rule: said > read ? (rules[0]?.[0] ?? null) : null }
    })
    .sort((a, b) => b.confidence - a.confidence)
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)
