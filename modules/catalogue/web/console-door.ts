import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

export const catalogueConsoleRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/catalogue',
    component: lazyRouteComponent(() => import('./console/CataloguePage.tsx'), 'CataloguePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/catalogue/$kind/$code',
    component: lazyRouteComponent(() => import('./console/MatterPage.tsx'), 'MatterPage'),
  }),
]
