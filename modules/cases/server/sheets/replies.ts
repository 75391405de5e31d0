import { randomUUID } from 'node:crypto'
import {
  bothOf,
  CellFault,
  choice,
  fitting,
  severalLines,
  yesNo,
  type InColumn,
  type Line,
  type ServedSheet,
} from '#platform/server/spreadsheet/index.ts'
import { saveReplyTemplate, type ReplyTemplate } from '../../contract/replies.ts'
import { caseStatuses } from '../../domain/case.ts'
import { listTemplates, saveTemplate } from '../replies/templates.ts'
import consoleEn from '../../words/console.en.json' with { type: 'json' }
import consoleZh from '../../words/console.zh-CN.json' with { type: 'json' }
import { matterForm, recordSheet, said, severalCodes, whySo } from './columns.ts'

const words = bothOf(consoleZh, consoleEn)
const status = choice(caseStatuses, (code) => words(`status.${code}`))

const columns: InColumn<ReplyTemplate>[] = [
  { key: 'name', title: said('col.name'), width: 24, show: (r) => r.name },
  {
    key: 'whenStatuses',
    title: said('col.whenStatuses'),
    width: 20,
    show: (r, language) => r.whenStatuses.map((code) => status.say(code, language)).join('\n'),
    meaning: (text) => {
      try {
        return severalLines(text).map(status.meaning).join('\n')
      } catch {
        throw new CellFault(said('why.status'))
      }
    },
  },
  severalCodes({
    key: 'whenMatters',
    of: (r) => r.whenMatters,
    form: matterForm,
    why: said('why.matter'),
  }),
  { key: 'words', title: said('col.words'), width: 60, needed: true, show: (r) => r.words },
  {
    key: 'active',
    title: said('col.active'),
    width: 10,
    ...yesNo,
    show: (r, language) => yesNo.show(r.active, language),
  },
]

function editOf(before: ReplyTemplate | undefined, given: Line) {
  const codes = (key: 'whenStatuses' | 'whenMatters') =>
    given[key] === undefined ? (before?.[key] ?? []) : severalLines(given[key])
  return fitting(saveReplyTemplate.body, {
    name: given['name'],
    whenStatuses: codes('whenStatuses'),
    whenMatters: codes('whenMatters'),
    words: given['words'],
    active: given['active'] ? given['active'] === 'true' : (before?.active ?? true),
    version: before?.version ?? 0,
  })
}

/** Templates of replies; one is known by its name. */
export const repliesSheet: ServedSheet<ReplyTemplate> = {
  plan: { name: said('name.replies'), keys: ['name'], columns },
  versionOf: (r) => r.version,
  rows: (db, { districtId }) => listTemplates(db, districtId),
  whySo,
  work: async (taking) => ({
    save: async (tx, { before, given }) => {
      const edit = { ...editOf(before, given), id: before?.id ?? randomUUID() }
      await saveTemplate(tx, taking.caller, edit, taking.now)
    },
    finish: async (tx) => {
      await recordSheet(tx, taking, 'replies')
      return []
    },
  }),
}
