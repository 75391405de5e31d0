import { z } from 'zod'
import { Said } from '#modules/cases/contract/index.ts'
import { AreaCode } from '#modules/places/contract/index.ts'
import { endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import { teamKinds, totalOf } from '../domain/campaigns/campaign.ts'

const Day = z.iso.date()
const Code = z.string().regex(/^[a-z][a-z0-9_]{0,29}$/)
const Of = z.string().regex(totalOf)
const Language = z.enum(['zh-CN', 'en']).default('zh-CN')
const Named = z.object({ code: Code, name: z.string(), nameEn: z.string() })

export const MeasureView = Named.extend({
  unit: z.string(),
  unitEn: z.string(),
  active: z.boolean(),
  preset: z.boolean(),
  version: z.int(),
})
export type MeasureView = z.infer<typeof MeasureView>

const counted = {
  /** All but the withdrawn. */
  found: z.int(),
  cleared: z.int(),
  open: z.int(),
  overdue: z.int(),
  cases: z.int(),
}
const Heads = z.object({
  officers: z.int().min(0).max(10_000),
  volunteers: z.int().min(0).max(10_000),
  guards: z.int().min(0).max(10_000),
  merchants: z.int().min(0).max(10_000),
  residents: z.int().min(0).max(10_000),
})

/** Every figure is counted from records that the reader can open. */
export const Totals = z.object({
  ...counted,
  byKind: z.array(Named.extend(counted)),
  byGrade: z.array(Named.extend(counted)),
  days: z.int(),
  people: z.int(),
  heads: Heads,
  measures: z.array(
    MeasureView.pick({ code: true, name: true, nameEn: true, unit: true, unitEn: true }).extend({
      amount: z.number(),
    }),
  ),
})
export type Totals = z.infer<typeof Totals>

export const CampaignBrief = z.object({
  id: z.uuid(),
  name: z.string(),
  purpose: z.string(),
  areas: z.array(z.object({ code: AreaCode, name: z.string() })),
  startsOn: Day,
  endsOn: Day,
  stands: z.enum(['before', 'now', 'after']),
  targets: z.array(z.object({ of: Of, amount: z.number() })),
  version: z.int(),
  mayEdit: z.boolean(),
})
export type CampaignBrief = z.infer<typeof CampaignBrief>

export const TeamView = z.object({
  id: z.uuid(),
  kind: z.enum(teamKinds),
  name: z.string(),
  heads: z.int(),
  people: z.array(z.object({ id: z.uuid(), name: z.string() })),
  active: z.boolean(),
  version: z.int(),
})
export type TeamView = z.infer<typeof TeamView>

export const CampaignPage = CampaignBrief.extend({
  totals: Totals,
  targetsDone: z.array(z.object({ of: Of, amount: z.number(), done: z.number(), label: Named })),
  teams: z.array(TeamView),
  mayRecord: z.boolean(),
  today: Day,
})
export type CampaignPage = z.infer<typeof CampaignPage>

export const DayView = z.object({
  id: z.uuid(),
  campaign: z.object({ id: z.uuid(), name: z.string() }),
  day: Day,
  areaCode: z.string(),
  areaName: z.string(),
  words: z.string(),
  photos: z.array(z.uuid()),
  heads: Heads,
  results: z.array(
    z.object({ measure: Named, unit: z.string(), unitEn: z.string(), amount: z.number() }),
  ),
  who: z.string(),
  at: Instant,
  receivedAt: Instant,
  withdrawn: z.object({ at: Instant, words: z.string() }).nullable(),
  mayWithdraw: z.boolean(),
})
export type DayView = z.infer<typeof DayView>

export const listCampaigns = endpoint({
  method: 'GET',
  path: '/api/fieldwork/campaigns',
  summary: 'Campaigns in the caller’s area, the newest first, with the totals of each and of all',
  access: 'fieldwork.read',
  reply: z.object({
    campaigns: z.array(CampaignBrief.extend({ totals: Totals })),
    totals: Totals,
    mayEdit: z.boolean(),
    today: Day,
  }),
})

export const saveCampaign = endpoint({
  method: 'POST',
  path: '/api/fieldwork/campaigns',
  summary: 'Begin or change a campaign',
  access: 'fieldwork.plan',
  body: z.object({
    id: z.uuid(),
    name: z.string().trim().min(1).max(80),
    purpose: z.string().trim().max(1000).default(''),
    areas: z.array(AreaCode).min(1).max(60),
    startsOn: Day,
    endsOn: Day,
    targets: z
      .array(z.object({ of: Of, amount: z.number().positive().max(10_000_000) }))
      .max(20)
      .default([]),
    baseVersion: z.int().min(0).nullable(),
  }),
  reply: z.object({ id: z.uuid(), version: z.int() }),
})

const one = z.object({ campaignId: z.uuid() })

export const readCampaign = endpoint({
  method: 'GET',
  path: '/api/fieldwork/campaigns/:campaignId',
  summary: 'A campaign with its targets, teams and totals',
  access: 'fieldwork.read',
  params: one,
  reply: CampaignPage,
})

export const saveTeam = endpoint({
  method: 'POST',
  path: '/api/fieldwork/campaigns/:campaignId/teams',
  summary: 'Add or change a team: a head count, and staff by name',
  access: 'fieldwork.plan',
  params: one,
  body: z.object({
    id: z.uuid(),
    kind: z.enum(teamKinds),
    name: z.string().trim().min(1).max(80),
    heads: z.int().min(0).max(10_000),
    personIds: z.array(z.uuid()).max(100).default([]),
    active: z.boolean().default(true),
    baseVersion: z.int().min(0).nullable(),
  }),
  reply: z.object({ version: z.int() }),
})

export const teamPeople = endpoint({
  method: 'GET',
  path: '/api/fieldwork/campaigns/:campaignId/people',
  summary: 'Staff who may be named in a team: those who work in the campaign’s areas',
  access: 'fieldwork.plan',
  params: one,
  reply: z.object({ people: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
})

export const DayInput = z.object({
  id: z.uuid(),
  campaignId: z.uuid(),
  day: Day,
  areaCode: AreaCode,
  words: z.string().trim().max(2000).default(''),
  photos: z.array(z.uuid()).max(9).default([]),
  heads: Heads,
  results: z
    .array(z.object({ measure: Code, amount: z.number().min(0.01).max(10_000_000) }))
    .max(20)
    .default([]),
  said: Said.optional(),
})
export type DayInput = z.input<typeof DayInput>

export const recordDay = endpoint({
  method: 'POST',
  path: '/api/fieldwork/campaign-days',
  summary: 'Record a day of action; sent again it is the same day',
  access: 'fieldwork.hazard',
  body: DayInput,
  reply: z.object({ id: z.uuid() }),
})

export const withdrawDay = endpoint({
  method: 'POST',
  path: '/api/fieldwork/campaign-days/:dayId/withdrawal',
  summary: 'Take a day of action out of the totals, with the reason; its record stays',
  access: 'fieldwork.hazard',
  params: z.object({ dayId: z.uuid() }),
  body: z.object({ words: z.string().trim().min(1).max(500) }),
  reply: z.object({ id: z.uuid() }),
})

export const listDays = endpoint({
  method: 'GET',
  path: '/api/fieldwork/campaign-days',
  summary:
    'Days of action, the newest first; those behind a total by its measure or kind of people',
  access: 'fieldwork.read',
  query: z.object({
    campaignId: z.uuid().optional(),
    measure: Code.optional(),
    heads: z.enum(teamKinds).optional(),
    ...pageQuery,
  }),
  reply: pageOf(DayView),
})

export const listMeasures = endpoint({
  method: 'GET',
  path: '/api/fieldwork/campaign-measures',
  summary: 'What days of action are measured by',
  access: 'fieldwork.read',
  reply: z.object({ measures: z.array(MeasureView), mayEdit: z.boolean() }),
})

export const saveMeasure = endpoint({
  method: 'POST',
  path: '/api/fieldwork/campaign-measures',
  summary: 'Add or change a measure with its unit',
  access: 'fieldwork.plan',
  body: z.object({
    code: Code,
    name: z.string().trim().min(1).max(40),
    nameEn: z.string().trim().max(60).default(''),
    unit: z.string().trim().min(1).max(20),
    unitEn: z.string().trim().max(20).default(''),
    active: z.boolean().default(true),
    baseVersion: z.int().min(0).nullable(),
  }),
  reply: z.object({ version: z.int() }),
})

export const ownCampaigns = endpoint({
  method: 'GET',
  path: '/api/fieldwork/own-campaigns',
  summary: 'What a phone takes along: campaigns of today with the own teams, measures and areas',
  access: 'fieldwork.hazard',
  reply: z.object({
    campaigns: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        purpose: z.string(),
        endsOn: Day,
        teams: z.array(z.object({ name: z.string(), kind: z.enum(teamKinds) })),
        areas: z.array(z.object({ code: AreaCode, name: z.string() })),
        today: z.object({ found: z.int(), days: z.int() }),
      }),
    ),
    measures: z.array(Named.extend({ unit: z.string(), unitEn: z.string() })),
    today: Day,
  }),
})
export type OwnCampaigns = z.infer<typeof ownCampaigns.reply>

export const exportCampaign = endpoint({
  method: 'GET',
  path: '/api/fieldwork/campaigns/:campaignId/sheet',
  summary: 'A campaign as a workbook (XLSX): totals, days of action, hazards',
  access: 'fieldwork.read',
  params: one,
  query: z.object({ language: Language }),
  reply: z.unknown(),
})

export const printCampaign = endpoint({
  method: 'GET',
  path: '/api/fieldwork/campaigns/:campaignId/paper',
  summary: 'The summary of a campaign on A4; the reply is a PDF or DOCX',
  access: 'fieldwork.read',
  params: one,
  query: z.object({ format: z.enum(['pdf', 'docx']).default('pdf'), language: Language }),
  reply: z.unknown(),
})
