import { z } from 'zod'
import { Instant } from '#platform/shared/endpoint.ts'
import { reaches } from '../domain/scope.ts'

export const organisationKinds = [
  'party',
  'bureau',
  'department',
  'centre',
  'company',
  'property',
  'community',
  'street',
  'owners',
  'merchants',
  'volunteers',
] as const

export const Day = z.iso.date()
export const AreaPrefix = z.string().regex(/^[0-9]{6,15}$/)
/** The version that was seen, or null for something new. */
export const BaseVersion = z.int().min(0).nullable()
const name = (most: number) => z.string().trim().min(1).max(most)

export const OrganisationFields = z.object({
  id: z.uuid(),
  kind: z.enum(organisationKinds),
  name: name(80),
  shortName: name(30),
  parentId: z.uuid().nullable().default(null),
  areaCode: AreaPrefix.nullable().default(null),
  /** Whether it takes tasks: a unit. */
  handlesCases: z.boolean().default(false),
  trade: z.string().max(40).nullable().default(null),
  phone: z.string().max(40).nullable().default(null),
  active: z.boolean().default(true),
})

export const PersonFields = z.object({
  id: z.uuid(),
  name: name(60),
  email: z.email().max(120).nullable().default(null),
  /** Left out, it stays as it is; replies carry it masked. */
  phone: z
    .string()
    .regex(/^[0-9+ -]{5,20}$/)
    .nullable()
    .optional(),
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  active: z.boolean().default(true),
})

export const PostFields = z.object({
  id: z.uuid(),
  kind: z.string().max(40),
  title: name(60),
  organisationId: z.uuid(),
  stationId: z.uuid().nullable().default(null),
  seat: z.string().max(40).nullable().default(null),
  areas: z.array(AreaPrefix).max(200).default([]),
  active: z.boolean().default(true),
})

export const HoldingFields = z
  .object({
    id: z.uuid(),
    postId: z.uuid(),
    personId: z.uuid(),
    from: Day,
    /** The last day, included. */
    until: Day.nullable().default(null),
  })
  .refine((h) => h.until === null || h.until >= h.from, { path: ['until'] })

export const StationFields = z.object({
  id: z.uuid(),
  name: name(60),
  communityCode: z.string().regex(/^[0-9]{12}$/),
  modelCode: z.string().max(40),
  address: z.string().max(200).nullable().default(null),
  phone: z.string().max(40).nullable().default(null),
  /** The boards on the wall: what the station is for, and its rules. */
  duty: z.string().max(4000).nullable().default(null),
  rules: z.string().max(4000).nullable().default(null),
})

export const PostKindView = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  verbs: z.array(z.string()),
  reach: z.enum(reaches),
  version: z.int(),
})

const version = { version: z.int() }
export const OrganisationView = OrganisationFields.extend(version)
export const PersonView = PersonFields.extend({ ...version, phone: z.string().nullable() })
export const PostView = PostFields.extend({
  ...version,
  holders: z.array(z.object({ personId: z.uuid(), name: z.string() })),
})
export const HoldingView = z.object({
  id: z.uuid(),
  postId: z.uuid(),
  personId: z.uuid(),
  from: Day,
  until: Day.nullable(),
  postTitle: z.string(),
  personName: z.string(),
  ...version,
})
export type OrganisationView = z.infer<typeof OrganisationView>
export type PersonView = z.infer<typeof PersonView>
export type PostView = z.infer<typeof PostView>
export type HoldingView = z.infer<typeof HoldingView>
export type PostKindView = z.infer<typeof PostKindView>

export const SeatState = z.object({
  seat: z.string(),
  kind: z.string(),
  name: z.string(),
  trade: z.string().optional(),
  least: z.int(),
  most: z.int().nullable(),
  held: z.int(),
  vacant: z.int(),
  missing: z.int(),
  surplus: z.int(),
})

/** A model's seats as they are stored. */
export const Seats = z.array(
  SeatState.omit({ held: true, vacant: true, missing: true, surplus: true }),
)

export const StationView = StationFields.extend({
  ...version,
  communityName: z.string(),
  seats: z.array(SeatState),
  missing: z.int(),
  /** Posts at the station that fit no seat of the model. */
  beside: z.array(z.uuid()),
  posts: z.array(PostView),
})
export type StationView = z.infer<typeof StationView>

export const SessionView = z.object({
  id: z.string(),
  personId: z.uuid(),
  agent: z.string().nullable(),
  ip: z.string().nullable(),
  phone: z.boolean(),
  createdAt: Instant,
  seenAt: Instant,
  /** The session that asks. */
  current: z.boolean(),
})

export const AuditEntry = z.object({
  id: z.uuid(),
  at: Instant,
  act: z.string(),
  personId: z.uuid().nullable(),
  personName: z.string().nullable(),
  postId: z.uuid().nullable(),
  postTitle: z.string().nullable(),
  subjectKind: z.string().nullable(),
  subjectId: z.string().nullable(),
  ip: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
})
