import { z } from 'zod'
import { Place, Status } from '#modules/cases/contract/index.ts'
import { MediationView } from '#modules/enforcement/contract/index.ts'
import { DistrictId, endpoint, Instant } from '#platform/shared/endpoint.ts'
import { bookingActs, bookingStates } from '../domain/booking.ts'
import { serviceKinds } from '../domain/service.ts'
import { Answers, SlotView } from './services.ts'

const asked = {
  startsAt: Instant,
  answers: Answers.default({}),
  words: z.string().trim().max(2000).default(''),
  place: Place.nullable().default(null),
  address: z.string().trim().max(200).default(''),
  addressId: z.uuid().nullable().default(null),
  photos: z.array(z.uuid()).max(9).default([]),
  name: z.string().max(60).nullable().default(null),
  phone: z
    .string()
    .regex(/^[0-9+ -]{5,20}$/)
    .nullable()
    .default(null),
}

/** What a resident books. `clientId` is made on the phone: sent twice, it is one booking. */
export const BookingInput = z.object({
  clientId: z.uuid(),
  serviceCode: z.string().max(32),
  ...asked,
})
export type BookingInput = z.input<typeof BookingInput>

export const BookingReceipt = z.object({
  shortCode: z.string(),
  number: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  ownKey: z.string(),
  lookKey: z.string(),
})
export type BookingReceipt = z.infer<typeof BookingReceipt>

export const book = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/bookings',
  summary: 'Book an hour of a service; it is a case from then on, promised for that hour',
  access: 'public',
  params: z.object({ districtId: DistrictId }),
  body: BookingInput,
  reply: BookingReceipt,
})

/** The appointment as it stands on the follow page. */
export const Appointment = z.object({
  serviceCode: z.string(),
  name: z.string(),
  nameEn: z.string(),
  kind: z.enum(serviceKinds),
  place: z.enum(['door', 'office']),
  office: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  state: z.enum(bookingStates),
  /** Why staff moved or ended it last. */
  words: z.string(),
  allowed: z.array(z.enum(bookingActs)),
  slots: z.array(SlotView),
  timeZone: z.string(),
})
export type Appointment = z.infer<typeof Appointment>

const followed = z.object({ districtId: DistrictId, shortCode: z.string().min(4).max(12) })
const key = z.string().max(100)

export const readAppointment = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/bookings/:shortCode',
  summary: 'The appointment behind a follow link; null where the case was not booked',
  access: 'public',
  params: followed,
  query: z.object({ key: key.optional() }),
  reply: z.object({ appointment: Appointment.nullable() }),
})

export const moveAppointment = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/bookings/:shortCode/move',
  summary: 'Another hour, by whoever booked; the same hour again changes nothing',
  access: 'public',
  params: followed,
  body: z.object({ key, startsAt: Instant }),
  reply: z.object({ appointment: Appointment.nullable() }),
})

export const cancelAppointment = endpoint({
  method: 'POST',
  path: '/api/public/:districtId/bookings/:shortCode/cancel',
  summary: 'Taken back by whoever booked; its place is free again',
  access: 'public',
  params: followed,
  body: z.object({ key, words: z.string().trim().max(500).default('') }),
  reply: z.object({ appointment: Appointment.nullable() }),
})

export const BookingView = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  shortCode: z.string(),
  caseStatus: Status,
  serviceId: z.uuid(),
  name: z.string(),
  nameEn: z.string(),
  kind: z.enum(serviceKinds),
  startsAt: Instant,
  endsAt: Instant,
  state: z.enum(bookingStates),
  unitId: z.uuid(),
  unitName: z.string(),
  address: z.string(),
  answers: z.array(
    z.object({ label: z.string(), labelEn: z.string(), value: z.string(), valueEn: z.string() }),
  ),
  /** Sent with the booking, or added to its case later. */
  photos: z.array(z.uuid()),
  bookedAt: Instant,
  bookedBy: z.string().nullable(),
  steps: z.array(
    z.object({
      act: z.string(),
      at: Instant,
      who: z.string().nullable(),
      fromAt: Instant.nullable(),
      toAt: Instant.nullable(),
      words: z.string(),
    }),
  ),
  mediationFileId: z.uuid().nullable(),
  version: z.int(),
  allowed: z.array(z.enum([...bookingActs, 'mediate'])),
})
export type BookingView = z.infer<typeof BookingView>

