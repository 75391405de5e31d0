import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

export { readCase } from './console/proposals/read-case.ts'

export const readingConsoleRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/reading',
    component: lazyRouteComponent(
      () => import('./console/proposals/ReadingPage.tsx'),
      'ReadingPage',
    ),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/issues',
    component: lazyRouteComponent(() => import('./console/issues/IssuesPage.tsx'), 'IssuesPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/issues/$number',
    component: lazyRouteComponent(() => import('./console/issues/IssuePage.tsx'), 'IssuePage'),
  }),
]
