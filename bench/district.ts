import { seedCatalogue } from '#modules/catalogue/server/index.ts'
import { saveDistrict } from '#modules/places/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { saveStaff, type Crew } from '#apps/server/demo/staff.ts'

/** A district to measure in: a desk, another desk that inspects, and a unit per name. */
export async function saveBenchDistrict(
  db: Db,
  order: { districtId: string; timeZone: string; units: readonly string[]; now: Date },
): Promise<Crew> {
  const { districtId, now } = order
  await saveDistrict(db, {
    districtId,
    name: 'Bench',
    nameEn: 'Bench',
    timeZone: order.timeZone,
    lon: 114,
    lat: 30,
    now,
  })
  await transact(db, (tx) => seedCatalogue(tx, districtId, now))
  return saveStaff(db, {
    districtId,
    now,
    station: null,
    organisations: [
      { key: 'centre', kind: 'centre', name: 'Centre' },
      ...order.units.map((name) => ({
        key: name,
        kind: 'department' as const,
        name,
        handles: true,
      })),
    ],
    posts: [
      {
        key: 'desk',
        kind: 'district_centre',
        title: 'Desk',
        organisation: 'centre',
        areas: [districtId],
      },
      {
        key: 'inspector',
        kind: 'district_centre',
        title: 'Inspector',
        organisation: 'centre',
        areas: [districtId],
      },
      ...order.units.map((name) => ({
        key: name,
        kind: 'specialist',
        title: 'Unit',
        organisation: name,
      })),
    ],
  })
}
