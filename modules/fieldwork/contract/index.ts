export * as logContract from './log.ts'
export type { LogView } from './log.ts'
export * as visitsContract from './visits.ts'
export type { CampaignView, DoorView, Ledger, PlanView, PromiseView, VisitView } from './visits.ts'
