import { createRoute, type AnyRoute } from '@tanstack/react-router'
import { letOpen } from '#modules/cases/web/index.ts'
import { CheckPage } from './checks/CheckPage.tsx'
import { ChecksPage } from './checks/ChecksPage.tsx'
import { letChecksQueue } from './checks/queue.ts'
import { CampaignsPage } from './campaigns/CampaignsPage.tsx'
import { letCampaignsQueue } from './campaigns/queue.ts'
import { FindPage } from './hazards/FindPage.tsx'
import { HazardPage } from './hazards/HazardPage.tsx'
import { HazardsPage } from './hazards/HazardsPage.tsx'
import { letHazardsQueue } from './hazards/queue.ts'
import { PatrolPage } from './patrols/PatrolPage.tsx'
import { letPatrolsQueue } from './patrols/queue.ts'
import { TodayPage } from './today/TodayPage.tsx'
import { DoorPage } from './visits/DoorPage.tsx'
import { LogPage } from './log/LogPage.tsx'
import { letVisitsQueue } from './visits/queue.ts'
import { VisitsPage } from './visits/VisitsPage.tsx'

/** The field's pages in the worker's face, with their door and their place in the outbox. */
export function fieldworkRoutes(root: AnyRoute) {
  letVisitsQueue()
  letPatrolsQueue()
  letChecksQueue()
  letHazardsQueue()
  letCampaignsQueue()
  letOpen({ to: '/work/today', word: 'today.title', verb: 'fieldwork.read' })
  letOpen({ to: '/work/patrol', word: 'walk.title', verb: 'fieldwork.patrol' })
  letOpen({ to: '/work/checks', word: 'check.title', verb: 'fieldwork.check' })
  letOpen({ to: '/work/visits', word: 'visit.title', verb: 'fieldwork.visit' })
  letOpen({ to: '/work/hazards', word: 'hazard.title', verb: 'fieldwork.hazard' })
  letOpen({ to: '/work/campaigns', word: 'campaign.title', verb: 'fieldwork.hazard' })
  letOpen({ to: '/work/log', word: 'log.door', verb: 'fieldwork.log' })
  const getParentRoute = () => root
  return [
    createRoute({ getParentRoute, path: '/work/today', component: TodayPage }),
    createRoute({ getParentRoute, path: '/work/patrol', component: PatrolPage }),
    createRoute({ getParentRoute, path: '/work/checks', component: ChecksPage }),
    createRoute({ getParentRoute, path: '/work/checks/$roundId', component: CheckPage }),
    createRoute({ getParentRoute, path: '/work/visits', component: VisitsPage }),
    createRoute({ getParentRoute, path: '/work/visits/$subjectId', component: DoorPage }),
    createRoute({ getParentRoute, path: '/work/campaigns', component: CampaignsPage }),
    createRoute({ getParentRoute, path: '/work/hazards', component: HazardsPage }),
    createRoute({ getParentRoute, path: '/work/hazards/new', component: FindPage }),
    createRoute({ getParentRoute, path: '/work/hazards/$hazardId', component: HazardPage }),
    createRoute({ getParentRoute, path: '/work/log', component: LogPage }),
  ]
}
