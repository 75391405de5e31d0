import { z } from 'zod'
import { Place } from '#modules/cases/contract/index.ts'
import { DistrictId, endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import { signActs, signStates } from '../domain/sign.ts'

const said = (most: number) => z.string().trim().max(most)
const size = z.int().min(1).max(100_000)

/** What is put up: sizes in centimetres. */
export const SignForm = z.object({
  words: said(200).min(1),
  width: size,
  height: size,
  /** From the ground to its lower edge, and how far it stands out from the wall. */
  clearance: z.int().min(0).max(100_000),
  depth: z.int().min(0).max(10_000),
  position: said(200).min(1),
  material: said(100).min(1),
  lighting: z.enum(['none', 'inside', 'outside', 'letters']),
  installer: said(100).default(''),
  installsOn: z.iso.date().nullable().default(null),
  /** Whoever owns the wall agrees. */
  landlordAgrees: z.boolean(),
  /** Whoever puts it up answers for its safety. */
  answersForSafety: z.boolean(),
})
export type SignForm = z.infer<typeof SignForm>

export const SignItem = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,30}$/),
  label: said(200).min(1),
  labelEn: said(300).min(1),
})
export const SignCheck = z.object({
  key: z.string().max(31),
  ok: z.boolean(),
  words: said(300).default(''),
})
export type SignCheck = z.infer<typeof SignCheck>

export const SignInput = z.object({
  clientId: z.uuid(),
  shop: said(80).min(1),
  subjectId: z.uuid().nullable().default(null),
  address: said(200).default(''),
  addressId: z.uuid().nullable().default(null),
  place: Place.nullable().default(null),
  name: z.string().trim().max(60).nullable().default(null),
  phone: z
    .string()
    .regex(/^[0-9+ -]{5,20}$/)
    .nullable()
    .default(null),
  form: SignForm,
  photos: z.array(z.uuid()).max(9).default([]),
})
export type SignInput = z.input<typeof SignInput>

const Settings = z.object({
  workingDays: z.int().min(1).max(60),
  guidance: said(4000),
  guidanceEn: said(4000),
  items: z.array(SignItem).min(1).max(30),
})
export const SignSettings = Settings.extend({
  /** Ours, until the district has edited it. */
  preset: z.boolean(),
  version: z.int(),
})
export type SignSettings = z.infer<typeof SignSettings>

const Step = z.object({
  act: z.string(),
  at: Instant,
  who: z.string().nullable(),
  words: z.string(),
})

export const SignView = z.object({
  id: z.uuid(),
  code: z.string(),
  shop: z.string(),
  subjectId: z.uuid().nullable(),
  address: z.string(),
  form: SignForm,
  items: z.array(SignItem),
  checks: z.array(SignCheck),
  state: z.enum(signStates),
  submittedAt: Instant,
  takenBy: z.string().nullable(),
  workingDays: z.int(),
  dueAt: Instant.nullable(),
  mendUntil: z.iso.date().nullable(),
  filedAt: Instant.nullable(),
  filedBy: z.enum(['staff', 'silence']).nullable(),
  number: z.string().nullable(),
  drawings: z.array(z.uuid()),
  seen: z.array(z.uuid()),
  steps: z.array(Step),
  version: z.int(),
  timeZone: z.string(),
  allowed: z.array(z.enum(signActs)),
})
export type SignView = z.infer<typeof SignView>

export const SignReceipt = z.object({
  code: z.string(),
  key: z.string(),
  dueAt: Instant.nullable(),
})

const inDistrict = z.object({ districtId: DistrictId })
const ofCode = z.object({ districtId: DistrictId, code: z.string().min(4).max(12) })
const key = z.string().max(100)
const paper = {
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  format: z.enum(['pdf', 'docx']).default('pdf'),
}

export const signGuidance = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/sign-filing',
  summary: 'How a shop sign is filed here: guidance, what is checked, when silence counts',
  access: 'public',
  params: inDistrict,
  reply: SignSettings,
})

