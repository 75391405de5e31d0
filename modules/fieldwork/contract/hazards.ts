import { z } from 'zod'
import { Place, Said } from '#modules/cases/contract/index.ts'
import { AreaCode } from '#modules/places/contract/index.ts'
import { SubjectBrief } from '#modules/subjects/contract/index.ts'
import { endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import {
  addresseeKinds,
  hazardActs,
  hazardStates,
  hazardVerbs,
  noticeWays,
  ringTroubles,
} from '../domain/hazards/hazard.ts'

const Day = z.iso.date()
/** Of a kind or grade: data of the district. */
const Code = z.string().regex(/^[a-z][a-z0-9_]{0,29}$/)
const words = z.string().trim().max(2000).default('')
const photos = z.array(z.uuid()).max(9).default([])

const Named = z.object({ code: Code, name: z.string(), nameEn: z.string() })

export const HazardKindView = Named.extend({
  /** Whom time whistles for. */
  units: z.array(z.object({ id: z.uuid(), name: z.string() })),
  active: z.boolean(),
  preset: z.boolean(),
  version: z.int(),
})
export type HazardKindView = z.infer<typeof HazardKindView>

export const HazardGradeView = Named.extend({
  /** How many days it gives where nobody sets another date. */
  days: z.int(),
  active: z.boolean(),
  preset: z.boolean(),
  version: z.int(),
})
export type HazardGradeView = z.infer<typeof HazardGradeView>

export const HazardTerms = z.object({
  /** So many days after its date time whistles; null: never. */
  whistleAfterDays: z.int().min(0).max(60).nullable(),
  reportInHours: z.int().min(1).max(336),
  version: z.int(),
})
export type HazardTerms = z.infer<typeof HazardTerms>

export const HazardView = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: Named,
  grade: Named,
  words: z.string(),
  subject: SubjectBrief.nullable(),
  address: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  state: z.enum(hazardStates),
  dueOn: Day.nullable(),
  overdue: z.boolean(),
  failed: z.int(),
  foundAt: Instant,
  foundBy: z.string(),
  fixedAt: Instant.nullable(),
  photos: z.array(z.uuid()),
  caseId: z.uuid().nullable(),
  campaign: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  version: z.int(),
  allowed: z.array(z.enum(hazardVerbs)),
})
export type HazardView = z.infer<typeof HazardView>

export const HazardStepView = z.object({
  id: z.uuid(),
  seq: z.int(),
  act: z.enum(hazardActs),
  /** By our clock; what the phone said stands beside it where it was sent later. */
  at: Instant,
  receivedAt: Instant,
  phone: z.object({ doneAt: Instant, sentAt: Instant }).nullable(),
  who: z.string(),
  words: z.string(),
  photos: z.array(z.uuid()),
  dueOn: Day.nullable(),
  kind: Named.nullable(),
  grade: Named.nullable(),
  to: z.object({ kind: z.enum(addresseeKinds).nullable(), name: z.string() }).nullable(),
  how: z.enum(noticeWays).nullable(),
})
export type HazardStepView = z.infer<typeof HazardStepView>

export const HazardPage = HazardView.extend({
  steps: z.array(HazardStepView),
  /** Why time could not whistle, and the code of what was refused. */
  ring: z.object({ trouble: z.enum(ringTroubles), code: z.string() }).nullable(),
  /** Whether somebody else than the caller must re-check it. */
  ownFix: z.boolean(),
  grades: z.array(HazardGradeView),
  kinds: z.array(HazardKindView),
  today: Day,
})
export type HazardPage = z.infer<typeof HazardPage>

/** Whom the notice went to, how, and by when it is to be fixed. */
export const HazardNotice = z.object({
  dueOn: Day,
  toKind: z.enum(addresseeKinds),
  toName: z.string().trim().min(1).max(80),
  how: z.enum(noticeWays),
})
export type HazardNotice = z.infer<typeof HazardNotice>

const HazardFix = z.object({ by: z.string().trim().max(80).default(''), words, photos })

export const HazardInput = z.object({
  id: z.uuid(),
  kind: Code,
  grade: Code,
  words,
  photos,
  /** A door of the register, or a place in words within an area; a point makes the area finer. */
  subjectId: z.uuid().nullable().default(null),
  address: z.string().trim().max(200).default(''),
  areaCode: AreaCode.nullable().default(null),
  place: Place.nullable().default(null),
  campaignId: z.uuid().nullable().default(null),
  /** Told at once, or put right on the spot: steps of their own. */
  notice: HazardNotice.extend({ id: z.uuid() }).nullable().default(null),
  fix: HazardFix.extend({ id: z.uuid() }).nullable().default(null),
  said: Said.optional(),
})
export type HazardInput = z.input<typeof HazardInput>

const stepping = {
  /** Of this step: sent again it is the same. */
  id: z.uuid(),
  baseVersion: z.int().min(1),
  words,
  photos,
  said: Said.optional(),
}

export const HazardStepInput = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('notify'), ...stepping, ...HazardNotice.shape }),
  z.object({ verb: z.literal('move'), ...stepping, dueOn: Day }),
  z.object({ verb: z.literal('regrade'), ...stepping, kind: Code, grade: Code }),
  z.object({ verb: z.literal('fix'), ...stepping, by: z.string().trim().max(80).default('') }),
  z.object({ verb: z.literal('pass'), ...stepping }),
  z.object({ verb: z.literal('fail'), ...stepping, dueOn: Day }),
  z.object({ verb: z.literal('withdraw'), ...stepping }),
])
export type HazardStepInput = z.input<typeof HazardStepInput>

