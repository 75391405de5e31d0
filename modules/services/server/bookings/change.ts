import { endBooked, findFollowed, moveBooked } from '#modules/cases/server/index.ts'
import type { Selectable } from 'kysely'
import type { ServicesBooking } from '#database/types.ts'
import { audit } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import { mayChange, type Booked, type BookingAct } from '../../domain/booking.ts'
import { visibleBooked } from '../scope.ts'
import { linkOf, takePlace } from './book.ts'
import { findService, slotsAhead } from './service-rows.ts'
import { writeStep } from './steps.ts'

export type BookingRow = Selectable<ServicesBooking>

/** A resident who holds the reporter's own key of the follow link. */
export interface Following {
  caller: Caller
  cipher: Cipher
  now: Date
  shortCode: string
  key: string
}

interface Staff {
  caller: Caller
  cipher: Cipher
  now: Date
}

/** What may still be done to it hangs on its case: while somebody could still come. */
export const isOpen = (status: string | null): boolean =>
  status !== null && ['reported', 'filed', 'dispatched', 'handling'].includes(status)

export const bookedOf = (
  row: Pick<BookingRow, 'state' | 'starts_at'>,
  status: string | null,
): Booked => ({
  state: row.state === 'cancelled' || row.state === 'missed' ? row.state : 'booked',
  startsAt: row.starts_at,
  open: isOpen(status),
})

/** The booking of a case; undefined where the case was not booked. */
export const bookingOf = (db: Db, districtId: string, caseId: string) =>
  db
    .selectFrom('services.booking')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('case_id', '=', caseId)
    .executeTakeFirst()

export const statusOf = async (db: Db, row: BookingRow): Promise<string | null> =>
  (
    await db
      .selectFrom('cases.v_placed_case')
      .select('status')
      .where('district_id', '=', row.district_id)
      .where('case_id', '=', row.case_id)
      .executeTakeFirst()
  )?.status ?? null

