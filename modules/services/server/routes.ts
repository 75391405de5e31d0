import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Wiring } from '#platform/server/mount.ts'
import type { FileStore } from '#modules/files/server/index.ts'
import { bookingRoutes, publicBookingRoutes } from './bookings/routes.ts'
import { publicSignRoutes, signRoutes } from './signs/routes.ts'

export interface ServicesParts {
  cipher: Cipher
  store: FileStore
  /** Told of every booking by a stranger before it is taken; refuses a flood. */
  limit: (caller: Caller, at: { lon: number | null; lat: number | null }) => void
  /** Told of every stranger's question that costs more than a look. */
  limitAsking: (caller: Caller) => void
}

/** What is booked, and what is filed. */
export function servicesRoutes(w: Wiring, parts: ServicesParts): void {
  publicBookingRoutes(w, parts)
  bookingRoutes(w, parts)
  publicSignRoutes(w, parts)
  signRoutes(w, parts)
}
