import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { MOST_DAYS, restRules, swapActs, swapStates } from '../domain/roster.ts'
import { BaseVersion, Day } from './shapes.ts'

const words = (most: number) => z.string().trim().max(most)
const Clock = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/)

export const ShiftKindFields = z.object({
  id: z.uuid(),
  stationId: z.uuid(),
  name: words(20).min(1),
  nameEn: words(40).default(''),
  /** When it begins, by the clock of the district. */
  startsAt: Clock,
  /** How long it is; one over midnight goes on on the next day. */
  minutes: z.int().min(30).max(1440),
  /** How many people it needs. */
  need: z.int().min(0).max(50),
  /** 1 Monday … 7 Sunday. */
  weekdays: z.array(z.int().min(1).max(7)).max(7),
  active: z.boolean().default(true),
})
export const ShiftKindView = ShiftKindFields.extend({ version: z.int() })
export type ShiftKindView = z.infer<typeof ShiftKindView>

export const DutySettings = z.object({
  restHours: z.int().min(0).max(24),
  daysInRow: z.int().min(1).max(14),
  weekHours: z.int().min(8).max(80),
  /** Whether a swap that both want must be approved by whoever plans the roster. */
  swapsApproved: z.boolean(),
  /** Whether notices of work go first to those who are on duty. */
  dutyFirst: z.boolean(),
  /** What the public boards of stations show. */
  boardNames: z.boolean(),
  boardPhones: z.boolean(),
})
export type DutySettings = z.infer<typeof DutySettings>

const ShiftView = z.object({
  id: z.uuid(),
  kindId: z.uuid(),
  day: Day,
  personId: z.uuid(),
  personName: z.string(),
  postId: z.uuid(),
  postTitle: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  /** On leave on that day after all: the shift counts as a gap. */
  away: z.boolean(),
})
export type ShiftView = z.infer<typeof ShiftView>

const SwapSide = z.object({
  shiftId: z.uuid(),
  kindName: z.string(),
  kindNameEn: z.string(),
  day: Day,
  startsAt: Instant,
})

export const SwapView = z.object({
  id: z.uuid(),
  stationName: z.string(),
  fromName: z.string(),
  toName: z.string(),
  shift: SwapSide,
  /** What is given in return. */
  back: SwapSide.nullable(),
  words: z.string(),
  state: z.enum(swapStates),
  askedAt: Instant,
  allowed: z.array(z.enum(swapActs)),
})
export type SwapView = z.infer<typeof SwapView>

const NoteView = z.object({
  id: z.uuid(),
  stationId: z.uuid(),
  stationName: z.string(),
  byName: z.string(),
  words: z.string(),
  writtenAt: Instant,
  takenByName: z.string().nullable(),
  takenAt: Instant.nullable(),
  mayTake: z.boolean(),
})
export type NoteView = z.infer<typeof NoteView>

export const OnDutyView = z.object({
  stationId: z.uuid(),
  stationName: z.string(),
  kindName: z.string(),
  kindNameEn: z.string(),
  personId: z.uuid(),
  name: z.string(),
  postTitle: z.string(),
  /** Of the post; never a person's own telephone. */
  dutyPhone: z.string().nullable(),
  until: Instant,
})
export type OnDutyView = z.infer<typeof OnDutyView>

export const Warning = z.object({
  personId: z.uuid(),
  personName: z.string(),
  rule: z.enum(restRules),
  day: Day,
  measured: z.number(),
  limit: z.int(),
})

export const RosterView = z.object({
  station: z.object({ id: z.uuid(), name: z.string(), communityName: z.string() }),
  /** The stations that one may look at, for choosing another. */
  stations: z.array(z.object({ id: z.uuid(), name: z.string() })),
  today: Day,
  now: Instant,
  days: z.array(Day),
  kinds: z.array(ShiftKindView),
  people: z.array(
    z.object({
      personId: z.uuid(),
      name: z.string(),
      posts: z.array(z.object({ postId: z.uuid(), title: z.string() })),
      away: z.array(Day),
    }),
  ),
  shifts: z.array(ShiftView),
  gaps: z.array(z.object({ kindId: z.uuid(), day: Day, need: z.int(), have: z.int() })),
  warnings: z.array(Warning),
  swaps: z.array(SwapView),
  notes: z.array(NoteView),
  onDuty: z.array(OnDutyView),
  settings: DutySettings.extend({ version: z.int() }),
  allowed: z.array(z.enum(['plan', 'settings'])),
})
export type RosterView = z.infer<typeof RosterView>

