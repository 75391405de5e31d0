import { randomUUID } from 'node:crypto'
import { findUnit, unitsOf } from '#modules/people/server/index.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import {
  bothOf,
  CellFault,
  choice,
  ColumnFault,
  filledIn,
  fitting,
  severalLines,
  yesNo,
  type Both,
  type Found,
  type InColumn,
  type Line,
  type ServedSheet,
  type Taking,
} from '#platform/server/spreadsheet/index.ts'
import { RoutingRuleEdit, type RoutingRule } from '../../contract/index.ts'
import { urgencies } from '../../domain/case.ts'
import { shadowed } from '../../domain/shadowing.ts'
import { listRules, placeRules, saveRule } from '../routing.ts'
import consoleEn from '../../words/console.en.json' with { type: 'json' }
import consoleZh from '../../words/console.zh-CN.json' with { type: 'json' }
import { guideForm, matterForm, recordSheet, said, severalCodes, whySo } from './columns.ts'

type Row = RoutingRule & { unitName: string }

const words = bothOf(consoleZh, consoleEn)
const urgency = choice(urgencies, (code) => words(`urgency.${code}`))
const lists = ['whenMatters', 'whenGuides', 'whenAreas', 'whenUrgency'] as const

const columns: InColumn<Row>[] = [
  {
    key: 'position',
    title: said('col.position'),
    kind: 'number',
    width: 8,
    needed: true,
    show: (r) => r.position,
    meaning: (text) => {
      const place = Number(text)
      if (!Number.isInteger(place) || place < 1 || place > 10_000)
        throw new CellFault(said('why.position'))
      return String(place)
    },
  },
  { key: 'name', title: said('col.name'), width: 24, show: (r) => r.name },
  severalCodes({
    key: 'whenMatters',
    of: (r) => r.whenMatters,
    form: matterForm,
    why: said('why.matter'),
  }),
  severalCodes({
    key: 'whenGuides',
    of: (r) => r.whenGuides,
    form: guideForm,
    why: said('why.guide'),
  }),
  severalCodes({
    key: 'whenAreas',
    of: (r) => r.whenAreas,
    form: /^\d{6,15}$/,
    why: said('why.area'),
  }),
  {
    key: 'whenUrgency',
    title: said('col.whenUrgency'),
    width: 14,
    show: (r, language) => r.whenUrgency.map((code) => urgencyIn(code, language)).join('\n'),
    meaning: (text) => {
      try {
        return severalLines(text).map(urgency.meaning).join('\n')
      } catch {
        throw new CellFault(said('why.urgency'))
      }
    },
  },
  { key: 'unit', title: said('col.unit'), width: 24, needed: true, show: (r) => r.unitName },
  {
    key: 'enabled',
    title: said('col.active'),
    width: 10,
    ...yesNo,
    show: (r, language) => yesNo.show(r.enabled, language),
  },
]

const urgencyIn = (code: string, language: keyof Both) => urgency.say(code, language)

function editOf({ before, given }: Found<Row>, unitId: string): RoutingRuleEdit {
  const codes = (key: (typeof lists)[number]) =>
    given[key] === undefined ? (before?.[key] ?? []) : severalLines(given[key])
  return fitting(RoutingRuleEdit, {
    ...Object.fromEntries(lists.map((key) => [key, codes(key)])),
    position: Number(given['position']),
    name: given['name'],
    unitId,
    enabled: given['enabled'] ? given['enabled'] === 'true' : (before?.enabled ?? true),
    version: before?.version ?? 0,
  })
}

/** Whether a line says anything of its rule but where it stands. */
const saysMore = ({ name, unitName, ...rule }: Row, edit: RoutingRuleEdit, given: Line) =>
  name !== edit.name ||
  unitName !== given['unit'] ||
  rule.enabled !== edit.enabled ||
  lists.some((key) => rule[key].join() !== edit[key].join())

async function rulesWithUnits(db: Db, districtId: string): Promise<Row[]> {
  const rules = await listRules(db, districtId)
  const names = new Map((await unitsOf(db, districtId)).map((u) => [u.id, u.name]))
  for (const { unitId } of rules) {
    if (names.has(unitId)) continue
    // oxlint-disable-next-line no-await-in-loop -- a unit that takes no more tasks is rare
    names.set(unitId, (await findUnit(db, districtId, unitId))?.name ?? '')
  }
  return rules.map((rule) => Object.assign(rule, { unitName: names.get(rule.unitId) ?? '' }))
}

const quoted = ({ name }: { name: string }) => filledIn(said('quoted'), { name })

async function neverReached(tx: Tx, districtId: string): Promise<Both[]> {
  const rules = await listRules(tx, districtId)
  return [...shadowed(rules)].map(([id, by]) => {
    const rule = rules.find((r) => r.id === id)?.name ?? ''
    const list = (language: keyof Both) =>
      by.map((one) => quoted(one)[language]).join(said('and')[language])
    const { zh } = filledIn(said('note.shadowed'), { rule, before: list('zh') })
    return { zh, en: filledIn(said('note.shadowed'), { rule, before: list('en') }).en }
  })
}

/** Rules of dispatch in their order; one is known by its name. Rules that it leaves out stay. */
export const routingSheet: ServedSheet<Row> = {
  plan: { name: said('name.routing'), keys: ['name'], alone: ['position'], columns },
  versionOf: (r) => r.version,
  rows: (db, { districtId }) => rulesWithUnits(db, districtId),
  whySo,
  work: async (taking: Taking, tx) => {
    const { caller, now } = taking
    const units = new Map((await unitsOf(tx, caller.districtId)).map((u) => [u.name, u.id]))
    const places = new Map<string, number>()
    return {
      line: ({ before, given }) => {
        if (before) places.set(before.id, Number(given['position']))
      },
      save: async (step, found) => {
        const { before, given } = found
        const kept = before?.unitName === given['unit'] ? before?.unitId : undefined
        const unitId = kept ?? units.get(given['unit'] ?? '')
        if (unitId === undefined) throw new ColumnFault('unit', said('why.unit'))
        const edit = editOf(found, unitId)
        if (before && !saysMore(before, edit, given)) return
        const { id } = await saveRule(
          step,
          caller,
          { ...edit, id: before?.id ?? randomUUID() },
          now,
        )
        if (!before) places.set(id, edit.position)
      },
      finish: async (step) => {
        await placeRules(step, caller, places, now)
        await recordSheet(step, taking, 'routing')
        return neverReached(step, caller.districtId)
      },
    }
  },
}