export const recordHazard = endpoint({
  method: 'POST',
  path: '/api/fieldwork/hazards',
  summary: 'Record a hazard; sent again it is the same hazard',
  access: 'fieldwork.hazard',
  body: HazardInput,
  reply: z.object({ id: z.uuid(), number: z.string(), version: z.int() }),
})

export const stepHazard = endpoint({
  method: 'POST',
  path: '/api/fieldwork/hazards/:hazardId/steps',
  summary: 'Notify, move, regrade, fix, re-check or withdraw a hazard; sent again it is one step',
  access: 'fieldwork.hazard',
  params: z.object({ hazardId: z.uuid() }),
  body: HazardStepInput,
  reply: z.object({ version: z.int(), state: z.enum(hazardStates) }),
})

const filters = {
  show: z.enum(['open', 'overdue', 'recheck', 'ended', 'all']).default('open'),
  kind: Code.optional(),
  grade: Code.optional(),
  state: z.enum(hazardStates).optional(),
  under: AreaCode.optional(),
  subjectId: z.uuid().optional(),
  caseId: z.uuid().optional(),
  /** Of a campaign; `any`: of some campaign. */
  campaignId: z.union([z.uuid(), z.literal('any')]).optional(),
  /** Without the withdrawn; only those that became cases. */
  live: z.literal('yes').optional(),
  cases: z.literal('yes').optional(),
}

export const listHazards = endpoint({
  method: 'GET',
  path: '/api/fieldwork/hazards',
  summary: 'Hazards in the caller’s area: what is past its date first, then the newest',
  access: 'fieldwork.read',
  query: z.object({ ...filters, ...pageQuery }),
  reply: pageOf(HazardView),
})

export const countHazards = endpoint({
  method: 'GET',
  path: '/api/fieldwork/hazards/counts',
  summary: 'How many hazards each view holds',
  access: 'fieldwork.read',
  query: z.object(filters).omit({ show: true }),
  reply: z.object({ open: z.int(), overdue: z.int(), recheck: z.int(), ended: z.int() }),
})

export const readHazard = endpoint({
  method: 'GET',
  path: '/api/fieldwork/hazards/:hazardId',
  summary: 'A hazard with its steps',
  access: 'fieldwork.read',
  params: z.object({ hazardId: z.uuid() }),
  reply: HazardPage,
})

export const hazardsAhead = endpoint({
  method: 'GET',
  path: '/api/fieldwork/hazards/ahead',
  summary: 'What a phone takes along: hazards to re-check and to look at, kinds, grades, areas',
  access: 'fieldwork.hazard',
  reply: z.object({
    /** Fixed, and to be re-checked by the caller. */
    recheck: z.array(HazardView),
    /** Due by today or before and not said to be fixed. */
    due: z.array(HazardView),
    kinds: z.array(Named),
    grades: z.array(Named.extend({ days: z.int() })),
    areas: z.array(z.object({ code: AreaCode, name: z.string() })),
    /** Campaigns of today in the caller’s area. */
    campaigns: z.array(z.object({ id: z.uuid(), name: z.string() })),
    today: Day,
  }),
})
export type HazardsAhead = z.infer<typeof hazardsAhead.reply>

export const printHazard = endpoint({
  method: 'GET',
  path: '/api/fieldwork/hazards/:hazardId/paper',
  summary: 'The notice to whoever keeps the place; the reply is a PDF or DOCX',
  access: 'fieldwork.read',
  params: z.object({ hazardId: z.uuid() }),
  query: z.object({
    format: z.enum(['pdf', 'docx']).default('pdf'),
    language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  }),
  reply: z.unknown(),
})

export const exportHazards = endpoint({
  method: 'GET',
  path: '/api/fieldwork/hazards/sheet',
  summary: 'The hazards of a view as a spreadsheet (XLSX)',
  access: 'fieldwork.read',
  query: z.object({ ...filters, language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  reply: z.unknown(),
})

export const readHazardSettings = endpoint({
  method: 'GET',
  path: '/api/fieldwork/hazard-settings',
  summary: 'Kinds and grades of hazards, and when time whistles',
  access: 'fieldwork.read',
  reply: z.object({
    kinds: z.array(HazardKindView),
    grades: z.array(HazardGradeView),
    terms: HazardTerms,
    units: z.array(z.object({ id: z.uuid(), name: z.string() })),
    mayEdit: z.boolean(),
  }),
})
export type HazardSettings = z.infer<typeof readHazardSettings.reply>

const base = { baseVersion: z.int().min(0).nullable() }
const names = {
  code: Code,
  name: z.string().trim().min(1).max(40),
  nameEn: z.string().trim().max(60).default(''),
  active: z.boolean().default(true),
}
const saved = z.object({ version: z.int() })

export const saveHazardKind = endpoint({
  method: 'POST',
  path: '/api/fieldwork/hazard-kinds',
  summary: 'Add or change a kind of hazard and the units that answer for it',
  access: 'fieldwork.plan',
  body: z.object({ ...names, unitIds: z.array(z.uuid()).max(9).default([]), ...base }),
  reply: saved,
})

export const saveHazardGrade = endpoint({
  method: 'POST',
  path: '/api/fieldwork/hazard-grades',
  summary: 'Add or change a grade of hazard and the days it gives',
  access: 'fieldwork.plan',
  body: z.object({ ...names, days: z.int().min(0).max(365), ...base }),
  reply: saved,
})

export const saveHazardTerms = endpoint({
  method: 'POST',
  path: '/api/fieldwork/hazard-terms',
  summary: 'Say when an overdue hazard becomes a whistle',
  access: 'fieldwork.plan',
  body: HazardTerms.omit({ version: true }).extend(base),
  reply: saved,
})
