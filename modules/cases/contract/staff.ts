import { z } from 'zod'
import { About, Answers } from './answers.ts'
import { endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import { CasePage, CaseRow, Place, Routing, Said, TaskView } from './shapes.ts'

const one = z.object({ caseId: z.uuid() })
const base = { baseVersion: z.int() }
const words = z.string().max(2000).default('')
const photos = z.array(z.uuid()).max(9).default([])
/** Answers to the extra questions of a matter; left out by phones of before, which could not ask. */
const answers = Answers.optional()
const matter = z.object({ kind: z.enum(['component', 'matter']), code: z.string().max(12) })
const after = z.array(z.uuid()).min(1).max(9)
const settling = { matter, answers, words: z.string().min(1).max(2000), after }

/** Every change of a case is a POST that names the version it saw and gets the whole page back. */
const change = <B extends z.ZodRawShape>(
  action: string,
  access: `cases.${string}`,
  summary: string,
  body: B,
) =>
  endpoint({
    method: 'POST',
    path: `/api/cases/:caseId/${action}`,
    summary,
    access,
    params: one,
    body: z.object({ ...base, said: Said.optional(), ...body }),
    reply: CasePage,
  })

const filters = {
  /** `desk` waits for the desk; `mine` for the caller's unit; `inspect` for a second person; `all`. */
  view: z.enum(['desk', 'mine', 'decide', 'inspect', 'overdue', 'open', 'all']).default('all'),
  status: z.string().max(200).optional(),
  community: z.string().max(15).optional(),
  unit: z.uuid().optional(),
  class: z.string().max(20).optional(),
  q: z.string().max(100).optional(),
}

/** What `GET /api/cases/export` may be asked; the reply is a file. */
export const ExportQuery = z.object({
  ...filters,
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
})

export const listCases = endpoint({
  method: 'GET',
  path: '/api/cases',
  summary: 'Cases in the caller’s scope; the desk by due time, the rest newest first',
  access: 'cases.read',
  query: z.object({ ...pageQuery, ...filters }),
  reply: pageOf(CaseRow).extend({ now: Instant }),
})

export const caseCounts = endpoint({
  method: 'GET',
  path: '/api/cases/counts',
  summary: 'How many wait in each view, in the caller’s scope, counted to 1000 at most',
  access: 'cases.read',
  reply: z.object({
    desk: z.int(),
    ringing: z.int(),
    mine: z.int(),
    /** Something was asked that this post may grant or deny. */
    decide: z.int(),
    inspect: z.int(),
    overdue: z.int(),
    open: z.int(),
  }),
})

export const casePoints = endpoint({
  method: 'GET',
  path: '/api/cases/points',
  summary:
    'Points of the cases in the same scope and filters, 2000 at most, of a window where one is given',
  access: 'cases.read',
  query: z.object({
    ...filters,
    /** West, south, east, north in degrees. */
    window: z.string().max(100).optional(),
  }),
  reply: z.object({
    points: z.array(
      z.object({
        id: z.uuid(),
        lon: z.number(),
        lat: z.number(),
        status: CaseRow.shape.status,
        overdue: z.boolean(),
        title: z.string(),
      }),
    ),
    truncated: z.boolean(),
  }),
})

export const readCase = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId',
  summary: 'Everything about one case that the caller may see',
  access: 'cases.read',
  params: one,
  reply: CasePage,
})

export const takeIntake = endpoint({
  method: 'POST',
  path: '/api/cases',
  summary: 'Staff type in a call, paste a chat text, enter a slip or report from patrol',
  access: 'cases.report',
  body: z.object({
    clientId: z.uuid(),
    channel: z.enum(['phone', 'chat', 'slip', 'patrol', 'visit', 'api']),
    words: z.string().max(20000).default(''),
    originalText: z.string().max(20000).nullable().default(null),
    place: Place.nullable().default(null),
    address: z.string().max(200).default(''),
    addressId: z.uuid().nullable().default(null),
    photos,
    name: z.string().max(60).nullable().default(null),
    phone: z.string().max(20).nullable().default(null),
    confidential: z.boolean().default(false),
    danger: z.enum(['gas', 'fire', 'live_wire', 'collapse']).nullable().default(null),
    receivedAt: Instant.nullable().default(null),
    about: About.optional(),
    said: Said.optional(),
    /** Mended as soon as seen: with the report, or not at all. */
    settle: z.object(settling).optional(),
  }),
  reply: z.object({
    caseId: z.uuid(),
    number: z.string(),
    shortCode: z.string(),
    receivePromise: Instant.nullable(),
    followPath: z.string(),
  }),
})

