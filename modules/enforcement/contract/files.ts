import { z } from 'zod'
import { endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import { custodyActs } from '../domain/evidence.ts'
import { fileStates, findings, steps, theirStates, wares } from '../domain/ladder.ts'
import { serviceModes } from '../domain/service.ts'
import { MediationView } from './mediation.ts'

/** A day of the district, as in 2026-11-26. */
export const Day = z.iso.date()

export const partyKinds = ['person', 'household', 'shop', 'organisation'] as const
export const dissuaders = [
  'community',
  'property',
  'officer',
  'grid',
  'owners',
  'merchants',
  'other',
] as const

/** When a phone did something and when it sent it, both by its own clock, which may be wrong. */
export const SaidByPhone = z.object({ doneAt: Instant, sentAt: Instant })

/** A picture as proof: the hash that the phone made of what its camera gave, and its own time. */
export const NewEvidence = z.object({
  id: z.uuid(),
  pictureId: z.uuid(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
  takenAt: Instant.nullable().default(null),
  caption: z.string().trim().max(200).default(''),
})
export type NewEvidence = z.infer<typeof NewEvidence>

export const NewParty = z.object({
  id: z.uuid(),
  kind: z.enum(partyKinds),
  /** Who it is in the register of subjects, where that is known. */
  subjectId: z.uuid().nullable().default(null),
  name: z.string().trim().min(1).max(80),
  /** What a paper says beside the name: number of a document or licence, address, telephone. */
  about: z.string().trim().max(400).default(''),
})
export type NewParty = z.infer<typeof NewParty>

const words = z.string().trim().max(2000).default('')
const said = z.string().trim().min(1).max(2000)
const Promise = z.object({
  id: z.uuid(),
  partyId: z.uuid(),
  what: z.string().trim().min(1).max(1000),
  byDay: Day,
})
const second = z.uuid().nullable().default(null)

export const Proof = z.object({
  on: Day,
  signedBy: z.string().trim().max(80).default(''),
  takenFor: z.string().trim().max(200).default(''),
  refusal: z.string().trim().max(400).default(''),
  witness: z.string().trim().max(80).default(''),
  tracking: z.string().trim().max(60).default(''),
  arrivedOn: Day.nullable().default(null),
  consentOn: Day.nullable().default(null),
  address: z.string().trim().max(200).default(''),
  entrustedTo: z.string().trim().max(80).default(''),
  postedAt: z.string().trim().max(200).default(''),
  reason: z.string().trim().max(400).default(''),
})

const stepOf = <Name extends (typeof steps)[number], Shape extends z.ZodRawShape>(
  step: Name,
  shape: Shape,
) => z.object({ step: z.literal(step), ...shape })

/** A step on the ladder, by what it needs. */
export const StepOrder = z.discriminatedUnion('step', [
  stepOf('dissuade', {
    words,
    /** Who dissuaded, where it was not the one who writes it down. */
    who: z
      .object({ kind: z.enum(dissuaders), name: z.string().trim().max(80) })
      .nullable()
      .default(null),
    partyIds: z.array(z.uuid()).max(50).default([]),
  }),
  stepOf('offer_stalls', {
    zone: z.string().trim().min(1).max(120),
    answer: z.enum(['accepted', 'declined', 'thinking']),
    words,
  }),
  stepOf('talk', {
    words: said,
    partyIds: z.array(z.uuid()).max(50).default([]),
    /** Who came from the community; null: nobody, and why. */
    community: z.string().trim().max(80).nullable(),
    absentWhy: z.string().trim().max(200).default(''),
    promises: z.array(Promise).max(50).default([]),
  }),
  stepOf('promise', { promises: z.array(Promise).min(1).max(50), words }),
  stepOf('revisit', { finding: z.enum(findings), words: said }),
  stepOf('order', {
    paperId: z.uuid(),
    secondId: second,
    partyIds: z.array(z.uuid()).min(1).max(50),
    facts: said,
    violated: z.string().trim().min(1).max(400),
    demand: said,
    untilDay: Day,
  }),
  stepOf('withdraw_order', { secondId: second, words: said }),
  stepOf('serve', {
    secondId: second,
    serviceId: z.uuid(),
    mode: z.enum(serviceModes),
    proof: Proof,
  }),
  stepOf('reinspect', {
    secondId: second,
    paperId: z.uuid(),
    finding: z.enum(findings),
    words: said,
  }),
  stepOf('hand_over', { paperId: z.uuid(), toAuthorityId: z.uuid(), words }),
  stepOf('transfer', { paperId: z.uuid(), toAuthorityId: z.uuid(), words: said }),
  stepOf('news', {
    theirs: z.enum(theirStates),
    theirNumber: z.string().trim().max(80).default(''),
    /** They decided by summary procedure: a penalty on the spot. */
    onTheSpot: z.boolean().default(false),
    on: Day,
    words,
  }),
  stepOf('make_void', { words: said }),
])
export type StepOrder = z.infer<typeof StepOrder>

export const FileRow = z.object({
  id: z.uuid(),
  title: z.string(),
  state: z.enum(fileStates),
  matterCode: z.string().nullable(),
  matterName: z.string(),
  address: z.string(),
  /** Masked for whoever may only read. */
  parties: z.array(z.string()),
  dueAt: Instant.nullable(),
  dueKind: z.enum(['promise', 'service', 'reinspection', 'decision']).nullable(),
  dissuasions: z.int(),
  openedAt: Instant,
  caseId: z.uuid().nullable(),
  version: z.int(),
})
export type FileRow = z.infer<typeof FileRow>

const Law = z.object({ 'zh-CN': z.string(), en: z.string() })

export const StepView = z.object({
  seq: z.int(),
  type: z.string(),
  at: Instant,
  by: z.string(),
  words: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
})

export const PaperView = z.object({
  id: z.uuid(),
  kind: z.string(),
  number: z.string().nullable(),
  madeAt: Instant,
  state: z.enum(['valid', 'withdrawn']),
  untilDay: Day.nullable(),
  /** Once served, with the last day to put right: its period runs from the service. */
  served: z
    .object({ mode: z.enum(serviceModes), on: Day, servedOn: Day, untilDay: Day.nullable() })
    .nullable(),
})

export const EvidenceView = z.object({
  id: z.uuid(),
  pictureId: z.uuid(),
  seq: z.int(),
  /** Empty for whoever may not know names. */
  caption: z.string(),
  takenAt: Instant.nullable(),
  receivedAt: Instant,
  sameness: z.enum(['same', 'changed', 'not_said']),
  sha256: z.string(),
  publicFileId: z.uuid().nullable(),
  /** Since when the public sees the redacted copy. */
  publishedAt: Instant.nullable(),
})

export const FileView = FileRow.extend({
  sells: z.enum(wares),
  stallsOffered: z.boolean(),
  caseShortCode: z.string().nullable(),
  caseTitle: z.string().nullable(),
  bodyName: z.string().nullable(),
  parties: z.array(z.string()),
  partyRows: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(partyKinds),
      name: z.string(),
      about: z.string().nullable(),
      subjectId: z.uuid().nullable(),
      /** Dissuasions of this party in other files of the last two years. */
      elsewhere: z.int(),
    }),
  ),
  /** Dissuasions at this place in other files. */
  atPlace: z.int(),
  byDissuader: z.array(z.object({ kind: z.enum(dissuaders), count: z.int() })),
  promises: z.array(
    z.object({
      id: z.uuid(),
      party: z.string(),
      /** Null for whoever may not know names: what somebody promised may hold some. */
      what: z.string().nullable(),
      byDay: Day,
      state: z.enum(['open', 'kept', 'broken', 'overtaken']),
    }),
  ),
  story: z.array(StepView),
  papers: z.array(PaperView),
  handovers: z.array(
    z.object({
      id: z.uuid(),
      to: z.string(),
      system: z.string(),
      reason: z.enum(['unmended', 'no_power']),
      state: z.enum(['sent', ...theirStates]),
      theirNumber: z.string(),
      filedOn: Day.nullable(),
      decidedOn: Day.nullable(),
      decideUntil: Instant.nullable(),
      /** Once decided: until when one may object, and whether review comes before the court. */
      remedies: z
        .object({ reviewUntil: Instant, suitUntil: Day, reviewFirst: z.boolean() })
        .nullable(),
    }),
  ),
  evidence: z.array(EvidenceView),
  custody: z.array(
    z.object({
      act: z.enum(custodyActs),
      at: Instant,
      by: z.string(),
      evidenceId: z.uuid().nullable(),
      reason: z.string(),
    }),
  ),
  mediations: z.array(MediationView),
  /** The administrative inspections in which it was found. */
  inspections: z.array(z.object({ id: z.uuid(), number: z.string(), day: Day })),
  /** The steps that may be taken now, in the order of the ladder. */
  allowed: z.array(z.enum(steps)),
  /** Why the step that comes next may not be taken yet, and by which article. */
  held: z.array(z.object({ step: z.enum(steps), code: z.string(), law: Law.nullable() })),
  mayMediate: z.boolean(),
  mayExport: z.boolean(),
  /** Who may be the second officer. */
  officers: z.array(z.object({ personId: z.uuid(), name: z.string(), number: z.string() })),
  /** Who may punish in this matter: where it can be handed over. */
  punishers: z.array(z.object({ id: z.uuid(), name: z.string(), system: z.string() })),
  /** Who may order in this matter, where that is not the own body. */
  orderers: z.array(z.object({ id: z.uuid(), name: z.string(), own: z.boolean() })),
  now: Instant,
})
export type FileView = z.infer<typeof FileView>

