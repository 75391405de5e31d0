import { transact, type Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { GuideItemEdit, GuideItemView } from '../contract/index.ts'
import type { ItemClass } from '../domain/matter.ts'
import { nextVersion, recordChange, type Editing } from './revisions.ts'

const select = (db: Db, districtId: string) =>
  db
    .selectFrom('catalogue.guide_item')
    .where('district_id', '=', districtId)
    .select((eb) => [
      'code',
      eb.ref('class').$castTo<ItemClass>().as('class'),
      'name',
      'name_en as nameEn',
      eb.ref('steps').$castTo<string[]>().as('steps'),
      eb.ref('evidence').$castTo<string[]>().as('evidence'),
      'legal_basis as legalBasis',
      'owner',
      'settle_alone as settleAlone',
      'next_step as nextStep',
      'next_step_en as nextStepEn',
      eb.ref('origin').$castTo<'preset' | 'district'>().as('origin'),
      'active',
      'version',
    ])

/** An item of the district's guide, active or not; undefined where there is none of this code. */
export async function readGuideItem(
  db: Db,
  districtId: string,
  code: string,
): Promise<GuideItemView | undefined> {
  return select(db, districtId).where('code', '=', code).executeTakeFirst()
}

/** All items, class by class in the order of their codes. */
export async function listGuideItems(db: Db, districtId: string): Promise<GuideItemView[]> {
  return select(db, districtId).orderBy('class').orderBy('code').execute()
}

/** Edits an item or adds one; from then on it is the district's own. */
export async function editGuideItem(
  db: Db,
  code: string,
  edit: GuideItemEdit & { baseVersion: number | null },
  editing: Editing,
): Promise<GuideItemView> {
  const { districtId } = editing.caller
  return transact(db, async (tx) => {
    const before = await select(tx, districtId)
      .where('code', '=', code)
      .forUpdate()
      .executeTakeFirst()
    if (!before && edit.baseVersion !== null) throw notFound('catalogue.guide_item_not_found')
    const at = { districtId, subject: 'guide_item' as const, key: code }
    const version = await nextVersion(tx, at, before?.version, edit.baseVersion)
    const row = {
      class: edit.class,
      name: edit.name,
      name_en: edit.nameEn,
      steps: JSON.stringify(edit.steps),
      evidence: JSON.stringify(edit.evidence),
      legal_basis: edit.legalBasis,
      owner: edit.owner,
      settle_alone: edit.settleAlone,
      next_step: edit.nextStep,
      next_step_en: edit.nextStepEn,
      origin: 'district',
      active: edit.active,
      version,
    }
    await tx
      .insertInto('catalogue.guide_item')
      .values({ district_id: districtId, code, ...row })
      .onConflict((c) => c.columns(['district_id', 'code']).doUpdateSet(row))
      .execute()
    const after = (await readGuideItem(tx, districtId, code))!
    await recordChange(tx, editing, { ...at, version, before: before ?? null, after })
    return after
  })
}
