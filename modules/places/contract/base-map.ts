import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { baseKinds } from '../domain/base-map.ts'

const Layer = z.object({
  kind: z.enum(baseKinds),
  features: z.int(),
  bytes: z.int(),
  schematic: z.boolean(),
  source: z.string(),
  importedAt: Instant,
})

export const listBaseMap = endpoint({
  method: 'GET',
  path: '/api/places/basemap',
  summary: 'The layers that lie under the outlines',
  access: 'places.read',
  reply: z.object({ layers: z.array(Layer) }),
})

export const importBaseMap = endpoint({
  method: 'POST',
  path: '/api/places/basemap',
  summary: 'Take in roads, water or buildings as GeoJSON; replaces what was there of that kind',
  access: 'places.edit',
  body: z.object({
    kind: z.enum(baseKinds),
    geojson: z.looseObject({
      type: z.literal('FeatureCollection'),
      features: z.array(z.looseObject({})).max(200_000),
    }),
    schematic: z.boolean().default(false),
    /** Named on every map: whose data it is. */
    source: z.string().trim().max(80).default(''),
  }),
  reply: Layer.extend({ leftOut: z.int() }),
})

export const removeBaseMap = endpoint({
  method: 'POST',
  path: '/api/places/basemap/:kind/remove',
  summary: 'Take a layer away',
  access: 'places.edit',
  params: z.object({ kind: z.enum(baseKinds) }),
  reply: z.object({ layers: z.array(Layer) }),
})
