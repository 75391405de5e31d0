import { transact, type Db } from '#platform/server/database.ts'
import { divisionsOf, type DivisionLine } from '../domain/division.ts'

const BATCH = 2000

/**
 * Takes a published list of divisions into the reference, all or nothing. The same list twice changes
 * nothing; codes added by hand keep the name that was given to them.
 */
export async function importDivisions(
  db: Db,
  lines: Iterable<DivisionLine>,
  edition = '2022',
): Promise<{ divisions: number; changed: number }> {
  const divisions = divisionsOf(lines)
  const changed = await transact(db, async (tx) => {
    let sum = 0
    for (let from = 0; from < divisions.length; from += BATCH) {
      const batch = divisions.slice(from, from + BATCH)
      // oxlint-disable-next-line no-await-in-loop -- one connection: the batches go one by one
      const written = await tx
        .insertInto('places.division')
        .values(
          batch.map(({ code, name, kind, parentCode }) => ({
            code,
            name,
            kind,
            parent_code: parentCode,
            edition,
          })),
        )
        .onConflict((c) =>
          c
            .column('code')
            .doUpdateSet((eb) => ({
              name: eb.ref('excluded.name'),
              kind: eb.ref('excluded.kind'),
              parent_code: eb.ref('excluded.parent_code'),
              edition: eb.ref('excluded.edition'),
            }))
            .where('places.division.by_hand', '=', false)
            .where((eb) =>
              eb.or([
                eb('places.division.name', 'is distinct from', eb.ref('excluded.name')),
                eb('places.division.kind', 'is distinct from', eb.ref('excluded.kind')),
                eb('places.division.edition', 'is distinct from', eb.ref('excluded.edition')),
              ]),
            ),
        )
        .returning('code')
        .execute()
      sum += written.length
    }
    return sum
  })
  return { divisions: divisions.length, changed }
}

const MOST_DIVISIONS = 200

/** Divisions right below a code, or anywhere with the text in their name; by code. */
export async function findDivisions(db: Db, filter: { under?: string | undefined; q: string }) {
  const { under, q } = filter
  return db
    .selectFrom('places.division')
    .select(['code', 'name', 'kind', 'parent_code as parentCode', 'edition'])
    .$if(under !== undefined && q === '', (s) => s.where('parent_code', '=', under!))
    .$if(under !== undefined && q !== '', (s) => s.where('code', 'like', `${under!}%`))
    .$if(q !== '', (s) => s.where((eb) => eb(eb.fn('strpos', ['name', eb.val(q)]), '>', 0)))
    .orderBy('code')
    .limit(MOST_DIVISIONS)
    .execute()
}
