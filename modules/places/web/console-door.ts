import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

export const placesConsoleRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/places',
    component: lazyRouteComponent(() => import('./console/PlacesPage.tsx'), 'PlacesPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/district',
    component: lazyRouteComponent(() => import('./console/DistrictPage.tsx'), 'DistrictPage'),
  }),
]
