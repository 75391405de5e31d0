import { createHash } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { isWorkingDay } from '#kernel/working-time.ts'
import { dateOfDay, dayOfDate } from '#kernel/zone.ts'
import { calendarOf } from '#modules/catalogue/server/index.ts'
import { audit, postKindsWith, stationsWithin } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, refused } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import { ListInput, ScheduleShape, type ListView } from '../../contract/checks.ts'
import { fallsOn } from '../../domain/checks/schedule.ts'
import { dayIn } from '../day.ts'
import { ownsArea } from '../scope.ts'
import { makeRounds } from './make.ts'
import { placed } from './places.ts'
import { itemsOf, placesOf } from './parts.ts'

export interface Asking {
  caller: Caller
  now: Date
}

/** A list concerns whoever sees its area or a part of it; a condition on `fieldwork.check_list as l`. */
const concerning = ({ districtId, scope }: Caller): RawBuilder<boolean> => sql<boolean>`(
  l.district_id = ${districtId} and exists (
    select from unnest(${scope.areas.filter((code) => code !== '')}::text[]) own (code)
    where starts_with(l.area_code, own.code) or starts_with(own.code, l.area_code)))`

interface Row {
  id: string
  name: string
  purpose: string
  area_code: string
  kinds: string[]
  schedule: unknown
  open_days: number
  starts_on: string
  active: boolean
  version: number
}

/** How far ahead the next days of a list are looked for, and how many are told. */
const AHEAD = { days: 100, most: 5 }

/** Check lists of the caller's area, those in use first, with what an editor of them needs. */
export async function listLists(db: Db, { caller, now }: Asking) {
  const { districtId } = caller
  const { today } = await dayIn(db, districtId, now)
  const { rows } = await sql<Row>`
    select l.id, l.name, l.purpose, l.area_code, l.kinds, l.schedule, l.open_days, l.starts_on, l.active, l.version
    from fieldwork.check_list l
    where ${concerning(caller)} order by l.active desc, l.name, l.id limit 200`.execute(db)
  const ids = rows.map((row) => row.id)
  const items = await itemsOf(db, districtId, ids)
  const places = await placesOf(db, districtId, ids)
  const names = await areaNames(db, districtId)
  const calendar = await calendarOf(db, districtId)
  const mayPlan = caller.verbs.has('fieldwork.plan')
  const lists = rows.map((row): ListView => {
    const schedule = ScheduleShape.parse(row.schedule)
    return {
      id: row.id,
      name: row.name,
      purpose: row.purpose,
      areaCode: row.area_code,
      areaName: names.get(row.area_code) ?? '',
      kinds: row.kinds,
      schedule,
      openDays: row.open_days,
      startsOn: row.starts_on,
      active: row.active,
      version: row.version,
      items: items.get(row.id) ?? [],
      places: places.get(row.id) ?? [],
      next: row.active
        ? nextDays(schedule, row.starts_on > today ? row.starts_on : today, (day) =>
            isWorkingDay(calendar, day),
          )
        : [],
      mayEdit: mayPlan && ownsArea(caller, row.area_code),
    }
  })
  const stations = mayPlan ? await stationsWithin(db, districtId, caller.scope.areas) : []
  return {
    lists,
    mayPlan,
    today,
    kinds: await postKindsWith(db, districtId, 'fieldwork.check'),
    stations: stations.map(({ id, name }) => ({ id, name })),
  }
}

function nextDays(schedule: ScheduleShape, from: string, isWorking: (day: number) => boolean) {
  const days: string[] = []
  const first = dayOfDate(from)
  for (let day = first; day < first + AHEAD.days && days.length < AHEAD.most; day += 1)
    if (fallsOn(schedule, day, isWorking)) days.push(dateOfDay(day))
  return days
}

/**
 * Makes or changes a list in an area that the caller sees whole. Rounds of days up to today stay as they
 * were made; a change of days holds from tomorrow on, a new list from its first day. Open rounds of a
 * place that is taken off, or of a list out of use, are asked for no longer.
 */
export async function saveList(db: Db, { caller, now }: Asking, input: ListInput) {
  const { id, baseVersion, items, places, ...given } = ListInput.parse(input)
  const { districtId } = caller
  const { personId } = personOf(caller)
  if (!ownsArea(caller, given.areaCode)) throw forbidden('fieldwork.area_not_yours')
  demandSense(items, places)
  return transact(db, async (tx) => {
    const { today } = await dayIn(tx, districtId, now)
    if (!(await areaNames(tx, districtId)).has(given.areaCode) && given.areaCode !== districtId)
      throw invalid('fieldwork.area_unknown')
    const kinds = await postKindsWith(tx, districtId, 'fieldwork.check')
    if (given.kinds.some((kind) => kinds.every(({ code }) => code !== kind)))
      throw invalid('fieldwork.kind_cannot_check')
    const found = await placed(tx, caller, { areaCode: given.areaCode, places })
    await asItWas(tx, caller, { id, today })
    const first = given.startsOn > today ? given.startsOn : today
    const { version, outcome } = await saveVersioned(tx, {
      table: 'fieldwork.check_list',
      key: { district_id: districtId, id },
      values: {
        name: given.name,
        purpose: given.purpose,
        area_code: given.areaCode,
        kinds: given.kinds,
        schedule: canonicalJson(given.schedule),
        open_days: given.openDays,
        starts_on: given.startsOn,
        active: given.active,
        digest: createHash('sha256').update(canonicalJson({ items, places })).digest('hex'),
      },
      onCreate: {
        created_at: now,
        created_by: personId,
        made_through: dateOfDay(dayOfDate(first) - 1),
      },
      baseVersion,
      outOfDate: 'fieldwork.out_of_date',
    })
    if (outcome === 'same') return { id, version }
    await saveParts(tx, { districtId, listId: id }, items, found)
    await askNoLonger(tx, { districtId, listId: id, today })
    await makeRounds(tx, { districtId, listId: id, today })
    await audit(tx, caller, {
      act: 'fieldwork.check_list_saved',
      subjectKind: 'check_list',
      subjectId: id,
      details: { areaCode: given.areaCode, items: items.length, places: places.length },
      at: now,
    })
    return { id, version }
  })
}

