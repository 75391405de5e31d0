import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

/** Pages where a district keeps what its cases go by: rules, replies, duties, partners, personal data. */
export const keepRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/replies',
    component: lazyRouteComponent(() => import('./console/replies/RepliesPage.tsx'), 'RepliesPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/routing',
    component: lazyRouteComponent(() => import('./console/RoutingPage.tsx'), 'RoutingPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/personal',
    component: lazyRouteComponent(
      () => import('./console/personal/PersonalPage.tsx'),
      'PersonalPage',
    ),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/duty-list',
    component: lazyRouteComponent(
      () => import('./console/duties/DutyListPage.tsx'),
      'DutyListPage',
    ),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/partners',
    component: lazyRouteComponent(
      () => import('./console/partners/PartnersPage.tsx'),
      'PartnersPage',
    ),
  }),
]