export const readRoster = endpoint({
  method: 'GET',
  path: '/api/people/rosters',
  summary:
    'The roster of a station over some days: who, gaps against need, rules of rest that are broken',
  access: 'people.read',
  query: z.object({
    /** Left out, the first station of the own scope. */
    stationId: z.uuid().optional(),
    /** Left out, the Monday of this week. */
    from: Day.optional(),
    days: z.coerce.number().int().min(1).max(MOST_DAYS).default(7),
  }),
  /** Null where there is no station in the own scope. */
  reply: z.object({ roster: RosterView.nullable() }),
})

export const saveShiftKind = endpoint({
  method: 'POST',
  path: '/api/people/rosters/kinds',
  summary: 'Add or change a shift of a station; shifts that are planned keep their times',
  access: 'people.roster',
  body: ShiftKindFields.extend({ baseVersion: BaseVersion }),
  reply: ShiftKindView,
})

const ShiftGiven = z.object({
  /** Made by the caller: sent twice, it counts once. */
  id: z.uuid(),
  kindId: z.uuid(),
  day: Day,
  personId: z.uuid(),
  postId: z.uuid(),
})

export const changeRoster = endpoint({
  method: 'POST',
  path: '/api/people/rosters/shifts',
  summary: 'Plan and cancel shifts of a station, all of them or none',
  access: 'people.roster',
  body: z.object({
    stationId: z.uuid(),
    plan: z.array(ShiftGiven).max(500).default([]),
    cancel: z.array(z.uuid()).max(500).default([]),
  }),
  reply: z.object({ planned: z.int(), cancelled: z.int(), warnings: z.array(Warning) }),
})

export const applyPattern = endpoint({
  method: 'POST',
  path: '/api/people/rosters/pattern',
  summary: 'Plan shifts by a cycle of days that repeats; days on leave and taken days are left out',
  access: 'people.roster',
  body: z.object({
    stationId: z.uuid(),
    /** The first day of the cycle. */
    start: Day,
    from: Day,
    until: Day,
    lines: z
      .array(
        z.object({
          personId: z.uuid(),
          postId: z.uuid(),
          /** A shift for each day of the cycle; null is a free day. */
          steps: z.array(z.uuid().nullable()).min(1).max(MOST_DAYS),
        }),
      )
      .min(1)
      .max(60),
  }),
  reply: z.object({
    planned: z.int(),
    leftOut: z.array(
      z.object({
        personId: z.uuid(),
        personName: z.string(),
        day: Day,
        why: z.enum(['shift_is_over', 'shift_without_post', 'shift_on_leave', 'shift_overlaps']),
      }),
    ),
    warnings: z.array(Warning),
  }),
})

export const saveDutySettings = endpoint({
  method: 'POST',
  path: '/api/people/rosters/settings',
  summary: 'Rules of rest, approval of swaps, and what the boards show',
  access: 'settings.edit',
  body: DutySettings.extend({ baseVersion: z.int().min(0) }),
  reply: DutySettings.extend({ version: z.int() }),
})

export const readDutySettings = endpoint({
  method: 'GET',
  path: '/api/people/rosters/settings',
  summary: 'Rules of rest, approval of swaps, and what the boards show',
  access: 'settings.edit',
  reply: DutySettings.extend({ version: z.int() }),
})

export const readOnDuty = endpoint({
  method: 'GET',
  path: '/api/people/on-duty',
  summary: 'Who is on duty now at the stations of the own scope',
  access: 'people.read',
  reply: z.object({ now: Instant, onDuty: z.array(OnDutyView) }),
})

const OwnShift = ShiftView.omit({ personId: true, personName: true }).extend({
  stationId: z.uuid(),
  stationName: z.string(),
  kindName: z.string(),
  kindNameEn: z.string(),
  /** Who else is planned for it. */
  withNames: z.array(z.string()),
  /** The swap that is asked for it. */
  swapId: z.uuid().nullable(),
  maySwap: z.boolean(),
})
export type OwnShift = z.infer<typeof OwnShift>

