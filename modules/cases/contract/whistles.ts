import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { callStates, whistleKinds, whistleLevels } from '../domain/whistle.ts'

export const CallView = z.object({
  unitId: z.uuid(),
  unitName: z.string(),
  state: z.enum(callStates),
  late: z.boolean(),
  acknowledgedAt: Instant.nullable(),
  arrivedAt: Instant.nullable(),
  words: z.string(),
  excusedWords: z.string().nullable(),
  judged: z.int().nullable(),
  judgedWords: z.string().nullable(),
  /** What this caller may do about this call now. */
  allowed: z.array(z.enum(['acknowledge', 'arrive', 'excuse', 'judge'])),
})
export type CallView = z.infer<typeof CallView>

export const WhistleView = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  caseTitle: z.string(),
  caseShortCode: z.string(),
  caseVersion: z.int(),
  kind: z.enum(whistleKinds),
  level: z.enum(whistleLevels),
  state: z.enum(['open', 'closed']),
  words: z.string(),
  meetAt: z.string(),
  reportInBy: Instant,
  issuedAt: Instant,
  /** Post and person for those who may see people. */
  issuedBy: z.string(),
  closedAt: Instant.nullable(),
  closingWords: z.string().nullable(),
  calls: z.array(CallView),
  notes: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(['visit', 'meeting']),
      heldAt: Instant,
      words: z.string(),
      by: z.string(),
    }),
  ),
  allowed: z.array(z.enum(['close', 'raise', 'note'])),
})
export type WhistleView = z.infer<typeof WhistleView>

const one = z.object({ caseId: z.uuid() })
const oneWhistle = one.extend({ whistleId: z.uuid() })
const base = { baseVersion: z.int() }
const words = z.string().trim().max(2000).default('')
const reply = z.object({ whistles: z.array(WhistleView), version: z.int(), mayBlow: z.boolean() })

export const whistlesOfCase = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId/whistles',
  summary: 'The whistles on a case, newest first',
  access: 'cases.read',
  params: one,
  reply,
})

export const blowWhistle = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/whistles',
  summary: 'Call units to a case, to report in by a time (吹哨)',
  access: 'cases.whistle',
  params: one,
  body: z.object({
    ...base,
    id: z.uuid(),
    kind: z.enum(whistleKinds),
    words: z.string().trim().min(1).max(2000),
    meetAt: z.string().trim().max(200).default(''),
    reportInBy: Instant,
    unitIds: z.array(z.uuid()).min(1).max(20),
  }),
  reply,
})

export const moveWhistleCall = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/whistles/:whistleId/calls',
  summary: 'A called unit acknowledges or reports in (报到), or the whistler excuses it',
  access: 'signed-in',
  params: oneWhistle,
  body: z.object({
    ...base,
    unitId: z.uuid(),
    to: z.enum(['acknowledged', 'arrived', 'excused']),
    words,
    point: z
      .object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) })
      .nullable()
      .default(null),
  }),
  reply,
})

export const judgeWhistleCall = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/whistles/:whistleId/judgements',
  summary: 'The whistler judges how a unit answered: 3 good, 2 fair, 1 poor',
  access: 'cases.whistle',
  params: oneWhistle,
  body: z.object({ ...base, unitId: z.uuid(), grade: z.int().min(1).max(3), words }),
  reply,
})

export const closeWhistle = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/whistles/:whistleId/close',
  summary: 'Close a whistle once nobody is awaited and every unit is judged (销哨)',
  access: 'cases.whistle',
  params: oneWhistle,
  body: z.object({ ...base, words }),
  reply,
})

export const raiseWhistle = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/whistles/:whistleId/raise',
  summary: 'A street or the district takes a whistle up to its own level',
  access: 'cases.whistle',
  params: oneWhistle,
  body: z.object({ ...base, words }),
  reply,
})

export const noteWhistle = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/whistles/:whistleId/notes',
  summary: 'Notes of a joint visit or meeting',
  access: 'signed-in',
  params: oneWhistle,
  body: z.object({
    ...base,
    noteId: z.uuid(),
    kind: z.enum(['visit', 'meeting']),
    heldAt: Instant,
    words: z.string().trim().min(1).max(4000),
  }),
  reply,
})

export const whistleBoard = endpoint({
  method: 'GET',
  path: '/api/whistles',
  summary: 'Open whistles in the own scope or that call the own unit, the one due first on top',
  access: 'cases.read',
  query: z.object({ state: z.enum(['open', 'closed']).default('open') }),
  reply: z.object({ whistles: z.array(WhistleView), now: Instant }),
})
