import { z } from 'zod'
import { DistrictId, endpoint } from '#platform/shared/endpoint.ts'
import { EditReason } from './limit.ts'

const Status = z.string().regex(/^[a-z_]{1,30}$/)

export const LabelView = z.object({
  status: Status,
  name: z.string(),
  nameEn: z.string(),
  /** What we ship: where the district goes back to. */
  presetName: z.string(),
  presetNameEn: z.string(),
  type: z.enum(['open', 'done', 'ended']),
  origin: z.enum(['preset', 'district']),
  version: z.int(),
})
export type LabelView = z.infer<typeof LabelView>

export const listLabels = endpoint({
  method: 'GET',
  path: '/api/catalogue/labels',
  summary: 'What the states of a case are called here',
  access: 'catalogue.read',
  reply: z.object({ rows: z.array(LabelView), allowed: z.array(z.enum(['edit'])) }),
})

export const publicLabels = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/labels',
  summary: 'The words for states that the district has changed',
  access: 'public',
  params: z.object({ districtId: DistrictId }),
  reply: z.object({
    rows: z.array(LabelView.pick({ status: true, name: true, nameEn: true })),
  }),
})

export const editLabel = endpoint({
  method: 'PUT',
  path: '/api/catalogue/labels/:status',
  summary: 'Change what a state of a case is called',
  access: 'catalogue.edit',
  params: z.object({ status: Status }),
  body: z.object({
    name: z.string().trim().min(1).max(12),
    nameEn: z.string().trim().min(1).max(40),
    baseVersion: z.int().min(0),
    reason: EditReason,
  }),
  reply: LabelView,
})
