import { createRoute, type AnyRoute } from '@tanstack/react-router'
import { InspectionsPage } from './inspections/InspectionsPage.tsx'
import { letInspectionsQueue } from './inspections/queries.ts'
import { FileWorkPage } from './FileWorkPage.tsx'
import { joinWork } from './send.ts'
import { WordsPage } from './WordsPage.tsx'

/** The pages of those who talk to people in the street, below the root that the app brings. */
export function enforcementWorkRoutes(root: AnyRoute) {
  joinWork()
  letInspectionsQueue()
  const getParentRoute = () => root
  return [
    createRoute({ getParentRoute, path: '/work/words', component: WordsPage }),
    createRoute({ getParentRoute, path: '/work/words/$fileId', component: FileWorkPage }),
    createRoute({ getParentRoute, path: '/work/inspections', component: InspectionsPage }),
  ]
}
