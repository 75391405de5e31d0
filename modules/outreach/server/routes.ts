import type { Wiring } from '#platform/server/mount.ts'
import { eventRoutes, type EventParts } from './events/routes.ts'
import { figureRoutes } from './figures/routes.ts'
import { leafletRoutes, type LeafletParts } from './leaflets/routes.ts'
import { questionRoutes } from './questions/routes.ts'
import { recordRoutes } from './records/routes.ts'

export type OutreachParts = LeafletParts & EventParts

/** Every area of outreach has routes of its own. */
export function outreachRoutes(w: Wiring, parts: OutreachParts): void {
  recordRoutes(w)
  leafletRoutes(w, parts)
  eventRoutes(w, parts)
  questionRoutes(w, parts)
  figureRoutes(w)
}
