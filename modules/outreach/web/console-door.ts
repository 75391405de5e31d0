import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

/** The pages of outreach in the console. */
export const outreachConsoleRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/outreach',
    component: lazyRouteComponent(() => import('./console/OutreachPage.tsx'), 'OutreachPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/outreach/leaflets/$leafletId',
    component: lazyRouteComponent(
      () => import('./console/leaflets/LeafletPage.tsx'),
      'LeafletPage',
    ),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/outreach/events/$eventId',
    component: lazyRouteComponent(() => import('./console/events/EventPage.tsx'), 'EventPage'),
  }),
]
