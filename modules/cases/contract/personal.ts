import { z } from 'zod'
import { DistrictId, endpoint, Instant } from '#platform/shared/endpoint.ts'
import { personalFields, requestKinds, retentionClasses } from '../domain/personal.ts'

const phone = z.string().regex(/^[0-9+ -]{5,20}$/)
const requestSteps = ['identity', 'copy', 'mend', 'erase', 'refuse', 'close'] as const
const one = z.object({ requestId: z.uuid() })
const base = { baseVersion: z.int().min(0) }

export const RequestRow = z.object({
  id: z.uuid(),
  kind: z.enum(requestKinds),
  way: z.enum(['desk', 'follow']),
  state: z.enum(['open', 'closed']),
  name: z.string().nullable(),
  /** Masked. */
  phone: z.string().nullable(),
  askedAt: Instant,
  dueAt: Instant,
  late: z.boolean(),
  closedAt: Instant.nullable(),
  version: z.int(),
})
export type RequestRow = z.infer<typeof RequestRow>

/** One report of the person: what of it is there, and what stands against erasing it. */
export const FoundReport = z.object({
  reportId: z.uuid(),
  caseId: z.uuid(),
  number: z.string(),
  shortCode: z.string(),
  title: z.string(),
  status: z.string(),
  at: Instant,
  confidential: z.boolean(),
  held: z.string().nullable(),
  items: z.array(
    z.object({
      field: z.enum(personalFields),
      /** As it stands, masked for a phone; null where nothing is left. */
      text: z.string().nullable(),
      fault: z.enum(['gone', 'evidence', 'open']).nullable(),
    }),
  ),
})
export type FoundReport = z.infer<typeof FoundReport>

/** What another module keeps of the person, with what stands against erasing it. */
export const FoundElsewhere = z.object({
  source: z.string(),
  id: z.uuid(),
  label: z.string(),
  at: Instant,
  items: z.array(
    z.object({
      field: z.string(),
      text: z.string().nullable(),
      fault: z.enum(['gone', 'evidence', 'open', 'law', 'public']).nullable(),
      mayMend: z.boolean(),
    }),
  ),
})
export type FoundElsewhere = z.infer<typeof FoundElsewhere>

const OtherAct = z.object({
  source: z.string(),
  entryId: z.uuid(),
  field: z.string(),
  act: z.enum(['mended', 'erased', 'refused']),
  reason: z.string().nullable(),
  by: z.string(),
  at: Instant,
})
export type OtherAct = z.infer<typeof OtherAct>

export const RequestPage = RequestRow.extend({
  words: z.string(),
  identity: z.object({ words: z.string(), by: z.string(), at: Instant }).nullable(),
  /** Empty until it is known whose data it is. */
  found: z.array(FoundReport),
  acts: z.array(
    z.object({
      reportId: z.uuid(),
      field: z.enum(personalFields),
      act: z.enum(['mended', 'erased', 'refused']),
      reason: z.string().nullable(),
      by: z.string(),
      at: Instant,
    }),
  ),
  /** What lies beside the cases: the register, visits and other stores of the house. */
  elsewhere: z.array(FoundElsewhere),
  otherActs: z.array(OtherAct),
  answer: z.string().nullable(),
  allowed: z.array(z.enum(requestSteps)),
})
export type RequestPage = z.infer<typeof RequestPage>

export const listPersonalRequests = endpoint({
  method: 'GET',
  path: '/api/cases/personal/requests',
  summary: 'Requests of persons concerned: open ones by deadline, closed ones the latest first',
  access: 'cases.personal',
  query: z.object({ state: z.enum(['open', 'closed']).default('open') }),
  reply: z.object({ requests: z.array(RequestRow) }),
})

export const takePersonalRequest = endpoint({
  method: 'POST',
  path: '/api/cases/personal/requests',
  summary: 'Take a request at the desk; sent twice it is one',
  access: 'cases.personal',
  body: z.object({
    id: z.uuid(),
    kind: z.enum(requestKinds),
    name: z.string().trim().min(1).max(40),
    phone,
    words: z.string().trim().max(1000).default(''),
  }),
  reply: RequestPage,
})

export const askAboutOwnData = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/cases/:shortCode/personal-request',
  summary: 'Ask to see, copy, mend or delete the own data, with the reporter’s own key',
  access: 'public',
  params: z.object({ districtId: DistrictId, shortCode: z.string().max(20) }),
  body: z.object({
    key: z.string().max(100),
    id: z.uuid(),
    kind: z.enum(requestKinds),
    words: z.string().trim().max(1000).default(''),
  }),
  reply: z.object({ dueAt: Instant }),
})

export const readPersonalRequest = endpoint({
  method: 'GET',
  path: '/api/cases/personal/requests/:requestId',
  summary: 'A request and, once identity is checked, what was found; every look is logged',
  access: 'cases.personal',
  params: one,
  reply: RequestPage,
})

