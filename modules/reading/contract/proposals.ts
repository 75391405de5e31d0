import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'

/** What is proposed about a report: the matter it is of, and the unit that would handle it. */
export const proposalKinds = ['matter', 'unit'] as const
export type ProposalKind = (typeof proposalKinds)[number]

const Share = z.number().min(0).max(1)

/** A proposed matter or unit, and where in the text the words stand that spoke for it. */
export const ProposedView = z.object({
  /** `matter:01037` or the id of a unit. */
  code: z.string(),
  name: z.string(),
  confidence: Share,
  /** The rule of dispatch that mostly says so, by its name; null: it was learned. */
  rule: z.string().nullable(),
  reasons: z.array(z.object({ from: z.int(), to: z.int() })),
})
export type ProposedView = z.infer<typeof ProposedView>

export const ProposalView = z.object({
  /** The version of the model that says so; 0: none was learned yet, rules say it. */
  version: z.int(),
  /** Whether the first is likely enough to be proposed; otherwise they are said with doubt. */
  sure: z.boolean(),
  ranked: z.array(ProposedView),
})
export type ProposalView = z.infer<typeof ProposalView>

export const readProposals = endpoint({
  method: 'GET',
  path: '/api/reading/cases/:caseId/proposals',
  summary:
    'What the words of a report suggest: its matter and its unit, with the words that say so',
  access: 'cases.read',
  params: z.object({ caseId: z.uuid() }),
  reply: z.object({ matter: ProposalView.nullable(), unit: ProposalView.nullable() }),
})

export const ModelView = z.object({
  kind: z.enum(proposalKinds),
  version: z.int(),
  madeAt: Instant,
  /** By whom the training was ordered; empty: the month did. */
  orderedBy: z.string(),
  /** Filed cases; 0: only the words of the catalogue. */
  learnedFrom: z.int(),
  classes: z.int(),
  /** On what it was examined: with too few filed cases, on sentences of the catalogue. */
  examinedOn: z.enum(['cases', 'catalogue']),
  scores: z.object({
    cases: z.int(),
    accuracy: Share,
    macroF1: Share,
    sureAccuracy: Share,
    calibrationError: Share,
  }),
  inPlace: z.boolean(),
  placedAt: Instant.nullable(),
  placedBy: z.string(),
})
export type ModelView = z.infer<typeof ModelView>

/** What mostly said the first of a proposal: what was learned, or a rule of dispatch. */
export const proposalOrigins = ['learned', 'rule'] as const
export type ProposalOrigin = (typeof proposalOrigins)[number]

/** A week of proposals beside what people chose; those by rule are counted apart. */
export const AgreementView = z.object({
  kind: z.enum(proposalKinds),
  origin: z.enum(proposalOrigins),
  /** Its Monday. */
  week: z.iso.date(),
  chosen: z.int(),
  /** Of these, how many chose what was proposed first, and one of the three. */
  first: z.int(),
  three: z.int(),
  /** How many were proposed without doubt, and of these how many chose it. */
  sure: z.int(),
  sureRight: z.int(),
})
export type AgreementView = z.infer<typeof AgreementView>

export const ReadingPage = z.object({
  sureFrom: Share,
  /** Of the district, for `baseVersion` when settings are saved. */
  version: z.int(),
  /** Filed cases that can be learned from. */
  filed: z.int(),
  training: z.boolean(),
  models: z.array(ModelView),
  agreement: z.array(AgreementView),
})
export type ReadingPage = z.infer<typeof ReadingPage>

export const readReading = endpoint({
  method: 'GET',
  path: '/api/reading',
  summary:
    'What was learned from filed cases, version by version, and how often people agree with it',
  access: 'reading.train',
  reply: ReadingPage,
})

export const orderTraining = endpoint({
  method: 'POST',
  path: '/api/reading/training',
  summary: 'Learn again from the filed cases now',
  access: 'reading.train',
  reply: ReadingPage,
})

export const placeModel = endpoint({
  method: 'POST',
  path: '/api/reading/models/:kind/:version/place',
  summary: 'Put a model in place, a newer or an older one',
  access: 'reading.train',
  params: z.object({
    kind: z.enum(proposalKinds),
    version: z.coerce.number().int().min(1).max(2_147_483_647),
  }),
  /** The version that the caller saw in place. */
  body: z.object({ standing: z.int().nullable() }),
  reply: ReadingPage,
})

export const saveReadingSettings = endpoint({
  method: 'PUT',
  path: '/api/reading/settings',
  summary: 'From which confidence on a proposal is made without doubt',
  access: 'reading.train',
  body: z.object({ sureFrom: Share, baseVersion: z.int() }),
  reply: ReadingPage,
})
