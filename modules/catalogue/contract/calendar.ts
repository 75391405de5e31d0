import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'
import { EditReason } from './limit.ts'

const Time = z.string().regex(/^\d{2}:\d{2}$/)

export const CalendarEdit = z.object({
  hours: z
    .array(z.object({ from: Time, to: Time }))
    .min(1)
    .max(6),
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  overrides: z.record(
    z.iso.date(),
    z.object({ off: z.boolean(), name: z.string().max(60).exactOptional() }),
  ),
})
export type CalendarEdit = z.infer<typeof CalendarEdit>

export const CalendarDay = z.object({
  day: z.iso.date(),
  weekday: z.int(),
  working: z.boolean(),
  name: z.string().nullable(),
  source: z.enum(['week', 'state', 'district']),
  /** What the state says of this day, under whatever the district has put over it. */
  state: z.object({ off: z.boolean(), name: z.string() }).nullable(),
  /** Past the published days: what stands here is an estimate. */
  estimated: z.boolean(),
})

export const CalendarPage = CalendarEdit.extend({
  version: z.int(),
  timeZone: z.string(),
  knownUntil: z.iso.date(),
  /** `ending` within sixty days, `past` afterwards: statutory days have to be imported. */
  horizon: z.enum(['known', 'ending', 'past']),
  months: z.array(z.object({ month: z.string(), days: z.array(CalendarDay) })),
  versions: z.array(
    z.object({
      version: z.int(),
      madeAt: z.iso.datetime(),
      madeBy: z.uuid().nullable(),
      by: z.string().nullable(),
      reason: z.string(),
    }),
  ),
  allowed: z.array(z.enum(['edit'])),
})
export type CalendarPage = z.infer<typeof CalendarPage>

export const readCalendar = endpoint({
  method: 'GET',
  path: '/api/catalogue/calendar',
  summary: 'The duty calendar by months, with its versions and how far it is known',
  access: 'catalogue.read',
  query: z.object({
    version: z.coerce.number().int().min(1).optional(),
    from: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
      .optional(),
    months: z.coerce.number().int().min(1).max(24).default(12),
  }),
  reply: CalendarPage,
})

export const saveCalendar = endpoint({
  method: 'POST',
  path: '/api/catalogue/calendar',
  summary: 'Make a new version of the duty calendar',
  access: 'catalogue.edit',
  body: CalendarEdit.extend({ baseVersion: z.int().min(1), reason: EditReason }),
  reply: CalendarPage,
})

const StateDayShape = z.object({ day: z.iso.date(), off: z.boolean(), name: z.string().max(60) })

export const addStateDays = endpoint({
  method: 'POST',
  path: '/api/catalogue/state-days',
  summary: 'Add statutory days that are not known yet, or try what that would do',
  access: 'catalogue.edit',
  body: z.object({
    /** The parsed file: a list of days, or an object that holds it under `days`. */
    file: z.unknown(),
    source: z.string().trim().min(1).max(300),
    dryRun: z.boolean(),
  }),
  reply: z.object({
    added: z.array(StateDayShape),
    same: z.int(),
    /** Known already, and otherwise: these are never taken over from here. */
    differing: z.array(z.object({ known: StateDayShape, given: StateDayShape })),
    odd: z.array(StateDayShape),
    knownUntil: z.iso.date(),
    knownUntilAfter: z.iso.date(),
    done: z.boolean(),
  }),
})
export type StateDaysAdded = z.infer<typeof addStateDays.reply>
