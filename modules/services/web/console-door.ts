import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

/** The pages of services in the console. */
export const servicesConsoleRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/services',
    component: lazyRouteComponent(() => import('./console/ServicesPage.tsx'), 'ServicesPage'),
  }),
]
