import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

export const peopleConsoleRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/people',
    component: lazyRouteComponent(() => import('./console/PeoplePage.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/stations',
    component: lazyRouteComponent(() => import('./console/StationsPage.tsx'), 'StationsPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/leave',
    component: lazyRouteComponent(() => import('./console/leave/LeavePage.tsx'), 'LeavePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/rosters',
    component: lazyRouteComponent(() => import('./console/rosters/RosterPage.tsx'), 'RosterPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/me',
    component: lazyRouteComponent(() => import('./console/own/OwnPage.tsx'), 'OwnPage'),
  }),
]
