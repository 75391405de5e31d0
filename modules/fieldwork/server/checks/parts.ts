import { z } from 'zod'
import type { Selectable } from 'kysely'
import type { FieldworkCheckItem, FieldworkCheckPlace } from '#database/types.ts'
import type { Db } from '#platform/server/database.ts'
import { placeKinds, type CheckPlaceView, type ItemView } from '../../contract/checks.ts'
import { itemKinds } from '../../domain/checks/item.ts'

export const itemView = (row: Selectable<FieldworkCheckItem>): ItemView => ({
  id: row.id,
  words: row.words,
  kind: z.enum(itemKinds).parse(row.kind),
  unit: row.unit,
  least: row.least,
  most: row.most,
  picture: row.picture,
})

type PlaceRow = Pick<
  Selectable<FieldworkCheckPlace>,
  'id' | 'kind' | 'ref' | 'name' | 'address_text' | 'area_code' | 'lon' | 'lat'
>

export const placeView = (row: PlaceRow): CheckPlaceView => ({
  id: row.id,
  kind: z.enum(placeKinds).parse(row.kind),
  ref: row.ref,
  name: row.name,
  addressText: row.address_text,
  areaCode: row.area_code,
  lon: row.lon,
  lat: row.lat,
})

/** The items of these lists as they stand now, in order. */
export async function itemsOf(db: Db, districtId: string, listIds: readonly string[]) {
  const items = new Map<string, ItemView[]>()
  if (listIds.length === 0) return items
  const rows = await db
    .selectFrom('fieldwork.check_item')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('list_id', 'in', [...listIds])
    .where('position', 'is not', null)
    .orderBy('position')
    .execute()
  for (const row of rows) items.set(row.list_id, [...(items.get(row.list_id) ?? []), itemView(row)])
  return items
}

export async function placesOf(db: Db, districtId: string, listIds: readonly string[]) {
  const places = new Map<string, CheckPlaceView[]>()
  if (listIds.length === 0) return places
  const rows = await db
    .selectFrom('fieldwork.check_place')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('list_id', 'in', [...listIds])
    .where('position', 'is not', null)
    .orderBy('position')
    .execute()
  for (const row of rows)
    places.set(row.list_id, [...(places.get(row.list_id) ?? []), placeView(row)])
  return places
}
