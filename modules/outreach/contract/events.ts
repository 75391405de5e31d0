import { z } from 'zod'
import { DistrictId, endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import { CONSENT, eventStates } from '../domain/events.ts'
import { Month, PlaceCode } from './shapes.ts'

const signStates = ['signed', 'waiting', 'cancelled'] as const

export const EventView = z.object({
  id: z.uuid(),
  code: z.string(),
  title: z.string(),
  titleEn: z.string(),
  what: z.string(),
  place: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  signUpUntil: Instant,
  seats: z.int().nullable(),
  state: z.enum(eventStates),
  whyCancelled: z.string(),
  over: z.boolean(),
  /** People, not sign-ups. */
  signed: z.int(),
  waiting: z.int(),
  came: z.int(),
  path: z.string(),
  version: z.int(),
  allowed: z.array(z.enum(['change', 'cancel', 'note_coming', 'see_contact'])),
})
export type EventView = z.infer<typeof EventView>

export const SignUpView = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Masked. */
  phone: z.string(),
  people: z.int(),
  state: z.enum(signStates),
  at: Instant,
  came: z.int().nullable(),
  forgotten: z.boolean(),
})
export type SignUpView = z.infer<typeof SignUpView>

const params = z.object({ eventId: z.uuid() })

export const listEvents = endpoint({
  method: 'GET',
  path: '/api/outreach/events',
  summary: 'Open days and lectures of the caller’s area',
  access: 'outreach.read',
  query: z.object({
    show: z.enum(['coming', 'over']).default('coming'),
    /** All that were held, or will be, in this month, whatever `show` says. */
    month: Month.optional(),
    ...pageQuery,
  }),
  reply: pageOf(EventView).extend({ mayWrite: z.boolean() }),
})

export const readEvent = endpoint({
  method: 'GET',
  path: '/api/outreach/events/:eventId',
  summary: 'An event with those who signed up, their numbers masked',
  access: 'outreach.read',
  params,
  reply: z.object({ event: EventView, signUps: z.array(SignUpView) }),
})

export const saveEvent = endpoint({
  method: 'POST',
  path: '/api/outreach/events',
  summary: 'Prepare an event, open it for signing up, or change it',
  access: 'outreach.keep',
  body: z.object({
    id: z.uuid(),
    title: z.string().trim().min(1).max(80),
    titleEn: z.string().trim().max(160).default(''),
    what: z.string().trim().min(1).max(2000),
    place: z.string().trim().min(1).max(120),
    areaCode: PlaceCode,
    startsAt: Instant,
    endsAt: Instant,
    signUpUntil: Instant,
    seats: z.int().min(1).max(5000).nullable(),
    open: z.boolean(),
    baseVersion: z.int().min(0).nullable(),
  }),
  reply: EventView,
})

export const cancelEvent = endpoint({
  method: 'POST',
  path: '/api/outreach/events/:eventId/cancel',
  summary: 'Cancel an event; those who signed up are told why',
  access: 'outreach.keep',
  params,
  body: z.object({ why: z.string().trim().min(1).max(300), baseVersion: z.int().min(0) }),
  reply: EventView,
})

export const noteComing = endpoint({
  method: 'POST',
  path: '/api/outreach/sign-ups/:signUpId/came',
  summary: 'Note how many of a sign-up came; null: not known',
  access: 'outreach.record',
  params: z.object({ signUpId: z.uuid() }),
  body: z.object({ came: z.int().min(0).max(9).nullable() }),
  reply: z.object({ came: z.int().nullable() }),
})

export const seeSignUp = endpoint({
  method: 'POST',
  path: '/api/outreach/sign-ups/:signUpId/contact',
  summary: 'The telephone number of somebody who signed up; the look is logged with its reason',
  access: 'outreach.see_contact',
  params: z.object({ signUpId: z.uuid() }),
  body: z.object({ reason: z.string().trim().min(2).max(200) }),
  reply: z.object({ name: z.string(), phone: z.string() }),
})

export const printSignUps = endpoint({
  method: 'GET',
  path: '/api/outreach/events/:eventId/paper',
  summary: 'The list of those who signed up, to tick off at the door',
  access: 'outreach.record',
  params,
  query: z.object({
    format: z.enum(['pdf', 'docx']).default('pdf'),
    language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  }),
  reply: z.unknown(),
})

/** What anyone reads of an event. */
export const PublicEvent = z.object({
  code: z.string(),
  title: z.string(),
  titleEn: z.string(),
  what: z.string(),
  place: z.string(),
  areaName: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  signUpUntil: Instant,
  state: z.enum(['open', 'cancelled', 'over', 'closed']),
  whyCancelled: z.string(),
  /** Null: as many as come. */
  seatsLeft: z.int().nullable(),
  waits: z.boolean(),
  consent: z.string(),
  keepDays: z.int(),
  telephone: z.string(),
  timeZone: z.string(),
})
export type PublicEvent = z.infer<typeof PublicEvent>

export const OwnSignUp = z.object({
  id: z.uuid(),
  state: z.enum(signStates),
  people: z.int(),
  key: z.string(),
})
export type OwnSignUp = z.infer<typeof OwnSignUp>

const publicParams = z.object({ districtId: DistrictId, code: z.string().min(4).max(20) })
const Key = z.string().min(10).max(60)

export const listPublicEvents = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/events',
  summary: 'What one can come to in a district',
  access: 'public',
  params: z.object({ districtId: DistrictId }),
  reply: z.object({ events: z.array(PublicEvent) }),
})

export const readPublicEvent = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/events/:code',
  summary: 'An event for anyone',
  access: 'public',
  params: publicParams,
  reply: PublicEvent,
})

export const signUp = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/events/:code/sign-ups',
  summary: 'Sign up for an event; sent again it is the same sign-up',
  access: 'public',
  params: publicParams,
  body: z.object({
    id: z.uuid(),
    name: z.string().trim().min(1).max(40),
    phone: z
      .string()
      .trim()
      .transform((text) => text.replaceAll(/[\s-]/g, ''))
      .pipe(z.string().regex(/^\+?\d{7,15}$/)),
    people: z.int().min(1).max(9).default(1),
    /** The sentence that was read and agreed to. */
    consent: z.literal(CONSENT),
  }),
  reply: OwnSignUp,
})

export const readSignUp = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/events/:code/sign-ups/:signUpId',
  summary: 'One’s own sign-up by its key',
  access: 'public',
  params: publicParams.extend({ signUpId: z.uuid() }),
  query: z.object({ key: Key }),
  reply: OwnSignUp,
})

export const cancelSignUp = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/events/:code/sign-ups/:signUpId/cancel',
  summary: 'Cancel one’s own sign-up by its key; the seats go to those who wait',
  access: 'public',
  params: publicParams.extend({ signUpId: z.uuid() }),
  body: z.object({ key: Key }),
  reply: OwnSignUp,
})
