import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

/** The pages of the field in the console. */
export const fieldworkConsoleRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/visits',
    component: lazyRouteComponent(() => import('./console/visits/VisitsPage.tsx'), 'VisitsPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/logs',
    component: lazyRouteComponent(() => import('./console/log/LogsPage.tsx'), 'LogsPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/checks',
    component: lazyRouteComponent(() => import('./console/checks/ChecksPage.tsx'), 'ChecksPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/hazards',
    component: lazyRouteComponent(() => import('./console/hazards/HazardsPage.tsx'), 'HazardsPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/hazards/$hazardId',
    component: lazyRouteComponent(() => import('./console/hazards/HazardPage.tsx'), 'HazardPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/hazard-settings',
    component: lazyRouteComponent(
      () => import('./console/hazards/HazardSettingsPage.tsx'),
      'HazardSettingsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/campaigns',
    component: lazyRouteComponent(
      () => import('./console/campaigns/CampaignsPage.tsx'),
      'CampaignsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/campaigns/$campaignId',
    component: lazyRouteComponent(
      () => import('./console/campaigns/CampaignPage.tsx'),
      'CampaignPage',
    ),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/campaign-days',
    component: lazyRouteComponent(() => import('./console/campaigns/DaysPage.tsx'), 'DaysPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/patrols',
    component: lazyRouteComponent(() => import('./console/patrols/PatrolsPage.tsx'), 'PatrolsPage'),
  }),
]
