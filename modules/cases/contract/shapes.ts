import { z } from 'zod'
import { Question } from './answers.ts'
import { Instant } from '#platform/shared/endpoint.ts'
import {
  caseStatuses,
  channels,
  owners,
  requestKinds,
  requestStates,
  stages,
  taskRoles,
  taskStates,
  urgencies,
} from '../domain/case.ts'

import { eventTypes } from '../domain/event-types.ts'

export const Status = z.enum(caseStatuses)
export const UrgencyWord = z.enum(urgencies)
export const ChannelWord = z.enum(channels)

/** What the time ribbon draws: one truth for residents, rows, cards and the case page. */
export const Ribbon = z.object({
  receivedAt: Instant,
  promisedAt: Instant.nullable(),
  estimated: z.boolean(),
  closedAt: Instant.nullable(),
  pauses: z.array(z.object({ from: Instant, to: Instant.nullable(), reason: z.string() })),
  /** `type` is an event type; pages look up its words. */
  notches: z.array(z.object({ at: Instant, type: z.enum(eventTypes) })),
})
export type Ribbon = z.infer<typeof Ribbon>

/** One hand in the chain: who has had it. `person` only for those who may see people. */
export const Hand = z.object({
  unit: z.string(),
  person: z.string().nullable(),
  from: Instant,
  to: Instant.nullable(),
  accepted: z.boolean(),
  did: z.string().nullable(),
  /** It helps (协办) while another leads. */
  support: z.boolean().optional(),
})
export type Hand = z.infer<typeof Hand>

export const Photo = z.object({
  fileId: z.uuid(),
  role: z.enum(['report', 'before', 'after', 'inspection', 'addition']),
  at: Instant,
  released: z.boolean(),
})
export type Photo = z.infer<typeof Photo>

/** When a phone did something and when it sent it, both by its own clock, which may be wrong. */
export const Said = z.object({ doneAt: Instant, sentAt: Instant })

/** A point as its sender gave it; the server stores CGCS2000 and keeps what was given. */
export const Place = z.object({
  lon: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  system: z.enum(['CGCS2000', 'WGS84', 'GCJ02', 'BD09']),
  method: z.enum(['gps', 'map', 'qr', 'address', 'staff']),
  accuracy: z.number().min(0).optional(),
})
export type Place = z.infer<typeof Place>

/** What this caller may do to the case now; pages show buttons from it and derive no rights. */
export const caseActions = [
  'receive',
  'refuse',
  'ask_verification',
  'answer_verification',
  'file',
  'settle',
  'dispatch',
  'reclassify',
  'relocate',
  'assign',
  'accept',
  'return',
  'ask_extension',
  'ask_suspension',
  'arrive',
  'finish',
  'decide_request',
  'resume',
  'inspect',
  'call_back',
  'reopen',
  'withdraw',
  'void',
  'transfer',
  'note',
  'see_contact',
  'reply',
  'merge',
  'take_apart',
  'release_photo',
] as const
export type CaseAction = (typeof caseActions)[number]

