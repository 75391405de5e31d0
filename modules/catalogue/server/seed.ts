import { DEFAULT_HOURS, DEFAULT_WORK_WEEKDAYS } from '#kernel/working-time.ts'
import type { Tx } from '#platform/server/database.ts'
import { matterTokens } from './matters.ts'
import {
  presetGuideItems,
  presetLegacyCodes,
  presetMatters,
  presetPolicy,
  presetReasons,
  presetStandardCodes,
  presetStateDays,
} from './presets.ts'

/**
 * Gives a district its first catalogue: the standard's codes with our standards, the guide, reasons,
 * policy and calendar. Whatever is there already stays as it is, so running it again adds what a new
 * release brings and touches nothing that the district has edited.
 */
export async function seedCatalogue(tx: Tx, districtId: string, now: Date): Promise<void> {
  await seedReference(tx)
  await seedGuide(tx, districtId)
  await seedMatters(tx, districtId)
  await tx
    .insertInto('catalogue.reason')
    .values(presetReasons().map((r) => Object.assign(r, { district_id: districtId })))
    .onConflict((c) => c.doNothing())
    .execute()
  await tx
    .insertInto('catalogue.policy')
    .values({
      district_id: districtId,
      version: 1,
      limits: JSON.stringify(presetPolicy()),
      made_at: now,
      reason: '',
    })
    .onConflict((c) => c.doNothing())
    .execute()
  await tx
    .insertInto('catalogue.calendar')
    .values({
      district_id: districtId,
      version: 1,
      hours: JSON.stringify(DEFAULT_HOURS),
      weekdays: [...DEFAULT_WORK_WEEKDAYS],
      made_at: now,
      reason: '',
    })
    .onConflict((c) => c.doNothing())
    .execute()
}

/** Statutory days that were corrected by an import stay corrected. */
async function seedReference(tx: Tx): Promise<void> {
  await tx
    .insertInto('catalogue.standard_code')
    .values(presetStandardCodes())
    .onConflict((c) => c.doNothing())
    .execute()
  await tx
    .insertInto('catalogue.legacy_code')
    .values(presetLegacyCodes())
    .onConflict((c) => c.doNothing())
    .execute()
  await tx
    .insertInto('catalogue.state_day')
    .values(presetStateDays())
    .onConflict((c) => c.doNothing())
    .execute()
}

async function seedGuide(tx: Tx, districtId: string): Promise<void> {
  await tx
    .insertInto('catalogue.guide_item')
    .values(
      presetGuideItems().map((item) =>
        Object.assign(item, {
          district_id: districtId,
          steps: JSON.stringify(item.steps),
          evidence: JSON.stringify(item.evidence),
        }),
      ),
    )
    .onConflict((c) => c.doNothing())
    .execute()
}

async function seedMatters(tx: Tx, districtId: string): Promise<void> {
  await tx
    .insertInto('catalogue.matter')
    .values(
      presetMatters().map((m) => ({
        district_id: districtId,
        kind: m.kind,
        code: m.code,
        name: m.name,
        major: m.major,
        major_name: m.majorName,
        guide_item_code: m.guideItemCode,
        filing_standard: m.filingStandard,
        closing_standard: m.closingStandard,
        hint: m.hint,
        lead: m.lead,
        urgency: m.urgency,
        hazard: m.hazard,
        origin: m.origin,
        tokens: matterTokens(m),
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute()
}