export const readOwnShifts = endpoint({
  method: 'GET',
  path: '/api/people/me/shifts',
  summary:
    'The own shifts of the next weeks, swaps, notes from shift to shift, and who is on duty now',
  access: 'signed-in',
  reply: z.object({
    personId: z.uuid(),
    now: Instant,
    today: Day,
    timeZone: z.string(),
    shifts: z.array(OwnShift),
    swaps: z.array(SwapView),
    notes: z.array(NoteView),
    /** The stations that one has a post at: notes are written for them. */
    stations: z.array(z.object({ id: z.uuid(), name: z.string() })),
    onDuty: z.array(OnDutyView),
  }),
})

export const findSwapPartners = endpoint({
  method: 'GET',
  path: '/api/people/me/shifts/:shiftId/partners',
  summary: 'Colleagues who could take a shift, with shifts of theirs that one could take in return',
  access: 'signed-in',
  params: z.object({ shiftId: z.uuid() }),
  reply: z.object({
    partners: z.array(
      z.object({
        personId: z.uuid(),
        name: z.string(),
        back: z.array(
          z.object({
            shiftId: z.uuid(),
            kindName: z.string(),
            kindNameEn: z.string(),
            startsAt: Instant,
          }),
        ),
      }),
    ),
  }),
})

export const askSwap = endpoint({
  method: 'POST',
  path: '/api/people/swaps',
  summary: 'Ask a colleague to take the own shift, with or without one of theirs in return',
  access: 'signed-in',
  body: z.object({
    id: z.uuid(),
    shiftId: z.uuid(),
    toPersonId: z.uuid(),
    backShiftId: z.uuid().nullable().default(null),
    words: words(200).default(''),
  }),
  reply: SwapView,
})

export const actOnSwap = endpoint({
  method: 'POST',
  path: '/api/people/swaps/:swapId/act',
  summary: 'Agree, decline, withdraw; or approve and refuse what both have agreed on',
  access: 'signed-in',
  params: z.object({ swapId: z.uuid() }),
  body: z.object({ act: z.enum(swapActs), baseState: z.enum(swapStates) }),
  reply: SwapView,
})

export const writeNote = endpoint({
  method: 'POST',
  path: '/api/people/shift-notes',
  summary: 'Write what the next shift must know; sent twice, it counts once',
  access: 'signed-in',
  body: z.object({ id: z.uuid(), stationId: z.uuid(), words: words(1000).min(1) }),
  reply: NoteView,
})

export const takeNote = endpoint({
  method: 'POST',
  path: '/api/people/shift-notes/:noteId/take',
  summary: 'Take over what a shift has handed on',
  access: 'signed-in',
  params: z.object({ noteId: z.uuid() }),
  reply: NoteView,
})

const CalendarLinkView = z.object({
  id: z.uuid(),
  stationId: z.uuid().nullable(),
  stationName: z.string().nullable(),
  createdAt: Instant,
  usedAt: Instant.nullable(),
})
export type CalendarLinkView = z.infer<typeof CalendarLinkView>

export const listCalendarLinks = endpoint({
  method: 'GET',
  path: '/api/people/me/calendar-links',
  summary: 'The links to calendars that one has made and that still hold',
  access: 'signed-in',
  reply: z.object({ links: z.array(CalendarLinkView) }),
})

export const makeCalendarLink = endpoint({
  method: 'POST',
  path: '/api/people/me/calendar-links',
  summary: 'Make a secret link to the own calendar, or to that of a station; it is shown once',
  access: 'signed-in',
  body: z.object({ stationId: z.uuid().nullable().default(null) }),
  reply: z.object({ link: CalendarLinkView, path: z.string() }),
})

export const revokeCalendarLink = endpoint({
  method: 'POST',
  path: '/api/people/me/calendar-links/:linkId/revoke',
  summary: 'Let a link to a calendar hold no longer',
  access: 'signed-in',
  params: z.object({ linkId: z.uuid() }),
  reply: z.object({}),
})

export const readCalendar = endpoint({
  method: 'GET',
  path: '/api/people/calendars/:key',
  summary: 'Shifts as iCalendar (RFC 5545), for whoever has the link',
  access: 'public',
  params: z.object({ key: z.string().max(100) }),
  reply: z.unknown(),
})

export type SwapPartner = z.infer<typeof findSwapPartners.reply>['partners'][number]
export type LeftOut = z.infer<typeof applyPattern.reply>['leftOut'][number]
