import { z } from 'zod'
import { Said } from '#modules/cases/contract/index.ts'
import { AreaCode } from '#modules/places/contract/index.ts'
import { endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import { itemKinds } from '../domain/checks/item.ts'
import { roundStates } from '../domain/checks/schedule.ts'

const Day = z.iso.date()
const workingDays = z.boolean().default(false)

export const ScheduleShape = z.discriminatedUnion('every', [
  z.object({ every: z.literal('day'), workingDays }),
  z.object({
    every: z.literal('week'),
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
    workingDays,
  }),
  z.object({
    every: z.literal('month'),
    days: z.array(z.int().min(1).max(31)).min(1).max(31),
    workingDays,
  }),
  z.object({ every: z.literal('dates'), dates: z.array(Day).min(1).max(366), workingDays }),
])
export type ScheduleShape = z.infer<typeof ScheduleShape>

const bound = z.number().min(-1e9).max(1e9).nullable().default(null)
const Item = z.object({
  id: z.uuid(),
  words: z.string().trim().min(1).max(200),
  kind: z.enum(itemKinds),
  unit: z.string().trim().max(20).default(''),
  least: bound,
  most: bound,
  picture: z.boolean().default(false),
})
export type ItemView = z.infer<typeof Item>

export const placeKinds = ['area', 'station', 'address', 'subject'] as const
const PlaceInput = z.object({
  id: z.uuid(),
  kind: z.enum(placeKinds),
  /** The code of an area, or the id of a station, an address or a subject. */
  ref: z.string().min(1).max(64),
})
const PlaceView = PlaceInput.extend({
  name: z.string(),
  addressText: z.string(),
  areaCode: z.string(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
})
export type CheckPlaceView = z.infer<typeof PlaceView>

export const ListView = z.object({
  id: z.uuid(),
  name: z.string(),
  purpose: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  kinds: z.array(z.string()),
  schedule: ScheduleShape,
  openDays: z.int(),
  startsOn: Day,
  active: z.boolean(),
  version: z.int(),
  items: z.array(Item),
  places: z.array(PlaceView),
  /** The next days on which its rounds fall. */
  next: z.array(Day),
  mayEdit: z.boolean(),
})
export type ListView = z.infer<typeof ListView>

export const ListInput = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(80),
  purpose: z.string().trim().max(500).default(''),
  areaCode: AreaCode,
  kinds: z.array(z.string().min(1).max(40)).min(1).max(12),
  schedule: ScheduleShape,
  openDays: z.int().min(1).max(31).default(1),
  startsOn: Day,
  active: z.boolean().default(true),
  items: z.array(Item).min(1).max(60),
  places: z.array(PlaceInput).min(1).max(200),
  baseVersion: z.int().nullable(),
})
export type ListInput = z.input<typeof ListInput>

const Round = z.object({
  id: z.uuid(),
  listId: z.uuid(),
  listName: z.string(),
  place: PlaceView,
  startsOn: Day,
  endsOn: Day,
  state: z.enum(roundStates),
  /** How many answers were not all right. */
  troubles: z.int(),
})
export type RoundRow = z.infer<typeof Round>

export const DueRound = Round.extend({ purpose: z.string(), items: z.array(Item) })
export type DueRound = z.infer<typeof DueRound>

const AnswerInput = z.object({
  id: z.uuid(),
  itemId: z.uuid(),
  /** `yes`, `no`, a number or words; null: it could not be looked at, and the words say why. */
  value: z.string().trim().max(500).nullable(),
  words: z.string().trim().max(2000).default(''),
  photos: z.array(z.uuid()).max(9).default([]),
  /** What was done where it is not all right; null: nothing, or nothing but these words. */
  trouble: z
    .union([
      z.object({ is: z.literal('case') }),
      z.object({
        is: z.literal('settled'),
        matter: z.object({
          kind: z.enum(['component', 'matter']),
          code: z.string().regex(/^\d{5}$/),
        }),
        after: z.array(z.uuid()).min(1).max(9),
      }),
    ])
    .nullable()
    .default(null),
})
export type AnswerInput = z.input<typeof AnswerInput>

