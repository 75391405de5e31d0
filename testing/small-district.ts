import { createHash, randomUUID } from 'node:crypto'
import { saveRule } from '#modules/cases/server/index.ts'
import { seedCatalogue } from '#modules/catalogue/server/index.ts'
import {
  appoint,
  saveOrganisation,
  savePerson,
  savePost,
  seedPeopleDefaults,
} from '#modules/people/server/index.ts'
import { saveArea, saveDistrict } from '#modules/places/server/index.ts'
import { anonymous, type Caller } from '#platform/server/caller.ts'
import { aesCipher } from '#platform/server/cipher.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { sql } from 'kysely'

export const cipher = aesCipher(Buffer.alloc(32, 7))
export const districtId = '420704'
export const community = '420704001014'
/** A Monday, ten in the morning in Shanghai. */
export const monday = new Date('2026-03-16T02:00:00Z')
export const later = (minutes: number, from: Date = monday) =>
  new Date(from.getTime() + minutes * 60_000)

/** The same uuid for the same name, so that tests read like a story. */
export function id(name: string): string {
  const h = createHash('sha256').update(name).digest('hex')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`
}

/** Named people, each in a post: `li` walks the grid, `wang` leads, `zhou` mends lamps, `sun` greens. */
const cast = {
  chen: { kind: 'clerk', unit: 'station', areas: [community] },
  wang: { kind: 'coordinator', unit: 'station', areas: [community] },
  zhao: { kind: 'secretary', unit: 'station', areas: [community] },
  li: { kind: 'grid_worker', unit: 'station', areas: [`${community}001`] },
  gao: { kind: 'officer', unit: 'station', areas: [community] },
  zhou: { kind: 'specialist', unit: 'municipal', areas: [] },
  ma: { kind: 'unit_manager', unit: 'municipal', areas: [] },
  sun: { kind: 'specialist', unit: 'greening', areas: [] },
  qian: { kind: 'clerk', unit: 'station', areas: ['420704001015'] },
  centre: { kind: 'district_centre', unit: 'station', areas: [districtId] },
} as const
export type Name = keyof typeof cast

const square = (lon: number, lat: number, size: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [lon, lat],
      [lon + size, lat],
      [lon + size, lat + size],
      [lon, lat + size],
      [lon, lat],
    ],
  ],
})
export const lamp = {
  lon: 114.8905,
  lat: 30.3905,
  system: 'CGCS2000' as const,
  method: 'map' as const,
}

/** One street, two communities, two units and ten people; lamps go to the municipal unit by rule. */
export async function foundDistrict(tx: Db, now: Date = monday): Promise<void> {
  const t = tx as Tx // oxlint-disable-line typescript/no-unsafe-type-assertion -- tests hand in a transaction
  await saveDistrict(t, {
    districtId,
    name: '鄂城区',
    nameEn: 'Echeng',
    lon: 114.89,
    lat: 30.39,
    now,
  })
  await saveArea(t, { districtId, code: '420704001', level: 'street', name: '凤凰街道' })
  await saveArea(t, {
    districtId,
    code: community,
    level: 'community',
    name: '澜湖社区',
    boundary: square(114.89, 30.39, 0.01),
    schematic: true,
  })
  await saveArea(t, {
    districtId,
    code: '420704001015',
    level: 'community',
    name: '邻社区',
    boundary: square(114.9, 30.39, 0.01),
    schematic: true,
  })
  await saveArea(t, {
    districtId,
    code: `${community}001`,
    level: 'grid',
    name: '第一网格',
    boundary: square(114.89, 30.39, 0.005),
    schematic: true,
  })
  await seedPeopleDefaults(t, districtId)
  await seedCatalogue(t, districtId, now)
  const units = { station: '澜湖社区', municipal: '市政中心', greening: '园林中心' }
  for (const [unit, name] of Object.entries(units))
    await saveOrganisation(t, {
      districtId,
      id: id(unit),
      kind: unit === 'station' ? 'community' : 'centre',
      name,
      shortName: name,
      handlesCases: unit !== 'station',
    })
  for (const [name, { kind, unit, areas }] of Object.entries(cast)) {
    await savePerson(t, { districtId, id: id(name), name, now })
    await savePost(t, {
      districtId,
      id: id(`${name}/post`),
      kind,
      title: kind,
      organisationId: id(unit),
      areas: [...areas],
    })
    await appoint(t, {
      districtId,
      id: id(`${name}/holding`),
      postId: id(`${name}/post`),
      personId: id(name),
      from: '2026-01-01',
    })
  }
  const administrator: Caller = {
    ...anonymous(districtId),
    personId: id('centre'),
    postId: id('centre/post'),
  }
  await saveRule(
    t,
    administrator,
    {
      id: id('rule/lamps'),
      position: 10,
      name: '路灯归市政',
      whenMatters: ['matter:01037'],
      whenGuides: [],
      whenAreas: [],
      whenUrgency: [],
      unitId: id('municipal'),
      enabled: true,
      version: 0,
    },
    now,
  )
}

/** A person acting in their post, as the gate would make them. */
export async function as(db: Db, name: Name): Promise<Caller> {
  const { kind, unit, areas } = cast[name]
  const { rows } = await sql<{ verbs: string[]; reach: string }>`
    select verbs, reach from people.post_kind where district_id = ${districtId} and code = ${kind}`.execute(
    db,
  )
  const reach = rows[0]?.reach ?? 'none'
  return {
    ...anonymous(districtId),
    personId: id(name),
    postId: id(`${name}/post`),
    organisationId: id(unit),
    verbs: new Set(rows[0]?.verbs ?? []),
    scope: {
      areas: reach === 'areas' || reach === 'both' ? areas : [],
      units: reach === 'unit' || reach === 'both' ? [id(unit)] : [],
    },
  }
}

/** A resident's report of a dead lamp. */
export const aReport = (over: Record<string, unknown> = {}) => ({
  source: 'web',
  clientId: randomUUID(),
  channel: 'web' as const,
  words: '麻纺厂西八栋路灯不亮',
  place: lamp,
  address: '竹林北路 12 号',
  addressId: null,
  doorplate: null,
  photos: [] as string[],
  name: null as string | null,
  phone: null as string | null,
  confidential: false,
  danger: null as string | null,
  ...over,
})
