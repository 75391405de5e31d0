import { z } from 'zod'
import { Said } from '#modules/cases/contract/index.ts'
import { AreaCode } from '#modules/places/contract/index.ts'
import { needs, SubjectBrief } from '#modules/subjects/contract/index.ts'
import { endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import { doorKinds } from '../domain/visits/due.ts'
import { promiseStates } from '../domain/visits/promise.ts'
import { visitOutcomes, visitReasons } from '../domain/visits/visit.ts'

const Day = z.iso.date()
const Kind = z.enum(doorKinds)

export const PromiseView = z.object({
  id: z.uuid(),
  visitId: z.uuid(),
  subject: SubjectBrief,
  madeBy: z.enum(['us', 'them']),
  words: z.string(),
  dueOn: Day,
  late: z.boolean(),
  ownerId: z.uuid(),
  owner: z.string(),
  state: z.enum(promiseStates),
  settledAt: Instant.nullable(),
  settledWords: z.string(),
  version: z.int(),
  allowed: z.array(z.enum(['settle', 'move'])),
})
export type PromiseView = z.infer<typeof PromiseView>

export const VisitView = z.object({
  id: z.uuid(),
  subject: SubjectBrief,
  why: z.enum(visitReasons),
  outcome: z.enum(visitOutcomes),
  words: z.string(),
  /** By our clock; what the phone said stands beside it where it was sent later. */
  visitedAt: Instant,
  receivedAt: Instant,
  phone: z.object({ doneAt: Instant, sentAt: Instant }).nullable(),
  who: z.string(),
  campaign: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** The case that a trouble heard became, where the reader may open cases. */
  caseId: z.uuid().nullable(),
  aboutCaseId: z.uuid().nullable(),
  promises: z.array(PromiseView),
})
export type VisitView = z.infer<typeof VisitView>

/** A call at a door. No picture is asked for; one may go with a trouble, as with any report. */
export const VisitInput = z.object({
  id: z.uuid(),
  subjectId: z.uuid(),
  why: z.enum(visitReasons),
  outcome: z.enum(visitOutcomes),
  words: z.string().trim().max(4000).default(''),
  campaignId: z.uuid().nullable().default(null),
  aboutCaseId: z.uuid().nullable().default(null),
  promises: z
    .array(
      z.object({
        id: z.uuid(),
        madeBy: z.enum(['us', 'them']),
        words: z.string().trim().min(1).max(500),
        dueOn: Day,
      }),
    )
    .max(9)
    .default([]),
  trouble: z
    .object({
      words: z.string().trim().min(1).max(2000),
      photos: z.array(z.uuid()).max(9).default([]),
    })
    .nullable()
    .default(null),
  said: Said.optional(),
})
export type VisitInput = z.input<typeof VisitInput>

export const DoorView = z.object({
  subject: SubjectBrief,
  needs: z.array(z.enum(needs)),
  everyDays: z.int(),
  lastMetAt: Instant.nullable(),
  lastTriedAt: Instant.nullable(),
  dueOn: Day,
  daysOver: z.int(),
  promises: z.int(),
})
export type DoorView = z.infer<typeof DoorView>

export const CampaignView = z.object({
  id: z.uuid(),
  name: z.string(),
  purpose: z.string(),
  kinds: z.array(Kind),
  areaCode: AreaCode,
  areaName: z.string(),
  startsOn: Day,
  endsOn: Day,
  version: z.int(),
})
export type CampaignView = z.infer<typeof CampaignView>

export const listDoors = endpoint({
  method: 'GET',
  path: '/api/fieldwork/doors',
  summary: 'Doors that are due by plan in the caller’s area, who lives alone first',
  access: 'fieldwork.visit',
  query: z.object({
    under: AreaCode.optional(),
    /** Due within so many days; 0: today or before. */
    within: z.coerce.number().int().min(0).max(365).default(0),
  }),
  reply: z.object({
    doors: z.array(DoorView),
    /** More are due than are shown. */
    more: z.boolean(),
    today: Day,
    /** Drives that run today in the caller’s area. */
    campaigns: z.array(CampaignView),
    promises: z.array(PromiseView),
  }),
})

export const recordVisit = endpoint({
  method: 'POST',
  path: '/api/fieldwork/visits',
  summary: 'Record a call at a door; sent again it is the same call',
  access: 'fieldwork.visit',
  body: VisitInput,
  reply: z.object({ id: z.uuid(), caseId: z.uuid().nullable(), shortCode: z.string().nullable() }),
})

export const listVisits = endpoint({
  method: 'GET',
  path: '/api/fieldwork/visits',
  summary: 'Calls in the caller’s area, newest first; of a subject, a case or a drive',
  access: 'fieldwork.read',
  query: z.object({
    subjectId: z.uuid().optional(),
    caseId: z.uuid().optional(),
    campaignId: z.uuid().optional(),
    under: AreaCode.optional(),
    outcome: z.enum(visitOutcomes).optional(),
    ...pageQuery,
  }),
  reply: pageOf(VisitView),
})

export const listPromises = endpoint({
  method: 'GET',
  path: '/api/fieldwork/promises',
  summary: 'Promises made at doors, the earliest due first',
  access: 'fieldwork.read',
  query: z.object({
    state: z.enum(promiseStates).default('open'),
    mine: z.enum(['yes', 'no']).default('no'),
    ...pageQuery,
  }),
  reply: pageOf(PromiseView),
})

export const settlePromise = endpoint({
  method: 'POST',
  path: '/api/fieldwork/promises/:promiseId/settle',
  summary: 'Say what became of a promise',
  access: 'fieldwork.visit',
  params: z.object({ promiseId: z.uuid() }),
  body: z.object({
    state: z.enum(['kept', 'broken', 'dropped']),
    words: z.string().trim().max(500).default(''),
    baseVersion: z.int().min(0),
  }),
  reply: z.object({ version: z.int() }),
})

export const movePromise = endpoint({
  method: 'POST',
  path: '/api/fieldwork/promises/:promiseId/move',
  summary: 'Give a promise another day or another owner, with a reason',
  access: 'fieldwork.visit',
  params: z.object({ promiseId: z.uuid() }),
  body: z.object({
    dueOn: Day,
    ownerId: z.uuid(),
    words: z.string().trim().min(1).max(500),
    baseVersion: z.int().min(0),
  }),
  reply: z.object({ version: z.int() }),
})

export const promiseOwners = endpoint({
  method: 'GET',
  path: '/api/fieldwork/promises/:promiseId/owners',
  summary: 'Who may take a promise on: people who visit at that place',
  access: 'fieldwork.visit',
  params: z.object({ promiseId: z.uuid() }),
  reply: z.object({ people: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
})

export const PlanView = z.object({
  id: z.uuid().nullable(),
  kind: Kind,
  need: z.enum(['', ...needs]),
  everyDays: z.int(),
  active: z.boolean(),
  version: z.int(),
})
export type PlanView = z.infer<typeof PlanView>

export const listPlans = endpoint({
  method: 'GET',
  path: '/api/fieldwork/visit-plans',
  summary: 'How often which doors are called at',
  access: 'fieldwork.read',
  reply: z.object({ plans: z.array(PlanView), preset: z.boolean(), mayEdit: z.boolean() }),
})

export const savePlan = endpoint({
  method: 'POST',
  path: '/api/fieldwork/visit-plans',
  summary: 'Add or change how often doors of a kind or need are called at',
  access: 'fieldwork.plan',
  body: z.object({
    id: z.uuid(),
    kind: Kind,
    need: z.enum(['', ...needs]),
    everyDays: z.int().min(1).max(730),
    active: z.boolean().default(true),
    baseVersion: z.int().min(0).nullable(),
  }),
  reply: z.object({ id: z.uuid(), version: z.int() }),
})

export const listCampaigns = endpoint({
  method: 'GET',
  path: '/api/fieldwork/visit-campaigns',
  summary: 'Drives of visits in the caller’s area, newest first',
  access: 'fieldwork.read',
  reply: z.object({ campaigns: z.array(CampaignView), mayEdit: z.boolean(), today: Day }),
})

export const saveCampaign = endpoint({
  method: 'POST',
  path: '/api/fieldwork/visit-campaigns',
  summary: 'Begin or change a drive of visits',
  access: 'fieldwork.plan',
  body: z.object({
    id: z.uuid(),
    name: z.string().trim().min(1).max(80),
    purpose: z.string().trim().max(1000).default(''),
    kinds: z.array(Kind).min(1).max(doorKinds.length),
    areaCode: AreaCode,
    startsOn: Day,
    endsOn: Day,
    baseVersion: z.int().min(0).nullable(),
  }),
  reply: z.object({ id: z.uuid(), version: z.int() }),
})

const Sums = z.object({
  /** 人次: every call counts. */
  calls: z.int(),
  /** 户: every door once, however often one called. */
  doors: z.int(),
  /** Doors where somebody was met. */
  met: z.int(),
})

export const readLedger = endpoint({
  method: 'GET',
  path: '/api/fieldwork/visit-campaigns/:campaignId/ledger',
  summary: 'What a drive came to: calls and doors apart, by kind and grid, never by person',
  access: 'fieldwork.read',
  params: z.object({ campaignId: z.uuid() }),
  reply: z.object({
    campaign: CampaignView,
    all: Sums,
    /** Doors of these kinds in its area: what it could reach. */
    reachable: z.int(),
    byKind: z.array(Sums.extend({ kind: Kind })),
    byGrid: z.array(Sums.extend({ gridCode: z.string(), gridName: z.string() })),
    troubles: z.int(),
    promises: z.object({ made: z.int(), kept: z.int(), open: z.int() }),
    /** Calls that were noted for it and lie outside its days; in no sum. */
    outside: z.int(),
  }),
})
export type Ledger = z.infer<typeof readLedger.reply>