const ofDays = {
  from: z.iso.date(),
  days: z.coerce.number().int().min(1).max(31).default(1),
  unitId: z.uuid().optional(),
  serviceId: z.uuid().optional(),
}

export const listBookings = endpoint({
  method: 'GET',
  path: '/api/services/bookings',
  summary: 'What is booked on some days, in the caller’s scope, by hour',
  access: 'services.read',
  query: z.object(ofDays),
  reply: z.object({
    rows: z.array(BookingView),
    /** More are booked than are shown. */
    more: z.boolean(),
    today: z.iso.date(),
    timeZone: z.string(),
    mayBook: z.boolean(),
  }),
})

export const printBookings = endpoint({
  method: 'GET',
  path: '/api/services/bookings/paper',
  summary: 'The same as a paper to take along, without phone numbers',
  access: 'services.read',
  query: z.object({
    ...ofDays,
    language: z.enum(['zh-CN', 'en']).default('zh-CN'),
    format: z.enum(['pdf', 'docx']).default('pdf'),
  }),
  reply: z.unknown(),
})

export const bookingOfCase = endpoint({
  method: 'GET',
  path: '/api/services/cases/:caseId/booking',
  summary: 'What was booked, beside its case; null where it was not booked',
  access: 'services.read',
  params: z.object({ caseId: z.uuid() }),
  reply: z.object({ booking: BookingView.nullable(), timeZone: z.string() }),
})

export const slotsOfService = endpoint({
  method: 'GET',
  path: '/api/services/services/:serviceId/slots',
  summary: 'The hours of a service that staff may give, also on short notice',
  access: 'services.book',
  params: z.object({ serviceId: z.uuid() }),
  reply: z.object({ slots: z.array(SlotView), timeZone: z.string() }),
})

export const bookForSomebody = endpoint({
  method: 'POST',
  path: '/api/services/bookings',
  summary: 'Book for somebody who has no phone, or who calls',
  access: 'services.book',
  body: BookingInput.extend({ channel: z.enum(['phone', 'slip', 'visit']).default('phone') }),
  reply: BookingReceipt.extend({ caseId: z.uuid() }),
})

const ofBooking = z.object({ bookingId: z.uuid() })
const why = { words: z.string().trim().min(1).max(500), baseVersion: z.int().min(0) }
const Moved = z.object({ version: z.int() })

export const moveBooking = endpoint({
  method: 'POST',
  path: '/api/services/bookings/:bookingId/move',
  summary: 'Another hour, with a reason that the resident reads',
  access: 'services.book',
  params: ofBooking,
  body: z.object({ startsAt: Instant, ...why }),
  reply: Moved,
})

export const cancelBooking = endpoint({
  method: 'POST',
  path: '/api/services/bookings/:bookingId/cancel',
  summary: 'End a booking, with a reason that the resident reads',
  access: 'services.book',
  params: ofBooking,
  body: z.object(why),
  reply: Moved,
})

export const missBooking = endpoint({
  method: 'POST',
  path: '/api/services/bookings/:bookingId/miss',
  summary: 'Nobody was met at the hour: its end, and the resident is told',
  access: 'services.book',
  params: ofBooking,
  body: z.object(why),
  reply: Moved,
})

/** The kinds of body that mediate are those of enforcement. */
export const MediationInput = z.object({
  fileId: z.uuid(),
  mediationId: z.uuid(),
  bodyKind: MediationView.shape.bodyKind,
  bodyName: z.string().trim().min(1).max(80),
  mediator: z.string().trim().min(1).max(40),
  facts: z.string().trim().min(1).max(4000),
  /** Nobody is mediated with who has not agreed to it. */
  parties: z
    .array(z.object({ id: z.uuid(), name: z.string().trim().min(1).max(80), agrees: z.boolean() }))
    .min(2)
    .max(20),
  baseVersion: z.int().min(0),
})
export type MediationInput = z.infer<typeof MediationInput>

export const mediate = endpoint({
  method: 'POST',
  path: '/api/services/bookings/:bookingId/mediation',
  summary: 'Begin the mediation that was booked, where every party agrees to it',
  access: 'enforcement.mediate',
  params: ofBooking,
  body: MediationInput,
  reply: z.object({ fileId: z.uuid(), version: z.int() }),
})
