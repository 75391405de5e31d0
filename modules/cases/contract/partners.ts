import { z } from 'zod'
import { DistrictId, endpoint, Instant } from '#platform/shared/endpoint.ts'
import { taskStates } from '../domain/case.ts'
import { linkStates, partnerTrades } from '../domain/partner.ts'
import { Answers, Question } from './answers.ts'

export const PartnerRow = z.object({
  unitId: z.uuid(),
  unitName: z.string(),
  trade: z.enum(partnerTrades),
  contact: z.string(),
  /** Masked. */
  phone: z.string().nullable(),
  email: z.string().nullable(),
  active: z.boolean(),
  version: z.int(),
  openTasks: z.int(),
})
export type PartnerRow = z.infer<typeof PartnerRow>

export const listPartners = endpoint({
  method: 'GET',
  path: '/api/partners',
  summary: 'Partners without an account and whom to reach there',
  access: 'cases.partner',
  reply: z.object({ partners: z.array(PartnerRow), allowed: z.array(z.enum(['edit'])) }),
})

export const PartnerEdit = z.object({
  /** Of a new organisation; one that is known keeps its name. */
  name: z.string().trim().min(1).max(80),
  trade: z.enum(partnerTrades),
  contact: z.string().trim().min(1).max(60),
  /** Left out, it stays as it is. */
  phone: z
    .string()
    .regex(/^[0-9+ -]{5,20}$/)
    .nullable()
    .optional(),
  email: z.email().max(120).nullable().default(null),
  active: z.boolean(),
  version: z.int().nullable(),
})
export type PartnerEdit = z.infer<typeof PartnerEdit>

export const savePartner = endpoint({
  method: 'PUT',
  path: '/api/partners/:unitId',
  summary: 'Add a partner or change whom to reach; its contact gets no account',
  access: 'cases.partner',
  params: z.object({ unitId: z.uuid() }),
  body: PartnerEdit,
  reply: PartnerRow,
})

export const LinkView = z.object({
  id: z.uuid(),
  taskId: z.uuid(),
  unitName: z.string(),
  words: z.string(),
  state: z.enum(linkStates),
  madeBy: z.string(),
  madeAt: Instant,
  expiresAt: Instant,
  uses: z.array(z.object({ act: z.string(), at: Instant })),
  allowed: z.array(z.enum(['show', 'revoke'])),
})
export type LinkView = z.infer<typeof LinkView>

export const LinksView = z.object({
  caseId: z.uuid(),
  version: z.int(),
  links: z.array(LinkView),
  /** Open tasks of partners, for which this caller may give a link. */
  mayGive: z.array(
    z.object({ taskId: z.uuid(), unitName: z.string(), brief: z.string(), again: z.boolean() }),
  ),
  /** Pictures of the case that may be shown with the task. */
  photos: z.array(z.uuid()),
})
export type LinksView = z.infer<typeof LinksView>

const one = z.object({ caseId: z.uuid() })
const oneLink = one.extend({ linkId: z.uuid() })

export const partnerLinks = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId/partner-links',
  summary: 'Links given to partners for tasks of this case, and their use',
  access: 'cases.partner',
  params: one,
  reply: LinksView,
})

export const givePartnerLink = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/partner-links',
  summary: 'Give a partner a link to its task; an earlier one dies',
  access: 'cases.partner',
  params: one,
  body: z.object({
    baseVersion: z.int(),
    id: z.uuid(),
    taskId: z.uuid(),
    words: z.string().trim().min(1).max(2000),
    fileIds: z.array(z.uuid()).max(9).default([]),
    days: z.int().min(1).max(30).default(7),
  }),
  reply: LinksView.extend({ path: z.string() }),
})

export const showPartnerLink = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/partner-links/:linkId/show',
  summary: 'The link again, to be passed on by hand; every look is logged',
  access: 'cases.partner',
  params: oneLink,
  reply: z.object({ path: z.string() }),
})

export const revokePartnerLink = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/partner-links/:linkId/revoke',
  summary: 'Take a link back; the task stays',
  access: 'cases.partner',
  params: oneLink,
  body: z.object({ baseVersion: z.int() }),
  reply: LinksView,
})

/** What a partner sees: what its task needs, and nothing of who reported or what they wrote. */
export const PartnerPage = z.object({
  districtName: z.string(),
  timeZone: z.string(),
  now: Instant,
  unitName: z.string(),
  lead: z.boolean(),
  state: z.enum(taskStates),
  /** Asked to be let off; somebody has to agree. */
  returnAsked: z.boolean(),
  words: z.string(),
  matterName: z.string(),
  hazard: z.boolean(),
  address: z.string(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  due: z.object({ at: Instant, estimated: z.boolean(), overdue: z.boolean() }).nullable(),
  photos: z.array(z.uuid()),
  did: z.string().nullable(),
  expiresAt: Instant,
  reasons: z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string() })),
  /** What the matter asks of whoever leads, when the work is finished. */
  questions: z.array(Question).default([]),
  allowed: z.array(z.enum(['accept', 'return', 'finish'])),
})
export type PartnerPage = z.infer<typeof PartnerPage>

const district = z.object({ districtId: DistrictId })
const key = z.string().min(10).max(100)

export const partnerPage = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/partner',
  summary: 'The one task that a partner’s key opens',
  access: 'public',
  params: district,
  query: z.object({ key }),
  reply: PartnerPage,
})

export const partnerAccept = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/partner/accept',
  summary: 'A partner takes its task',
  access: 'public',
  params: district,
  body: z.object({ key }),
  reply: PartnerPage,
})

export const partnerReturn = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/partner/return',
  summary: 'A partner gives its task back, with a reason',
  access: 'public',
  params: district,
  body: z.object({
    key,
    reasonCode: z.string().max(40).default(''),
    words: z.string().trim().min(1).max(2000),
  }),
  reply: PartnerPage,
})

export const partnerFinish = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/partner/finish',
  summary: 'A partner has done its task, with pictures sent by the same key',
  access: 'public',
  params: district,
  body: z.object({
    key,
    words: z.string().trim().min(1).max(2000),
    before: z.array(z.uuid()).max(9).default([]),
    after: z.array(z.uuid()).max(9).default([]),
    answers: Answers.default({}),
  }),
  reply: PartnerPage,
})

export const partnerPicture = endpoint({
  method: 'PUT',
  path: '/api/public/:districtId/partner/files/:fileId',
  summary: 'Send a picture by a partner’s key; so many a link and no more',
  access: 'public',
  params: district.extend({ fileId: z.uuid() }),
  query: z.object({ key }),
  body: z.unknown(),
  reply: z.object({ id: z.uuid(), width: z.int(), height: z.int() }),
})

export const partnerPhoto = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/partner/photos/:fileId/:kind',
  summary: 'A picture that was released for a partner’s task, or that it sent itself',
  access: 'public',
  params: district.extend({ fileId: z.uuid(), kind: z.enum(['public', 'thumb']) }),
  query: z.object({ key }),
  reply: z.unknown(),
})
