import { unitsByRule } from '#modules/cases/server/index.ts'
import { readMatter } from '#modules/catalogue/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import type { Ranked } from '../../domain/classifier/model.ts'
import { blended, ENOUGH_OF_MATTER, type Likely } from '../../domain/classifier/blend.ts'
import { casesOfMatters } from '../models/lessons.ts'
import type { Stored } from '../models/store.ts'

/** A matter as the catalogue has it, of which a case may be. */
interface MayBe {
  label: string
  confidence: number
  matter: { kind: string; code: string; guideItemCode: string | null; urgency: string }
}

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
  const known: MayBe[] = []
  for (const { label, confidence } of few) {
    const [kind, code = ''] = label.split(':')
    if (kind !== 'component' && kind !== 'matter') continue
    const matter = await readMatter(db, districtId, kind, code) // oxlint-disable-line no-await-in-loop -- a few, one after the other on one connection
    if (matter?.active) known.push({ label, confidence, matter })
  }
  const byRule =
    known.length === 0
      ? []
      : await unitsByRule(
          db,
          { districtId, caseId },
          known.map(({ matter }) => matter),
        )
  const ruleOf = new Map(known.map(({ label }, i) => [label, byRule[i] ?? null]))
  return blended(
    of.matters.map(({ label, confidence }) => ({
      confidence,
      cases: casesOf(label),
      byRule: ruleOf.get(label) ?? null,
    })),
    learned,
  )
}
