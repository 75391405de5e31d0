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
  createRoute({
    getParentRoute: () => parent,
    path: '/orders',
    component: lazyRouteComponent(() => import('./console/orders/OrdersPage.tsx'), 'OrdersPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/links',
    component: lazyRouteComponent(() => import('./console/links/LinksPage.tsx'), 'LinksPage'),
  }),
]