type Items = ReturnType<typeof ListInput.parse>['items']

const twice = (keys: readonly string[]) => new Set(keys).size < keys.length

function demandSense(items: Items, places: readonly { id: string; kind: string; ref: string }[]) {
  if (twice(items.map((item) => item.id))) throw invalid('fieldwork.item_twice')
  if (
    twice(places.map((place) => place.id)) ||
    twice(places.map((place) => `${place.kind} ${place.ref}`))
  )
    throw invalid('fieldwork.place_twice')
  if (items.some(({ least, most }) => least !== null && most !== null && least > most))
    throw invalid('fieldwork.bounds_crossed')
}

/** A list cannot be drawn out of an area that the caller does not see whole; its days so far are made first. */
async function asItWas(tx: Tx, caller: Caller, of: { id: string; today: string }): Promise<void> {
  const before = await tx
    .selectFrom('fieldwork.check_list')
    .select('area_code')
    .where('district_id', '=', caller.districtId)
    .where('id', '=', of.id)
    .executeTakeFirst()
  if (!before) return
  if (!ownsArea(caller, before.area_code)) throw forbidden('fieldwork.area_not_yours')
  await makeRounds(tx, { districtId: caller.districtId, listId: of.id, today: of.today })
}

interface At {
  districtId: string
  listId: string
}

async function saveParts(
  tx: Tx,
  { districtId, listId }: At,
  items: Items,
  places: Awaited<ReturnType<typeof placed>>,
): Promise<void> {
  for (const table of ['fieldwork.check_item', 'fieldwork.check_place'] as const)
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await tx
      .updateTable(table)
      .set({ position: null })
      .where('district_id', '=', districtId)
      .where('list_id', '=', listId)
      .execute()
  const of = { district_id: districtId, list_id: listId }
  const keptItems = await tx
    .insertInto('fieldwork.check_item')
    .values(
      items.map((item, n) => ({
        ...of,
        id: item.id,
        position: n + 1,
        words: item.words,
        kind: item.kind,
        unit: item.unit,
        least: item.least,
        most: item.most,
        picture: item.picture,
      })),
    )
    .onConflict((c) =>
      c
        .columns(['district_id', 'id'])
        .doUpdateSet((eb) => ({
          position: eb.ref('excluded.position'),
          words: eb.ref('excluded.words'),
          kind: eb.ref('excluded.kind'),
          unit: eb.ref('excluded.unit'),
          least: eb.ref('excluded.least'),
          most: eb.ref('excluded.most'),
          picture: eb.ref('excluded.picture'),
        }))
        .where('fieldwork.check_item.list_id', '=', listId),
    )
    .returning('id')
    .execute()
  const keptPlaces = await tx
    .insertInto('fieldwork.check_place')
    .values(places.map((place, n) => ({ ...of, ...place, position: n + 1 })))
    .onConflict((c) =>
      c
        .columns(['district_id', 'id'])
        .doUpdateSet((eb) => ({
          position: eb.ref('excluded.position'),
          kind: eb.ref('excluded.kind'),
          ref: eb.ref('excluded.ref'),
          name: eb.ref('excluded.name'),
          address_text: eb.ref('excluded.address_text'),
          area_code: eb.ref('excluded.area_code'),
          lon: eb.ref('excluded.lon'),
          lat: eb.ref('excluded.lat'),
        }))
        .where('fieldwork.check_place.list_id', '=', listId),
    )
    .returning('id')
    .execute()
  if (keptItems.length < items.length || keptPlaces.length < places.length)
    throw refused('fieldwork.part_elsewhere')
}

/** What was open is asked for while its list is in use and its place on it, and no longer. */
async function askNoLonger(tx: Tx, of: At & { today: string }): Promise<void> {
  await sql`
    update fieldwork.check_round r set dropped = not (l.active and p.position is not null)
    from fieldwork.check_list l, fieldwork.check_place p
    where r.district_id = ${of.districtId} and r.list_id = ${of.listId}::uuid
      and r.done_on is null and r.ends_on >= ${of.today}::date
      and l.district_id = r.district_id and l.id = r.list_id
      and p.district_id = r.district_id and p.id = r.place_id`.execute(tx)
}
