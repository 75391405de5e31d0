import { z } from 'zod'
import { AreaCode } from '#modules/places/contract/index.ts'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { stopKinds } from '../domain/patrols/patrol.ts'
import { risks } from '../domain/patrols/propose.ts'

const Day = z.iso.date()
const Place = z.object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) })
const Words = z.string().trim().max(2000).default('')
/** A round goes through a community or a grid; a larger area is no walk. */
const RoundArea = AreaCode.refine((code) => code.length >= 12)

export const PointView = Place.extend({
  id: z.uuid(),
  name: z.string(),
  look: z.string(),
  /** What is often wrong there, by name. */
  matters: z.array(z.string()),
  /** When somebody last looked; who that was is nobody's business. */
  lookedAt: Instant.nullable(),
})
export type PointView = z.infer<typeof PointView>

export const RouteView = z.object({
  id: z.uuid(),
  name: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  active: z.boolean(),
  version: z.int(),
  points: z.array(PointView),
  mayEdit: z.boolean(),
})
export type RouteView = z.infer<typeof RouteView>

export const RouteInput = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(80),
  areaCode: RoundArea,
  active: z.boolean().default(true),
  points: z
    .array(
      Place.extend({
        id: z.uuid(),
        name: z.string().trim().min(1).max(80),
        look: z.string().trim().max(300).default(''),
        matters: z.array(z.string().trim().min(1).max(60)).max(9).default([]),
      }),
    )
    .min(1)
    .max(60),
  baseVersion: z.int().nullable(),
})
export type RouteInput = z.input<typeof RouteInput>

/** Times are the phone's own; what passed between doing and sending tells when it was by our clock. */
const Stop = z.object({
  is: z.literal('stop'),
  id: z.uuid(),
  patrolId: z.uuid(),
  pointId: z.uuid().nullable().default(null),
  name: z.string().trim().max(80).default(''),
  place: Place.nullable().default(null),
  kind: z.enum(stopKinds),
  at: Instant,
  words: Words,
  photos: z.array(z.uuid()).max(9).default([]),
  /** A problem that was put right on the spot: of which matter, and how it looks now. */
  settled: z
    .object({
      matter: z.object({
        kind: z.enum(['component', 'matter']),
        code: z.string().regex(/^\d{5}$/),
      }),
      after: z.array(z.uuid()).min(1).max(9),
    })
    .nullable()
    .default(null),
})
const Begin = z.object({
  is: z.literal('begin'),
  patrolId: z.uuid(),
  routeId: z.uuid().nullable().default(null),
  at: Instant,
})
const End = z.object({
  is: z.literal('end'),
  patrolId: z.uuid(),
  at: Instant,
  words: Words,
  /** Seen by who walked it, coarse after a month, gone after two. */
  track: z.array(Place).max(600).default([]),
})
export const PatrolRecord = z.discriminatedUnion('is', [Begin, Stop, End])
export type PatrolRecord = z.infer<typeof PatrolRecord>
export type PatrolRecordInput = z.input<typeof PatrolRecord>
export type StopRecord = z.infer<typeof Stop>

/** A walk that is under way, as a phone keeps it until it is ended. */
export const Walk = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  routeId: z.uuid().nullable(),
  title: z.string(),
  startedAt: z.string(),
  looked: z.array(z.string()),
  track: z.array(z.object({ lon: z.number(), lat: z.number() })),
})
export type Walk = z.infer<typeof Walk>

export const listRoutes = endpoint({
  method: 'GET',
  path: '/api/fieldwork/patrol-routes',
  summary: 'Rounds in the caller’s area with their points, and when each was last looked at',
  access: 'fieldwork.read',
  reply: z.object({
    routes: z.array(RouteView),
    mayPlan: z.boolean(),
    today: Day,
  }),
})

export const saveRoute = endpoint({
  method: 'POST',
  path: '/api/fieldwork/patrol-routes',
  summary: 'Make or change a round; points that are left out come off it',
  access: 'fieldwork.plan',
  body: RouteInput,
  reply: z.object({ id: z.uuid(), version: z.int() }),
})

export const proposeRoute = endpoint({
  method: 'GET',
  path: '/api/fieldwork/patrol-proposal',
  summary: 'Points that a round should look at, by what is known there, with the reasons',
  access: 'fieldwork.plan',
  query: z.object({ area: RoundArea, most: z.coerce.number().int().min(1).max(40).default(12) }),
  reply: z.object({
    points: z.array(
      Place.extend({
        name: z.string(),
        matters: z.array(z.string()),
        reasons: z.array(z.object({ risk: z.enum(risks), count: z.int().nullable() })),
      }),
    ),
  }),
})
export type Proposal = z.infer<typeof proposeRoute.reply>

export const readLooks = endpoint({
  method: 'GET',
  path: '/api/fieldwork/patrol-looks',
  summary: 'Which points were looked at on a day and when, without who did',
  access: 'fieldwork.read',
  query: z.object({ day: Day.optional() }),
  reply: z.object({
    day: Day,
    routes: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        points: z.array(
          Place.extend({
            id: z.uuid(),
            name: z.string(),
            looks: z.array(z.object({ at: Instant, kind: z.enum(stopKinds) })),
          }),
        ),
      }),
    ),
  }),
})
export type Looks = z.infer<typeof readLooks.reply>

export const readOwnPatrols = endpoint({
  method: 'GET',
  path: '/api/fieldwork/patrols/mine',
  summary: 'The own patrols of the last days with their track; nobody sees those of others',
  access: 'fieldwork.patrol',
  reply: z.object({
    patrols: z.array(
      z.object({
        id: z.uuid(),
        routeName: z.string().nullable(),
        startedAt: Instant.nullable(),
        endedAt: Instant.nullable(),
        words: z.string(),
        track: z.array(Place),
        trackKept: z.enum(['walked', 'coarse', 'gone']),
        stops: z.array(
          z.object({
            id: z.uuid(),
            pointId: z.uuid().nullable(),
            name: z.string(),
            kind: z.enum(stopKinds),
            at: Instant,
            words: z.string(),
            caseId: z.uuid().nullable(),
          }),
        ),
      }),
    ),
  }),
})

export const recordPatrols = endpoint({
  method: 'POST',
  path: '/api/fieldwork/patrol-records',
  summary: 'Record what was seen on patrol, in any order; sent again it counts once',
  access: 'fieldwork.patrol',
  body: z.object({ sentAt: Instant, records: z.array(PatrolRecord).min(1).max(1000) }),
  reply: z.object({
    /** Problems that became cases. */
    cases: z.array(z.object({ stopId: z.uuid(), caseId: z.uuid() })),
    /** What could not be taken, by the id of stop or patrol, and why; all else was. */
    refused: z.array(z.object({ id: z.uuid(), code: z.string() })),
  }),
})
