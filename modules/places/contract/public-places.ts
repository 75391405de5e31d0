import { z } from 'zod'
import { DistrictId, endpoint } from '#platform/shared/endpoint.ts'
import { areaLevels } from '../domain/area-code.ts'
import { baseKinds } from '../domain/base-map.ts'
import { AddressView, Boundary } from './shapes.ts'

const params = z.object({ districtId: DistrictId })

const PublicDistrict = z.object({
  districtId: DistrictId,
  name: z.string(),
  nameEn: z.string(),
  timeZone: z.string(),
  lon: z.number(),
  lat: z.number(),
  /** True for a district of the demonstration: pages show a banner. */
  demo: z.boolean(),
})

const Areas = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: z.union([
        Boundary,
        z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
      ]),
      properties: z.object({
        code: z.string(),
        level: z.enum(areaLevels),
        name: z.string(),
        schematic: z.boolean(),
      }),
    }),
  ),
})

export const listDistricts = endpoint({
  method: 'GET',
  path: '/api/public/districts',
  summary: 'The districts served here',
  access: 'public',
  reply: z.object({ districts: z.array(PublicDistrict) }),
})

export const readDistrict = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/district',
  summary: 'A district with the outlines of its communities and grids',
  access: 'public',
  params,
  reply: PublicDistrict.extend({
    telephone: z.string(),
    gasTelephone: z.string(),
    areas: Areas,
  }),
})

export const readMap = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/map',
  summary:
    'What a map of the district is drawn from: outlines, own layers, tiles where there are any',
  access: 'public',
  params,
  reply: z.object({
    areas: Areas,
    /** Each at an address of its own that changes with its content, so that a phone keeps it. */
    layers: z.array(
      z.object({
        kind: z.enum(baseKinds),
        url: z.string(),
        schematic: z.boolean(),
        source: z.string(),
      }),
    ),
    tiles: z.string().nullable(),
    attribution: z.string(),
  }),
})

export const readBaseLayer = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/basemap/:kind',
  summary: 'A layer of the map as GeoJSON, gzipped, to be kept under its address',
  access: 'public',
  params: z.object({ districtId: DistrictId, kind: z.enum(baseKinds) }),
  query: z.object({ v: z.string().max(64).optional() }),
  reply: z.unknown(),
})

export const searchAddresses = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/addresses',
  summary: 'Addresses that fit what has been typed so far, nearest first where a point is given',
  access: 'public',
  params,
  query: z.object({
    q: z.string().trim().min(1).max(60),
    lon: z.coerce.number().optional(),
    lat: z.coerce.number().optional(),
  }),
  reply: z.object({ addresses: z.array(AddressView).max(9) }),
})

export const readDoorplate = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/doorplates/:token',
  summary: 'Where the QR code at a door stands, or that it has been revoked',
  access: 'public',
  params: z.object({ districtId: DistrictId, token: z.string().min(16).max(64) }),
  reply: z.object({ revoked: z.boolean(), address: AddressView.nullable() }),
})
