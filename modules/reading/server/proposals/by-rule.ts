import { unitsByRule } from '#modules/cases/server/index.ts'
import { readMatters } from '#modules/catalogue/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import type { Ranked } from '../../domain/classifier/model.ts'
import { blended, ENOUGH_OF_MATTER, type Likely } from '../../domain/classifier/blend.ts'
import { casesOfMatters } from '../models/lessons.ts'
import type { Stored } from '../models/store.ts'

/** The matter under which a case is filed; null while it is under none. */
export async function filedAs(db: Db, districtId: string, caseId: string): Promise<string | null> {
  const row = await db
    .selectFrom('cases.v_told_event')
    .select(['matter_kind', 'matter_code'])
    .where('district_id', '=', districtId)
    .where('case_id', '=', caseId)
    .limit(1)
    .executeTakeFirst()
  return row?.matter_code ? `${row.matter_kind}:${row.matter_code}` : null
}

/**
 * Units as what was learned says, and beside it, for matters of which too few cases were learned from,
 * the units to which the district's own rules would send such a case.
 */
export async function withRules(
  db: Db,
  of: { districtId: string; caseId: string; matters: readonly Ranked[] },
  { learned, from }: { learned: readonly Ranked[]; from: Stored | null },
): Promise<Likely[]> {
  const { districtId, caseId } = of
  const counts = from ? await casesOfMatters(db, districtId, from) : new Map<string, number>()
  const casesOf = (label: string) => counts.get(label) ?? 0
  const few = of.matters.filter(({ label }) => casesOf(label) < ENOUGH_OF_MATTER)
  const known = await activeMatters(db, districtId, few)
  const byRule = known.length === 0 ? [] : await unitsByRule(db, { districtId, caseId }, known)
  const ruleOf = new Map(known.map(({ kind, code }, i) => [`${kind}:${code}`, byRule[i] ?? null]))
  return blended(
    of.matters.map(({ label, confidence }) => ({
      confidence,
      cases: casesOf(label),
      byRule: ruleOf.get(label) ?? null,
    })),
    learned,
  )
}

/** The matters that these labels name and that may still be chosen. */
async function activeMatters(db: Db, districtId: string, labels: readonly Ranked[]) {
  const named = labels.flatMap(({ label }) => {
    const [kind, code = ''] = label.split(':')
    return kind === 'component' || kind === 'matter' ? [{ kind, code } as const] : []
  })
  return (await readMatters(db, districtId, named)).filter(({ active }) => active)
}
