import type { Input } from '#platform/web/console/say.ts'
import type { saveLink, LinkView } from '../../../contract/index.ts'
import { outFields, steps, type Mapping } from '../../../domain/mapping.ts'
import { orderFields } from '../../../domain/order.ts'
import { pairsIn, pairsText } from '../../../domain/pairs.ts'

export const linksKey = ['exchange', 'links'] as const

export type LinkDraft = Input<typeof saveLink.body>

/** The tables of a mapping as texts, so that half a line is no loss. */
export interface Tables {
  fields: string
  urgency: string
  state: string
  solved: string
  satisfied: string
  outFields: string
  outStates: string
  taken: string
}

export const allowed = {
  urgency: ['routine', 'urgent', 'emergency'],
  state: ['open', 'cancelled', 'again'],
  solved: ['yes', 'part', 'no'],
  satisfied: ['3', '2', '1'],
  outFields,
  outStates: steps,
} as const

/** A database keeps no order of names: ours is that of the lists. */
const inOrder = (pairs: Readonly<Record<string, string>>, names: readonly string[]) =>
  Object.fromEntries(
    names.flatMap((name) => (pairs[name] === undefined ? [] : [[name, pairs[name]]])),
  )

export function tablesOf({ fields, values, out }: Mapping): Tables {
  return {
    fields: pairsText(inOrder(fields, orderFields)),
    urgency: pairsText(values.urgency),
    state: pairsText(values.state),
    solved: pairsText(values.solved),
    satisfied: pairsText(values.satisfied),
    outFields: pairsText(out.fields),
    outStates: pairsText(inOrder(out.states, steps)),
    taken: out.taken ? `${out.taken.field} = ${out.taken.values.join(' ')}` : '',
  }
}

/** The mapping that the texts say, and every line that says nothing. */
export function mappingOf(
  tables: Tables,
  rest: Mapping,
): { mapping: Mapping; faults: Partial<Record<keyof Tables, string[]>> } {
  const read = {
    fields: keyed(tables.fields, orderFields),
    urgency: pairsIn(tables.urgency, allowed.urgency),
    state: pairsIn(tables.state, allowed.state),
    solved: pairsIn(tables.solved, allowed.solved),
    satisfied: pairsIn(tables.satisfied, allowed.satisfied),
    outFields: pairsIn(tables.outFields, allowed.outFields),
    outStates: keyed(tables.outStates, steps),
    taken: pairsIn(tables.taken, null),
  }
  const faults = Object.fromEntries(
    Object.entries(read).flatMap(([name, { faults: lines }]) =>
      lines.length > 0 ? [[name, lines]] : [],
    ),
  )
  const [answer] = Object.entries(read.taken.pairs)
  const stars = Object.entries(read.satisfied.pairs).map(([name, star]) => [name, Number(star)])
  const said: Tabled = {
    fields: read.fields.pairs,
    values: {
      urgency: read.urgency.pairs,
      state: read.state.pairs,
      solved: read.solved.pairs,
      satisfied: Object.fromEntries(stars) as Record<string, number>, // oxlint-disable-line typescript/no-unsafe-type-assertion -- numbers, made above
    },
    out: {
      fields: read.outFields.pairs,
      states: read.outStates.pairs,
      taken: answer ? { field: answer[0], values: answer[1].split(/\s+/) } : null,
    },
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both sides are of the lists above, and the server reads it again
  const mapping = {
    ...rest,
    ...said,
    values: { ...rest.values, ...said.values },
    out: { ...rest.out, ...said.out },
  } as Mapping
  return { mapping, faults }
}

type Pairs = Record<string, string>
interface Tabled {
  fields: Pairs
  values: { urgency: Pairs; state: Pairs; solved: Pairs; satisfied: Record<string, number> }
  out: { fields: Pairs; states: Pairs; taken: { field: string; values: string[] } | null }
}

/** Pairs whose left side is one of ours. */
function keyed(text: string, keys: readonly string[]) {
  const { pairs, faults } = pairsIn(text, null)
  const strange = Object.keys(pairs).filter((key) => !keys.includes(key))
  return {
    pairs: Object.fromEntries(Object.entries(pairs).filter(([key]) => keys.includes(key))),
    faults: [...faults, ...strange.map((key) => `${key} = ${pairs[key] ?? ''}`)],
  }
}

export const draftOf = (link: LinkView): LinkDraft => ({
  id: link.id,
  code: link.code,
  name: link.name,
  kind: link.kind,
  clientId: link.clientId,
  mapping: link.mapping,
  way: link.way,
  url: link.url,
  headerName: link.headerName,
  active: link.active,
  baseVersion: link.version,
})
