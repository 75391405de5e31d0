import type { Wiring } from '#platform/server/mount.ts'
import { issueRoutes } from './issues/routes.ts'
import { placeRoutes } from './places/routes.ts'
import { proposalRoutes } from './proposals/routes.ts'

export function readingRoutes(w: Wiring): void {
  issueRoutes(w)
  placeRoutes(w)
  proposalRoutes(w)
}
