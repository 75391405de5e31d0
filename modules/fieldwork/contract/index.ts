export * as visitsContract from './visits.ts'
export type { CampaignView, DoorView, Ledger, PlanView, PromiseView, VisitView } from './visits.ts'
