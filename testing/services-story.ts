import { saveService } from '#modules/services/server/index.ts'
import type { BookingInput, ServiceInput, SignInput } from '#modules/services/contract/index.ts'
import type { Db } from '#platform/server/database.ts'
import { as, id, lamp, monday } from './small-district.ts'

/** Collection of renovation waste: every morning, for so many at once. */
export const aService = (over: Partial<ServiceInput> = {}): ServiceInput => ({
  id: id('service/waste'),
  code: 'decoration_waste',
  kind: 'decoration_waste',
  name: '装修垃圾清运',
  nameEn: 'Collection of renovation waste',
  guidance: '请先装袋',
  guidanceEn: 'Please bag it',
  place: 'door',
  matter: { kind: 'matter', code: '10992' },
  unitId: id('municipal'),
  questions: [
    { key: 'bags', label: '大约多少袋', labelEn: 'Bags', kind: 'number', required: true },
  ],
  hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '11:00', capacity: 2 })),
  leadHours: 12,
  aheadDays: 14,
  open: true,
  baseVersion: null,
  ...over,
})

/** Whoever sets up the services of the district. */
export const keeper = async (db: Db) => ({
  ...(await as(db, 'centre')),
  verbs: new Set(['services.read', 'services.edit', 'services.book']),
})

export async function offer(db: Db, over: Partial<ServiceInput> = {}): Promise<void> {
  await saveService(db, { caller: await keeper(db), now: monday }, aService(over))
}

/** Nine o'clock on the Tuesday after. */
export const tuesday = '2026-03-17T01:00:00.000Z'
export const wednesday = '2026-03-18T01:00:00.000Z'

export const aBooking = (name: string, over: Partial<BookingInput> = {}): BookingInput => ({
  clientId: id(`booking/${name}`),
  serviceCode: 'decoration_waste',
  startsAt: tuesday,
  answers: { bags: 6 },
  words: '放在单元门口',
  place: lamp,
  address: '竹林北路 12 号 3 楼',
  phone: '13800000000',
  ...over,
})

/** A sign over a noodle shop. */
export const aSign = (name: string, over: Partial<SignInput> = {}): SignInput => ({
  clientId: id(`sign/${name}`),
  shop: '老武昌热干面',
  address: '竹林北路 12 号',
  place: lamp,
  name: '王五',
  phone: '13800000000',
  form: {
    words: '老武昌热干面',
    width: 420,
    height: 90,
    clearance: 280,
    depth: 15,
    position: '门楣上方',
    material: '铝塑板',
    lighting: 'inside',
    installer: '城南广告',
    installsOn: null,
    landlordAgrees: true,
    answersForSafety: true,
  },
  photos: [],
  ...over,
})