export const CaseRow = z.object({
  id: z.uuid(),
  number: z.string(),
  shortCode: z.string(),
  title: z.string(),
  status: Status,
  urgency: UrgencyWord,
  hazard: z.boolean(),
  /** Rings at the desk until somebody takes it: gas, fire, live wire, collapse. */
  rings: z.boolean(),
  channel: ChannelWord,
  matter: z
    .object({ kind: z.enum(['component', 'matter']), code: z.string(), name: z.string() })
    .nullable(),
  class: z.string().nullable(),
  address: z.string(),
  communityCode: z.string(),
  communityName: z.string(),
  gridCode: z.string(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  unitId: z.uuid().nullable(),
  unitName: z.string().nullable(),
  owner: z.enum(owners),
  reportedAt: Instant,
  /** When the waiting stage must be over; null while paused or final. */
  dueAt: Instant.nullable(),
  overdue: z.boolean(),
  paused: z.boolean(),
  ribbon: Ribbon,
  thumb: z.uuid().nullable(),
  /** How many other reports follow this case; absent where none does. */
  followers: z.int().optional(),
  version: z.int(),
})
export type CaseRow = z.infer<typeof CaseRow>

export const EventView = z.object({
  seq: z.int(),
  /** A closed list: pages have words for each, `event.<type>`. */
  type: z.enum(eventTypes),
  at: Instant,
  who: z.string().nullable(),
  post: z.string().nullable(),
  organisation: z.string().nullable(),
  /** Words somebody wrote, and codes (reason, unit, matter) with their names for the sentence. */
  words: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
})
export type EventView = z.infer<typeof EventView>

export const ClockView = z.object({
  id: z.uuid(),
  stage: z.enum(stages),
  startedAt: Instant,
  stoppedAt: Instant.nullable(),
  dueAt: Instant.nullable(),
  estimated: z.boolean(),
  limit: z.record(z.string(), z.unknown()),
  onTime: z.boolean().nullable(),
  paused: z.boolean(),
  policyVersion: z.int(),
  calendarVersion: z.int(),
})
export type ClockView = z.infer<typeof ClockView>

export const TaskView = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  unitId: z.uuid(),
  unitName: z.string(),
  role: z.enum(taskRoles),
  state: z.enum(taskStates),
  assigneeId: z.uuid().nullable(),
  assignee: z.string().nullable(),
  offeredAt: Instant,
  acceptedAt: Instant.nullable(),
  arrivedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
})
export type TaskView = z.infer<typeof TaskView>

export const RequestView = z.object({
  id: z.uuid(),
  kind: z.enum(requestKinds),
  state: z.enum(requestStates),
  reasonCode: z.string(),
  reason: z.string(),
  words: z.string(),
  askedLimit: z.record(z.string(), z.unknown()).nullable(),
  resumeAt: Instant.nullable(),
  askedBy: z.string(),
  askedAt: Instant,
  decidedAt: Instant.nullable(),
  decisionWords: z.string().nullable(),
})
export type RequestView = z.infer<typeof RequestView>

/** Why the case goes to this unit: the rule that fired and what of the case made it fire. */
export const Routing = z.object({
  unitId: z.uuid().nullable(),
  unitName: z.string().nullable(),
  rule: z.object({ id: z.uuid(), position: z.int(), name: z.string() }).nullable(),
  /** `matter`, `guide`, `area`, `urgency`, `nobody_matched`, `chosen_by_hand` */
  why: z.array(z.string()),
})
export type Routing = z.infer<typeof Routing>

export const CasePage = CaseRow.extend({
  words: z.string(),
  originalText: z.string().nullable(),
  confidential: z.boolean(),
  public: z.boolean(),
  publicWords: z.string().nullable(),
  guideItemCode: z.string().nullable(),
  settledOnSpot: z.boolean(),
  events: z.array(EventView),
  photos: z.array(Photo),
  tasks: z.array(TaskView),
  requests: z.array(RequestView),
  clocks: z.array(ClockView),
  hands: z.array(Hand),
  routing: Routing.nullable(),
  standard: z
    .object({ filing: z.string(), closing: z.string(), hint: z.string(), origin: z.string() })
    .nullable(),
  guide: z
    .object({
      name: z.string(),
      steps: z.array(z.string()),
      evidence: z.array(z.string()),
      legalBasis: z.string(),
      owner: z.string(),
      settleAlone: z.boolean(),
      origin: z.string(),
    })
    .nullable(),
  /** What the matter asks besides, at filing and at finishing. */
  questions: z.array(Question).optional(),
  /** Masked unless the caller has looked, which is logged. */
  reporter: z.object({ hasContact: z.boolean(), masked: z.string().nullable() }),
  verdicts: z.array(
    z.object({
      round: z.int(),
      askedAt: Instant,
      answeredAt: Instant.nullable(),
      solved: z.boolean().nullable(),
      satisfied: z.int().nullable(),
      words: z.string().nullable(),
      way: z.string().nullable(),
    }),
  ),
  allowed: z.array(z.enum(caseActions)),
})
export type CasePage = z.infer<typeof CasePage>