// The desk
export const receiveCase = change(
  'receive',
  'cases.receive',
  'Take a ringing or new report into hand',
  {},
)
export const refuseCase = change(
  'refuse',
  'cases.refuse',
  'Refuse with a reason and the door to try next',
  {
    reasonCode: z.string().max(40),
    words,
  },
)
export const askVerification = change(
  'ask-verification',
  'cases.file',
  'Send somebody to look before filing',
  {
    words,
  },
)
export const answerVerification = change(
  'answer-verification',
  'cases.verify',
  'What was found on the spot',
  {
    found: z.boolean(),
    words,
    photos,
  },
)
export const fileCase = change(
  'file',
  'cases.file',
  'File under a matter; the handling promise starts',
  {
    matter,
    answers,
    urgency: z.enum(['routine', 'urgent', 'emergency']).optional(),
    title: z.string().max(200).optional(),
    words,
  },
)
export const settleOnSpot = change(
  'settle',
  'cases.settle',
  'Mended at once, with before and after; another inspects',
  { ...settling, before: photos },
)
export const dispatchCase = change(
  'dispatch',
  'cases.dispatch',
  'Hand to a unit; the rule’s unit unless another is named',
  {
    unitId: z.uuid().nullable().default(null),
    words,
    /** Why a community is given what its duty list keeps from it: for a street or the district alone. */
    override: z.string().trim().max(2000).nullable().default(null),
  },
)
export const proposeRouting = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId/routing',
  summary: 'Which rule would fire, to whom, and why',
  access: 'cases.read',
  params: one,
  reply: Routing,
})
export const reclassifyCase = change(
  'reclassify',
  'cases.file',
  'Another matter in place; history and clock stay',
  {
    matter,
    urgency: z.enum(['routine', 'urgent', 'emergency']).optional(),
    words,
  },
)
export const relocateCase = change(
  'relocate',
  'cases.file',
  'Mend the place; history and clock stay',
  {
    place: Place.nullable().default(null),
    address: z.string().max(200),
    addressId: z.uuid().nullable().default(null),
    words,
  },
)
export const noteCase = change('note', 'cases.read', 'Write something into the story', {
  words: z.string().min(1).max(2000),
  photos,
  public: z.boolean().default(false),
})
export const voidCase = change('void', 'cases.void', 'Wrongly filed', {
  words: z.string().min(1).max(2000),
})
export const transferCase = change(
  'transfer',
  'cases.refuse',
  'Pass it to a body outside this district, with a letter (移交); it ends here and the reporter is told',
  {
    receiver: z.string().trim().min(1).max(200),
    reference: z.string().trim().min(1).max(100),
    transferredOn: z.iso.date(),
    words: z.string().trim().min(1).max(2000),
  },
)
export const withdrawCase = change(
  'withdraw',
  'cases.receive',
  'The reporter takes it back by telephone',
  { words },
)

// The unit
export const listTasks = endpoint({
  method: 'GET',
  path: '/api/tasks',
  summary: 'Tasks of the caller’s unit that wait, next deadline first',
  access: 'cases.accept',
  query: z.object({ state: z.enum(['open', 'done']).default('open') }),
  reply: z.object({
    rows: z.array(z.object({ task: TaskView, case: CaseRow, allowed: CasePage.shape.allowed })),
    now: Instant,
  }),
})
export const acceptTask = change('accept', 'cases.accept', 'The unit takes the task', {})
export const assignTask = change('assign', 'cases.assign', 'Name the person inside the unit', {
  personId: z.uuid(),
})
export const arriveAtTask = change('arrive', 'cases.finish', 'On the spot', {
  place: Place.nullable().default(null),
})
export const finishTask = change(
  'finish',
  'cases.finish',
  'Done, with photographs before and after',
  {
    answers,
    words: z.string().min(1).max(2000),
    before: photos,
    after: photos,
  },
)
export const askRequest = change(
  'requests',
  'cases.ask',
  'Ask for return, extension or suspension; the clock runs while asked',
  {
    /** Of what lay on a phone: sent twice, it is asked once. */
    clientId: z.uuid().optional(),
    kind: z.enum(['return', 'extension', 'suspension']),
    reasonCode: z.string().max(40),
    words: z.string().min(1).max(2000),
    extension: z
      .object({
        value: z.int().min(1).max(365),
        unit: z.enum(['WORK_HOUR', 'WORK_DAY', 'NATURAL_DAY']),
      })
      .nullable()
      .default(null),
    resumeAt: Instant.nullable().default(null),
  },
)
export const decideRequest = change('decide', 'cases.decide', 'Grant or deny what a unit asked', {
  requestId: z.uuid(),
  grant: z.boolean(),
  words,
})
export const resumeCase = change('resume', 'cases.decide', 'End a suspension early', { words })

// Verify, close, judge
export const inspectCase = change(
  'inspect',
  'cases.inspect',
  'A second person: passed closes, failed is rework',
  {
    passed: z.boolean(),
    words,
    photos,
  },
)
export const callBack = change(
  'call-back',
  'cases.call_back',
  'Ask somebody without a smartphone, by call or visit',
  {
    way: z.enum(['call', 'visit']),
    solved: z.boolean(),
    satisfied: z.int().min(1).max(3),
    words,
  },
)
export const reopenCase = change('reopen', 'cases.reopen', 'Staff reopen with a reason, any time', {
  words: z.string().min(1).max(2000),
})

// Photographs and the reporter
export const releasePhoto = change(
  'release-photo',
  'cases.release_photo',
  'Make a picture public, faces and plates blurred',
  {
    fileId: z.uuid(),
    /** Rectangles to blur, as shares of width and height. */
    blur: z
      .array(z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }))
      .max(50)
      .default([]),
    released: z.boolean(),
  },
)
export const publishCase = change(
  'publish',
  'cases.release_photo',
  'Show or hide the case on the public ledger',
  {
    public: z.boolean(),
    publicWords: z.string().max(500).nullable().default(null),
  },
)
export const seeContact = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/contact',
  summary: 'Look at the reporter’s name and phone; every look is logged with its reason',
  access: 'cases.see_contact',
  params: one,
  body: z.object({ reason: z.string().min(2).max(200) }),
  reply: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
})
export const followLink = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId/follow-link',
  summary: 'The link with which the reporter follows and judges, for the desk to pass on',
  access: 'cases.see_contact',
  params: one,
  reply: z.object({ path: z.string() }),
})
export const verifyChain = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId/chain',
  summary: 'Whether the events are as they were written',
  access: 'cases.read',
  params: one,
  reply: z.object({ events: z.int(), intact: z.boolean(), brokenAt: z.int().nullable() }),
})
