import type { Wiring } from '#platform/server/mount.ts'
import { proposalRoutes } from './proposals/routes.ts'

export function readingRoutes(w: Wiring): void {
  proposalRoutes(w)
}
