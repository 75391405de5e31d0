import { audit, nameOf } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { brokenConstraint, transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { RelationView } from '../contract/shapes.ts'
import { holdsOn, mayRelate, relationKinds, type RelationKind } from '../domain/relation.ts'
import type { Source } from '../domain/subject.ts'
import type { Acting } from './acting.ts'
import { kindOf, subjectBriefs } from './brief.ts'
import { dayOf } from './day.ts'
import { record } from './history.ts'
import { lockSubject } from './save.ts'

export interface RelationInput {
  id: string
  kind: RelationKind
  fromId: string
  toId: string
  since: string | null
  source: Source
}

/** Says that one lives in, belongs to, keeps … another, from a day on. Sent twice it is one. */
export function relate(
  db: Db,
  acting: Pick<Acting, 'caller' | 'now'>,
  input: RelationInput,
): Promise<{ id: string }> {
  const { caller, now } = acting
  const { districtId } = caller
  return transact(db, async (tx) => {
    const from = await lockSubject(tx, acting, input.fromId)
    const to = await lockSubject(tx, acting, input.toId)
    if (!mayRelate(input.kind, kindOf(from), kindOf(to))) throw invalid('subjects.cannot_relate')
    const made = await tx
      .insertInto('subjects.relation')
      .values({
        district_id: districtId,
        id: input.id,
        kind: input.kind,
        from_id: from.id,
        to_id: to.id,
        since: input.since,
        source: input.source,
        made_at: now,
        made_by: caller.personId,
      })
      .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) return sameRelation(tx, districtId, input)
    const told = (name: string) => [{ field: input.kind, before: '', after: name }]
    const change = { act: 'related', source: input.source } as const
    await record(tx, acting, { ...change, subjectId: from.id, fields: told(to.name) })
    await record(tx, acting, { ...change, subjectId: to.id, fields: told(from.name) })
    await audit(tx, caller, {
      act: 'subjects.related',
      subjectKind: 'subject',
      subjectId: from.id,
      details: { kind: input.kind, toId: to.id },
      at: now,
    })
    return { id: input.id }
  })
}

/** The relation that has this id already; refused where it is another. */
async function sameRelation(tx: Tx, districtId: string, input: RelationInput) {
  const { id, kind, fromId, toId, since } = input
  const there = await tx
    .selectFrom('subjects.relation')
    .select(['kind', 'from_id', 'to_id', 'since'])
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const same = there.kind === kind && there.from_id === fromId && there.to_id === toId
  if (!same || there.since !== since) throw refused('subjects.id_taken')
  return { id }
}

/** Says until when (that day included) a relation held. */
export function endRelation(
  db: Db,
  acting: Pick<Acting, 'caller' | 'now'>,
  { relationId, until }: { relationId: string; until: string },
): Promise<{ id: string }> {
  const { caller, now } = acting
  const { districtId } = caller
  return transact(db, async (tx) => {
    const row = await tx
      .selectFrom('subjects.relation')
      .selectAll()
      .where('district_id', '=', districtId)
      .where('id', '=', relationId)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw notFound('subjects.relation_not_found')
    const from = await lockSubject(tx, acting, row.from_id)
    const to = await lockSubject(tx, acting, row.to_id)
    if (row.until === until) return { id: relationId }
    await tx
      .updateTable('subjects.relation')
      .set({ until })
      .where('district_id', '=', districtId)
      .where('id', '=', relationId)
      .execute()
      .catch((error: unknown) => {
        if (brokenConstraint(error) === 'relation_ends_after_it_begins')
          throw refused('subjects.ends_early')
        throw error
      })
    const told = (name: string) => [{ field: row.kind, before: name, after: '' }]
    const change = { act: 'unrelated', source: 'desk' } as const
    await record(tx, acting, { ...change, subjectId: from.id, fields: told(to.name) })
    await record(tx, acting, { ...change, subjectId: to.id, fields: told(from.name) })
    await audit(tx, caller, {
      act: 'subjects.relation_ended',
      subjectKind: 'subject',
      subjectId: from.id,
      details: { kind: row.kind, toId: to.id },
      at: now,
    })
    return { id: relationId }
  })
}

/** The relations of a subject and of all that were joined to it, those that hold first. */
export async function relationsOf(
  db: Db,
  { caller, now }: { caller: Caller; now: Date },
  ids: readonly string[],
): Promise<RelationView[]> {
  const { districtId } = caller
  const rows = await db
    .selectFrom('subjects.relation')
    .selectAll()
    .where('district_id', '=', districtId)
    .where((eb) => eb.or([eb('from_id', 'in', [...ids]), eb('to_id', 'in', [...ids])]))
    .orderBy('made_at')
    .limit(200)
    .execute()
  const own = new Set(ids)
  const otherOf = (row: { from_id: string; to_id: string }) =>
    own.has(row.from_id) ? row.to_id : row.from_id
  const briefs = await subjectBriefs(db, districtId, rows.map(otherOf))
  const { persons } = await nameOf(db, districtId, {
    personIds: rows.flatMap((row) => (row.made_by ? [row.made_by] : [])),
  })
  const day = dayOf((await readDistrict(db, districtId)).timeZone, now)
  const hidden = !caller.verbs.has('subjects.see_contact')
  return rows
    .flatMap((row): RelationView[] => {
      const other = briefs.get(otherOf(row))
      // What is sensitive is not named beside something else either.
      if (!other || (hidden && other.class === 'sensitive')) return []
      return [
        {
          id: row.id,
          kind: relationKinds.find((kind) => kind === row.kind) ?? 'located_in',
          leads: own.has(row.from_id),
          other,
          since: row.since,
          until: row.until,
          holds: holdsOn(row, day),
          source: row.source,
          madeAt: row.made_at.toISOString(),
          madeBy: persons.get(row.made_by ?? '') ?? null,
        },
      ]
    })
    .sort((a, b) => Number(b.holds) - Number(a.holds))
}
