import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { logParts } from '../domain/log/log.ts'

const Day = z.iso.date()
const LogLine = z.object({
  part: z.enum(logParts),
  at: Instant,
  of: z.object({
    kind: z.enum(['case', 'door', 'file', 'hazard', 'route']),
    id: z.string(),
    label: z.string(),
  }),
  acts: z.array(z.object({ act: z.string(), times: z.int() })),
})

/** `me`, or the id of a station. */
const Keeper = z.union([z.literal('me'), z.uuid()])
const params = z.object({ keeper: Keeper, day: Day })

export const LogView = z.object({
  keeper: z.object({ kind: z.enum(['person', 'station']), id: z.uuid(), name: z.string() }),
  day: Day,
  today: Day,
  /** As it stands now; of a signed log as it stood when it was signed. */
  lines: z.array(LogLine),
  words: z.string(),
  signed: z.object({ at: Instant, by: z.string(), digest: z.string() }).nullable(),
  additions: z.array(z.object({ id: z.uuid(), words: z.string(), at: Instant, by: z.string() })),
  version: z.int(),
  allowed: z.array(z.enum(['write', 'sign', 'add'])),
})
export type LogView = z.infer<typeof LogView>

const base = { baseVersion: z.int().min(0) }
const words = z.string().trim().max(4000)

export const readLog = endpoint({
  method: 'GET',
  path: '/api/fieldwork/logs/:keeper/:day',
  summary: 'The log of a day, one’s own or a station’s: drafted from what was done, or as signed',
  access: 'fieldwork.log',
  params,
  reply: LogView,
})

export const writeLog = endpoint({
  method: 'PUT',
  path: '/api/fieldwork/logs/:keeper/:day',
  summary: 'Say in words what the draft does not know',
  access: 'fieldwork.log',
  params,
  body: z.object({ ...base, words }),
  reply: LogView,
})

export const signLog = endpoint({
  method: 'POST',
  path: '/api/fieldwork/logs/:keeper/:day/signature',
  summary: 'Sign the log with its words: from then on it is only added to; sent twice it is one',
  access: 'fieldwork.log',
  params,
  body: z.object({ ...base, words }),
  reply: LogView,
})

export const addToLog = endpoint({
  method: 'POST',
  path: '/api/fieldwork/logs/:keeper/:day/additions',
  summary: 'Correct a signed log by an addition; sent twice it is one',
  access: 'fieldwork.log',
  params,
  body: z.object({ id: z.uuid(), words: z.string().trim().min(1).max(2000) }),
  reply: LogView,
})

export const listLogs = endpoint({
  method: 'GET',
  path: '/api/fieldwork/logs/:keeper',
  summary: 'Which days of a span have a log, and whether it is signed',
  access: 'fieldwork.log',
  params: z.object({ keeper: Keeper }),
  query: z.object({ from: Day, until: Day }),
  reply: z.object({
    keeper: LogView.shape.keeper,
    /** Stations whose log the caller may keep. */
    stations: z.array(z.object({ id: z.uuid(), name: z.string() })),
    today: Day,
    days: z.array(z.object({ day: Day, signed: z.boolean(), words: z.boolean(), lines: z.int() })),
  }),
})

export const printLogs = endpoint({
  method: 'GET',
  path: '/api/fieldwork/logs/:keeper/paper',
  summary: 'The logs of a week or month as a paper; the reply is a PDF or DOCX',
  access: 'fieldwork.log',
  params: z.object({ keeper: Keeper }),
  query: z.object({
    from: Day,
    until: Day,
    format: z.enum(['pdf', 'docx']).default('pdf'),
    language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  }),
  reply: z.unknown(),
})
