import {
  choice,
  fitting,
  formed,
  yesNo,
  type InColumn,
  type Line,
  type ServedSheet,
} from '#platform/server/spreadsheet/index.ts'
import { ReasonEdit, type ReasonKind, type ReasonView } from '../../contract/index.ts'
import { reasonKinds } from '../../domain/matter.ts'
import { editReason, listReasons } from '../reasons.ts'
import { known, said, whySo } from './words.ts'

const kind = choice(reasonKinds, (code) => known(`reason_kind.${code}`))
const texts = ['name', 'nameEn', 'door', 'doorEn'] as const

const columns: InColumn<ReasonView>[] = [
  {
    key: 'kind',
    title: said('col.reasonKind'),
    ...kind,
    show: (r, language) => kind.say(r.kind, language),
  },
  {
    key: 'code',
    title: said('col.code'),
    show: (r) => r.code,
    meaning: formed(/^[a-z0-9][a-z0-9_-]{0,39}$/, said('why.reasonCode')),
  },
  ...texts.map((key): InColumn<ReasonView> => ({
    key,
    title: said(`col.${key}`),
    width: 30,
    needed: key === 'name' || key === 'nameEn',
    show: (r) => r[key],
  })),
  {
    key: 'active',
    title: said('col.active'),
    width: 10,
    ...yesNo,
    show: (r, language) => yesNo.show(r.active, language),
  },
]

function editOf(before: ReasonView | undefined, given: Line): ReasonEdit {
  const words = Object.fromEntries(texts.map((key) => [key, given[key] ?? before?.[key] ?? '']))
  return fitting(ReasonEdit, {
    ...words,
    active: given['active'] ? given['active'] === 'true' : (before?.active ?? true),
  })
}

/** Reasons of all kinds in their order; new ones go to the end of theirs. */
export const reasonsSheet: ServedSheet<ReasonView> = {
  plan: { name: said('name.reasons'), keys: ['kind', 'code'], columns },
  versionOf: (r) => r.version,
  rows: (db, { districtId }) => listReasons(db, districtId),
  whySo,
  work: async (taking) => ({
    save: async (tx, { before, given }) => {
      const ref = given as Line & { kind: ReasonKind; code: string } // oxlint-disable-line typescript/no-unsafe-type-assertion -- both are keys with a meaning
      const edit = { ...editOf(before, given), baseVersion: before?.version ?? null }
      await editReason(tx, { kind: ref.kind, code: ref.code }, edit, taking)
    },
  }),
}
