import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

/** Pages of what stands beside cases: supervision, appeals, parked problems, plans, settings. */
export const besideRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/pools',
    component: lazyRouteComponent(() => import('./console/pools/PoolBoard.tsx'), 'PoolBoard'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/supervisions',
    component: lazyRouteComponent(
      () => import('./console/supervision/SupervisionBoard.tsx'),
      'SupervisionBoard',
    ),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/appeals',
    component: lazyRouteComponent(() => import('./console/appeals/AppealBoard.tsx'), 'AppealBoard'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/parked',
    component: lazyRouteComponent(() => import('./console/parked/ParkedPage.tsx'), 'ParkedPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/case-settings',
    component: lazyRouteComponent(
      () => import('./console/case-settings/CaseSettingsPage.tsx'),
      'CaseSettingsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/plans',
    component: lazyRouteComponent(() => import('./console/plans/PlanBoard.tsx'), 'PlanBoard'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/cases/$caseId/plan',
    component: lazyRouteComponent(() => import('./console/plans/PlanSheet.tsx'), 'PlanSheet'),
  }),
]
