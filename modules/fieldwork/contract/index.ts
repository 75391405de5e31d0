export * as checksContract from './checks.ts'
export type {
  CheckPlaceView,
  DueRound,
  ItemView,
  ListView,
  RecordView,
  RoundPage,
  RoundRow,
  ScheduleShape,
} from './checks.ts'
export * as campaignsContract from './campaigns.ts'
export type { CampaignPage, DayView, OwnCampaigns, Totals } from './campaigns.ts'
export * as hazardsContract from './hazards.ts'
export type { HazardPage, HazardSettings, HazardsAhead, HazardView } from './hazards.ts'
export * as logContract from './log.ts'
export type { LogView } from './log.ts'
export * as visitsContract from './visits.ts'
export type { CampaignView, DoorView, Ledger, PlanView, PromiseView, VisitView } from './visits.ts'
export * as patrolsContract from './patrols.ts'
export type { Looks, PatrolRecord, PointView, Proposal, RouteInput, RouteView } from './patrols.ts'
