import { readDistrict } from '#modules/places/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { demand, personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { forbidden, invalid, notFound, refused } from '#platform/server/problem.ts'
import * as contract from '../contract/staff.ts'
import type { Reach } from '../domain/scope.ts'
import { keepsApart } from '../domain/verbs.ts'
import { audit } from './audit.ts'
import { dayIn } from './gate.ts'
import {
  keepInScope,
  lockPost,
  refuseOwnPost,
  refuseTwoAdministrators,
  refuseTwoAdministratorsIn,
  verbsOfKind,
} from './grants.ts'
import {
  appoint,
  saveOrganisation,
  savePerson,
  savePost,
  savePostKind,
  saveStation,
  type PostInput,
} from './records.ts'
import {
  listHoldings,
  listOrganisations,
  listPersons,
  listPosts,
  listStations,
  type Sight,
} from './staff-queries.ts'

/** What the caller may see, on today's day of the district. */
async function sightOf(db: Db, { districtId, scope }: Caller, now: Date): Promise<Sight> {
  const { timeZone } = await readDistrict(db, districtId)
  return { districtId, scope, day: dayIn(timeZone, now) }
}

/** What was written, seen by the system itself: the caller has just been allowed to write it. */
const wholeSight = (sight: Sight): Sight => ({
  ...sight,
  scope: { areas: [sight.districtId], units: [] },
})

function first<Row>([row]: Row[], code: `${string}.${string}_not_found`): Row {
  if (row === undefined) throw notFound(code)
  return row
}

export function staffRoutes(w: Wiring, cipher: Cipher): void {
  organisationRoutes(w)
  personRoutes(w, cipher)
  postRoutes(w)
  holdingRoutes(w)
  stationRoutes(w)
  kindRoutes(w)
}

function organisationRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listOrganisations, async ({ caller }) => ({
    organisations: await listOrganisations(db, caller.districtId),
  }))

  mount(w, contract.saveOrganisation, ({ caller, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      keepInScope(caller, body.areaCode === null ? [] : [body.areaCode])
      const [known] = await listOrganisations(tx, districtId, body.id)
      if (known) keepInScope(caller, known.areaCode === null ? [] : [known.areaCode])
      await saveOrganisation(tx, { ...body, districtId })
      const subject = { subjectKind: 'organisation', subjectId: body.id }
      await audit(tx, caller, { act: 'people.organisation_saved', ...subject, at: clock() })
      const rows = await listOrganisations(tx, districtId, body.id)
      return first(rows, 'people.organisation_not_found')
    }),
  )
}

function personRoutes(w: Wiring, cipher: Cipher): void {
  const { db, clock } = w
  mount(w, contract.listPersons, async ({ caller, query: { q, after, limit } }) => {
    const sight = await sightOf(db, caller, clock())
    const cursor = after === undefined ? undefined : cursorOf(after)
    const filter = { q, after: cursor, limit: limit + 1 }
    const rows = await listPersons(db, { sight, cipher }, filter)
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { rows: page, next: rows.length > limit && last ? `${last.id}${last.name}` : null }
  })

  mount(w, contract.savePerson, ({ caller, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const now = clock()
      const sight = await sightOf(tx, caller, now)
      const whole = { sight: wholeSight(sight), cipher }
      const [known] = await listPersons(tx, whole, { id: body.id, limit: 1 })
      if (known && !(await listPersons(tx, { sight, cipher }, { id: body.id, limit: 1 })).length)
        throw notFound('people.person_not_found')
      const saved = await savePerson(tx, { ...body, districtId, now }, cipher)
      const subject = { subjectKind: 'person', subjectId: body.id }
      const details = { outcome: saved.outcome, active: body.active }
      await audit(tx, caller, { act: 'people.person_saved', ...subject, details, at: now })
      const rows = await listPersons(tx, whole, { id: body.id, limit: 1 })
      return first(rows, 'people.person_not_found')
    }),
  )
}

const UUID_LENGTH = 36

function cursorOf(after: string): { id: string; name: string } {
  const id = after.slice(0, UUID_LENGTH)
  if (!/^[0-9a-f-]{36}$/.test(id)) throw invalid('request.malformed')
  return { id, name: after.slice(UUID_LENGTH) }
}

function postRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listPosts, async ({ caller, query }) => ({
    posts: await listPosts(db, await sightOf(db, caller, clock()), query),
  }))

  mount(w, contract.savePost, ({ caller, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const sight = await sightOf(tx, caller, clock())
      keepInScope(caller, body.areas)
      const known = await lockPost(tx, districtId, body.id)
      if (known) {
        keepInScope(caller, known.areas)
        if (meansOther(known, body)) {
          demand(caller, 'people.grant')
          await refuseOwnPost(tx, caller, [body.id])
        }
      }
      await savePost(tx, { ...body, districtId })
      await refuseTwoAdministratorsIn(tx, { districtId, postIds: [body.id], day: sight.day })
      const subject = { subjectKind: 'post', subjectId: body.id }
      const details = { kind: body.kind, areas: body.areas }
      await audit(tx, caller, { act: 'people.post_saved', ...subject, details, at: clock() })
      const rows = await listPosts(tx, wholeSight(sight), { id: body.id })
      return first(rows, 'people.post_not_found')
    }),
  )
}

type PostRow = NonNullable<Awaited<ReturnType<typeof lockPost>>>

/** Whether a change of a post changes what its holders may do or see. */
const meansOther = (known: PostRow, next: Omit<PostInput, 'districtId'>) =>
  known.kind !== next.kind ||
  known.organisation_id !== next.organisationId ||
  known.active !== next.active ||
  known.areas.join() !== (next.areas ?? []).join()

function holdingRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listHoldings, async ({ caller, query }) => ({
    holdings: await listHoldings(db, await sightOf(db, caller, clock()), query),
  }))

  mount(w, contract.saveHolding, ({ caller, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const sight = await sightOf(tx, caller, clock())
      const own = personOf(caller).personId
      const [known] = await listHoldings(tx, wholeSight(sight), { id: body.id })
      if (body.personId === own || known?.personId === own) throw forbidden('people.not_to_oneself')
      if (known && (known.postId !== body.postId || known.personId !== body.personId))
        throw refused('people.holding_is_another')
      const post = await lockPost(tx, districtId, body.postId)
      if (!post) throw notFound('people.post_not_found')
      keepInScope(caller, post.areas)
      await appoint(tx, { ...body, districtId })
      await refuseTwoAdministrators(tx, { districtId, personId: body.personId, day: sight.day })
      await audit(tx, caller, {
        act: 'people.appointed',
        subjectKind: 'person',
        subjectId: body.personId,
        details: { postId: body.postId, from: body.from, until: body.until },
        at: clock(),
      })
      const rows = await listHoldings(tx, wholeSight(sight), { id: body.id })
      return first(rows, 'people.holding_not_found')
    }),
  )
}

function stationRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listStations, async ({ caller }) => ({
    stations: await listStations(db, await sightOf(db, caller, clock())),
  }))

  mount(w, contract.saveStation, ({ caller, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const sight = wholeSight(await sightOf(tx, caller, clock()))
      keepInScope(caller, [body.communityCode])
      const [known] = await listStations(tx, sight, body.id)
      if (known) keepInScope(caller, [known.communityCode])
      await saveStation(tx, { ...body, districtId })
      const subject = { subjectKind: 'station', subjectId: body.id }
      await audit(tx, caller, { act: 'people.station_saved', ...subject, at: clock() })
      return first(await listStations(tx, sight, body.id), 'people.station_not_found')
    }),
  )
}

function kindRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listPostKinds, async ({ caller }) => ({
    kinds: await readKinds(db, caller.districtId),
  }))

  mount(w, contract.savePostKind, ({ caller, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const now = clock()
      keepInScope(caller, [])
      if (!keepsApart(body.verbs)) throw refused('people.administrators_apart')
      const postIds = await postsOfKind(tx, districtId, body.code)
      await refuseOwnPost(tx, caller, postIds)
      await savePostKind(tx, { ...body, districtId })
      const { day } = await sightOf(tx, caller, now)
      await refuseTwoAdministratorsIn(tx, { districtId, postIds, day })
      const subject = { subjectKind: 'post_kind', subjectId: body.code }
      const details = { verbs: await verbsOfKind(tx, districtId, body.code), reach: body.reach }
      await audit(tx, caller, { act: 'people.post_kind_saved', ...subject, details, at: now })
      const kinds = await readKinds(tx, districtId)
      return first(
        kinds.filter((k) => k.code === body.code),
        'people.post_kind_not_found',
      )
    }),
  )
}

async function postsOfKind(tx: Tx, districtId: string, code: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('people.post')
    .select('id')
    .where('district_id', '=', districtId)
    .where('kind', '=', code)
    .execute()
  return rows.map((row) => row.id)
}

const reachOf = (reach: string): Reach =>
  reach === 'areas' || reach === 'unit' || reach === 'both' ? reach : 'none'

async function readKinds(db: Db, districtId: string) {
  const rows = await db
    .selectFrom('people.post_kind')
    .select(['code', 'name', 'name_en as nameEn', 'verbs', 'reach', 'version'])
    .where('district_id', '=', districtId)
    .orderBy('code')
    .execute()
  return rows.map((row) => Object.assign(row, { reach: reachOf(row.reach) }))
}
