import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'
import { besideRoutes } from './beside-routes.ts'
import { keepRoutes } from './keep-routes.ts'

/** The pages of cases in the console, below whatever route the shell gives. */
export const casesConsoleRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/',
    component: lazyRouteComponent(() => import('./console/StartPage.tsx'), 'StartPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/desk',
    component: lazyRouteComponent(() => import('./console/desk/Desk.tsx'), 'Desk'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/cases',
    component: lazyRouteComponent(() => import('./console/list/CasesPage.tsx'), 'CasesPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/cases/$caseId',
    component: lazyRouteComponent(() => import('./console/case/CasePageView.tsx'), 'CasePageView'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/cases/$caseId/sheet',
    component: lazyRouteComponent(() => import('./console/sheet/SheetPage.tsx'), 'SheetPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/sheets',
    component: lazyRouteComponent(() => import('./console/sheet/SheetPage.tsx'), 'SheetsPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/followed',
    component: lazyRouteComponent(
      () => import('./console/followed/FollowedPage.tsx'),
      'FollowedPage',
    ),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/inspect',
    component: lazyRouteComponent(() => import('./console/inspect/InspectPage.tsx'), 'InspectPage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/intake',
    component: lazyRouteComponent(() => import('./console/IntakePage.tsx'), 'IntakePage'),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/whistles',
    component: lazyRouteComponent(
      () => import('./console/whistles/WhistleBoard.tsx'),
      'WhistleBoard',
    ),
  }),
  ...besideRoutes(parent),
  ...keepRoutes(parent),
]
