import { AllowanceShape } from '../../contract/limit.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { refused } from '#platform/server/problem.ts'
import {
  CellFault,
  choice,
  ColumnFault,
  fitting,
  formed,
  yesNo,
  type Found,
  type InColumn,
  type Line,
  type ServedSheet,
  type Taking,
} from '#platform/server/spreadsheet/index.ts'
import { isOwn, isPlace, linesOf, withLimit, type LimitLine } from '../../domain/limit-lines.ts'
import { itemClasses, urgencies } from '../../domain/matter.ts'
import { stages, workDayReadings, type PolicyLimits } from '../../domain/policy.ts'
import { listMatters } from '../matters.ts'
import { currentPolicy, policyVersions, savePolicy } from '../policy.ts'
import { kindColumn, MATTERS_AT_MOST } from './matters.ts'
import { known, said, whySo } from './words.ts'

interface Row extends LimitLine {
  /** The version of the policy. */
  version: number
  name: string
}

const units = AllowanceShape.shape.unit.options
const unit = choice(units, (code) => said(`unit.${code}`))
const stage = choice(stages, (code) => known(`stage.${code}`))
const urgency = choice(['all', ...urgencies], (code) =>
  code === 'all' ? said('all') : known(`urgency.${code}`),
)
const reading = choice(workDayReadings, (code) => known(`reading.${code}`))
const group = choice(['all', ...itemClasses, 'other'], (code) =>
  code === 'all' ? said('all') : known(`class.${code}`),
)

/** 事件/09005, matter/09005 or 事件 09005: one matter; otherwise all, or a class. */
const subject = {
  say: (meaning: string, language: 'zh' | 'en') => {
    const [kind = '', code] = meaning.split('/')
    return code === undefined
      ? group.say(kind, language)
      : `${kindColumn.say(kind, language)}/${code}`
  },
  meaning: (text: string) => {
    const [, kind, code] = /^(\D+?)\s*\/?\s*(\d{5})$/.exec(text) ?? []
    try {
      return kind && code ? `${kindColumn.meaning(kind)}/${code}` : group.meaning(text)
    } catch {
      throw new CellFault(said('why.subject'))
    }
  },
}

const columns: InColumn<Row>[] = [
  {
    key: 'stage',
    title: said('col.stage'),
    ...stage,
    show: (r, language) => stage.say(r.stage, language),
  },
  {
    key: 'subject',
    title: said('col.subject'),
    ...subject,
    show: (r, language) => subject.say(r.subject, language),
  },
  { key: 'subjectName', title: said('col.subjectName'), readOnly: true, show: (r) => r.name },
  {
    key: 'urgency',
    title: said('col.urgency'),
    ...urgency,
    show: (r, language) => urgency.say(r.urgency, language),
  },
  {
    key: 'value',
    title: said('col.value'),
    kind: 'number',
    show: (r) => r.limit.value,
    meaning: (text) => String(Number(formed(/^\d{1,5}(\.\d{1,6})?$/, said('why.value'))(text))),
  },
  {
    key: 'unit',
    title: said('col.unit'),
    ...unit,
    show: (r, language) => unit.say(r.limit.unit, language),
  },
  {
    key: 'reading',
    title: said('col.reading'),
    width: 26,
    ...reading,
    show: (r, language) => (r.limit.reading ? reading.say(r.limit.reading, language) : ''),
  },
  {
    key: 'duty',
    title: said('col.duty'),
    ...yesNo,
    show: (r, language) => (r.limit.duty ? yesNo.show(true, language) : ''),
    // "No" and nothing at all are the same.
    meaning: (text) => (yesNo.meaning(text) === 'true' ? 'true' : ''),
  },
]

async function rowsOf(db: Db, { districtId }: Caller, now: Date): Promise<Row[]> {
  const { limits, version } = await currentPolicy(db, districtId, now)
  const { rows } = await listMatters(db, districtId, { limit: MATTERS_AT_MOST })
  const names = new Map(rows.map((m) => [`${m.kind}/${m.code}`, m.name]))
  return linesOf(limits).map((line) =>
    Object.assign(line, { version, name: names.get(line.subject) ?? '' }),
  )
}

/** The limit that a line says; null where it says that there is none. */
function limitOf({ before, given }: Found<Row>) {
  const text = (key: string, present: string) => given[key] ?? present
  const value = text('value', before ? String(before.limit.value) : '')
  if (value === '') return null
  const unitCode = text('unit', before?.limit.unit ?? '')
  if (unitCode === '') throw new ColumnFault('unit', said('why.unit'))
  const readingCode = text('reading', before?.limit.reading ?? '')
  const duty = text('duty', before?.limit.duty ? 'true' : '') === 'true'
  return fitting(AllowanceShape, {
    value: Number(value),
    unit: unitCode,
    ...(readingCode === '' ? {} : { reading: readingCode }),
    ...(duty ? { duty } : {}),
  })
}

/** Lines are gathered into one draft, which becomes one new version at the end. */
async function work({ caller, ...taking }: Taking, db: Db) {
  const { districtId } = caller
  const base = await currentPolicy(db, districtId, taking.now)
  const [latest] = await policyVersions(db, districtId)
  const { rows } = await listMatters(db, districtId, { limit: MATTERS_AT_MOST })
  const matters = new Set(rows.map((m) => `${m.kind}/${m.code}`))
  let draft: PolicyLimits = base.limits
  return {
    save: async (_: unknown, found: Found<Row>) => {
      const place = found.given as Line & Pick<Row, 'subject' | 'stage' | 'urgency'> // oxlint-disable-line typescript/no-unsafe-type-assertion -- all three are keys with a meaning
      if (!isPlace(place)) throw new ColumnFault('subject', said('why.combination'))
      if (isOwn(place) && !matters.has(place.subject))
        throw new ColumnFault('subject', said('why.matter'))
      const limit = limitOf(found)
      if (limit === null && !(isOwn(place) && found.before))
        throw new ColumnFault('value', said('why.valueNeeded'))
      draft = withLimit(draft, place, limit)
    },
    finish: async (tx: Db) => {
      if (draft === base.limits) return []
      if (!latest) throw refused('catalogue.policy_not_found')
      await savePolicy(
        tx,
        { limits: draft, baseVersion: latest.version, startsAt: taking.startsAt },
        { caller, ...taking },
      )
      return []
    },
  }
}

/**
 * All limits that bind now. An empty limit takes a matter's own away; lines that are not in the sheet
 * stay. What is changed becomes one new version.
 */
export const limitsSheet: ServedSheet<Row> = {
  plan: { name: said('name.limits'), keys: ['stage', 'subject', 'urgency'], columns },
  versionOf: (r) => r.version,
  rows: rowsOf,
  canWait: true,
  whySo,
  work,
}
