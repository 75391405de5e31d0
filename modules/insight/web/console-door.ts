import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

export const insightConsoleRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/measures',
    component: lazyRouteComponent(() => import('./console/MeasuresPage.tsx'), 'MeasuresPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/measures/cases',
    component: lazyRouteComponent(() => import('./console/BehindPage.tsx'), 'BehindPage'),
  }),
]

/** The wall of a centre: a page of the console without its side. */
export const insightWallRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/console/screen',
    component: lazyRouteComponent(() => import('./console/screen/ScreenPage.tsx'), 'ScreenPage'),
  }),
]
