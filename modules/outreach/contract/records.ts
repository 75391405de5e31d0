import { z } from 'zod'
import { Said } from '#modules/cases/contract/index.ts'
import { AreaCode } from '#modules/places/contract/index.ts'
import { endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import { ways } from '../domain/channels.ts'
import { countings, recordFigures } from '../domain/counting.ts'
import { ChannelCode, Day, LeafletBrief, Month, Place, PlaceCode } from './shapes.ts'

export const ChannelView = z.object({
  code: ChannelCode,
  name: z.string(),
  nameEn: z.string(),
  way: z.enum(ways),
  active: z.boolean(),
  version: z.int(),
})
export type ChannelView = z.infer<typeof ChannelView>

export const listChannels = endpoint({
  method: 'GET',
  path: '/api/outreach/channels',
  summary: 'Ways in which people are told something',
  access: 'outreach.read',
  reply: z.object({ channels: z.array(ChannelView), preset: z.boolean(), mayEdit: z.boolean() }),
})

export const saveChannel = endpoint({
  method: 'POST',
  path: '/api/outreach/channels',
  summary: 'Add or change a way in which people are told something',
  access: 'outreach.keep',
  body: z.object({
    code: ChannelCode,
    name: z.string().trim().min(1).max(40),
    nameEn: z.string().trim().max(60).default(''),
    way: z.enum(ways),
    active: z.boolean().default(true),
    baseVersion: z.int().min(0).nullable(),
  }),
  reply: z.object({ version: z.int() }),
})

const Reached = z.int().min(0).max(100_000).nullable()

export const PostingView = z.object({
  id: z.uuid(),
  recordId: z.uuid(),
  channel: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  place: z.string(),
  leaflet: LeafletBrief.nullable(),
  fromOn: Day,
  untilOn: Day,
  keeperId: z.uuid(),
  keeper: z.string(),
  state: z.enum(['up', 'down']),
  /** Its last day has come or is over. */
  due: z.boolean(),
  /** What hangs there says what is over or was withdrawn. */
  stale: z.boolean(),
  endedAt: Instant.nullable(),
  version: z.int(),
  allowed: z.array(z.enum(['take_down', 'renew', 'hand_on'])),
})
export type PostingView = z.infer<typeof PostingView>

export const RecordView = z.object({
  id: z.uuid(),
  channel: z.string(),
  words: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  place: z.string(),
  leaflet: LeafletBrief.nullable(),
  /** As it stands after corrections. */
  reached: Reached,
  counted: z.enum(countings),
  struck: z.boolean(),
  photos: z.array(z.uuid()),
  heldAt: Instant,
  receivedAt: Instant,
  phone: z.object({ doneAt: Instant, sentAt: Instant }).nullable(),
  who: z.string(),
  first: z.object({ reached: Reached, counted: z.enum(countings) }),
  corrections: z.array(
    z.object({
      seq: z.int(),
      at: Instant,
      who: z.string(),
      words: z.string(),
      struck: z.boolean(),
      reached: Reached,
      counted: z.enum(countings),
    }),
  ),
  posting: PostingView.nullable(),
  allowed: z.array(z.enum(['correct'])),
})
export type RecordView = z.infer<typeof RecordView>

/** Something that was said somewhere; where it hangs, until when and who takes it down. */
export const RecordInput = z.object({
  id: z.uuid(),
  channel: ChannelCode,
  words: z.string().trim().min(1).max(2000),
  areaCode: PlaceCode,
  place: Place.default(''),
  leafletId: z.uuid().nullable().default(null),
  planId: z.uuid().nullable().default(null),
  reached: Reached.default(null),
  counted: z.enum(countings).default('none'),
  photos: z.array(z.uuid()).max(9).default([]),
  /** For what was done on an earlier day and is entered at the desk. */
  heldAt: Instant.nullable().default(null),
  posting: z
    .object({ id: z.uuid(), untilOn: Day, keeperId: z.uuid().nullable().default(null) })
    .nullable()
    .default(null),
  said: Said.optional(),
})
export type RecordInput = z.input<typeof RecordInput>

export const recordOutreach = endpoint({
  method: 'POST',
  path: '/api/outreach/records',
  summary: 'Record what was said where, to how many; sent again it is the same record',
  access: 'outreach.record',
  body: RecordInput,
  reply: z.object({ id: z.uuid(), postingId: z.uuid().nullable() }),
})

export const listRecords = endpoint({
  method: 'GET',
  path: '/api/outreach/records',
  summary: 'What was said in the caller’s area, newest first',
  access: 'outreach.read',
  query: z.object({
    channel: ChannelCode.optional(),
    under: AreaCode.optional(),
    leafletId: z.uuid().optional(),
    month: Month.optional(),
    /** The records that a figure is made of: what was struck is in none. */
    figure: z.enum(recordFigures).optional(),
    ...pageQuery,
  }),
  reply: pageOf(RecordView),
})

export const correctRecord = endpoint({
  method: 'POST',
  path: '/api/outreach/records/:recordId/corrections',
  summary: 'Put a record right by adding to it; what was written stays',
  access: 'outreach.record',
  params: z.object({ recordId: z.uuid() }),
  body: z.object({
    id: z.uuid(),
    words: z.string().trim().min(1).max(500),
    struck: z.boolean().default(false),
    reached: Reached.default(null),
    counted: z.enum(countings).default('none'),
  }),
  reply: RecordView,
})

export const listPostings = endpoint({
  method: 'GET',
  path: '/api/outreach/postings',
  summary: 'What hangs in the caller’s area, what must come down first',
  access: 'outreach.read',
  query: z.object({
    /** `put_up` and `taken_down`: what went up or came down in the month. */
    show: z.enum(['due', 'up', 'down', 'put_up', 'taken_down']).default('up'),
    month: Month.optional(),
    mine: z.enum(['yes', 'no']).default('no'),
    ...pageQuery,
  }),
  reply: pageOf(PostingView).extend({ today: Day }),
})

export const changePosting = endpoint({
  method: 'POST',
  path: '/api/outreach/postings/:postingId',
  summary: 'Take a posting down, renew it, or hand it on',
  access: 'outreach.record',
  params: z.object({ postingId: z.uuid() }),
  body: z.object({
    /** Of this change: the same however often it is sent. */
    id: z.uuid(),
    act: z.enum(['taken_down', 'renewed', 'handed_on']),
    untilOn: Day.nullable().default(null),
    keeperId: z.uuid().nullable().default(null),
    words: z.string().trim().max(500).default(''),
    said: Said.optional(),
  }),
  reply: z.object({ version: z.int() }),
})

export const postingKeepers = endpoint({
  method: 'GET',
  path: '/api/outreach/keepers',
  summary: 'Who may look after a posting at a place',
  access: 'outreach.record',
  query: z.object({ areaCode: PlaceCode }),
  reply: z.object({ people: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
})

export const PlanView = z.object({
  id: z.uuid(),
  day: Day,
  channel: z.string(),
  what: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  place: z.string(),
  leaflet: LeafletBrief.nullable(),
  state: z.enum(['open', 'done', 'dropped']),
  words: z.string(),
  late: z.boolean(),
  version: z.int(),
})
export type PlanView = z.infer<typeof PlanView>

export const listPlans = endpoint({
  method: 'GET',
  path: '/api/outreach/plans',
  summary: 'What is to be said where, the next day first',
  access: 'outreach.read',
  query: z.object({
    state: z.enum(['open', 'done', 'dropped']).default('open'),
    /** Due within so many days. */
    within: z.coerce.number().int().min(0).max(400).default(400),
  }),
  reply: z.object({ plans: z.array(PlanView), today: Day, mayEdit: z.boolean() }),
})

export const savePlan = endpoint({
  method: 'POST',
  path: '/api/outreach/plans',
  summary: 'Plan what is to be said where, change it or drop it',
  access: 'outreach.keep',
  body: z.object({
    id: z.uuid(),
    day: Day,
    channel: ChannelCode,
    what: z.string().trim().min(1).max(200),
    areaCode: PlaceCode,
    place: Place.default(''),
    leafletId: z.uuid().nullable().default(null),
    /** Why it is dropped; empty: it stands. */
    dropped: z.string().trim().max(500).default(''),
    baseVersion: z.int().min(0).nullable(),
  }),
  reply: z.object({ version: z.int() }),
})
