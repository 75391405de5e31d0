import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { outFields, steps } from '../domain/mapping.ts'
import { orderFields } from '../domain/order.ts'
import { linkKinds } from '../domain/presets.ts'

/** A name of theirs, or a path with dots. */
const Path = z.string().trim().min(1).max(100)
const Value = z.string().max(60)
const window = ['WORK_DAY', 'WORK_HOUR', 'NATURAL_DAY'] as const

/** How a neighbouring system writes its orders and reads our answers. */
export const MappingShape = z.object({
  fields: z.partialRecord(z.enum(orderFields), Path),
  values: z.object({
    urgency: z.record(Value, z.enum(['routine', 'urgent', 'emergency'])),
    state: z.record(Value, z.enum(['open', 'cancelled', 'again'])),
    solved: z.record(Value, z.enum(['yes', 'part', 'no'])),
    satisfied: z.record(Value, z.union([z.literal(1), z.literal(2), z.literal(3)])),
    yes: z.array(Value).max(20),
    no: z.array(Value).max(20),
  }),
  coordinates: z.enum(['CGCS2000', 'WGS84', 'GCJ02', 'BD09']),
  offset: z.string().regex(/^[+-](0\d|1[0-4]):[0-5]\d$/),
  returnWindow: z.object({ value: z.int().min(1).max(90), unit: z.enum(window) }).nullable(),
  out: z.object({
    fields: z.record(Path, z.enum(outFields)),
    states: z.partialRecord(z.enum(steps), Value),
    pictures: z.enum(['base64', 'none']),
    times: z.enum(['iso', 'local']),
    taken: z.object({ field: Path, values: z.array(Value).min(1).max(20) }).nullable(),
  }),
})

export const LinkView = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(linkKinds),
  /** The program whose token may send orders in. */
  clientId: z.uuid().nullable(),
  mapping: MappingShape,
  way: z.enum(['http', 'file', 'none']),
  url: z.string(),
  headerName: z.string(),
  hasHeader: z.boolean(),
  active: z.boolean(),
  version: z.int(),
  createdAt: Instant,
})
export type LinkView = z.infer<typeof LinkView>

export const listLinks = endpoint({
  method: 'GET',
  path: '/api/exchange/links',
  summary: 'Neighbouring systems: the hotline, the city platform, the grid',
  access: 'settings.edit',
  reply: z.object({
    links: z.array(LinkView),
    /** Where a new one begins; ours, no standard. */
    presets: z.record(z.enum(linkKinds), MappingShape),
    programs: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
})

export const saveLink = endpoint({
  method: 'POST',
  path: '/api/exchange/links',
  summary: 'Add or change a neighbouring system',
  access: 'settings.edit',
  body: z.object({
    id: z.uuid(),
    code: z.string().regex(/^[a-z][a-z0-9_]{1,30}$/),
    name: z.string().trim().min(1).max(60),
    kind: z.enum(linkKinds),
    clientId: z.uuid().nullable(),
    mapping: MappingShape,
    way: z.enum(['http', 'file', 'none']),
    url: z.string().trim().max(500).default(''),
    headerName: z
      .string()
      .regex(/^$|^[A-Za-z][A-Za-z0-9-]{0,60}$/)
      .default(''),
    /** Kept sealed and never answered; left out, the one of before stays. */
    headerValue: z.string().max(2000).optional(),
    active: z.boolean().default(true),
    baseVersion: z.int().nullable(),
  }),
  reply: LinkView,
})
