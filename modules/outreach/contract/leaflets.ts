import { z } from 'zod'
import { AreaCode } from '#modules/places/contract/index.ts'
import { DistrictId, endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import { leafletStates } from '../domain/leaflets.ts'
import { Day, LeafletBrief, MatterKey, MatterNamed, Month } from './shapes.ts'

const Code = z.string().min(4).max(20)

export const LeafletRow = LeafletBrief.extend({
  areaCode: z.string(),
  areaName: z.string(),
  matters: z.array(MatterNamed),
  validUntil: Day.nullable(),
  /** A version waits for somebody to approve it. */
  waits: z.boolean(),
  opened: z.int(),
  pictureId: z.uuid().nullable(),
})
export type LeafletRow = z.infer<typeof LeafletRow>

export const LeafletVersion = z.object({
  number: z.int(),
  title: z.string(),
  body: z.string(),
  titleEn: z.string(),
  bodyEn: z.string(),
  pictureId: z.uuid().nullable(),
  validUntil: Day.nullable(),
  writtenAt: Instant,
  writtenBy: z.string(),
  approvedAt: Instant.nullable(),
  approvedBy: z.string().nullable(),
})
export type LeafletVersion = z.infer<typeof LeafletVersion>

export const LeafletPage = LeafletRow.extend({
  versions: z.array(LeafletVersion),
  shown: z.int().nullable(),
  newest: z.int(),
  version: z.int(),
  /** Where anybody reads it. */
  path: z.string(),
  openings: z.array(z.object({ day: Day, code: z.int(), link: z.int() })),
  allowed: z.array(z.enum(['write', 'approve', 'withdraw', 'bring_back'])),
})
export type LeafletPage = z.infer<typeof LeafletPage>

const params = z.object({ leafletId: z.uuid() })

export const listLeaflets = endpoint({
  method: 'GET',
  path: '/api/outreach/leaflets',
  summary: 'The library of leaflets of the caller’s area, the newest first',
  access: 'outreach.read',
  query: z.object({
    q: z.string().trim().max(60).optional(),
    state: z.enum([...leafletStates, 'waits']).optional(),
    matter: MatterKey.optional(),
    /** Opened in this month; `opened` is then how often in it. */
    openedIn: Month.optional(),
    ...pageQuery,
  }),
  reply: pageOf(LeafletRow).extend({ mayWrite: z.boolean() }),
})

export const readLeaflet = endpoint({
  method: 'GET',
  path: '/api/outreach/leaflets/:leafletId',
  summary: 'A leaflet with all its versions, how often it was opened, and what may be done',
  access: 'outreach.read',
  params,
  reply: LeafletPage,
})

export const writeLeaflet = endpoint({
  method: 'POST',
  path: '/api/outreach/leaflets',
  summary:
    'Write a leaflet, or new words for one: they are shown once another person approves them',
  access: 'outreach.keep',
  body: z.object({
    id: z.uuid(),
    areaCode: AreaCode,
    matters: z.array(MatterKey).max(12).default([]),
    title: z.string().trim().min(1).max(80),
    body: z.string().trim().min(1).max(4000),
    titleEn: z.string().trim().max(160).default(''),
    bodyEn: z.string().trim().max(8000).default(''),
    pictureId: z.uuid().nullable().default(null),
    validUntil: Day.nullable().default(null),
    baseVersion: z.int().min(0).nullable(),
  }),
  reply: LeafletPage,
})

export const approveLeaflet = endpoint({
  method: 'POST',
  path: '/api/outreach/leaflets/:leafletId/approve',
  summary: 'Approve the newest version of a leaflet: from now on it is the one that is shown',
  access: 'outreach.approve',
  params,
  body: z.object({ number: z.int().min(1), baseVersion: z.int().min(0) }),
  reply: LeafletPage,
})

export const withdrawLeaflet = endpoint({
  method: 'POST',
  path: '/api/outreach/leaflets/:leafletId/withdraw',
  summary: 'Show a leaflet no longer, or again',
  access: 'outreach.keep',
  params,
  body: z.object({ withdrawn: z.boolean(), baseVersion: z.int().min(0) }),
  reply: LeafletPage,
})

export const printLeaflet = endpoint({
  method: 'GET',
  path: '/api/outreach/leaflets/:leafletId/paper',
  summary: 'A leaflet as PDF or DOCX to hang or hand out, with its QR code',
  access: 'outreach.read',
  params,
  query: z.object({
    size: z.enum(['A3', 'A4']).default('A4'),
    format: z.enum(['pdf', 'docx']).default('pdf'),
    language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  }),
  reply: z.unknown(),
})

/** What anyone reads of a leaflet; of one that is over only its name. */
export const PublicLeaflet = z.object({
  code: z.string(),
  state: z.enum(['shown', 'expired', 'withdrawn']),
  title: z.string(),
  body: z.string(),
  titleEn: z.string(),
  bodyEn: z.string(),
  picture: z.boolean(),
  validUntil: Day.nullable(),
  from: z.string(),
  districtName: z.string(),
  telephone: z.string(),
})
export type PublicLeaflet = z.infer<typeof PublicLeaflet>

const publicParams = z.object({ districtId: DistrictId, code: Code })

export const readPublicLeaflet = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/leaflets/:code',
  summary: 'A leaflet for anyone',
  access: 'public',
  params: publicParams,
  reply: PublicLeaflet,
})

export const openedLeaflet = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/leaflets/:code/opened',
  summary: 'Count one opening of a leaflet; nothing is kept of by whom',
  access: 'public',
  params: publicParams,
  body: z.object({ via: z.enum(['code', 'link']) }),
  reply: z.object({}),
})

export const pictureOfLeaflet = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/leaflets/:code/picture',
  summary: 'The picture of a leaflet that is shown',
  access: 'public',
  params: publicParams,
  reply: z.unknown(),
})

export const screenLeaflets = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/stations/:communityCode/leaflets',
  summary: 'The leaflets that run on the screens of a community today',
  access: 'public',
  params: z.object({ districtId: DistrictId, communityCode: z.string().regex(/^\d{12}$/) }),
  reply: z.object({ leaflets: z.array(PublicLeaflet) }),
})
