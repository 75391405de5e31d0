import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

/** The pages of enforcement in the console, below whatever route the shell gives. */
export const enforcementConsoleRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/enforcement',
    component: lazyRouteComponent(() => import('./console/list/FilesPage.tsx'), 'FilesPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/enforcement/$fileId',
    component: lazyRouteComponent(() => import('./console/file/FilePage.tsx'), 'FilePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/inspections',
    component: lazyRouteComponent(
      () => import('./console/inspections/InspectionsPage.tsx'),
      'InspectionsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/inspections/$inspectionId',
    component: lazyRouteComponent(
      () => import('./console/inspections/InspectionPage.tsx'),
      'InspectionPage',
    ),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/enforcement-settings',
    component: lazyRouteComponent(
      () => import('./console/settings/SettingsPage.tsx'),
      'SettingsPage',
    ),
  }),
]
