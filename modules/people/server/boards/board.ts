import { areaNames, doorAt, readDistrict } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { BoardView } from '../../contract/boards.ts'
import { boardText } from '../../domain/boards.ts'
import { dayIn } from '../gate.ts'
import { dutySettings } from '../rosters/ground.ts'
import { onDuty } from '../rosters/on-duty.ts'
import { listStations, type Sight } from '../staff-queries.ts'

/** The stations of a district with what stands on their doors. */
export async function publicStations(db: Db, districtId: string) {
  const rows = await db
    .selectFrom('people.station')
    .select(['community_code as communityCode', 'name', 'address', 'phone', 'hours'])
    .where('district_id', '=', districtId)
    .orderBy('community_code')
    .execute()
  const names = await areaNames(db, districtId)
  return rows.map((row) =>
    Object.assign(row, { communityName: names.get(row.communityCode) ?? row.communityCode }),
  )
}

/**
 * The four boards of a station as they stand now. Names and duty telephones are in it only where the
 * district's settings show them; a person's own telephone never is.
 */
export async function boardOf(
  db: Db,
  of: { districtId: string; now: Date; communityCode?: string; stationId?: string },
): Promise<BoardView> {
  const { districtId, now } = of
  const { timeZone } = await readDistrict(db, districtId)
  const sight: Sight = {
    districtId,
    scope: { areas: [districtId], units: [] },
    day: dayIn(timeZone, now),
    now,
  }
  const id = of.stationId ?? (await idOfStation(db, districtId, of.communityCode ?? ''))
  const [station] = id === undefined ? [] : await listStations(db, sight, id)
  if (!station) throw notFound('people.station_not_found')
  const shows = await dutySettings(db, districtId)
  const seatOf = new Map(station.seats.flatMap((s) => s.postIds.map((postId) => [postId, s])))
  const door =
    station.address === null
      ? null
      : await doorAt(db, districtId, {
          communityCode: station.communityCode,
          address: station.address,
        })
  return {
    districtId,
    communityCode: station.communityCode,
    name: station.name,
    communityName: station.communityName,
    address: station.address,
    phone: station.phone,
    hours: station.hours,
    people: station.posts.map((post) => ({
      title: post.title,
      seat: seatOf.get(post.id)?.name ?? '',
      seatEn: seatOf.get(post.id)?.nameEn ?? '',
      organisation: post.organisationName,
      vacant: post.holders.length === 0,
      names: shows.boardNames ? post.holders.map((h) => h.name) : [],
      dutyPhone: shows.boardPhones ? post.dutyPhone : null,
    })),
    onDuty: (await onDuty(db, districtId, { on: now, stationIds: [station.id] })).map((one) => ({
      kindName: one.kindName,
      kindNameEn: one.kindNameEn,
      title: one.postTitle,
      name: shows.boardNames ? one.name : null,
      dutyPhone: shows.boardPhones ? one.dutyPhone : null,
      until: one.until,
    })),
    flow: boardText('flow', { zh: station.flow, en: station.flowEn }),
    duty: boardText('duty', { zh: station.duty, en: station.dutyEn }),
    rules: boardText('rules', { zh: station.rules, en: station.rulesEn }),
    tasks:
      station.tasks === null
        ? null
        : { zh: station.tasks, en: station.tasksEn ?? '', preset: false },
    reportPath: `/${districtId}/report${door === null ? '' : `?door=${door}`}`,
    timeZone,
    now: now.toISOString(),
  }
}

async function idOfStation(db: Db, districtId: string, communityCode: string) {
  const row = await db
    .selectFrom('people.station')
    .select('id')
    .where('district_id', '=', districtId)
    .where('community_code', '=', communityCode)
    .executeTakeFirst()
  return row?.id
}
