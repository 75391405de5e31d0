import { sql, type RawBuilder } from 'kysely'
import type { Db } from '#platform/server/database.ts'
import { leaveActs, type LeaveView, type whens } from '../../contract/leave.ts'
import { administrationsOf } from '../../domain/verbs.ts'
import { postInScope, wholeDistrict, type Sight } from '../staff-queries.ts'

type PostOf = Omit<LeaveView['posts'][number], 'delegable'> & { verbs: string[] }

/** The own posts (not those one stands in for) that a person holds within the days of a leave (l). */
const postsIn = sql<PostOf[]>`coalesce((
  select jsonb_agg(jsonb_build_object('postId', po.id, 'title', po.title, 'verbs', k.verbs,
    'organisationName', o.short_name, 'standIn', (
      select jsonb_build_object('delegationId', d.id, 'personId', t.id, 'personName', t.name,
        'state', d.state)
      from people.delegation d
      join people.person t on t.district_id = d.district_id and t.id = d.to_person
      where d.district_id = l.district_id and d.leave_id = l.id and d.post_id = po.id
        and (d.state <> 'ended' or l.away_until < d.stands_until)
      order by (d.state in ('asked', 'accepted')) desc, d.asked_at desc limit 1)) order by po.title, po.id)
  from (select distinct h.post_id from people.holding h
    where h.district_id = l.district_id and h.person_id = l.person_id and h.delegation_id is null
      and h.holds_from <= l.away_until
      and (h.holds_until is null or h.holds_until >= l.away_from)) held
  join people.post po on po.district_id = l.district_id and po.id = held.post_id and po.active
  join people.post_kind k on k.district_id = po.district_id and k.code = po.kind
  join people.organisation o on o.district_id = po.district_id and o.id = po.organisation_id), '[]')`

/** Whether somebody (by their id) holds a post of the scope, now or later. */
export const personInScope = (sight: Sight, id: RawBuilder<unknown>) =>
  wholeDistrict(sight)
    ? sql<boolean>`true`
    : sql<boolean>`exists (select from people.holding h
        join people.post po on po.district_id = h.district_id and po.id = h.post_id
        where h.district_id = ${sight.districtId} and h.person_id = ${id}
          and h.delegation_id is null
          and (h.holds_until is null or h.holds_until >= ${sight.day}) and ${postInScope(sight.scope)})`

export interface LeaveFilter {
  id?: string
  personId?: string
  when?: (typeof whens)[number]
}

interface Looking {
  sight: Sight
  own: string
  mayKeep: boolean
}

/** Leave of people of the scope, the own always; the next first, what is past the latest first. */
export async function listLeaves(
  db: Db,
  { sight, own, mayKeep }: Looking,
  { id, personId, when }: LeaveFilter,
): Promise<LeaveView[]> {
  const { day } = sight
  const rows = await db
    .selectFrom('people.leave as l')
    .innerJoin('people.person as p', (j) =>
      j.onRef('p.district_id', '=', 'l.district_id').onRef('p.id', '=', 'l.person_id'),
    )
    .select([
      'l.id',
      'l.person_id as personId',
      'p.name as personName',
      'l.away_from as from',
      'l.away_until as until',
      'l.words',
      'l.version',
      sql<boolean>`l.cancelled_at is not null`.as('cancelled'),
      personInScope(sight, sql`l.person_id`).as('inScope'),
      postsIn.as('posts'),
    ])
    .where('l.district_id', '=', sight.districtId)
    .where((eb) => eb.or([eb('l.person_id', '=', own), personInScope(sight, sql`l.person_id`)]))
    .$if(id !== undefined, (q) => q.where('l.id', '=', id!))
    .$if(personId !== undefined, (q) => q.where('l.person_id', '=', personId!))
    .$if(when === 'now', (q) =>
      q
        .where('l.away_from', '<=', day)
        .where('l.away_until', '>=', day)
        .where('l.cancelled_at', 'is', null),
    )
    .$if(when === 'coming', (q) =>
      q.where('l.away_from', '>', day).where('l.cancelled_at', 'is', null),
    )
    .$if(when === 'past', (q) =>
      q.where((eb) => eb.or([eb('l.away_until', '<', day), eb('l.cancelled_at', 'is not', null)])),
    )
    .orderBy('l.away_from', when === 'past' ? 'desc' : 'asc')
    .orderBy('l.id')
    .limit(200)
    .execute()
  return rows.map((row): LeaveView => {
    const open = !row.cancelled && row.until >= day
    const may = open && (row.personId === own || (mayKeep && row.inScope))
    return Object.assign(row, {
      posts: row.posts.map((post) =>
        Object.assign(post, { delegable: administrationsOf(post.verbs).size === 0 }),
      ),
      allowed: may ? [...leaveActs] : [],
    })
  })
}

/** What a person is asked to stand in for, until the last day is over. */
export function askedOf(
  db: Db,
  { districtId, personId, day }: { districtId: string; personId: string; day: string },
) {
  return db
    .selectFrom('people.delegation as d')
    .innerJoin('people.post as po', (j) =>
      j.onRef('po.district_id', '=', 'd.district_id').onRef('po.id', '=', 'd.post_id'),
    )
    .innerJoin('people.person as f', (j) =>
      j.onRef('f.district_id', '=', 'd.district_id').onRef('f.id', '=', 'd.from_person'),
    )
    .select([
      'd.id',
      'po.title as postTitle',
      'f.name as fromName',
      'd.stands_from as from',
      'd.stands_until as until',
      'd.state',
    ])
    .where('d.district_id', '=', districtId)
    .where('d.to_person', '=', personId)
    .where('d.state', 'in', ['asked', 'accepted'])
    .where('d.stands_until', '>=', day)
    .orderBy('d.stands_from')
    .execute()
}

/** Colleagues by name: of the post's organisation, or in a post of the same kind; nobody who is away now. */
export async function standInsFor(
  db: Db,
  { districtId, postId, q, day }: { districtId: string; postId: string; q: string; day: string },
) {
  const { rows } = await sql<{ personId: string; name: string; posts: string[] }>`
    select p.id as "personId", p.name, array_agg(distinct po.title order by po.title) as posts
    from people.post wanted
    join people.post po on po.district_id = wanted.district_id and po.active
      and (po.organisation_id = wanted.organisation_id or po.kind = wanted.kind)
    join people.holding h on h.district_id = po.district_id and h.post_id = po.id
      and h.holds_from <= ${day} and (h.holds_until is null or h.holds_until >= ${day})
    join people.person p on p.district_id = h.district_id and p.id = h.person_id and p.active
    where wanted.district_id = ${districtId} and wanted.id = ${postId}
      and (${q}::text = '' or strpos(p.name, ${q}) > 0)
      and not exists (select from people.holding own where own.district_id = h.district_id
        and own.post_id = wanted.id and own.person_id = p.id
        and (own.holds_until is null or own.holds_until >= ${day}))
      and not exists (select from people.leave l where l.district_id = p.district_id
        and l.person_id = p.id and l.cancelled_at is null
        and l.away_from <= ${day} and l.away_until >= ${day})
    group by p.id, p.name order by p.name, p.id limit 20`.execute(db)
  return rows
}
