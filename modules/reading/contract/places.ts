import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'
import { placeKinds, placeReasons } from '../domain/places/find.ts'

export const NamedPlace = z.object({
  id: z.uuid(),
  kind: z.enum(placeKinds),
  name: z.string(),
  fullText: z.string(),
  communityCode: z.string(),
  communityName: z.string(),
  lon: z.number(),
  lat: z.number(),
  /** Where it stands in the words. */
  from: z.int(),
  to: z.int(),
  reasons: z.array(z.enum(placeReasons)),
})
export type NamedPlace = z.infer<typeof NamedPlace>

export const findPlaces = endpoint({
  method: 'POST',
  path: '/api/reading/places',
  summary:
    'The own places of the district that some words name, likeliest first; nothing is stored',
  access: 'cases.read',
  body: z.object({ words: z.string().max(200_000) }),
  reply: z.object({ rows: z.array(NamedPlace), sure: z.boolean() }),
})
