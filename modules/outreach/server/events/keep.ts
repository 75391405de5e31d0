import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { shortCode } from '#kernel/short-code.ts'
import { audit } from '#modules/people/server/index.ts'
import { personOf } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { brokenConstraint, transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, notFound, refused } from '#platform/server/problem.ts'
import { tell } from '#platform/server/jobs.ts'
import type { EventView, SignUpView } from '../../contract/events.ts'
import { mayNoteComing, movedUp } from '../../domain/events.ts'
import { cursorOf, dayIn, demandArea, type Acting, type Asking } from '../ground.ts'
import { timeInMonth } from '../month.ts'
import { concerns, ownsArea } from '../scope.ts'
import {
  eventViews,
  factsOf,
  findEvent,
  signStateOf,
  signUpsOf,
  wantingOf,
  type EventRow,
  type SignUpRow,
} from './parts.ts'

interface EventFilter {
  show: 'coming' | 'over'
  month?: string | undefined
  after?: string | undefined
  limit: number
}

/** Events of the caller's area: the next first, of those that are over the latest; or those of a month. */
export async function listEvents(
  db: Db,
  asking: Asking,
  filter: EventFilter,
): Promise<{ rows: EventView[]; next: string | null }> {
  const { month } = filter
  const over = month === undefined && filter.show === 'over'
  const { timeZone } = await dayIn(db, asking.caller.districtId, asking.now)
  const shown = over ? sql`e.ends_at <= ${asking.now}` : sql`e.ends_at > ${asking.now}`
  const last = cursorOf(filter.after)
  const { rows } = await sql<EventRow>`select e.* from outreach.event e
    where ${concerns(asking.caller, 'e')}
      and ${month === undefined ? shown : heldIn(month, timeZone)}
      ${last ? sql`and (e.starts_at, e.id) ${over ? sql`<` : sql`>`} (${last.at}, ${last.id}::uuid)` : sql``}
    order by ${over ? sql`e.starts_at desc, e.id desc` : sql`e.starts_at, e.id`}
    limit ${filter.limit + 1}`.execute(db)
  const page = rows.slice(0, filter.limit)
  const end = page.at(-1)
  return {
    rows: await eventViews(db, asking, page),
    next: rows.length > page.length && end ? `${end.starts_at.toISOString()}_${end.id}` : null,
  }
}

/** Of `outreach.event as e`: those that figures count in a month. */
export const heldIn = (month: string, timeZone: string) =>
  sql<boolean>`e.state = 'open' and ${timeInMonth('e.starts_at', month, timeZone)}`

export async function eventView(db: Db, asking: Asking, id: string): Promise<EventView> {
  const [view] = await eventViews(db, asking, [await findEvent(db, asking.caller, id)])
  if (!view) throw notFound('outreach.event_not_found')
  return view
}

