import { findUnit } from '#modules/people/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { route, type Rule } from '../domain/routing.ts'
import { isKept } from '../domain/duty-list.ts'
import { dutyAt } from './duties/duty-list.ts'
import { listRules } from './routing.ts'

/** A matter that a case may be filed under, with what of it the rules ask for. */
export interface MayBe {
  kind: string
  code: string
  guideItemCode: string | null
  urgency: string
}

/** The unit that dispatch would propose, and the name of the rule that says so. */
export interface ByRule {
  unitId: string
  rule: string
}

/**
 * To which unit the district's rules would send a case where it stands, were it filed under each of
 * these matters; null where no rule matches, the unit is closed, or the duty list keeps it from the unit.
 */
export async function unitsByRule(
  db: Db,
  { districtId, caseId }: { districtId: string; caseId: string },
  matters: readonly MayBe[],
): Promise<(ByRule | null)[]> {
  const rules = (await listRules(db, districtId)).filter(({ enabled }) => enabled)
  const kase = await db
    .selectFrom('cases.case')
    .select(['district_id', 'street_code', 'community_code', 'grid_code', 'urgency'])
    .where('district_id', '=', districtId)
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!kase || rules.length === 0) return matters.map(() => null)
  const found: (ByRule | null)[] = []
  for (const matter of matters) found.push(await unitByRule(db, { rules, kase, matter })) // oxlint-disable-line no-await-in-loop -- a few, one after the other on one connection
  return found
}

interface Where {
  district_id: string
  street_code: string
  community_code: string
  grid_code: string
  urgency: string
}

async function unitByRule(
  db: Db,
  { rules, kase, matter }: { rules: readonly Rule[]; kase: Where; matter: MayBe },
): Promise<ByRule | null> {
  const { kind, code, guideItemCode: guide } = matter
  const { rule, unitId } = route(rules, {
    matter: `${kind}:${code}`,
    guide,
    area: kase.grid_code || kase.community_code || kase.street_code || kase.district_id,
    // A report of danger stays one, whatever it is filed under.
    urgency: kase.urgency === 'emergency' ? kase.urgency : matter.urgency,
  })
  const unit = unitId === null ? undefined : await findUnit(db, kase.district_id, unitId)
  if (!rule || !unit?.active) return null
  const filed = { ...kase, matter_kind: kind, matter_code: code, guide_item_code: guide }
  return isKept(await dutyAt(db, filed, unit), 'lead') ? null : { unitId: unit.id, rule: rule.name }
}
