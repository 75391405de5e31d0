import { timingSafeEqual } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import type { OutreachEvent, OutreachSignUp } from '#database/types.ts'
import { areaNames } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { EventView } from '../../contract/events.ts'
import {
  eventStates,
  mayNoteComing,
  takenBy,
  type EventFacts,
  type Wanting,
} from '../../domain/events.ts'
import type { Asking } from '../ground.ts'
import { concerns, ownsArea } from '../scope.ts'

export type EventRow = Selectable<OutreachEvent>
export type SignUpRow = Selectable<OutreachSignUp>

const signStates = ['signed', 'waiting', 'cancelled'] as const
export const signStateOf = (row: Pick<SignUpRow, 'state'>) =>
  signStates.find((one) => one === row.state) ?? 'cancelled'

export const factsOf = (row: EventRow): EventFacts => ({
  state: eventStates.find((one) => one === row.state) ?? 'draft',
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  signUpUntil: row.sign_up_until,
  seats: row.seats,
})

export const wantingOf = (rows: readonly SignUpRow[]): Wanting[] =>
  rows.map((row) => ({ id: row.id, people: row.people, state: signStateOf(row) }))

/** An event that concerns the caller, or 404; `lock` for whoever changes it. */
export async function findEvent(
  db: Db | Tx,
  caller: Caller,
  id: string,
  lock = false,
): Promise<EventRow> {
  const { rows } = await sql<EventRow>`select e.* from outreach.event e
    where e.id = ${id} and ${concerns(caller, 'e')} ${lock ? sql`for update of e` : sql``}`.execute(
    db,
  )
  const [row] = rows
  if (!row) throw notFound('outreach.event_not_found')
  return row
}

/** Who wants to come, in the order in which they signed up. */
export const signUpsOf = (db: Db, districtId: string, eventIds: readonly string[]) =>
  db
    .selectFrom('outreach.sign_up')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('event_id', 'in', eventIds)
    .orderBy('at')
    .orderBy('id')
    .execute()

/** Events as the desk sees them, with sums and what the caller may do. */
export async function eventViews(
  db: Db,
  { caller, now }: Asking,
  rows: readonly EventRow[],
): Promise<EventView[]> {
  const { districtId } = caller
  if (rows.length === 0) return []
  const areas = await areaNames(db, districtId)
  const all = await signUpsOf(
    db,
    districtId,
    rows.map((row) => row.id),
  )
  return rows.map((row) => {
    const own = all.filter((one) => one.event_id === row.id)
    const wanting = wantingOf(own)
    return {
      id: row.id,
      code: row.code,
      title: row.title,
      titleEn: row.title_en,
      what: row.what,
      place: row.place,
      areaCode: row.area_code,
      areaName: areas.get(row.area_code) ?? '',
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      signUpUntil: row.sign_up_until.toISOString(),
      seats: row.seats,
      state: factsOf(row).state,
      whyCancelled: row.why_cancelled,
      over: row.ends_at <= now,
      signed: takenBy(wanting),
      waiting: wanting.reduce((n, one) => n + (one.state === 'waiting' ? one.people : 0), 0),
      came: own.reduce((n, one) => n + (one.came ?? 0), 0),
      path: `/${districtId}/events/${row.code}`,
      version: row.version,
      allowed: allowedTo(row, { caller, now }),
    }
  })
}

/** Whoever sees the whole area works with the list; what is over is changed no more. */
function allowedTo(row: EventRow, { caller, now }: Asking): EventView['allowed'] {
  const facts = factsOf(row)
  const owns = ownsArea(caller, row.area_code)
  const keeps = owns && caller.verbs.has('outreach.keep')
  const coming = facts.state !== 'cancelled' && now < row.ends_at
  return [
    ...(keeps && coming ? (['change'] as const) : []),
    ...(keeps && coming && facts.state === 'open' ? (['cancel'] as const) : []),
    ...(caller.verbs.has('outreach.record') && mayNoteComing(facts, now)
      ? (['note_coming'] as const)
      : []),
    ...(owns && caller.verbs.has('outreach.see_contact') ? (['see_contact'] as const) : []),
  ]
}

/** The key to one's own sign-up, made from its id and a secret, so that nothing is stored. */
export const signUpKey = (cipher: Cipher, districtId: string, id: string): string =>
  cipher.sign(`sign-up:${districtId}:${id}`).slice(0, 22)

export function opensSignUp(cipher: Cipher, districtId: string, id: string, key: string): boolean {
  const right = signUpKey(cipher, districtId, id)
  return key.length === right.length && timingSafeEqual(Buffer.from(key), Buffer.from(right))
}
