import { randomUUID } from 'node:crypto'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import {
  CellFault,
  ColumnFault,
  fitting,
  type InColumn,
  type Line,
  type ServedSheet,
} from '#platform/server/spreadsheet/index.ts'
import { Day, HoldingFields, type HoldingView, type PostView } from '../../contract/shapes.ts'
import { keepHolding } from '../keep-holding.ts'
import { listHoldings, listOrganisations, listPosts, sightOf } from '../staff-queries.ts'
import { everybody, keyOf } from './persons.ts'
import { recordDownload, recordSheet, said, whySo } from './words.ts'

type Row = HoldingView & { person: string; organisation: string }

const day = (text: string) => {
  const given = text.slice(0, 10).replaceAll('/', '-')
  if (!Day.safeParse(given).success) throw new CellFault(said('why.day'))
  return given
}

const columns: InColumn<Row>[] = [
  { key: 'person', title: said('col.person'), width: 24, show: (h) => h.person },
  { key: 'holder', title: said('col.holder'), readOnly: true, show: (h) => h.personName },
  {
    key: 'organisation',
    title: said('col.organisation'),
    width: 30,
    show: (h) => h.organisation,
  },
  { key: 'post', title: said('col.post'), width: 24, show: (h) => h.postTitle },
  { key: 'from', title: said('col.from'), width: 14, show: (h) => h.from, meaning: day },
  { key: 'until', title: said('col.until'), width: 14, show: (h) => h.until, meaning: day },
]

interface World {
  persons: Map<string, string>
  organisations: Map<string, string>
  posts: PostView[]
}

async function worldOf(db: Db, caller: Caller, at: { cipher: Cipher; now: Date }): Promise<World> {
  const persons = await everybody(db, caller, at)
  const organisations = await listOrganisations(db, caller.districtId)
  return {
    persons: new Map(persons.flatMap((p) => [[p.id, p.id] as const, [keyOf(p), p.id] as const])),
    organisations: new Map(organisations.map((o) => [o.name, o.id])),
    posts: await listPosts(db, await sightOf(db, caller, at.now)),
  }
}

/** Appointments that are the district's own: who stands in for somebody away does so by the leave. */
async function rowsOf(db: Db, caller: Caller, at: { cipher: Cipher; now: Date }): Promise<Row[]> {
  const keys = new Map((await everybody(db, caller, at)).map((p) => [p.id, keyOf(p)]))
  const posts = await listPosts(db, await sightOf(db, caller, at.now))
  const called = new Map(
    (await listOrganisations(db, caller.districtId)).map((o) => [o.id, o.name]),
  )
  const names = new Map(posts.map((p) => [p.id, called.get(p.organisationId)]))
  const all = await listHoldings(db, await sightOf(db, caller, at.now), { most: null })
  return all.flatMap((h) =>
    h.standsInFor === null && keys.has(h.personId)
      ? [
          Object.assign(h, {
            person: keys.get(h.personId) ?? '',
            organisation: names.get(h.postId) ?? '',
          }),
        ]
      : [],
  )
}

function placeIn(given: Line, { persons, organisations, posts }: World) {
  const personId = persons.get(given['person'] ?? '')
  if (personId === undefined) throw new ColumnFault('person', said('why.person'))
  const organisationId = organisations.get(given['organisation'] ?? '')
  if (organisationId === undefined) throw new ColumnFault('organisation', said('why.organisation'))
  const [post, other] = posts.filter(
    (p) => p.organisationId === organisationId && p.title === given['post'] && p.active,
  )
  if (!post) throw new ColumnFault('post', said('why.post'))
  if (other) throw new ColumnFault('post', said('why.postTwice'))
  return { personId, postId: post.id }
}

/** Who holds which post and since when; a line is known by all of that, and says until when. */
export const holdingsSheet = (cipher: Cipher): ServedSheet<Row> => ({
  plan: {
    name: said('name.holdings'),
    keys: ['person', 'organisation', 'post', 'from'],
    columns,
  },
  versionOf: (h) => h.version,
  rows: (db, caller, now) => rowsOf(db, caller, { cipher, now }),
  onDownload: recordDownload('holdings'),
  whySo,
  work: async (taking, tx) => {
    const { caller, now } = taking
    const world = await worldOf(tx, caller, { cipher, now })
    return {
      save: async (step, { before, given }) => {
        const until =
          given['until'] === undefined ? (before?.until ?? null) : given['until'] || null
        const fields = fitting(HoldingFields, {
          id: before?.id ?? randomUUID(),
          ...(before
            ? { personId: before.personId, postId: before.postId }
            : placeIn(given, world)),
          from: given['from'],
          until,
        })
        const body = { ...fields, baseVersion: before?.version ?? null }
        return (await keepHolding(step, caller, body, now)).outcome
      },
      finish: async (step) => {
        await recordSheet(step, taking, 'holdings')
        return []
      },
    }
  },
})
