import { z } from 'zod'
import { DistrictId, endpoint, Instant } from '#platform/shared/endpoint.ts'
import { eventTypes } from '../domain/event-types.ts'
import { About } from './answers.ts'
import { Hand, Photo, Place, Ribbon, Said, Status } from './shapes.ts'

export const dangers = ['gas', 'fire', 'live_wire', 'collapse'] as const

/** What a resident sends. `clientId` is made on the phone: sent twice, it is one case. */
export const Report = z.object({
  clientId: z.uuid(),
  words: z.string().max(5000).default(''),
  place: Place.nullable().default(null),
  address: z.string().max(200).default(''),
  addressId: z.uuid().nullable().default(null),
  doorplate: z.string().max(64).nullable().default(null),
  photos: z.array(z.uuid()).max(9).default([]),
  name: z.string().max(60).nullable().default(null),
  phone: z
    .string()
    .regex(/^[0-9+ -]{5,20}$/)
    .nullable()
    .default(null),
  confidential: z.boolean().default(false),
  danger: z.enum(dangers).nullable().default(null),
  about: About.optional(),
  said: Said.optional(),
})

/** At once after sending: the number, the promise, and two links. `ownKey` judges and adds; `lookKey` may be shared. */
export const Receipt = z.object({
  shortCode: z.string(),
  number: z.string(),
  receivePromise: Instant.nullable(),
  estimated: z.boolean(),
  ownKey: z.string(),
  lookKey: z.string(),
})
export type Receipt = z.infer<typeof Receipt>

export const reportCase = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/reports',
  summary: 'Report a problem; a repeated clientId with the same body gets the same receipt',
  access: 'public',
  params: z.object({ districtId: DistrictId }),
  body: Report,
  reply: Receipt,
})

export const FollowPage = z.object({
  level: z.enum(['look', 'own']),
  districtName: z.string(),
  timeZone: z.string(),
  now: Instant,
  shortCode: z.string(),
  number: z.string(),
  title: z.string(),
  words: z.string().nullable(),
  address: z.string(),
  /** Since when this report goes on together with another; all that is done below is done for both. */
  joinedAt: Instant.nullable().optional(),
  status: Status,
  unitName: z.string().nullable(),
  promise: z
    .object({ kind: z.enum(['receive', 'handle']), at: Instant, estimated: z.boolean() })
    .nullable(),
  overdue: z.boolean(),
  pausedReason: z.string().nullable(),
  /** A plain sentence of the matter on what happens next, zh and en. */
  nextStep: z.object({ zh: z.string(), en: z.string() }).nullable(),
  refusal: z
    .object({ reason: z.string(), door: z.string(), words: z.string().nullable() })
    .nullable(),
  /** Passed to another body: which, under what number, since when, and what that means. */
  transfer: z
    .object({
      receiver: z.string(),
      reference: z.string(),
      transferredOn: z.iso.date(),
      words: z.string(),
    })
    .nullable()
    .optional(),
  ribbon: Ribbon,
  hands: z.array(Hand),
  photos: z.array(Photo),
  done: z.string().nullable(),
  story: z.array(
    z.object({
      at: Instant,
      type: z.enum(eventTypes),
      unit: z.string().nullable(),
      words: z.string().nullable(),
    }),
  ),
  verdict: z.object({ solved: z.boolean().nullable(), satisfied: z.int().nullable() }).nullable(),
  allowed: z.array(z.enum(['add', 'judge', 'reopen', 'withdraw'])),
  reopenUntil: Instant.nullable(),
})
export type FollowPage = z.infer<typeof FollowPage>

const followed = z.object({ districtId: DistrictId, shortCode: z.string().min(4).max(12) })
const key = z.string().max(100)
/** Of what may lie on a phone before it is sent: made there, so that a repeated send counts once. */
const sent = { clientId: z.uuid().nullable().default(null), said: Said.optional() }

export const followCase = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/cases/:shortCode',
  summary: 'What has become of a report; without a key only what the ledger shows',
  access: 'public',
  params: followed,
  query: z.object({ key: key.optional() }),
  reply: FollowPage,
})

export const addToCase = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/cases/:shortCode/additions',
  summary: 'Ask or add, with words and pictures',
  access: 'public',
  params: followed,
  body: z.object({
    key,
    clientId: z.uuid(),
    said: Said.optional(),
    words: z.string().max(2000).default(''),
    photos: z.array(z.uuid()).max(9).default([]),
  }),
  reply: FollowPage,
})

export const judgeCase = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/cases/:shortCode/verdict',
  summary: 'Solved? Satisfied? Asked once a round, by the reporter only',
  access: 'public',
  params: followed,
  body: z.object({
    key,
    ...sent,
    solved: z.boolean(),
    satisfied: z.int().min(1).max(3),
    words: z.string().max(2000).default(''),
  }),
  reply: FollowPage,
})

export const reopenOwnCase = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/cases/:shortCode/reopening',
  summary: 'Not fixed: back to the same unit and its superior, within the window',
  access: 'public',
  params: followed,
  body: z.object({
    key,
    ...sent,
    words: z.string().min(1).max(2000),
    photos: z.array(z.uuid()).max(9).default([]),
  }),
  reply: FollowPage,
})

export const withdrawOwnCase = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/cases/:shortCode/withdrawal',
  summary: 'The reporter takes it back',
  access: 'public',
  params: followed,
  body: z.object({ key, words: z.string().max(500).default('') }),
  reply: FollowPage,
})

export const LedgerRow = z.object({
  shortCode: z.string(),
  title: z.string(),
  place: z.string(),
  communityName: z.string(),
  unitName: z.string().nullable(),
  status: Status,
  reportedAt: Instant,
  closedAt: Instant.nullable(),
  overdue: z.boolean(),
  ribbon: Ribbon,
  photo: z.uuid().nullable(),
  after: z.uuid().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
})
export type LedgerRow = z.infer<typeof LedgerRow>

export const publicLedger = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/ledger',
  summary: 'What was reported near here, who has it, what came of it; nothing personal',
  access: 'public',
  params: z.object({ districtId: DistrictId }),
  query: z.object({
    after: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
    q: z.string().max(60).optional(),
    state: z.enum(['open', 'overdue', 'closed']).optional(),
    community: z.string().max(12).optional(),
  }),
  reply: z.object({
    rows: z.array(LedgerRow),
    next: z.string().nullable(),
    now: Instant,
    timeZone: z.string(),
  }),
})

/** The path of a picture that a page without a session may show; the server checks release or key. */
export const publicPhotoPath = (
  districtId: string,
  fileId: string,
  kind: 'public' | 'thumb',
  k?: string,
) => `/api/public/${districtId}/photos/${fileId}/${kind}${k ? `?key=${encodeURIComponent(k)}` : ''}`
