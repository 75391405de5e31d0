import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { taskStates } from '../domain/case.ts'
import { dutyKinds } from '../domain/duty-list.ts'
import { handoverStates, supportActs } from '../domain/duties.ts'
import { rulingStates } from '../domain/ruling.ts'
import { Said } from './shapes.ts'

export const SupportView = z.object({
  taskId: z.uuid(),
  unitId: z.uuid(),
  unitName: z.string(),
  state: z.enum(taskStates),
  brief: z.string(),
  /** By a ruling: it cannot be given back. */
  bound: z.boolean(),
  assignee: z.string().nullable(),
  calledAt: Instant,
  acceptedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  did: z.string().nullable(),
  dueAt: Instant.nullable(),
  overdue: z.boolean(),
  partner: z.boolean(),
  allowed: z.array(z.enum(supportActs)),
})
export type SupportView = z.infer<typeof SupportView>

export const HandoverView = z.object({
  id: z.uuid(),
  fromUnit: z.string(),
  toUnit: z.string(),
  state: z.enum(handoverStates),
  words: z.string(),
  askedBy: z.string(),
  askedAt: Instant,
  answeredAt: Instant.nullable(),
  answer: z.string(),
  dueAt: Instant.nullable(),
  overdue: z.boolean(),
  allowed: z.array(z.enum(['accept', 'refuse', 'withdraw'])),
})
export type HandoverView = z.infer<typeof HandoverView>

export const RulingView = z.object({
  id: z.uuid(),
  state: z.enum(rulingStates),
  words: z.string(),
  parties: z.array(z.object({ id: z.uuid(), name: z.string() })),
  askedBy: z.string(),
  askedAt: Instant,
  dueAt: Instant.nullable(),
  overdue: z.boolean(),
  unitName: z.string().nullable(),
  supportNames: z.array(z.string()),
  reasons: z.string().nullable(),
  level: z.enum(['community', 'street', 'district']).nullable(),
  ruledBy: z.string().nullable(),
  ruledAt: Instant.nullable(),
  allowed: z.array(z.enum(['rule'])),
})
export type RulingView = z.infer<typeof RulingView>

export const DutiesView = z.object({
  caseId: z.uuid(),
  version: z.int(),
  leadUnit: z.string().nullable(),
  support: z.array(SupportView),
  handovers: z.array(HandoverView),
  rulings: z.array(RulingView),
  /** What this caller may begin now. */
  allowed: z.array(z.enum(['call_support', 'ask_handover', 'ask_ruling'])),
  /** Only partners without an account may be called by this caller. */
  onlyPartners: z.boolean(),
  /** Whom the forms may name, where there is something to begin or to rule. */
  units: z.array(z.object({ id: z.uuid(), name: z.string(), partner: z.boolean() })),
})
export type DutiesView = z.infer<typeof DutiesView>

const one = z.object({ caseId: z.uuid() })
const base = { baseVersion: z.int() }
/** Of what may lie on a phone before it is sent: made there, so that a repeated send counts once. */
const sent = { clientId: z.uuid().nullable().default(null), said: Said.optional() }
const words = z.string().trim().max(2000).default('')
const said = z.string().trim().min(1).max(2000)
const photos = z.array(z.uuid()).max(9).default([])

export const dutiesOfCase = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId/duties',
  summary: 'Who leads, who supports, who was asked to take over, and what was ruled',
  access: 'cases.read',
  params: one,
  reply: DutiesView,
})

export const callSupport = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/support',
  summary: 'Call a unit to support the lead, with a task and a clock of its own (协办)',
  access: 'cases.read',
  params: one,
  body: z.object({
    ...base,
    taskId: z.uuid(),
    unitId: z.uuid(),
    words: said,
    dueBy: Instant.nullable().default(null),
    override: z.string().trim().max(2000).nullable().default(null),
  }),
  reply: DutiesView,
})