const one = z.object({ fileId: z.uuid() })

export const openFile = endpoint({
  method: 'POST',
  path: '/api/enforcement/files',
  summary: 'Open a file beside a case or for a place; a repeated id opens it once',
  access: 'enforcement.dissuade',
  body: z.object({
    id: z.uuid(),
    caseId: z.uuid().nullable().default(null),
    title: z.string().trim().min(1).max(120),
    matterCode: z
      .string()
      .regex(/^\d{5}$/)
      .nullable()
      .default(null),
    sells: z.enum(wares).default('none'),
    address: z.string().trim().min(1).max(200),
    point: z
      .object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) })
      .nullable()
      .default(null),
    parties: z.array(NewParty).min(1).max(50),
    said: SaidByPhone.optional(),
  }),
  reply: FileView,
})

export const addParties = endpoint({
  method: 'POST',
  path: '/api/enforcement/files/:fileId/parties',
  summary: 'Name further parties of a file',
  access: 'enforcement.dissuade',
  params: one,
  body: z.object({
    clientId: z.uuid(),
    baseVersion: z.int(),
    parties: z.array(NewParty).min(1).max(50),
  }),
  reply: FileView,
})

export const takeStep = endpoint({
  method: 'POST',
  path: '/api/enforcement/files/:fileId/steps',
  summary: 'Take a step on the ladder; a repeated clientId takes it once',
  access: 'enforcement.read',
  params: one,
  body: z.object({
    clientId: z.uuid(),
    /** Null only from a phone that could not know what happened meanwhile. */
    baseVersion: z.int().nullable(),
    said: SaidByPhone.optional(),
    evidence: z.array(NewEvidence).max(20).default([]),
    order: StepOrder,
  }),
  reply: FileView,
})

export const readFile = endpoint({
  method: 'GET',
  path: '/api/enforcement/files/:fileId',
  summary: 'One file: its ladder, papers, evidence, mediation, and what may be done now',
  access: 'enforcement.read',
  params: one,
  reply: FileView,
})

export const listFiles = endpoint({
  method: 'GET',
  path: '/api/enforcement/files',
  summary: 'Files in the own scope: those due first, or the newest',
  access: 'enforcement.read',
  query: z.object({
    ...pageQuery,
    show: z.enum(['due', 'open', 'ended', 'all']).default('open'),
    q: z.string().trim().max(60).optional(),
  }),
  reply: pageOf(FileRow).extend({
    counts: z.object({ overdue: z.int(), today: z.int(), open: z.int() }),
    now: Instant,
  }),
})

export const filesOfCase = endpoint({
  method: 'GET',
  path: '/api/enforcement/cases/:caseId/files',
  summary: 'The files beside a case',
  access: 'enforcement.read',
  params: z.object({ caseId: z.uuid() }),
  reply: z.object({ files: z.array(FileView), mayOpen: z.boolean() }),
})
