import { randomUUID } from 'node:crypto'
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
import {
  OrganisationFields,
  organisationKinds,
  type OrganisationView,
} from '../../contract/shapes.ts'
import { keepOrganisation } from '../keep-organisation.ts'
import { listOrganisations } from '../staff-queries.ts'
import { known, recordSheet, said, whySo } from './words.ts'

type Row = OrganisationView & { parentName: string }

const kind = choice(organisationKinds, (code) => known(`kind.${code}`))
const truth = (key: 'handlesCases' | 'active'): InColumn<Row> => ({
  key,
  title: said(`col.${key}`),
  width: 10,
  ...yesNo,
  show: (o, language) => yesNo.show(o[key], language),
})

const columns: InColumn<Row>[] = [
  { key: 'name', title: said('col.name'), width: 30, show: (o) => o.name },
  {
    key: 'kind',
    title: said('col.kind'),
    ...kind,
    needed: true,
    show: (o, language) => kind.say(o.kind, language),
  },
  { key: 'shortName', title: said('col.shortName'), needed: true, show: (o) => o.shortName },
  { key: 'parent', title: said('col.parent'), width: 30, show: (o) => o.parentName },
  {
    key: 'areaCode',
    title: said('col.areaCode'),
    width: 18,
    show: (o) => o.areaCode,
    meaning: formed(/^\d{6,15}$/, said('why.area')),
  },
  truth('handlesCases'),
  { key: 'trade', title: said('col.trade'), show: (o) => o.trade },
  { key: 'phone', title: said('col.orgPhone'), width: 18, show: (o) => o.phone },
  truth('active'),
]

/** Superiors before those below them, so that a sheet can be taken in by an empty district. */
function fromTheTop(rows: readonly OrganisationView[]): OrganisationView[] {
  const below = new Map<string | null, OrganisationView[]>()
  for (const row of rows) below.set(row.parentId, [...(below.get(row.parentId) ?? []), row])
  const from = (parent: string | null): OrganisationView[] =>
    (below.get(parent) ?? []).flatMap((row) => [row].concat(from(row.id)))
  return from(null)
}

interface Change {
  before: Row | undefined
  given: Line
  parentId: string | null
}

function fieldsOf({ before, given, parentId }: Change) {
  const orNull = (key: 'areaCode' | 'trade' | 'phone') =>
    given[key] === undefined ? (before?.[key] ?? null) : given[key] || null
  const is = (key: 'handlesCases' | 'active', fresh: boolean) =>
    given[key] ? given[key] === 'true' : (before?.[key] ?? fresh)
  const fields = fitting(OrganisationFields, {
    id: before?.id ?? randomUUID(),
    kind: given['kind'],
    name: given['name'],
    shortName: given['shortName'],
    parentId,
    areaCode: orNull('areaCode'),
    handlesCases: is('handlesCases', false),
    trade: orNull('trade'),
    phone: orNull('phone'),
    active: is('active', true),
  })
  return { ...fields, baseVersion: before?.version ?? null }
}

/** Organisations with their superiors; one is known by its name. */
export const organisationsSheet: ServedSheet<Row> = {
  plan: { name: said('name.organisations'), keys: ['name'], columns },
  versionOf: (o) => o.version,
  rows: async (db, { districtId }) => {
    const rows = await listOrganisations(db, districtId)
    const names = new Map(rows.map((o) => [o.id, o.name]))
    return fromTheTop(rows).map((o) =>
      Object.assign(o, { parentName: (o.parentId && names.get(o.parentId)) || '' }),
    )
  },
  whySo,
  work: async (taking, tx) => {
    const { caller, now } = taking
    const rows = await listOrganisations(tx, caller.districtId)
    const ids = new Map(rows.map((o) => [o.name, o.id]))
    return {
      save: async (step, { before, given }) => {
        const above = given['parent'] ?? before?.parentName ?? ''
        const parentId = above === '' ? null : ids.get(above)
        if (parentId === undefined) throw new ColumnFault('parent', said('why.parent'))
        const fields = fieldsOf({ before, given, parentId })
        const { outcome } = await keepOrganisation(step, caller, fields, now)
        ids.set(fields.name, fields.id)
        return outcome
      },
      finish: async (step) => {
        await recordSheet(step, taking, 'organisations')
        return []
      },
    }
  },
}
