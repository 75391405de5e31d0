import { randomUUID } from 'node:crypto'
import { areaNames } from '#modules/places/server/index.ts'
import {
  CellFault,
  choice,
  ColumnFault,
  fitting,
  severalLines,
  yesNo,
  type InColumn,
  type Line,
  type ServedSheet,
} from '#platform/server/spreadsheet/index.ts'
import { DutyEntryEdit, type DutyEntryView } from '../../contract/duties.ts'
import { dutyKinds } from '../../domain/duty-list.ts'
import { listDuties, saveDuty } from '../duties/duty-list.ts'
import { guideForm, matterForm, recordSheet, said, severalCodes, whySo } from './columns.ts'

type Row = DutyEntryView & { communityName: string }

const kind = choice(dutyKinds, (code) => said(`kind.${code}`))
const everywhere = said('everywhere')

/** What stands for every community; a key is never empty. */
const ALL = 'all'
const community = {
  say: (code: string, language: 'zh' | 'en') => (code === ALL ? everywhere[language] : code),
  meaning: (text: string) => {
    if ([ALL, everywhere.zh, everywhere.en.toLowerCase()].includes(text.toLowerCase())) return ALL
    if (/^\d{12}$/.test(text)) return text
    throw new CellFault(said('why.community'))
  },
}

const columns: InColumn<Row>[] = [
  {
    key: 'community',
    title: said('col.community'),
    ...community,
    show: (d, language) => community.say(d.communityCode || ALL, language),
  },
  {
    key: 'communityName',
    title: said('col.communityName'),
    readOnly: true,
    show: (d) => d.communityName,
  },
  { key: 'name', title: said('col.name'), width: 24, show: (d) => d.name },
  {
    key: 'kind',
    title: said('col.kind'),
    ...kind,
    needed: true,
    show: (d, language) => kind.say(d.kind, language),
  },
  { key: 'basis', title: said('col.basis'), width: 30, show: (d) => d.basis },
  severalCodes({
    key: 'whenMatters',
    of: (d) => d.whenMatters,
    form: matterForm,
    why: said('why.matter'),
  }),
  severalCodes({
    key: 'whenGuides',
    of: (d) => d.whenGuides,
    form: guideForm,
    why: said('why.guide'),
  }),
  {
    key: 'active',
    title: said('col.active'),
    width: 10,
    ...yesNo,
    show: (d, language) => yesNo.show(d.active, language),
  },
]

function editOf(before: Row | undefined, given: Line) {
  const codes = (key: 'whenMatters' | 'whenGuides') =>
    given[key] === undefined ? (before?.[key] ?? []) : severalLines(given[key])
  return fitting(DutyEntryEdit, {
    communityCode: given['community'] === ALL ? '' : given['community'],
    kind: given['kind'],
    name: given['name'],
    basis: given['basis'] ?? before?.basis ?? '',
    whenMatters: codes('whenMatters'),
    whenGuides: codes('whenGuides'),
    active: given['active'] ? given['active'] === 'true' : (before?.active ?? true),
    version: before?.version ?? 0,
  })
}

/** The duty list of communities; an entry is known by its community and name. */
export const dutiesSheet: ServedSheet<Row> = {
  plan: { name: said('name.duties'), keys: ['community', 'name'], columns },
  versionOf: (d) => d.version,
  rows: async (db, { districtId }) => {
    const entries = await listDuties(db, districtId)
    const names = await areaNames(db, districtId)
    return entries.map((entry) =>
      Object.assign(entry, { communityName: names.get(entry.communityCode) ?? '' }),
    )
  },
  whySo,
  work: async (taking, tx) => {
    const areas = await areaNames(tx, taking.caller.districtId)
    return {
      save: async (step, { before, given }) => {
        const edit = editOf(before, given)
        if (edit.communityCode !== '' && !areas.has(edit.communityCode))
          throw new ColumnFault('community', said('why.community'))
        const id = before?.id ?? randomUUID()
        await saveDuty(step, taking.caller, { ...edit, id }, taking.now)
      },
      finish: async (step) => {
        await recordSheet(step, taking, 'duties')
        return []
      },
    }
  },
}
