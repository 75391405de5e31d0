import { z } from 'zod'
import { endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import { addressFaults } from '../domain/address-file.ts'
import { addressKinds, AddressRow, AddressView, AreaCode, GivenPoint } from './shapes.ts'

export const listAddresses = endpoint({
  method: 'GET',
  path: '/api/places/addresses',
  summary: 'Addresses by their text: all, of an area, below an estate, or those that hold a text',
  access: 'places.read',
  query: z.object({
    q: z.string().trim().max(60).default(''),
    under: AreaCode.optional(),
    parentId: z.uuid().optional(),
    kind: z.enum(addressKinds).optional(),
    ...pageQuery,
  }),
  reply: pageOf(AddressRow),
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
    /** The version that was seen, or null for something new. */
    baseVersion: z.int().min(0).nullable(),
  }),
  reply: AddressView,
})

export const importAddresses = endpoint({
  method: 'POST',
  path: '/api/places/addresses/import',
  summary: 'Check or take in a CSV of addresses: all of them, or none where one has a fault',
  access: 'places.edit',
  body: z.object({
    /** UTF-8; the first line names the columns: code, address, building, lon, lat, system. */
    csv: z.string().min(1).max(20_000_000),
    dryRun: z.boolean(),
  }),
  reply: z.object({
    rows: z.int(),
    added: z.int(),
    changed: z.int(),
    same: z.int(),
    /** The first two hundred; `faulty` counts all. */
    faults: z.array(z.object({ line: z.int(), text: z.string(), fault: z.enum(addressFaults) })),
    faulty: z.int(),
  }),
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

export const makeDoorplates = endpoint({
  method: 'POST',
  path: '/api/places/doorplates',
  summary: 'A valid QR code for each of these addresses; those that have one keep it',
  access: 'places.edit',
  body: z.object({ addressIds: z.array(z.uuid()).min(1).max(500) }),
  reply: z.object({
    made: z.int(),
    doorplates: z.array(Doorplate.extend({ name: z.string(), fullText: z.string() })),
  }),
})

export const revokeDoorplate = endpoint({
  method: 'POST',
  path: '/api/places/doorplates/:token/revoke',
  summary:
    'Make a QR code answer that it is no longer valid, with or without a new one in its place',
  access: 'places.edit',
  params: z.object({ token: z.string().min(16).max(64) }),
  body: z.object({ replace: z.boolean().default(false) }).optional(),
  reply: Doorplate.extend({ replacedBy: z.string().nullable() }),
})
