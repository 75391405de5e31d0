import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

export const noticesConsoleRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/outbox',
    component: lazyRouteComponent(() => import('./console/OutboxPage.tsx'), 'OutboxPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/inbox',
    component: lazyRouteComponent(() => import('./console/InboxPage.tsx'), 'InboxPage'),
  }),
]
