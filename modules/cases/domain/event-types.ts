/** Everything that can happen to a case, each with words of its own on the case page. */
export const eventTypes = [
  'case.reported',
  'case.received',
  'case.verification_asked',
  'case.verified',
  'case.filed',
  'case.settled',
  'case.dispatched',
  'case.reclassified',
  'case.relocated',
  'case.assigned',
  'case.accepted',
  'case.arrived',
  'case.finished',
  'case.request_asked',
  'case.request_granted',
  'case.request_denied',
  'case.resumed',
  'case.rework',
  'case.closed',
  'case.refused',
  'case.withdrawn',
  'case.voided',
  'case.reopened',
  'case.judged',
  'case.added',
  'case.noted',
  'case.photo_released',
  'case.photo_hidden',
  'case.published',
  'case.unpublished',
  'case.clocks_moved',
] as const
export type EventType = (typeof eventTypes)[number]

/** What makes a case somebody's own work. */
export const workTypes = [
  'case.accepted',
  'case.arrived',
  'case.finished',
  'case.settled',
] as const satisfies readonly EventType[]
