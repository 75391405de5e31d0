import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { ServicesService } from '#database/types.ts'
import { isWorkingDay } from '#kernel/duty-calendar.ts'
import { calendarOf } from '#modules/catalogue/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import { HoursShape, Question, type SlotView } from '../../contract/services.ts'
import { serviceKinds } from '../../domain/service.ts'
import { placesLeft, slotsOf, type Hours, type Slot } from '../../domain/slots.ts'

export type ServiceRow = Selectable<ServicesService>

const Questions = z.array(Question)
const AllHours = z.array(HoursShape)

export const questionsOf = (row: Pick<ServiceRow, 'questions'>) => Questions.parse(row.questions)
export const hoursOf = (row: Pick<ServiceRow, 'hours'>): Hours[] => AllHours.parse(row.hours)
export const kindOf = (row: Pick<ServiceRow, 'kind'>) =>
  serviceKinds.find((kind) => kind === row.kind) ?? 'other'

/** A service by its id or by its code, open or not. */
export async function findService(
  db: Db,
  districtId: string,
  by: { id: string } | { code: string },
): Promise<ServiceRow> {
  const row = await db
    .selectFrom('services.service')
    .selectAll()
    .where('district_id', '=', districtId)
    .where((eb) => ('id' in by ? eb('id', '=', by.id) : eb('code', '=', by.code)))
    .executeTakeFirst()
  if (!row) throw notFound('services.service_not_found')
  return row
}

/** The hours of a service that lie ahead; staff may give one on short notice. */
export async function slotsAhead(
  db: Db,
  row: ServiceRow,
  { now, staff }: { now: Date; staff: boolean },
): Promise<Slot[]> {
  const { timeZone } = await readDistrict(db, row.district_id)
  const calendar = await calendarOf(db, row.district_id)
  const offering = {
    hours: hoursOf(row),
    leadHours: staff ? 0 : row.lead_hours,
    aheadDays: row.ahead_days,
    onDaysOff: row.on_days_off,
  }
  return slotsOf(offering, { timeZone, works: (day) => isWorkingDay(calendar, day) }, now)
}

/** The same with what is left of each; an hour that was booked by many stays, with nothing left. */
export async function slotViews(
  db: Db,
  row: ServiceRow,
  asked: { now: Date; staff: boolean },
): Promise<SlotView[]> {
  const slots = await slotsAhead(db, row, asked)
  const last = slots.at(-1)
  if (!last) return []
  const taken = await db
    .selectFrom('services.booking')
    .select(['starts_at', (eb) => eb.fn.countAll<string>().as('taken')])
    .where('district_id', '=', row.district_id)
    .where('service_id', '=', row.id)
    .where('state', '=', 'booked')
    .where('starts_at', '>=', asked.now)
    .where('starts_at', '<=', last.startsAt)
    .groupBy('starts_at')
    .execute()
  const by = new Map(taken.map((one) => [one.starts_at.getTime(), Number(one.taken)]))
  return slots.map(({ startsAt, endsAt, capacity }) => ({
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    left: placesLeft(capacity, by.get(startsAt.getTime()) ?? 0),
  }))
}

/** Holds an hour of a service until the transaction ends, and counts what is booked in it. */
export async function holdSlot(tx: Tx, row: ServiceRow, startsAt: Date): Promise<number> {
  const of = { district_id: row.district_id, service_id: row.id, starts_at: startsAt }
  await tx
    .insertInto('services.slot')
    .values(of)
    .onConflict((c) => c.doNothing())
    .execute()
  await tx
    .selectFrom('services.slot')
    .select('starts_at')
    .where('district_id', '=', of.district_id)
    .where('service_id', '=', of.service_id)
    .where('starts_at', '=', startsAt)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const { taken } = await tx
    .selectFrom('services.booking')
    .select((eb) => eb.fn.countAll<string>().as('taken'))
    .where('district_id', '=', of.district_id)
    .where('service_id', '=', of.service_id)
    .where('starts_at', '=', startsAt)
    .where('state', '=', 'booked')
    .executeTakeFirstOrThrow()
  return Number(taken)
}

/** The hours that a resident could book of a service, with what is left of each; none where it is closed. */
export async function hoursLeft(
  db: Db,
  districtId: string,
  { code, now }: { code: string; now: Date },
): Promise<SlotView[]> {
  const row = await findService(db, districtId, { code })
  const slots = row.open ? await slotViews(db, row, { now, staff: false }) : []
  return slots.filter((slot) => slot.left > 0)
}
