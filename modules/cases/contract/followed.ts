import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'

/** A grid, a community or a street; an estate or address; or a circle around a point. */
export const Place = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('area'), areaCode: z.string().regex(/^\d{9}(\d{3}(\d{3})?)?$/) }),
  z.object({ kind: z.literal('address'), address: z.string().trim().min(2).max(200) }),
  z.object({
    kind: z.literal('circle'),
    lon: z.number().min(-180).max(180),
    lat: z.number().min(-90).max(90),
    metres: z.int().min(20).max(5000),
  }),
])
export type Place = z.infer<typeof Place>

export const FollowedPlace = z.object({
  id: z.uuid(),
  name: z.string(),
  place: Place,
  since: Instant,
  /** Open there now, in the own scope. */
  open: z.int(),
  /** New and closed there in the last seven days, in the own scope. */
  news: z.array(
    z.object({
      caseId: z.uuid(),
      title: z.string(),
      at: Instant,
      what: z.enum(['new', 'closed']),
    }),
  ),
})
export type FollowedPlace = z.infer<typeof FollowedPlace>

const reply = z.object({ rows: z.array(FollowedPlace) })

export const listFollowedPlaces = endpoint({
  method: 'GET',
  path: '/api/followed-places',
  summary:
    'The places that this person follows in the post they act in, with what happened there lately',
  access: 'cases.read',
  reply,
})

export const followPlace = endpoint({
  method: 'POST',
  path: '/api/followed-places',
  summary: 'Follow a place: what is new and closed there is told twice a day, in the own scope',
  access: 'cases.read',
  body: z.object({ id: z.uuid(), name: z.string().trim().min(1).max(100), place: Place }),
  reply,
})

export const stopFollowing = endpoint({
  method: 'POST',
  path: '/api/followed-places/:placeId/stop',
  summary: 'Follow it no longer',
  access: 'cases.read',
  params: z.object({ placeId: z.uuid() }),
  reply,
})
