import { z } from 'zod'
import { DistrictId, endpoint, Instant } from '#platform/shared/endpoint.ts'
import { questionKinds, serviceKinds } from '../domain/service.ts'

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const Answers = z.record(
  z.string().max(40),
  z.union([z.string().max(500), z.number(), z.boolean()]),
)

export const Option = z.object({
  value: z.string().trim().min(1).max(40),
  label: z.string().trim().min(1).max(60),
  labelEn: z.string().trim().min(1).max(120),
  unitId: z.uuid().nullable().default(null),
})

export const Question = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,30}$/),
  label: z.string().trim().min(1).max(80),
  labelEn: z.string().trim().min(1).max(160),
  kind: z.enum(questionKinds),
  required: z.boolean().default(false),
  options: z.array(Option).max(12).default([]),
})

export const HoursShape = z.object({
  weekday: z.int().min(1).max(7),
  from: Time,
  to: Time,
  capacity: z.int().min(1).max(200),
})

const said = {
  name: z.string().trim().min(1).max(60),
  nameEn: z.string().trim().min(1).max(120),
  guidance: z.string().trim().max(4000).default(''),
  guidanceEn: z.string().trim().max(4000).default(''),
  cost: z.string().trim().max(200).default(''),
  costEn: z.string().trim().max(200).default(''),
  place: z.enum(['door', 'office']),
  office: z.string().trim().max(200).default(''),
}

export const ServiceInput = z.object({
  id: z.uuid(),
  code: z.string().regex(/^[a-z][a-z0-9_]{1,30}$/),
  kind: z.enum(serviceKinds),
  ...said,
  matter: z.object({ kind: z.enum(['component', 'matter']), code: z.string().min(1).max(10) }),
  unitId: z.uuid().nullable(),
  questions: z.array(Question).max(12).default([]),
  hours: z.array(HoursShape).max(60).default([]),
  onDaysOff: z.boolean().default(false),
  leadHours: z.int().min(0).max(720).default(24),
  aheadDays: z.int().min(1).max(60).default(14),
  asksPhone: z.boolean().default(false),
  open: z.boolean(),
  position: z.int().min(0).max(9999).default(100),
  baseVersion: z.int().min(0).nullable(),
})
export type ServiceInput = z.input<typeof ServiceInput>

export const ServiceView = ServiceInput.omit({ baseVersion: true }).extend({
  matterName: z.string(),
  unitName: z.string().nullable(),
  /** Ours, until the district has edited it. */
  preset: z.boolean(),
  version: z.int(),
})
export type ServiceView = z.infer<typeof ServiceView>

export const listServices = endpoint({
  method: 'GET',
  path: '/api/services/services',
  summary: 'The services of the district, open or not',
  access: 'services.read',
  reply: z.object({
    services: z.array(ServiceView),
    units: z.array(z.object({ id: z.uuid(), name: z.string() })),
    mayEdit: z.boolean(),
    mayBook: z.boolean(),
    timeZone: z.string(),
    now: Instant,
  }),
})

export const saveService = endpoint({
  method: 'POST',
  path: '/api/services/services',
  summary: 'Add or change a service; what was booked before stays as it was',
  access: 'services.edit',
  body: ServiceInput,
  reply: z.object({ id: z.uuid(), version: z.int() }),
})

export const takePresets = endpoint({
  method: 'POST',
  path: '/api/services/presets',
  summary: 'Take our proposals over as closed services; whatever is there stays as it is',
  access: 'services.edit',
  reply: z.object({ added: z.int() }),
})

/** What a resident reads of a service. */
export const PublicService = z.object({
  code: z.string(),
  kind: z.enum(serviceKinds),
  ...said,
  unitName: z.string(),
  asksPhone: z.boolean(),
  leadHours: z.int(),
  questions: z.array(Question),
})
export type PublicService = z.infer<typeof PublicService>

export const SlotView = z.object({ startsAt: Instant, endsAt: Instant, left: z.int() })
export type SlotView = z.infer<typeof SlotView>

export const publicServices = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/services',
  summary: 'What the district offers by booking',
  access: 'public',
  params: z.object({ districtId: DistrictId }),
  reply: z.object({ services: z.array(PublicService) }),
})

export const publicService = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/services/:code',
  summary: 'One service: its guidance, and the hours that are left',
  access: 'public',
  params: z.object({ districtId: DistrictId, code: z.string().max(32) }),
  reply: z.object({
    service: PublicService,
    slots: z.array(SlotView),
    timeZone: z.string(),
    now: Instant,
  }),
})