const masked = (phone: string) =>
  phone.length < 7 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-2)}`

/** An event with its list. Numbers are masked; whoever does not see the whole area reads no name. */
export async function eventPage(
  db: Db,
  { cipher, ...asking }: Acting,
  id: string,
): Promise<{ event: EventView; signUps: SignUpView[] }> {
  const { caller } = asking
  const event = await eventView(db, asking, id)
  const rows = await signUpsOf(db, caller.districtId, [id])
  const sees = caller.verbs.has('outreach.record')
  return { event, signUps: sees ? rows.map((row) => signUpView(row, cipher)) : [] }
}

const signUpView = (row: SignUpRow, cipher: Cipher): SignUpView => ({
  id: row.id,
  name: row.name_cipher === null ? '' : cipher.open(row.name_cipher),
  phone: row.phone_cipher === null ? '' : masked(cipher.open(row.phone_cipher)),
  people: row.people,
  state: signStateOf(row),
  at: row.at.toISOString(),
  came: row.came,
  forgotten: row.forgotten_at !== null,
})

export interface EventInput {
  id: string
  title: string
  titleEn: string
  what: string
  place: string
  areaCode: string
  startsAt: string
  endsAt: string
  signUpUntil: string
  seats: number | null
  open: boolean
  baseVersion: number | null
}

const MOST_CODES = 5

/**
 * Prepares an event, opens it or changes it. Fewer seats take nobody's away; more seats go to those who
 * wait. The same again is the same; other values on an old version end in 409.
 */
export async function saveEvent(db: Db, asking: Asking, given: EventInput): Promise<EventView> {
  const { caller } = asking
  if (!ownsArea(caller, given.areaCode)) throw forbidden('outreach.area_not_yours')
  if (given.endsAt <= given.startsAt || given.signUpUntil > given.endsAt)
    throw invalid('outreach.event_times')
  for (let tries = 1; ; tries++) {
    try {
      await transact(db, (tx) => write(tx, asking, given)) // oxlint-disable-line no-await-in-loop -- the next try only after this one
      return await eventView(db, asking, given.id) // oxlint-disable-line no-await-in-loop -- ends the loop
    } catch (error) {
      if (brokenConstraint(error) !== 'event_code_unique' || tries >= MOST_CODES) throw error
    }
  }
}

async function write(tx: Tx, { caller, now }: Asking, given: EventInput): Promise<void> {
  const { districtId } = caller
  await demandArea(tx, districtId, given.areaCode)
  const values = {
    title: given.title,
    title_en: given.titleEn,
    what: given.what,
    place: given.place,
    area_code: given.areaCode,
    starts_at: new Date(given.startsAt),
    ends_at: new Date(given.endsAt),
    sign_up_until: new Date(given.signUpUntil),
    seats: given.seats,
    state: given.open ? 'open' : 'draft',
  }
  const made = await tx
    .insertInto('outreach.event')
    .values({
      district_id: districtId,
      id: given.id,
      code: shortCode(randomBytes(8)),
      created_at: now,
      created_by: personOf(caller).personId,
      ...values,
    })
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made && !(await rewrite(tx, { caller, now }, given, values))) return
  await audit(tx, caller, {
    act: 'outreach.event_saved',
    subjectKind: 'outreach_event',
    subjectId: given.id,
    details: { open: given.open },
    at: now,
  })
}

type Values = Pick<
  EventRow,
  'title' | 'title_en' | 'what' | 'place' | 'area_code' | 'starts_at' | 'ends_at' | 'sign_up_until'
> &
  Pick<EventRow, 'seats' | 'state'>

/** Answers whether anything was changed. */
async function rewrite(tx: Tx, asking: Asking, given: EventInput, values: Values) {
  const { caller, now } = asking
  const row = await findEvent(tx, caller, given.id, true)
  if (!ownsArea(caller, row.area_code)) throw forbidden('outreach.area_not_yours')
  const kept: Values = row
  const names = Object.keys(values) as (keyof Values)[] // oxlint-disable-line typescript/no-unsafe-type-assertion -- written above
  if (names.every((name) => String(kept[name]) === String(values[name]))) return false
  if (given.baseVersion !== row.version)
    throw refused('outreach.out_of_date', { version: row.version })
  if (row.state === 'cancelled') throw refused('outreach.event_cancelled')
  if (row.ends_at <= now) throw refused('outreach.event_over')
  const all = await signUpsOf(tx, caller.districtId, [row.id])
  // Whoever signed up was promised an event; it is cancelled with a reason, not hidden.
  if (!given.open && all.some((one) => one.state !== 'cancelled'))
    throw refused('outreach.event_has_people')
  await tx
    .updateTable('outreach.event')
    .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
    .where('district_id', '=', caller.districtId)
    .where('id', '=', given.id)
    .execute()
  await moveUp(tx, { districtId: caller.districtId, now }, { ...row, ...values }, all)
  return true
}

/** Those who wait get the seats that are free, in their order, and are told. */
export async function moveUp(
  tx: Tx,
  { districtId, now }: { districtId: string; now: Date },
  event: EventRow,
  all: readonly SignUpRow[],
): Promise<void> {
  const ids = movedUp(event.seats, wantingOf(all))
  if (ids.length === 0 || event.state !== 'open' || event.ends_at <= now) return
  await tx
    .updateTable('outreach.sign_up')
    .set({ state: 'signed' })
    .where('district_id', '=', districtId)
    .where('id', 'in', ids)
    .execute()
  for (const id of ids) await tellOf(tx, { districtId, now }, id, 'moved_up') // oxlint-disable-line no-await-in-loop -- one connection
}

/** A fact about one sign-up, for whoever writes to its telephone. */
export const tellOf = (
  tx: Tx,
  { districtId, now }: { districtId: string; now: Date },
  signUpId: string,
  what: 'signed' | 'waiting' | 'moved_up' | 'cancelled',
): Promise<void> =>
  tell(tx, {
    type: 'outreach.sign_up',
    key: `outreach:${signUpId}:${what}`,
    districtId,
    at: now.toISOString(),
    body: { signUpId, what },
  })

/** Cancels an event; all who signed up or wait are told why. Again is the same. */
export async function cancelEvent(
  db: Db,
  asking: Asking,
  of: { eventId: string; why: string; baseVersion: number },
): Promise<EventView> {
  const { caller, now } = asking
  await transact(db, async (tx) => {
    const row = await findEvent(tx, caller, of.eventId, true)
    if (!ownsArea(caller, row.area_code)) throw forbidden('outreach.area_not_yours')
    if (row.state === 'cancelled') return
    if (row.version !== of.baseVersion)
      throw refused('outreach.out_of_date', { version: row.version })
    if (row.ends_at <= now) throw refused('outreach.event_over')
    await tx
      .updateTable('outreach.event')
      .set((eb) => ({
        state: 'cancelled',
        why_cancelled: of.why,
        version: eb('version', '+', 1),
      }))
      .where('district_id', '=', caller.districtId)
      .where('id', '=', row.id)
      .execute()
    const all = await signUpsOf(tx, caller.districtId, [row.id])
    for (const one of all.filter(({ state }) => state !== 'cancelled'))
      await tellOf(tx, { districtId: caller.districtId, now }, one.id, 'cancelled') // oxlint-disable-line no-await-in-loop -- one connection
    await audit(tx, caller, {
      act: 'outreach.event_cancelled',
      subjectKind: 'outreach_event',
      subjectId: row.id,
      details: {},
      at: now,
    })
  })
  return eventView(db, asking, of.eventId)
}

/** A sign-up whose event concerns the caller, or 404. */
async function findSignUp(db: Db, caller: Asking['caller'], id: string) {
  const row = await db
    .selectFrom('outreach.sign_up')
    .selectAll()
    .where('district_id', '=', caller.districtId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('outreach.sign_up_not_found')
  return { row, event: await findEvent(db, caller, row.event_id) }
}

/** Notes how many of a sign-up came, from an hour before the event on; null takes it back. */
export async function noteComing(
  db: Db,
  { caller, now }: Asking,
  of: { signUpId: string; came: number | null },
): Promise<{ came: number | null }> {
  return transact(db, async (tx) => {
    const { row, event } = await findSignUp(tx, caller, of.signUpId)
    if (!mayNoteComing(factsOf(event), now)) throw refused('outreach.coming_too_early')
    if (of.came !== null && of.came > row.people) throw invalid('outreach.more_than_signed')
    await tx
      .updateTable('outreach.sign_up')
      .set({ came: of.came })
      .where('district_id', '=', caller.districtId)
      .where('id', '=', row.id)
      .execute()
    return { came: of.came }
  })
}

/** Shows a number to whoever may see it, and writes down the look with its reason. */
export async function seeSignUp(
  db: Db,
  { caller, now, cipher }: Acting,
  of: { signUpId: string; reason: string },
): Promise<{ name: string; phone: string }> {
  return transact(db, async (tx) => {
    const { row, event } = await findSignUp(tx, caller, of.signUpId)
    if (!ownsArea(caller, event.area_code)) throw forbidden('outreach.area_not_yours')
    if (row.name_cipher === null || row.phone_cipher === null)
      throw refused('outreach.sign_up_forgotten')
    await audit(tx, caller, {
      act: 'outreach.contact_seen',
      subjectKind: 'sign_up',
      subjectId: row.id,
      details: { reason: of.reason },
      at: now,
    })
    return { name: cipher.open(row.name_cipher), phone: cipher.open(row.phone_cipher) }
  })
}
