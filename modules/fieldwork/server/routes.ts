import type { FileStore } from '#modules/files/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Wiring } from '#platform/server/mount.ts'
import { checkRoutes } from './checks/routes.ts'
import { campaignRoutes } from './campaigns/routes.ts'
import { hazardRoutes } from './hazards/routes.ts'
import { logRoutes } from './log/routes.ts'
import type { LogSource } from './log/sources.ts'
import { patrolRoutes } from './patrols/routes.ts'
import { visitRoutes } from './visits/routes.ts'

export interface FieldworkParts {
  cipher: Cipher
  store: FileStore
  /** What modules beside this one know of a day's deeds. */
  logSources: readonly LogSource[]
}

/** Every area of the field has routes of its own. */
export function fieldworkRoutes(w: Wiring, parts: FieldworkParts): void {
  visitRoutes(w, parts)
  patrolRoutes(w, parts)
  checkRoutes(w, parts)
  hazardRoutes(w, parts)
  campaignRoutes(w)
  logRoutes(w, parts)
}
