import type { Db, Tx } from '#platform/server/database.ts'
import {
  choice,
  ColumnFault,
  fitting,
  formed,
  yesNo,
  type InColumn,
  type Line,
  type ServedSheet,
} from '#platform/server/spreadsheet/index.ts'
import { MatterEdit, type MatterView } from '../../contract/index.ts'
import { matterKinds, urgencies, type MatterRef } from '../../domain/matter.ts'
import { readGuideItem } from '../guide-items.ts'
import { editMatter, listMatters } from '../matters.ts'
import { known, said, whySo } from './words.ts'

export const kindColumn = choice(matterKinds, (kind) => known(`kind.${kind}`))
const urgency = choice(urgencies, (code) => known(`urgency.${code}`))
export const MATTERS_AT_MOST = 50_000

const text = (
  key: 'name' | 'filingStandard' | 'closingStandard' | 'hint' | 'lead',
  width: number,
): InColumn<MatterView> => ({ key, title: said(`col.${key}`), width, show: (m) => m[key] })

const columns: InColumn<MatterView>[] = [
  {
    key: 'kind',
    title: said('col.kind'),
    width: 10,
    ...kindColumn,
    show: (m, language) => kindColumn.say(m.kind, language),
  },
  {
    key: 'code',
    title: said('col.code'),
    width: 10,
    show: (m) => m.code,
    meaning: formed(/^\d{5}$/, said('why.matterCode')),
  },
  { ...text('name', 24), needed: true },
  { key: 'majorName', title: said('col.majorName'), readOnly: true, show: (m) => m.majorName },
  { key: 'guideItemCode', title: said('col.guideItemCode'), show: (m) => m.guideItemCode },
  text('filingStandard', 40),
  text('closingStandard', 40),
  text('hint', 30),
  text('lead', 16),
  {
    key: 'urgency',
    title: said('col.urgency'),
    width: 10,
    ...urgency,
    show: (m, language) => urgency.say(m.urgency, language),
  },
  {
    key: 'hazard',
    title: said('col.hazard'),
    width: 10,
    ...yesNo,
    show: (m, language) => yesNo.show(m.hazard, language),
  },
  {
    key: 'active',
    title: said('col.active'),
    width: 10,
    ...yesNo,
    show: (m, language) => yesNo.show(m.active, language),
  },
]

/** What a line makes of a matter: what it does not say stays, or is as for a new one. */
function editOf(before: MatterView | undefined, given: Line): MatterEdit {
  const has = (key: string) => given[key] !== undefined && given[key] !== ''
  const words = (key: 'name' | 'filingStandard' | 'closingStandard' | 'hint' | 'lead') =>
    given[key] ?? before?.[key] ?? ''
  const is = (key: 'hazard' | 'active', fresh: boolean) =>
    has(key) ? given[key] === 'true' : (before?.[key] ?? fresh)
  return fitting(MatterEdit, {
    name: words('name'),
    guideItemCode:
      given['guideItemCode'] === undefined
        ? (before?.guideItemCode ?? null)
        : given['guideItemCode'] || null,
    filingStandard: words('filingStandard'),
    closingStandard: words('closingStandard'),
    hint: words('hint'),
    lead: words('lead'),
    urgency: has('urgency') ? given['urgency'] : (before?.urgency ?? 'routine'),
    hazard: is('hazard', false),
    active: is('active', true),
  })
}

async function guideItemThere(tx: Tx, districtId: string, code: string | null): Promise<void> {
  if (code !== null && !(await readGuideItem(tx, districtId, code)))
    throw new ColumnFault('guideItemCode', said('why.guideItem'))
}

/** All matters of the district, retired ones too; what is asked besides is not in the sheet and stays. */
export const mattersSheet: ServedSheet<MatterView> = {
  plan: { name: said('name.matters'), keys: ['kind', 'code'], columns },
  versionOf: (m) => m.version,
  rows: async (db: Db, { districtId }) =>
    (await listMatters(db, districtId, { limit: MATTERS_AT_MOST })).rows,
  whySo,
  work: async (taking) => ({
    save: async (tx, { before, given }) => {
      const { kind, code } = given as Line & MatterRef // oxlint-disable-line typescript/no-unsafe-type-assertion -- both are keys with a meaning
      const edit = editOf(before, given)
      await guideItemThere(tx, taking.caller.districtId, edit.guideItemCode)
      await editMatter(
        tx,
        { kind, code },
        { ...edit, baseVersion: before?.version ?? null },
        taking,
      )
    },
  }),
}
