import labels from '../presets/labels.json' with { type: 'json' }
import { transact, type Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { LabelView } from '../contract/index.ts'
import { nextVersion, recordChange, type Editing } from './revisions.ts'

const types = { open: 'open', done: 'done', ended: 'ended' } as const
const typeOf = (word: string): LabelView['type'] =>
  Object.values(types).find((type) => type === word) ?? 'open'

/** What the states are called: our words, and over them those of the district. */
export async function listLabels(db: Db, districtId: string): Promise<LabelView[]> {
  const own = await db
    .selectFrom('catalogue.label')
    .select(['status', 'name', 'name_en', 'version'])
    .where('district_id', '=', districtId)
    .execute()
  return labels.statuses.map((preset) => {
    const row = own.find((r) => r.status === preset.status)
    return {
      status: preset.status,
      name: row?.name ?? preset.zh,
      nameEn: row?.name_en ?? preset.en,
      presetName: preset.zh,
      presetNameEn: preset.en,
      type: typeOf(preset.type),
      origin: row ? 'district' : 'preset',
      version: row?.version ?? 0,
    }
  })
}

/** Calls a state otherwise. The states themselves and their moves are code and stay. */
export async function editLabel(
  db: Db,
  status: string,
  edit: { name: string; nameEn: string; baseVersion: number },
  editing: Editing,
): Promise<LabelView> {
  const { districtId } = editing.caller
  const find = async (from: Db) => {
    const found = (await listLabels(from, districtId)).find((l) => l.status === status)
    if (!found) throw notFound('catalogue.label_not_found')
    return found
  }
  return transact(db, async (tx) => {
    await tx
      .selectFrom('catalogue.label')
      .select('status')
      .where('district_id', '=', districtId)
      .where('status', '=', status)
      .forUpdate()
      .execute()
    const before = await find(tx)
    const at = { districtId, subject: 'label' as const, key: status }
    const version = await nextVersion(tx, at, before.version, edit.baseVersion)
    const row = { name: edit.name, name_en: edit.nameEn, version }
    await tx
      .insertInto('catalogue.label')
      .values({ district_id: districtId, status, ...row })
      .onConflict((c) => c.columns(['district_id', 'status']).doUpdateSet(row))
      .execute()
    const after = await find(tx)
    await recordChange(tx, editing, {
      ...at,
      version,
      before: { name: before.name, nameEn: before.nameEn },
      after: { name: after.name, nameEn: after.nameEn },
    })
    return after
  })
}
