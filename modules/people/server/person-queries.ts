import { sql } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import type { personActs, PersonView } from '../contract/shapes.ts'
import type { personStates } from '../contract/persons.ts'
import { administrationsOf } from '../domain/verbs.ts'
import { languageOf } from './directory.ts'
import { postInScope, wholeDistrict, type Sight } from './staff-queries.ts'

export interface PersonFilter {
  id?: string | undefined
  /** Part of the name or of the sign-in name, or a whole telephone number. */
  q?: string
  state?: (typeof personStates)[number] | undefined
  after?: { name: string; id: string } | undefined
  limit: number
}

interface Looking {
  sight: Sight
  cipher: Cipher
  caller: Pick<Caller, 'verbs' | 'personId'>
  now: Date
}

const heldBy = ({ day }: Sight) => sql<{ postId: string; title: string; verbs: string[] }[]>`
  coalesce((
    select json_agg(json_build_object('postId', po.id, 'title', po.title, 'verbs', k.verbs)
      order by h.holds_from, po.id)
    from people.holding h
    join people.post po on po.district_id = h.district_id and po.id = h.post_id and po.active
    join people.post_kind k on k.district_id = po.district_id and k.code = po.kind
    where h.district_id = p.district_id and h.person_id = p.id and h.holds_from <= ${day}
      and (h.holds_until is null or h.holds_until >= ${day})), '[]')`

/** People by name; those without any post are shown to whoever sees the whole district. */
export async function listPersons(db: Db, looking: Looking, filter: PersonFilter) {
  const { sight } = looking
  const { id, after, state } = filter
  const rows = await db
    .selectFrom('people.person as p')
    .leftJoin('people.login as l', (j) =>
      j.onRef('l.district_id', '=', 'p.district_id').onRef('l.person_id', '=', 'p.id'),
    )
    .select([
      'p.id',
      'p.name',
      'p.email',
      'p.wecom_id as wecomId',
      'p.phone_cipher',
      'p.language',
      'p.active',
      'p.version',
      'l.name as loginName',
      'l.locked_until',
      sql<boolean>`l.password_hash is not null`.as('hasPassword'),
      sql<boolean>`exists (select from people.second_factor f where f.district_id = p.district_id
        and f.person_id = p.id and f.confirmed_at is not null)`.as('hasFactor'),
      sql<string[]>`array(select v.name from people.provider_subject b
        join people.sign_in_provider v on v.district_id = b.district_id and v.id = b.provider_id
        where b.district_id = p.district_id and b.person_id = p.id order by v.name)`.as(
        'providers',
      ),
      heldBy(sight).as('held'),
    ])
    .where('p.district_id', '=', sight.districtId)
    .$if(!wholeDistrict(sight), (s) =>
      s.where(sql<boolean>`exists (
        select from people.holding h
        join people.post po on po.district_id = h.district_id and po.id = h.post_id
        where h.district_id = p.district_id and h.person_id = p.id
          and ${postInScope(sight.scope)})`),
    )
    .$if(id !== undefined, (s) => s.where('p.id', '=', id!))
    .where(fits(filter.q ?? '', looking.cipher))
    .where(inState(state, looking))
    .$if(after !== undefined, (s) =>
      s.where(sql<boolean>`(p.name collate "C", p.id) > (${after!.name}, ${after!.id}::uuid)`),
    )
    .orderBy(sql`p.name collate "C"`)
    .orderBy('p.id')
    .limit(filter.limit)
    .execute()
  return rows.map((row) => viewOf(row, looking))
}

function fits(q: string, cipher: Cipher) {
  if (q === '') return sql<boolean>`true`
  const digits = q.replaceAll(/[ -]/g, '')
  return /^\+?[0-9]{5,20}$/.test(digits)
    ? sql<boolean>`(p.phone_index = ${cipher.blindIndex(digits)} or strpos(l.name, ${q}) > 0)`
    : sql<boolean>`(strpos(p.name, ${q}) > 0 or strpos(l.name, ${q}) > 0)`
}

function inState(state: PersonFilter['state'], { sight, now }: Looking) {
  if (state === 'active') return sql<boolean>`p.active`
  if (state === 'inactive') return sql<boolean>`not p.active`
  if (state === 'locked') return sql<boolean>`l.locked_until > ${now}`
  if (state === 'without_post')
    return sql<boolean>`(p.active and not exists (
      select from people.holding h
      where h.district_id = p.district_id and h.person_id = p.id and h.holds_from <= ${sight.day}
        and (h.holds_until is null or h.holds_until >= ${sight.day})))`
  return sql<boolean>`true`
}

type Row = Omit<
  PersonView,
  'phone' | 'lockedUntil' | 'posts' | 'administrator' | 'allowed' | 'language'
> & {
  phone_cipher: string | null
  language: string
  locked_until: Date | null
  held: { postId: string; title: string; verbs: string[] }[]
}

function viewOf(row: Row, { cipher, caller, now }: Looking): PersonView {
  const { phone_cipher: sealed, locked_until, held, ...rest } = row
  const administrator = held.some((post) => administrationsOf(post.verbs).size > 0)
  const keeps = caller.verbs.has('people.edit') || caller.verbs.has('people.sessions')
  const locked = locked_until !== null && locked_until > now
  const { hasPassword, hasFactor } = row
  const own = row.id === caller.personId
  const linked = row.providers.length > 0
  const person = { own, linked, administrator, active: row.active, hasPassword, hasFactor }
  return {
    ...rest,
    language: languageOf(row.language),
    phone: sealed === null ? null : masked(cipher.open(sealed)),
    loginName: keeps ? (row.loginName ?? null) : null,
    lockedUntil: keeps && locked ? locked_until.toISOString() : null,
    posts: held.map(({ postId, title }) => ({ postId, title })),
    administrator,
    allowed: allowedTo(caller, person, locked),
  }
}

/** What the caller may do to this person, so that pages derive no rights. */
function allowedTo(
  caller: Pick<Caller, 'verbs'>,
  person: {
    own: boolean
    linked: boolean
    administrator: boolean
    active: boolean
    hasPassword: boolean
    hasFactor: boolean
  },
  locked: boolean,
): (typeof personActs)[number][] {
  const acts: (typeof personActs)[number][] = []
  if (caller.verbs.has('people.edit')) acts.push('change')
  if (!caller.verbs.has('people.sessions')) return acts
  acts.push('sessions')
  if (locked) acts.push('unlock')
  if (person.linked) acts.push('unlink')
  if (person.hasFactor && !person.own) acts.push('reset_factor')
  if (person.active && !person.administrator) acts.push('link')
  if (person.active && !person.administrator && person.hasPassword) acts.push('reset')
  return acts
}

/** The first three and the last two digits. */
export const masked = (phone: string) =>
  phone.length < 7 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-2)}`
