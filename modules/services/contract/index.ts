export * as servicesContract from './services.ts'
export type { PublicService, ServiceInput, ServiceView, SlotView } from './services.ts'
export * as bookingsContract from './bookings.ts'
export type { Appointment, BookingInput, BookingReceipt, BookingView } from './bookings.ts'
