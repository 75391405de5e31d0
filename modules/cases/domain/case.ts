import type { Id } from '#kernel/id.ts'

export const caseStatuses = [
  'reported',
  'verifying',
  'filed',
  'dispatched',
  'handling',
  'handled',
  'closed',
  'refused',
  'merged',
  'transferred',
  'withdrawn',
  'void',
] as const
export type CaseStatus = (typeof caseStatuses)[number]

export const finalStatuses = [
  'closed',
  'refused',
  'merged',
  'transferred',
  'withdrawn',
  'void',
] as const satisfies readonly CaseStatus[]

export const isFinal = (status: CaseStatus): boolean =>
  (finalStatuses as readonly CaseStatus[]).includes(status)

export const urgencies = ['routine', 'urgent', 'emergency'] as const
export type Urgency = (typeof urgencies)[number]

export const channels = [
  'web',
  'qr',
  'phone',
  'chat',
  'slip',
  'patrol',
  'visit',
  'sensor',
  'api',
  'hotline',
  'outreach',
] as const
export type Channel = (typeof channels)[number]

export const stages = [
  'receive',
  'verify',
  'dispatch',
  'accept',
  'handle',
  'inspect',
  'request',
  'support',
  'handover',
  'ruling',
  'order',
] as const
export type Stage = (typeof stages)[number]

export const owners = ['desk', 'inspector', 'unit', 'coordinator', 'secretary', 'none'] as const
export type Owner = (typeof owners)[number]

export const taskStates = [
  'offered',
  'accepted',
  'returned',
  'done',
  'rework',
  'cancelled',
] as const
export type TaskState = (typeof taskStates)[number]

/**
 * 主办 leads, 协办 supports, and whoever is asked to take over holds nothing yet: until it accepts,
 * the first one stays responsible (首接负责).
 */
export const taskRoles = ['lead', 'support', 'takeover'] as const
export type TaskRole = (typeof taskRoles)[number]

export const requestKinds = ['return', 'extension', 'suspension', 'handover', 'transfer'] as const
export type RequestKind = (typeof requestKinds)[number]

export const requestStates = ['asked', 'granted', 'denied', 'withdrawn'] as const

/** As much of a case as its rules need. Rows and views are larger. */
export interface Case {
  id: Id<'case'>
  status: CaseStatus
  urgency: Urgency
  /** Counts changes; a caller names the one it saw. */
  version: number
  unitId: Id<'unit'> | null
  /** The person who did the work: may never inspect or judge it, in any post. */
  handlerId: Id<'person'> | null
  settledOnSpot: boolean
  returns: number
  reopenings: number
  closedAt: Date | null
}
