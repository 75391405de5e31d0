import { lazy } from 'react'
import { letShowOnTask } from '#modules/cases/web/index.ts'

const BookingPart = lazy(async () => ({ default: (await import('./BookingPart.tsx')).BookingPart }))

/** What the worker's face shows of services. */
export const letServicesShow = (): void => letShowOnTask({ name: 'booking', Part: BookingPart })