export const moveSupport = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/support/:taskId/moves',
  summary: 'A support unit accepts or gives back its part; the lead or the desk releases it',
  access: 'cases.read',
  params: one.extend({ taskId: z.uuid() }),
  body: z.object({ ...base, ...sent, to: z.enum(['accept', 'return', 'release']), words }),
  reply: DutiesView,
})

export const finishSupport = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/support/:taskId/finish',
  summary: 'A support unit has done its part, with photographs',
  access: 'cases.finish',
  params: one.extend({ taskId: z.uuid() }),
  body: z.object({ ...base, ...sent, words: said, before: photos, after: photos }),
  reply: DutiesView,
})

export const askHandover = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/handovers',
  summary: 'Ask another unit to take over; the case stays here until it accepts (首接负责)',
  access: 'cases.ask',
  params: one,
  body: z.object({
    ...base,
    said: Said.optional(),
    handoverId: z.uuid(),
    unitId: z.uuid(),
    words: said,
  }),
  reply: DutiesView,
})

export const answerHandover = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/handovers/:handoverId/answer',
  summary: 'Take over, refuse with a reason, or take the question back',
  access: 'cases.read',
  params: one.extend({ handoverId: z.uuid() }),
  body: z.object({ ...base, ...sent, to: z.enum(['accepted', 'refused', 'withdrawn']), words }),
  reply: DutiesView,
})

export const askRuling = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/rulings',
  summary: 'Put to a ruling whose work it is',
  access: 'cases.read',
  params: one,
  body: z.object({ ...base, rulingId: z.uuid(), words: said }),
  reply: DutiesView,
})

export const ruleOnCase = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/rulings/:rulingId/rule',
  summary: 'Rule who leads and who supports, with reasons; nothing is returned after it (裁定)',
  access: 'cases.designate',
  params: one.extend({ rulingId: z.uuid() }),
  body: z.object({
    ...base,
    unitId: z.uuid(),
    supportUnitIds: z.array(z.uuid()).max(10).default([]),
    reasons: said,
  }),
  reply: DutiesView,
})

export const DutyEntryEdit = z.object({
  /** Empty: of every community of the district. */
  communityCode: z.string().regex(/^([0-9]{12})?$/),
  kind: z.enum(dutyKinds),
  name: z.string().trim().min(1).max(100),
  basis: z.string().trim().max(1000).default(''),
  whenMatters: z.array(z.string().regex(/^(component|matter):\d{2,5}$/)).max(100),
  whenGuides: z.array(z.string().regex(/^[A-Z]{2}\d{2,4}$/)).max(100),
  active: z.boolean(),
  version: z.int(),
})
export type DutyEntryEdit = z.infer<typeof DutyEntryEdit>

export const DutyEntryView = DutyEntryEdit.extend({ id: z.uuid() })
export type DutyEntryView = z.infer<typeof DutyEntryView>

export const listDuties = endpoint({
  method: 'GET',
  path: '/api/duty-list',
  summary: 'What communities do, assist with and are not to be given (社区职责清单)',
  access: 'signed-in',
  reply: z.object({ entries: z.array(DutyEntryView), allowed: z.array(z.enum(['edit'])) }),
})

export const saveDutyEntry = endpoint({
  method: 'PUT',
  path: '/api/duty-list/:entryId',
  summary: 'Add an entry of the duty list, change one or take it off',
  access: 'settings.edit',
  params: z.object({ entryId: z.uuid() }),
  body: DutyEntryEdit,
  reply: DutyEntryView,
})

export const DutyChange = z.object({
  seq: z.int(),
  before: DutyEntryView.nullable(),
  after: DutyEntryView,
  by: z.string().nullable(),
  at: Instant,
})
export type DutyChange = z.infer<typeof DutyChange>

export const listDutyChanges = endpoint({
  method: 'GET',
  path: '/api/duty-list/changes',
  summary: 'Who changed the duty list and how, newest first',
  access: 'settings.edit',
  reply: z.object({ rows: z.array(DutyChange) }),
})
