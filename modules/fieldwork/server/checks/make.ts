import { sql } from 'kysely'
import { isWorkingDay } from '#kernel/working-time.ts'
import { dateOfDay, dayOfDate } from '#kernel/zone.ts'
import { calendarOf } from '#modules/catalogue/server/index.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { ScheduleShape } from '../../contract/checks.ts'
import { roundDays } from '../../domain/checks/schedule.ts'
import { dayIn } from '../day.ts'

export interface MadeOf {
  districtId: string
  listId: string
  today: string
}

/** Kept back where the program stood still for longer: nobody works through a quarter of a year. */
const MOST_DAYS = 62

/**
 * Makes the rounds of a list for every day that has come since the last one made, today included, each
 * once; the list is held meanwhile. Returns how many were made.
 */
export async function makeRounds(tx: Tx, of: MadeOf): Promise<number> {
  const { districtId, listId, today } = of
  const list = await tx
    .selectFrom('fieldwork.check_list')
    .select(['schedule', 'open_days', 'starts_on', 'made_through', 'active'])
    .where('district_id', '=', districtId)
    .where('id', '=', listId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (list.made_through >= today) return 0
  const days = list.active ? await daysOf(tx, of, list) : []
  const { rows } = await sql<{ id: string }>`
    insert into fieldwork.check_round (district_id, id, list_id, place_id, starts_on, ends_on, made_on)
    select ${districtId}, gen_random_uuid(), ${listId}::uuid, p.id, day, day + ${list.open_days - 1}::int, ${today}::date
    from unnest(${days}::date[]) day
    join fieldwork.check_place p on p.district_id = ${districtId} and p.list_id = ${listId}::uuid
      and p.position is not null
    on conflict on constraint check_round_once do nothing
    returning id`.execute(tx)
  await tx
    .updateTable('fieldwork.check_list')
    .set({ made_through: today })
    .where('district_id', '=', districtId)
    .where('id', '=', listId)
    .execute()
  return rows.length
}

async function daysOf(
  tx: Tx,
  { districtId, today }: MadeOf,
  list: { schedule: unknown; starts_on: string; made_through: string },
): Promise<string[]> {
  const calendar = await calendarOf(tx, districtId)
  const next = dateOfDay(dayOfDate(list.made_through) + 1)
  const oldest = dateOfDay(dayOfDate(today) - MOST_DAYS)
  const from = [next, oldest, list.starts_on].toSorted().at(-1) ?? today
  return roundDays(ScheduleShape.parse(list.schedule), from, today, (day) =>
    isWorkingDay(calendar, day),
  )
}

/** `fieldwork.rounds`: every list of a district whose day has come, each in a transaction of its own. */
export async function makeDueRounds(db: Db, districtId: string, now: Date): Promise<number> {
  const { today } = await dayIn(db, districtId, now)
  const lists = await db
    .selectFrom('fieldwork.check_list')
    .select('id')
    .where('district_id', '=', districtId)
    .where('made_through', '<', today)
    .orderBy('id')
    .execute()
  let made = 0
  for (const { id } of lists)
    made += await transact(db, (tx) => makeRounds(tx, { districtId, listId: id, today })) // oxlint-disable-line no-await-in-loop -- one list after the other
  return made
}