/** What was found on a round; its id is made on the phone. */
export const RecordInput = z.object({
  id: z.uuid(),
  words: z.string().trim().max(2000).default(''),
  answers: z.array(AnswerInput).min(1).max(60),
  /** Where the phone was, for cases that come of it. */
  place: z
    .object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) })
    .nullable()
    .default(null),
  said: Said.optional(),
})
export type RecordInput = z.input<typeof RecordInput>

export const RecordView = z.object({
  id: z.uuid(),
  at: Instant,
  receivedAt: Instant,
  phone: z.object({ doneAt: Instant, sentAt: Instant }).nullable(),
  who: z.string(),
  words: z.string(),
  answers: z.array(
    z.object({
      id: z.uuid(),
      item: z.string(),
      unit: z.string(),
      value: z.string().nullable(),
      fine: z.boolean(),
      words: z.string(),
      photos: z.array(z.uuid()),
      caseId: z.uuid().nullable(),
      settled: z.boolean(),
    }),
  ),
})
export type RecordView = z.infer<typeof RecordView>

export const listLists = endpoint({
  method: 'GET',
  path: '/api/fieldwork/check-lists',
  summary: 'Check lists in the caller’s area with their items, places and next days',
  access: 'fieldwork.read',
  reply: z.object({
    lists: z.array(ListView),
    mayPlan: z.boolean(),
    today: Day,
    /** Kinds of post that may work rounds. */
    kinds: z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string() })),
    /** Stations of the caller’s area, as places of a list. */
    stations: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
})

export const saveList = endpoint({
  method: 'POST',
  path: '/api/fieldwork/check-lists',
  summary: 'Make or change a check list; a change of its days holds from tomorrow on',
  access: 'fieldwork.plan',
  body: ListInput,
  reply: z.object({ id: z.uuid(), version: z.int() }),
})

export const dueRounds = endpoint({
  method: 'GET',
  path: '/api/fieldwork/check-rounds/due',
  summary: 'Open rounds that the caller’s post works, with their items: what a phone takes along',
  access: 'fieldwork.check',
  reply: z.object({ rounds: z.array(DueRound), today: Day, more: z.boolean() }),
})

const ledger = {
  listId: z.uuid().optional(),
  state: z.enum([...roundStates, 'trouble']).optional(),
  from: Day.optional(),
  until: Day.optional(),
}

export const listRounds = endpoint({
  method: 'GET',
  path: '/api/fieldwork/check-rounds',
  summary: 'The ledger of rounds in the caller’s area, newest first, without who worked them',
  access: 'fieldwork.read',
  query: z.object({ ...pageQuery, ...ledger }),
  reply: pageOf(Round).extend({
    /** Of the same span and list, by what became of them. */
    counts: z.array(z.object({ state: z.enum(roundStates), count: z.int() })),
    today: Day,
  }),
})

export const exportRounds = endpoint({
  method: 'GET',
  path: '/api/fieldwork/check-rounds/sheet',
  summary: 'The same ledger as XLSX, answers beside each round; nobody is named',
  access: 'fieldwork.read',
  query: z.object({ ...ledger, language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  reply: z.unknown(),
})

export const readRound = endpoint({
  method: 'GET',
  path: '/api/fieldwork/check-rounds/:roundId',
  summary: 'One round with what was found on it',
  access: 'fieldwork.read',
  params: z.object({ roundId: z.uuid() }),
  reply: Round.extend({ purpose: z.string(), madeOn: Day, records: z.array(RecordView) }),
})
export type RoundPage = z.infer<typeof readRound.reply>

export const recordRound = endpoint({
  method: 'POST',
  path: '/api/fieldwork/check-rounds/:roundId/records',
  summary: 'Record what was found on a round; sent again it is the same record',
  access: 'fieldwork.check',
  params: z.object({ roundId: z.uuid() }),
  body: RecordInput,
  reply: z.object({
    id: z.uuid(),
    cases: z.array(z.object({ answerId: z.uuid(), caseId: z.uuid() })),
  }),
})
