import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

/** The pages of the field in the console. */
export const fieldworkConsoleRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/visits',
    component: lazyRouteComponent(() => import('./console/visits/VisitsPage.tsx'), 'VisitsPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/logs',
    component: lazyRouteComponent(() => import('./console/log/LogsPage.tsx'), 'LogsPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/checks',
    component: lazyRouteComponent(() => import('./console/checks/ChecksPage.tsx'), 'ChecksPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/patrols',
    component: lazyRouteComponent(() => import('./console/patrols/PatrolsPage.tsx'), 'PatrolsPage'),
  }),
]
