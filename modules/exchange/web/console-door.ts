import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

export const exchangeConsoleRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/webhooks',
    component: lazyRouteComponent(
      () => import('./console/webhooks/WebhooksPage.tsx'),
      'WebhooksPage',
    ),
  }),
]
