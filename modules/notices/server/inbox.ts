import { sql } from 'kysely'
import type { Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import type { NoticeWords } from '../contract/index.ts'

export interface Reader {
  districtId: string
  personId: string
}

/** The place of a row in a list by time: where the next page begins. */
export const cursorOf = (row: { at: Date; id: string }) => `${row.at.toISOString()}_${row.id}`

export function readCursor(cursor: string): { at: Date; id: string } {
  const [time = '', id = ''] = cursor.split('_')
  const at = new Date(time)
  if (Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(id)) throw invalid('notices.bad_cursor')
  return { at, id }
}

const mine = (db: Db, { districtId, personId }: Reader) =>
  db
    .selectFrom('notices.notice')
    .where('district_id', '=', districtId)
    .where('person_id', '=', personId)

export async function unreadCount(db: Db, reader: Reader): Promise<number> {
  const { n } = await mine(db, reader)
    .where('read_at', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

/** A page of one person's notices, newest first. */
export async function inbox(
  db: Db,
  reader: Reader,
  asked: { after?: string | undefined; limit: number; unread?: boolean | undefined },
) {
  const after = asked.after === undefined ? undefined : readCursor(asked.after)
  const rows = await mine(db, reader)
    .$if(asked.unread === true, (q) => q.where('read_at', 'is', null))
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(at, id) < (${after!.at}, ${after!.id}::uuid)`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(asked.limit + 1)
    .select((eb) => [
      'id',
      'kind',
      'urgent',
      eb.ref('words').$castTo<NoticeWords>().as('words'),
      'link',
      'at',
      'read_at',
    ])
    .execute()
  const page = rows.slice(0, asked.limit)
  const last = page.at(-1)
  return {
    rows: page.map(({ read_at, at, ...row }) => {
      return { ...row, at: at.toISOString(), read: read_at !== null }
    }),
    next: rows.length > page.length && last ? cursorOf(last) : null,
    unread: await unreadCount(db, reader),
  }
}

/** Marks as read what is the reader's own; anything else is passed over. */
export async function markRead(
  db: Db,
  reader: Reader,
  which: { ids: string[] } | { until: string },
  now: Date,
): Promise<void> {
  const update = db
    .updateTable('notices.notice')
    .set({ read_at: now })
    .where('district_id', '=', reader.districtId)
    .where('person_id', '=', reader.personId)
    .where('read_at', 'is', null)
  if ('ids' in which) await update.where('id', 'in', which.ids).execute()
  else await update.where('at', '<=', new Date(which.until)).execute()
}