export const checkIdentity = endpoint({
  method: 'POST',
  path: '/api/cases/personal/requests/:requestId/identity',
  summary: 'Note how it was made sure that the data is theirs',
  access: 'cases.personal',
  params: one,
  body: z.object({ words: z.string().trim().min(2).max(200), ...base }),
  reply: RequestPage,
})

const item = { reportId: z.uuid(), field: z.enum(personalFields), ...base }

export const erasePersonal = endpoint({
  method: 'POST',
  path: '/api/cases/personal/requests/:requestId/erase',
  summary: 'Erase one item of a report; the chain of events stays whole',
  access: 'cases.personal',
  params: one,
  body: z.object(item),
  reply: RequestPage,
})

export const mendPersonal = endpoint({
  method: 'POST',
  path: '/api/cases/personal/requests/:requestId/mend',
  summary: 'Put a name or telephone right',
  access: 'cases.personal',
  params: one,
  body: z.object({ ...item, value: z.string().trim().min(1).max(60) }),
  reply: RequestPage,
})

export const refusePersonal = endpoint({
  method: 'POST',
  path: '/api/cases/personal/requests/:requestId/refuse',
  summary: 'Leave one item as it is, with the reason that the person is told',
  access: 'cases.personal',
  params: one,
  body: z.object({ ...item, reason: z.string().trim().min(2).max(200) }),
  reply: RequestPage,
})

export const actElsewhere = endpoint({
  method: 'POST',
  path: '/api/cases/personal/requests/:requestId/elsewhere',
  summary: 'Erase, mend or refuse one item that another module keeps of the person',
  access: 'cases.personal',
  params: one,
  body: z.object({
    source: z.string().min(1).max(40),
    entryId: z.uuid(),
    field: z.string().min(1).max(40),
    act: z.enum(['erase', 'mend', 'refuse']),
    /** What it is mended to, or the reason that the person is told. */
    words: z.string().trim().max(200).default(''),
    ...base,
  }),
  reply: RequestPage,
})

export const closePersonalRequest = endpoint({
  method: 'POST',
  path: '/api/cases/personal/requests/:requestId/close',
  summary: 'Close a request with what the person was told',
  access: 'cases.personal',
  params: one,
  body: z.object({ answer: z.string().trim().min(2).max(1000), ...base }),
  reply: RequestPage,
})

export const copyPersonal = endpoint({
  method: 'POST',
  path: '/api/cases/personal/requests/:requestId/copy',
  summary: 'All that was found, whole, as a file to hand over: for programs, and as a page to read',
  access: 'cases.personal',
  params: one,
  reply: z.object({ name: z.string(), json: z.string(), page: z.string() }),
})

export const readPersonalHold = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId/personal-hold',
  summary: 'Whether the personal data of a case is kept as evidence, since when and why',
  access: 'cases.personal',
  params: z.object({ caseId: z.uuid() }),
  reply: z.object({
    hold: z.object({ reason: z.string(), at: z.iso.datetime() }).nullable(),
  }),
})

export const holdPersonal = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/personal-hold',
  summary: 'Keep the personal data of a case as evidence, with the reason; null lets it go',
  access: 'cases.personal',
  params: z.object({ caseId: z.uuid() }),
  body: z.object({ reason: z.string().trim().min(2).max(200).nullable() }),
  reply: z.object({}),
})

const Rule = z.object({
  class: z.enum(retentionClasses),
  days: z.int(),
  least: z.int(),
  running: z.boolean(),
  version: z.int(),
})
const Run = z.object({
  id: z.uuid(),
  class: z.enum(retentionClasses),
  dry: z.boolean(),
  found: z.int(),
  done: z.int(),
  kept: z.int(),
  by: z.string().nullable(),
  at: Instant,
})

export const readRetention = endpoint({
  method: 'GET',
  path: '/api/cases/personal/retention',
  summary: 'How long each class of personal data is kept, and the last runs',
  access: 'settings.edit',
  reply: z.object({ rules: z.array(Rule), runs: z.array(Run) }),
})
export type Retention = z.infer<typeof readRetention.reply>

export const tryRetention = endpoint({
  method: 'POST',
  path: '/api/cases/personal/retention/dry-run',
  summary: 'Count what a run would take away with these days; nothing is changed',
  access: 'settings.edit',
  body: z.object({ class: z.enum(retentionClasses), days: z.int().min(30).max(36_500) }),
  reply: Run,
})

export const saveRetention = endpoint({
  method: 'POST',
  path: '/api/cases/personal/retention',
  summary:
    'Set the days of a class and whether it runs; switched on only after a dry run with them',
  access: 'settings.edit',
  body: z.object({
    class: z.enum(retentionClasses),
    days: z.int().min(30).max(36_500),
    running: z.boolean(),
    baseVersion: z.int().min(0).nullable(),
  }),
  reply: Rule,
})
