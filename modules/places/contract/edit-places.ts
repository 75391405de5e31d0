import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { areaLevels } from '../domain/area-code.ts'
import {
  addressKinds,
  AddressView,
  AreaCode,
  AreaView,
  Boundary,
  District,
  DistrictSettings,
  DivisionView,
  GivenPoint,
} from './shapes.ts'

/** The version that was seen, or null for something new. */
const baseVersion = z.int().min(0).nullable()

export const readSettings = endpoint({
  method: 'GET',
  path: '/api/places/district',
  summary: 'The own district with its settings',
  access: 'signed-in',
  reply: District,
})

export const saveSettings = endpoint({
  method: 'POST',
  path: '/api/places/district',
  summary: 'Change name, centre and settings of the own district',
  access: 'settings.edit',
  body: z.object({
    name: z.string().trim().min(1).max(60),
    nameEn: z.string().trim().min(1).max(80),
    lon: z.number(),
    lat: z.number(),
    settings: DistrictSettings,
    baseVersion: z.int().min(0),
  }),
  reply: District,
})

export const listAreas = endpoint({
  method: 'GET',
  path: '/api/places/areas',
  summary: 'Streets, communities and grids, by code',
  access: 'places.read',
  query: z.object({ level: z.enum(areaLevels).optional(), under: AreaCode.optional() }),
  reply: z.object({ areas: z.array(AreaView) }),
})

export const saveArea = endpoint({
  method: 'POST',
  path: '/api/places/areas',
  summary: 'Add or change a street, community or grid',
  access: 'places.edit',
  body: z.object({
    code: AreaCode,
    level: z.enum(areaLevels),
    name: z.string().trim().min(1).max(60),
    boundary: Boundary.nullable().default(null),
    schematic: z.boolean().default(false),
    active: z.boolean().default(true),
    baseVersion,
  }),
  reply: AreaView,
})

export const saveAddress = endpoint({
  method: 'POST',
  path: '/api/places/addresses',
  summary: 'Add or change a road, estate, building, entrance or landmark',
  access: 'places.edit',
  body: z.object({
    id: z.uuid(),
    kind: z.enum(addressKinds),
    name: z.string().trim().min(1).max(120),
    fullText: z.string().trim().min(1).max(200),
    parentId: z.uuid().nullable().default(null),
    point: GivenPoint,
    /** Left out, it follows from the point. */
    communityCode: AreaCode.optional(),
    active: z.boolean().default(true),
    baseVersion,
  }),
  reply: AddressView,
})

const Doorplate = z.object({
  token: z.string(),
  addressId: z.uuid(),
  printedAt: Instant,
  revokedAt: Instant.nullable(),
})

export const listDoorplates = endpoint({
  method: 'GET',
  path: '/api/places/addresses/:addressId/doorplates',
  summary: 'QR codes issued for an address',
  access: 'places.read',
  params: z.object({ addressId: z.uuid() }),
  reply: z.object({ doorplates: z.array(Doorplate) }),
})

export const issueDoorplate = endpoint({
  method: 'POST',
  path: '/api/places/addresses/:addressId/doorplates',
  summary: 'Issue a QR code for an address',
  access: 'places.edit',
  params: z.object({ addressId: z.uuid() }),
  reply: Doorplate,
})

export const revokeDoorplate = endpoint({
  method: 'POST',
  path: '/api/places/doorplates/:token/revoke',
  summary: 'Make a QR code answer that it is no longer valid',
  access: 'places.edit',
  params: z.object({ token: z.string().min(16).max(64) }),
  reply: Doorplate,
})

export const findDivisions = endpoint({
  method: 'GET',
  path: '/api/places/divisions',
  summary: 'Official division codes: those below a code, or by part of a name',
  access: 'places.read',
  query: z.object({
    under: z
      .string()
      .regex(/^[0-9]{2,12}$/)
      .optional(),
    q: z.string().trim().max(40).default(''),
  }),
  reply: z.object({ divisions: z.array(DivisionView) }),
})
