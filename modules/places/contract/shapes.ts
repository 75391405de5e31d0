import { z } from 'zod'
import { DistrictId } from '#platform/shared/endpoint.ts'
import { areaLevels } from '../domain/area-code.ts'
import { coordinateSystems } from '../domain/point.ts'

/**
 * What a district decides about itself; other modules keep their own keys beside these.
 * Everything has a default, so that an empty object is a working district.
 */
export const DistrictSettings = z.looseObject({
  /** A desk left alone for so long is signed out. */
  deskIdleMinutes: z.int().min(5).max(480).default(30),
  /** A phone stays signed in for so long after its last use. */
  phoneIdleDays: z.int().min(1).max(90).default(30),
  /** A point outside every outline belongs to the nearest community within this distance. */
  nearestCommunityMetres: z.int().min(0).max(20_000).default(3000),
  /** Named on pages as the way to reach a person. */
  telephone: z.string().trim().max(40).default('12345'),
  /** Offered first where gas is smelt; empty where the district has named none. */
  gasTelephone: z.string().trim().max(40).default(''),
  /** Of the station; stands on doorplates. */
  stationTelephone: z.string().trim().max(40).default(''),
  /** In which system coordinates come in where nobody says: what people type, paste and import. */
  coordinateSystem: z.enum(coordinateSystems).default('WGS84'),
})
export type DistrictSettings = z.infer<typeof DistrictSettings>

export const District = z.object({
  districtId: DistrictId,
  name: z.string(),
  nameEn: z.string(),
  timeZone: z.string(),
  lon: z.number(),
  lat: z.number(),
  demo: z.boolean(),
  settings: DistrictSettings,
  version: z.int(),
})
export type District = z.infer<typeof District>

const Position = z.array(z.number()).min(2).max(3)
const Ring = z.array(Position).min(4).max(20_000)
export const Boundary = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring).min(1)).min(1) }),
])
export type Boundary = z.infer<typeof Boundary>

export const AreaCode = z.string().regex(/^[0-9]{6,15}$/)

export const AreaView = z.object({
  code: z.string(),
  level: z.enum(areaLevels),
  name: z.string(),
  parentCode: z.string().nullable(),
  boundary: Boundary.nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  /** Drawn by us for orientation, not surveyed. */
  schematic: z.boolean(),
  active: z.boolean(),
  version: z.int(),
})
export type AreaView = z.infer<typeof AreaView>

export const addressKinds = ['road', 'estate', 'building', 'entrance', 'landmark'] as const

export const AddressView = z.object({
  id: z.uuid(),
  kind: z.enum(addressKinds),
  name: z.string(),
  fullText: z.string(),
  communityCode: z.string(),
  gridCode: z.string().nullable(),
  lon: z.number(),
  lat: z.number(),
  version: z.int(),
})
export type AddressView = z.infer<typeof AddressView>

/** As the keeper of addresses sees it. */
export const AddressRow = AddressView.extend({
  parentId: z.uuid().nullable(),
  active: z.boolean(),
  /** The valid QR code, where there is one. */
  token: z.string().nullable(),
})
export type AddressRow = z.infer<typeof AddressRow>

/** A point and the system it is given in. */
export const GivenPoint = z.object({
  lon: z.number(),
  lat: z.number(),
  system: z.enum(coordinateSystems),
})
export type GivenPoint = z.infer<typeof GivenPoint>

export const DivisionView = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  parentCode: z.string().nullable(),
  edition: z.string(),
})
