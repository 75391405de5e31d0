import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

export const catalogueConsoleRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/catalogue',
    component: lazyRouteComponent(() => import('./console/CataloguePage.tsx'), 'CataloguePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/catalogue/guide/$code',
    component: lazyRouteComponent(() => import('./console/guide/GuidePage.tsx'), 'GuidePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/catalogue/$kind/$code',
    component: lazyRouteComponent(() => import('./console/matters/MatterPage.tsx'), 'MatterPage'),
  }),
]
