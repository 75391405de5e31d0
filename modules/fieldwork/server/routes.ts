import type { Cipher } from '#platform/server/cipher.ts'
import type { Wiring } from '#platform/server/mount.ts'
import { visitRoutes } from './visits/routes.ts'

/** Every area of the field has routes of its own. */
export function fieldworkRoutes(w: Wiring, parts: { cipher: Cipher }): void {
  visitRoutes(w, parts)
}
