import { createRoute, type AnyRoute } from '@tanstack/react-router'
import { InspectPage } from './InspectPage.tsx'
import { PatrolPage } from './PatrolPage.tsx'
import { ShiftsPage } from './ShiftsPage.tsx'
import { TaskPage } from './TaskPage.tsx'
import { TasksPage } from './TasksPage.tsx'
import '../phone/phone.css'
import './worker.css'

/** The pages of those who do the work, below the root that the app brings. */
export function workerRoutes(root: AnyRoute) {
  const getParentRoute = () => root
  return [
    createRoute({ getParentRoute, path: '/work', component: TasksPage }),
    createRoute({ getParentRoute, path: '/work/report', component: PatrolPage }),
    createRoute({ getParentRoute, path: '/work/inspect', component: InspectPage }),
    createRoute({ getParentRoute, path: '/work/shifts', component: ShiftsPage }),
    createRoute({ getParentRoute, path: '/work/tasks/$caseId', component: TaskPage }),
  ]
}