/** Locks a booking and asks the rule; the row as it stands now. */
async function hold(
  tx: Tx,
  of: { districtId: string; id: string },
  act: BookingAct,
  by: { staff: boolean; now: Date },
): Promise<BookingRow> {
  const row = await tx
    .selectFrom('services.booking')
    .selectAll()
    .where('district_id', '=', of.districtId)
    .where('id', '=', of.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('services.booking_not_found')
  const decision = mayChange(act, bookedOf(row, await statusOf(tx, row)), by)
  if (!decision.ok) throw refused(`services.${decision.refusal}`)
  return row
}

interface Order {
  districtId: string
  id: string
  caller: Caller
  cipher: Cipher
  now: Date
  staff: boolean
  words: string
  baseVersion: number | null
}

const personIn = (order: Order) => (order.staff ? order.caller.personId : null)

/**
 * To another hour. The hour is held before the booking, as whoever books does, so that neither waits
 * for the other; what was promised moves with it, and the resident is told by the case.
 */
async function move(tx: Tx, order: Order & { startsAt: Date }): Promise<number> {
  const { districtId, now, staff } = order
  const before = await tx
    .selectFrom('services.booking')
    .select(['service_id', 'starts_at'])
    .where('district_id', '=', districtId)
    .where('id', '=', order.id)
    .executeTakeFirst()
  if (!before) throw notFound('services.booking_not_found')
  const service = await findService(tx, districtId, { id: before.service_id })
  const slots = await slotsAhead(tx, service, { now, staff })
  const slot = await takePlace(tx, service, slots, order.startsAt)
  const row = await hold(tx, order, 'move', order)
  demandVersion(row, order)
  if (row.starts_at.getTime() === slot.startsAt.getTime()) return row.version
  const { startsAt, endsAt } = slot
  await change(tx, row, { starts_at: startsAt, ends_at: endsAt })
  await writeStep(tx, {
    districtId,
    bookingId: row.id,
    act: 'moved',
    at: now,
    personId: personIn(order),
    fromAt: row.starts_at,
    toAt: startsAt,
    words: order.words,
  })
  await moveBooked(tx, {
    caseId: row.case_id,
    caller: order.caller,
    now,
    startsAt,
    endsAt,
    words: order.words,
    byReporter: !staff,
    link: await linkOf(tx, order, slot),
  })
  return row.version + 1
}

async function end(tx: Tx, order: Order, act: 'cancel' | 'miss'): Promise<number> {
  const row = await hold(tx, order, act, order)
  demandVersion(row, order)
  const state = act === 'miss' ? ('missed' as const) : ('cancelled' as const)
  await change(tx, row, { state })
  await writeStep(tx, {
    districtId: order.districtId,
    bookingId: row.id,
    act: state,
    at: order.now,
    personId: personIn(order),
    fromAt: row.starts_at,
    words: order.words,
  })
  await endBooked(tx, {
    caseId: row.case_id,
    caller: order.caller,
    now: order.now,
    words: order.words,
    byReporter: !order.staff,
  })
  return row.version + 1
}

function demandVersion(row: BookingRow, { baseVersion }: Order): void {
  if (baseVersion !== null && row.version !== baseVersion)
    throw refused('services.out_of_date', { version: row.version })
}

const change = (
  tx: Tx,
  row: BookingRow,
  values: Partial<Pick<BookingRow, 'state' | 'starts_at' | 'ends_at'>>,
) =>
  tx
    .updateTable('services.booking')
    .set({ ...values, version: row.version + 1 })
    .where('district_id', '=', row.district_id)
    .where('id', '=', row.id)
    .execute()

/** The booking of a follow link; looking is for whoever has the link, changing for whoever booked. */
async function ownBooking(db: Db, following: Following): Promise<BookingRow> {
  const { row, opened } = await findFollowed(db, following)
  if (opened.level !== 'own') throw forbidden('cases.own_key_needed')
  const booking = await bookingOf(db, row.district_id, row.id)
  if (!booking) throw notFound('services.booking_not_found')
  return booking
}

const ownOrder = (following: Following, row: BookingRow, words: string): Order => ({
  districtId: row.district_id,
  id: row.id,
  caller: following.caller,
  cipher: following.cipher,
  now: following.now,
  staff: false,
  words,
  baseVersion: null,
})

/** Moved by whoever booked. The same hour again is the same answer. */
export async function moveOwn(db: Db, following: Following, startsAt: Date): Promise<void> {
  await transact(db, async (tx) => {
    const row = await ownBooking(tx, following)
    if (row.starts_at.getTime() === startsAt.getTime() && row.state === 'booked') return
    await move(tx, { ...ownOrder(following, row, ''), startsAt })
  })
}

/** Taken back by whoever booked. Again is the same answer. */
export async function cancelOwn(db: Db, following: Following, words: string): Promise<void> {
  await transact(db, async (tx) => {
    const row = await ownBooking(tx, following)
    if (row.state === 'cancelled') return
    await end(tx, ownOrder(following, row, words), 'cancel')
  })
}

export interface StaffOrder {
  bookingId: string
  words: string
  baseVersion: number
}

/** By staff, with a reason that the resident reads on the follow page. */
export async function changeByStaff(
  db: Db,
  { caller, cipher, now }: Staff,
  order: StaffOrder & ({ act: 'move'; startsAt: Date } | { act: 'cancel' | 'miss' }),
): Promise<{ version: number }> {
  personOf(caller)
  return transact(db, async (tx) => {
    await demandVisible(tx, caller, order.bookingId)
    const { words, baseVersion, bookingId: id } = order
    const { districtId } = caller
    const of = { districtId, id, caller, cipher, now, staff: true, words, baseVersion }
    const version =
      order.act === 'move'
        ? await move(tx, { ...of, startsAt: order.startsAt })
        : await end(tx, of, order.act)
    await audit(tx, caller, {
      act: `services.booking_${order.act}`,
      subjectKind: 'booking',
      subjectId: id,
      details: { words },
      at: now,
    })
    return { version }
  })
}

export async function demandVisible(db: Db, caller: Caller, bookingId: string): Promise<void> {
  const row = await db
    .selectFrom('services.booking as b')
    .innerJoin('cases.v_placed_case as c', (join) =>
      join.onRef('c.district_id', '=', 'b.district_id').onRef('c.case_id', '=', 'b.case_id'),
    )
    .select('b.id')
    .where('b.district_id', '=', caller.districtId)
    .where('b.id', '=', bookingId)
    .where(visibleBooked(caller))
    .executeTakeFirst()
  if (!row) throw notFound('services.booking_not_found')
}

/** A case that ended elsewhere, taken back on its own page or void at the desk, frees its hour. */
export async function freeHour(
  db: Db,
  of: { districtId: string; caseId: string; at: Date },
): Promise<void> {
  await transact(db, async (tx) => {
    const freed = await tx
      .updateTable('services.booking')
      .set((eb) => ({ state: 'cancelled', version: eb('version', '+', 1) }))
      .where('district_id', '=', of.districtId)
      .where('case_id', '=', of.caseId)
      .where('state', '=', 'booked')
      .returning(['id', 'starts_at'])
      .executeTakeFirst()
    if (!freed) return
    await writeStep(tx, {
      districtId: of.districtId,
      bookingId: freed.id,
      act: 'cancelled',
      at: of.at,
      personId: null,
      fromAt: freed.starts_at,
    })
  })
}
