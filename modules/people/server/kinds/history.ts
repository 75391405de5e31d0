import { sql } from 'kysely'
import { z } from 'zod'
import { personOf, type Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../../contract/kinds.ts'
import { kindChange, type KindMeaning } from '../../domain/post-kind-change.ts'
import { reaches } from '../../domain/scope.ts'
import { nameOf } from '../directory.ts'
import { sightOf } from '../staff-queries.ts'

const Meaning = z.object({
  verbs: z.array(z.string()),
  reach: z.enum(reaches),
  secondFactor: z.boolean(),
})

/** What a kind of post means now; undefined where there is none. */
export async function meaningOf(
  tx: Db,
  districtId: string,
  code: string,
): Promise<(KindMeaning & { version: number }) | undefined> {
  const row = await tx
    .selectFrom('people.post_kind')
    .select(['verbs', 'reach', 'second_factor as secondFactor', 'version'])
    .where('district_id', '=', districtId)
    .where('code', '=', code)
    .executeTakeFirst()
  return row && { ...Meaning.parse(row), version: row.version }
}

/** Keeps an edit beside the row; one that changed nothing of the meaning is none. */
export async function keepRevision(
  tx: Tx,
  caller: Caller,
  { code, before, now }: { code: string; before: KindMeaning | undefined; now: Date },
): Promise<void> {
  const after = await meaningOf(tx, caller.districtId, code)
  if (!after) return
  await tx
    .insertInto('people.post_kind_revision')
    .values({
      district_id: caller.districtId,
      code,
      version: after.version,
      before: before ? JSON.stringify(Meaning.parse(before)) : null,
      after: JSON.stringify(Meaning.parse(after)),
      by_person: personOf(caller).personId,
      at: now,
    })
    .onConflict((c) => c.columns(['district_id', 'code', 'version']).doNothing())
    .execute()
}

const nothing: KindMeaning = { verbs: [], reach: 'none', secondFactor: false }

async function historyOf(db: Db, districtId: string, code: string) {
  const rows = await db
    .selectFrom('people.post_kind_revision')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .limit(50)
    .execute()
  const names = await nameOf(db, districtId, { personIds: rows.map((r) => r.by_person) })
  return rows.map((row) => {
    const before = row.before === null ? nothing : Meaning.parse(row.before)
    return Object.assign(kindChange(before, Meaning.parse(row.after)), {
      version: row.version,
      at: row.at.toISOString(),
      personName: names.persons.get(row.by_person) ?? null,
      made: row.before === null,
    })
  })
}

export function kindHistoryRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.kindHistory, async ({ caller, params: { code } }) => ({
    revisions: await historyOf(db, caller.districtId, code),
  }))

  mount(w, contract.kindHolders, async ({ caller, params: { code } }) => {
    const { districtId, day } = await sightOf(db, caller, clock())
    const { rows } = await sql<{ name: string; posts: string[]; factor: boolean }>`
      select p.name, array_agg(distinct po.title order by po.title) as posts,
        exists (select from people.second_factor f where f.district_id = p.district_id
          and f.person_id = p.id and f.confirmed_at is not null) as factor
      from people.post po
      join people.holding h on h.district_id = po.district_id and h.post_id = po.id
        and h.holds_from <= ${day} and (h.holds_until is null or h.holds_until >= ${day})
      join people.person p on p.district_id = h.district_id and p.id = h.person_id and p.active
      where po.district_id = ${districtId} and po.kind = ${code} and po.active
      group by p.district_id, p.id, p.name order by p.name, p.id`.execute(db)
    return {
      people: rows.length,
      withoutFactor: rows.filter((r) => !r.factor).length,
      named: rows.slice(0, 50).map(({ name, posts }) => ({ name, posts })),
    }
  })
}