export const submitSign = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/sign-filings',
  summary: 'File a shop sign; a repeated clientId with the same body is the same filing',
  access: 'public',
  params: inDistrict,
  body: SignInput,
  reply: SignReceipt,
})

export const readSign = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/sign-filings/:code',
  summary: 'How a filing stands, for whoever has its link',
  access: 'public',
  params: ofCode,
  query: z.object({ key }),
  reply: SignView,
})

export const mendSign = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/sign-filings/:code/mend',
  summary: 'Mended by the shop: the clock of silence goes on',
  access: 'public',
  params: ofCode,
  body: z.object({
    key,
    form: SignForm,
    photos: z.array(z.uuid()).max(9).default([]),
    words: said(500).default(''),
  }),
  reply: SignView,
})

export const withdrawSign = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/sign-filings/:code/withdraw',
  summary: 'Taken back by the shop',
  access: 'public',
  params: ofCode,
  body: z.object({ key, words: said(500).default('') }),
  reply: SignView,
})

export const publicSignPaper = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/sign-filings/:code/paper',
  summary: 'The receipt of a filing, for whoever has its link; the reply is a PDF or DOCX',
  access: 'public',
  params: ofCode,
  query: z.object({ key, ...paper }),
  reply: z.unknown(),
})

export const listSigns = endpoint({
  method: 'GET',
  path: '/api/services/signs',
  summary:
    'Filings of shop signs in the caller’s area, newest first; those that wait by when silence counts',
  access: 'services.read',
  query: z.object({ state: z.enum(signStates).optional(), ...pageQuery }),
  reply: pageOf(SignView).extend({ maySign: z.boolean() }),
})

const ofFiling = z.object({ filingId: z.uuid() })

export const readSignById = endpoint({
  method: 'GET',
  path: '/api/services/signs/:filingId',
  summary: 'One filing, for staff',
  access: 'services.read',
  params: ofFiling,
  reply: SignView,
})

export const submitForShop = endpoint({
  method: 'POST',
  path: '/api/services/signs',
  summary: 'File a shop sign for a shop that cannot',
  access: 'services.sign',
  body: SignInput,
  reply: SignReceipt.extend({ id: z.uuid() }),
})

const base = { baseVersion: z.int().min(0) }
const checks = z.array(SignCheck).max(30).default([])

/** One step of staff; each says what it needs. */
export const SignOrder = z.discriminatedUnion('act', [
  z.object({ act: z.literal('ask'), words: said(1000).min(1), until: z.iso.date(), checks }),
  z.object({ act: z.literal('file'), words: said(1000).default(''), checks }),
  z.object({
    act: z.literal('note'),
    words: said(1000).min(1),
    photos: z.array(z.uuid()).max(9).default([]),
  }),
  z.object({ act: z.literal('withdraw'), words: said(1000).min(1) }),
  z.object({ act: z.literal('link'), subjectId: z.uuid() }),
])
export type SignOrder = z.infer<typeof SignOrder>

export const moveSign = endpoint({
  method: 'POST',
  path: '/api/services/signs/:filingId/step',
  summary: 'Ask the shop to mend, file, note an inspection, take back, name the shop',
  access: 'services.sign',
  params: ofFiling,
  body: z.object({ order: SignOrder, ...base }),
  reply: SignView,
})

export const signPaper = endpoint({
  method: 'GET',
  path: '/api/services/signs/:filingId/paper',
  summary: 'The receipt of a filing; the reply is a PDF or DOCX',
  access: 'services.read',
  params: ofFiling,
  query: z.object(paper),
  reply: z.unknown(),
})

export const readSignSettings = endpoint({
  method: 'GET',
  path: '/api/services/sign-settings',
  summary: 'What drawings are checked against, and when silence counts',
  access: 'services.read',
  reply: SignSettings.extend({ mayEdit: z.boolean() }),
})

export const saveSignSettings = endpoint({
  method: 'POST',
  path: '/api/services/sign-settings',
  summary: 'Change the list and the days; filings under way keep the days they began with',
  access: 'services.edit',
  body: Settings.extend({ baseVersion: z.int().min(0).nullable() }),
  reply: z.object({ version: z.int() }),
})
