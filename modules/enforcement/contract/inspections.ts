import { z } from 'zod'
import { AreaCode } from '#modules/places/contract/index.ts'
import { endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import { enterpriseKinds, spans } from '../domain/inspection-cap.ts'
import { planStates } from '../domain/inspection-plan.ts'
import { grounds, looked, results } from '../domain/inspection-record.ts'
import { NewEvidence, SaidByPhone } from './files.ts'

const Day = z.iso.date()
const MatterCode = z.string().regex(/^\d{5}$/)
const Kind = z.enum(enterpriseKinds)
const words = z.string().trim().max(2000).default('')

/** What a plan has inspected: the matter, by which law, whom, and how often in its span. */
export const PlanItem = z.object({
  id: z.uuid(),
  matterCode: MatterCode,
  basis: z.string().trim().min(1).max(400),
  looks: z.array(z.string().trim().min(1).max(120)).min(1).max(20),
  kind: Kind,
  times: z.int().min(1).max(12),
})

export const InspectionPlanView = z.object({
  id: z.uuid(),
  bodyId: z.uuid(),
  bodyName: z.string(),
  title: z.string(),
  year: z.int(),
  month: z.int().nullable(),
  areaCode: z.string(),
  areaName: z.string(),
  state: z.enum(planStates),
  items: z.array(
    PlanItem.extend({
      matterName: z.string(),
      /** Enterprises in its area, and inspections that were done for it. */
      enterprises: z.int(),
      done: z.int(),
    }),
  ),
  madeBy: z.string(),
  madeAt: Instant,
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  decidedWords: z.string(),
  version: z.int(),
  allowed: z.array(z.enum(['change', 'approve', 'withdraw'])),
})
export type InspectionPlanView = z.infer<typeof InspectionPlanView>

export const listInspectionPlans = endpoint({
  method: 'GET',
  path: '/api/enforcement/inspection-plans',
  summary: 'Plans of administrative inspection that touch the own area, newest first',
  access: 'enforcement.read',
  reply: z.object({
    plans: z.array(InspectionPlanView),
    mayPlan: z.boolean(),
    /** Bodies that sign papers: whose plan it may be. */
    bodies: z.array(z.object({ id: z.uuid(), name: z.string() })),
    areas: z.array(z.object({ code: z.string(), name: z.string() })),
    today: Day,
  }),
})

export const saveInspectionPlan = endpoint({
  method: 'PUT',
  path: '/api/enforcement/inspection-plans/:planId',
  summary: 'Draw up a plan, or change one that nobody has approved yet',
  access: 'enforcement.plan',
  params: z.object({ planId: z.uuid() }),
  body: z.object({
    bodyId: z.uuid(),
    title: z.string().trim().min(1).max(120),
    year: z.int().min(2000).max(2999),
    month: z.int().min(1).max(12).nullable().default(null),
    areaCode: AreaCode,
    items: z.array(PlanItem).min(1).max(30),
    baseVersion: z.int().nullable(),
  }),
  reply: z.object({ version: z.int() }),
})

export const decideInspectionPlan = endpoint({
  method: 'POST',
  path: '/api/enforcement/inspection-plans/:planId/decide',
  summary: 'Approve a plan that somebody else drew up, or withdraw one with the reason',
  access: 'enforcement.approve',
  params: z.object({ planId: z.uuid() }),
  body: z.object({
    to: z.enum(['approved', 'withdrawn']),
    words: z.string().trim().max(400).default(''),
    baseVersion: z.int(),
  }),
  reply: z.object({ version: z.int() }),
})

export const CapView = z.object({
  /** Null: one of ours, as long as the district has none. */
  id: z.uuid().nullable(),
  kind: Kind,
  /** `*`: over all matters. */
  matterCode: z.string().regex(/^(\*|\d{5})$/),
  matterName: z.string(),
  times: z.int(),
  per: z.enum(spans),
  law: z.string(),
  active: z.boolean(),
  version: z.int(),
})
export type CapView = z.infer<typeof CapView>

export const listInspectionCaps = endpoint({
  method: 'GET',
  path: '/api/enforcement/inspection-caps',
  summary: 'How often one body may inspect one enterprise, by kind and matter',
  access: 'enforcement.read',
  reply: z.object({ caps: z.array(CapView), preset: z.boolean(), mayEdit: z.boolean() }),
})

export const saveInspectionCap = endpoint({
  method: 'PUT',
  path: '/api/enforcement/inspection-caps/:capId',
  summary: 'Say how often one body may inspect one enterprise of a kind',
  access: 'enforcement.settings',
  params: z.object({ capId: z.uuid() }),
  body: z.object({
    kind: Kind,
    matterCode: z.string().regex(/^(\*|\d{5})$/),
    times: z.int().min(0).max(99),
    per: z.enum(spans),
    law: z.string().trim().max(400).default(''),
    active: z.boolean().default(true),
    baseVersion: z.int().nullable(),
  }),
  reply: z.object({ version: z.int() }),
})

/** An enterprise of which an approved plan wants an inspection. */
export const DueInspection = z.object({
  planId: z.uuid(),
  planTitle: z.string(),
  itemId: z.uuid(),
  matterCode: z.string(),
  matterName: z.string(),
  basis: z.string(),
  looks: z.array(z.string()),
  subjectId: z.uuid(),
  subjectName: z.string(),
  kind: Kind,
  address: z.string(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  times: z.int(),
  done: z.int(),
  dueBy: Day,
})
export type DueInspection = z.infer<typeof DueInspection>

const Officer = z.object({ personId: z.uuid(), name: z.string(), number: z.string() })

export const dueInspections = endpoint({
  method: 'GET',
  path: '/api/enforcement/inspections/due',
  summary: 'Enterprises that approved plans want inspected in the own area, the earliest due first',
  access: 'enforcement.read',
  query: z.object({
    /** Due within so many days. */
    within: z.coerce.number().int().min(0).max(366).default(14),
    limit: z.coerce.number().int().min(1).max(300).default(100),
  }),
  reply: z.object({
    due: z.array(DueInspection),
    /** More are due than are shown. */
    more: z.boolean(),
    today: Day,
    /** Whether the caller may record one, and with whom. */
    mayInspect: z.boolean(),
    officers: z.array(Officer),
  }),
})

const Look = z.object({
  what: z.string().trim().min(1).max(120),
  was: z.enum(looked),
  words: z.string().trim().max(400).default(''),
})

const Signing = z.discriminatedUnion('state', [
  z.object({ state: z.literal('signed'), by: z.string().trim().max(80) }),
  z.object({
    state: z.literal('refused'),
    reason: z.string().trim().max(400),
    witness: z.string().trim().max(80).default(''),
  }),
])

export const InspectionInput = z.object({
  id: z.uuid(),
  subjectId: z.uuid(),
  secondId: z.uuid().nullable(),
  ground: z.enum(grounds),
  /** Of an inspection by plan. */
  planId: z.uuid().nullable().default(null),
  itemId: z.uuid().nullable().default(null),
  /** Of any other: what called for it, who agreed to it, and what is inspected by which law. */
  groundWords: z.string().trim().max(400).default(''),
  approver: z.string().trim().max(80).default(''),
  aboutCaseId: z.uuid().nullable().default(null),
  matterCode: MatterCode.nullable().default(null),
  basis: z.string().trim().max(400).default(''),
  certificateShown: z.boolean(),
  looks: z.array(Look).min(1).max(20),
  result: z.enum(results),
  words,
  signing: Signing,
  pictures: z.array(NewEvidence).max(20).default([]),
  said: SaidByPhone.optional(),
})
export type InspectionInput = z.input<typeof InspectionInput>

export const InspectionRow = z.object({
  id: z.uuid(),
  number: z.string(),
  subjectId: z.uuid(),
  subjectName: z.string(),
  address: z.string(),
  matterName: z.string(),
  bodyName: z.string(),
  ground: z.enum(grounds),
  result: z.enum(results),
  day: Day,
  inspectedAt: Instant,
  voided: z.boolean(),
  fileId: z.uuid().nullable(),
  caseId: z.uuid().nullable(),
})
export type InspectionRow = z.infer<typeof InspectionRow>

export const InspectionView = InspectionRow.extend({
  matterCode: z.string(),
  kind: Kind,
  planTitle: z.string().nullable(),
  groundWords: z.string(),
  approver: z.string(),
  basis: z.string(),
  aboutCaseId: z.uuid().nullable(),
  officers: z.array(Officer),
  looks: z.array(Look),
  /** What was found, and who signed, for whoever may know names. */
  words: z.string().nullable(),
  signing: z.enum(['signed', 'refused']),
  signedBy: z.string().nullable(),
  refusedWhy: z.string().nullable(),
  witness: z.string().nullable(),
  receivedAt: Instant,
  phone: z.object({ doneAt: Instant, sentAt: Instant }).nullable(),
  pictures: z.array(
    z.object({
      id: z.uuid(),
      pictureId: z.uuid(),
      caption: z.string(),
      takenAt: Instant.nullable(),
      sameness: z.enum(['same', 'changed', 'not_said']),
      sha256: z.string(),
    }),
  ),
  voidedWords: z.string(),
  voidedAt: Instant.nullable(),
  caseShortCode: z.string().nullable(),
  version: z.int(),
  allowed: z.array(z.enum(['open_file', 'open_case', 'void', 'print', 'original'])),
})
export type InspectionView = z.infer<typeof InspectionView>

export const recordInspection = endpoint({
  method: 'POST',
  path: '/api/enforcement/inspections',
  summary: 'Record an administrative inspection by two officers; sent again it is the same one',
  access: 'enforcement.act',
  body: InspectionInput,
  reply: z.object({ id: z.uuid(), number: z.string() }),
})

export const listInspections = endpoint({
  method: 'GET',
  path: '/api/enforcement/inspections',
  summary: 'Inspections in the own area, newest first; of a case, of a result',
  access: 'enforcement.read',
  query: z.object({
    ...pageQuery,
    caseId: z.uuid().optional(),
    result: z.enum(results).optional(),
    q: z.string().trim().max(60).optional(),
  }),
  reply: pageOf(InspectionRow),
})

const one = z.object({ inspectionId: z.uuid() })

export const readInspection = endpoint({
  method: 'GET',
  path: '/api/enforcement/inspections/:inspectionId',
  summary: 'One inspection: who, why, what was looked at, what came of it',
  access: 'enforcement.read',
  params: one,
  reply: InspectionView,
})

export const openFileOfInspection = endpoint({
  method: 'POST',
  path: '/api/enforcement/inspections/:inspectionId/file',
  summary: 'Open an enforcement file for the problem that was found; each names the other',
  access: 'enforcement.act',
  params: one,
  body: z.object({ fileId: z.uuid(), partyId: z.uuid(), title: z.string().trim().min(1).max(120) }),
  reply: InspectionView,
})

export const openCaseOfInspection = endpoint({
  method: 'POST',
  path: '/api/enforcement/inspections/:inspectionId/case',
  summary: 'Report the problem that was found as a case; each names the other',
  access: 'enforcement.act',
  params: one,
  body: z.object({ words: z.string().trim().min(1).max(2000) }),
  reply: InspectionView,
})

export const voidInspection = endpoint({
  method: 'POST',
  path: '/api/enforcement/inspections/:inspectionId/void',
  summary: 'Take a wrong record out of all counts, with the reason; it stays to be read',
  access: 'enforcement.act',
  params: one,
  body: z.object({ words: z.string().trim().min(1).max(400), baseVersion: z.int() }),
  reply: InspectionView,
})

export const printInspection = endpoint({
  method: 'GET',
  path: '/api/enforcement/inspections/:inspectionId/print',
  summary: 'The record of an inspection as PDF or DOCX, as it was made',
  access: 'enforcement.read',
  params: one,
  query: z.object({ format: z.enum(['pdf', 'docx']).default('pdf') }),
  reply: z.unknown(),
})

export const sendInspectionOriginal = endpoint({
  method: 'GET',
  path: '/api/enforcement/inspections/:inspectionId/pictures/:pictureId/original',
  summary: 'An original picture of an inspection as it came; the look is written down',
  access: 'enforcement.act',
  params: one.extend({ pictureId: z.uuid() }),
  query: z.object({ reason: z.string().trim().min(1).max(200) }),
  reply: z.unknown(),
})

export const inspectionsOfSubject = endpoint({
  method: 'GET',
  path: '/api/enforcement/subjects/:subjectId/inspections',
  summary: 'How often an enterprise was inspected, against the caps, and the latest of it',
  access: 'enforcement.read',
  params: z.object({ subjectId: z.uuid() }),
  reply: z.object({
    enterprise: z.boolean(),
    counts: z.array(
      z.object({
        bodyName: z.string(),
        matterName: z.string().nullable(),
        per: z.enum(spans),
        from: Day,
        until: Day,
        done: z.int(),
        /** Of them, those that a complaint or another special ground called for. */
        special: z.int(),
        times: z.int(),
      }),
    ),
    rows: z.array(InspectionRow),
    mayInspect: z.boolean(),
    officers: z.array(Officer),
  }),
})
