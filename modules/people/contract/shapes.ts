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

export const loginName = z
  .string()
  .trim()
  .min(2)
  .max(60)
  .regex(/^[^\s@]+(@[^\s@]+)?$/)

export const Day = z.iso.date()
export const AreaPrefix = z.string().regex(/^[0-9]{6,15}$/)
/** What may be done: the module's word and the verb. */
export const Verb = z.string().regex(/^[a-z]+\.[a-z_]+$/)
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

/** Left out, it stays as it is; replies carry it masked. */
export const PhoneGiven = z
  .string()
  .regex(/^[0-9+ -]{5,20}$/)
  .nullable()
  .optional()

/** The account by which the WeCom gateway knows somebody. Left out, it stays as it is. */
const WecomId = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_.@-]{1,64}$/)
  .nullable()
  .optional()

export const PersonFields = z.object({
  id: z.uuid(),
  name: name(60),
  email: z.email().max(120).nullable().default(null),
  phone: PhoneGiven,
  wecomId: WecomId,
  /** Left out, it stays; null takes the name and its password away. */
  loginName: loginName.nullable().optional(),
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
  /** Of the post while on duty, never a person's own. Left out, it stays. */
  dutyPhone: z.string().trim().max(40).nullable().optional(),
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

const board = z.string().max(4000).nullable().optional()

export const StationFields = z.object({
  id: z.uuid(),
  name: name(60),
  communityCode: z.string().regex(/^[0-9]{12}$/),
  modelCode: z.string().max(40),
  address: z.string().max(200).nullable().default(null),
  phone: z.string().max(40).nullable().default(null),
  /** When somebody is there, as it stands on the door. */
  hours: z.string().max(120).nullable().default(null),
  /** The boards on the wall: what the station is for, and its rules. */
  duty: z.string().max(4000).nullable().default(null),
  rules: z.string().max(4000).nullable().default(null),
  /** The same in English, how a problem is handled (a step a line), and what the station does. Left out, they stay. */
  dutyEn: board,
  rulesEn: board,
  flow: board,
  flowEn: board,
  tasks: board,
  tasksEn: board,
})

export const Seat = z.object({
  seat: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/),
  kinds: z.array(z.string().max(40)).min(1).max(10),
  name: name(40),
  nameEn: z.string().trim().max(60).optional(),
  trade: z.string().max(40).optional(),
  least: z.int().min(0).max(99),
  most: z.int().min(1).max(99).nullable(),
})

export const StaffingModelFields = z.object({
  code: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z+_-]{0,39}$/),
  name: name(80),
  nameEn: z.string().trim().max(120).default(''),
  seats: z.array(Seat).min(1).max(30),
})

const version = { version: z.int() }

export const StaffingModelView = StaffingModelFields.extend({
  ...version,
  /** Ours until the district has edited it. */
  preset: z.boolean(),
  /** How many stations are measured by it. */
  stations: z.int(),
})
export type StaffingModelView = z.infer<typeof StaffingModelView>

export const PostKindView = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  verbs: z.array(z.string()),
  reach: z.enum(reaches),
  /** Whether its posts open only after a second step at sign-in. */
  secondFactor: z.boolean(),
  /** How many posts are of this kind. */
  posts: z.int(),
  /** Whether the caller holds, held or will hold one: then the caller may not change it. */
  own: z.boolean(),
  ...version,
})

export const OrganisationView = OrganisationFields.extend(version)

/** What may be done to a person by whoever asks. */
export const personActs = [
  'change',
  'link',
  'reset',
  'reset_factor',
  'sessions',
  'unlink',
  'unlock',
] as const
export const PersonView = PersonFields.extend({
  ...version,
  phone: z.string().nullable(),
  wecomId: z.string().nullable(),
  /** Null where there is none, and for whoever only reads. */
  loginName: z.string().nullable(),
  hasPassword: z.boolean(),
  /** Whether sign-in asks for a code of the phone too. */
  hasFactor: z.boolean(),
  /** Providers of sign-in that know this person. */
  providers: z.array(z.string()),
  /** While wrong tries lock the name. */
  lockedUntil: Instant.nullable(),
  /** Held today. */
  posts: z.array(z.object({ postId: z.uuid(), title: z.string() })),
  /** One of the three: links and passwords of theirs are made on the server only. */
  administrator: z.boolean(),
  allowed: z.array(z.enum(personActs)),
})

export const Holder = z.object({
  personId: z.uuid(),
  name: z.string(),
  /** The other posts this person holds that day: one person may serve several stations. */
  also: z.array(z.string()),
  /** In whose place, for these days. */
  standsInFor: z.string().nullable().default(null),
  /** The last day away, while away. */
  awayUntil: Day.nullable().default(null),
  /** When the shift ends that runs now. */
  onDutyUntil: Instant.nullable().default(null),
})

export const PostView = PostFields.extend({
  ...version,
  dutyPhone: z.string().nullable().default(null),
  organisationName: z.string(),
  stationName: z.string().nullable(),
  holders: z.array(Holder),
})
export const HoldingView = z.object({
  id: z.uuid(),
  postId: z.uuid(),
  personId: z.uuid(),
  from: Day,
  until: Day.nullable(),
  postTitle: z.string(),
  personName: z.string(),
  /** In whose place, for these days. */
  standsInFor: z.string().nullable().default(null),
  ...version,
})
export type OrganisationView = z.infer<typeof OrganisationView>
export type PersonView = z.infer<typeof PersonView>
export type PostView = z.infer<typeof PostView>
export type HoldingView = z.infer<typeof HoldingView>
export type PostKindView = z.infer<typeof PostKindView>

export const SeatState = Seat.extend({
  held: z.int(),
  vacant: z.int(),
  missing: z.int(),
  surplus: z.int(),
  postIds: z.array(z.uuid()),
})

/** A model's seats as they are stored. */
export const Seats = z.array(Seat)

const boardShown = z.string().nullable().default(null)

export const StationView = StationFields.extend({
  ...version,
  dutyEn: boardShown,
  rulesEn: boardShown,
  flow: boardShown,
  flowEn: boardShown,
  tasks: boardShown,
  tasksEn: boardShown,
  communityName: z.string(),
  modelName: z.string(),
  modelNameEn: z.string(),
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
export type SessionView = z.infer<typeof SessionView>

export const AuditEntry = z.object({
  id: z.uuid(),
  at: Instant,
  act: z.string(),
  personId: z.uuid().nullable(),
  personName: z.string().nullable(),
  postId: z.uuid().nullable(),
  postTitle: z.string().nullable(),
  /** A program that called the API. */
  clientId: z.uuid().nullable(),
  clientName: z.string().nullable(),
  subjectKind: z.string().nullable(),
  subjectId: z.string().nullable(),
  /** Where the subject is a person, post, organisation, station or client. */
  subjectName: z.string().nullable(),
  ip: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
})
export type AuditEntry = z.infer<typeof AuditEntry>
