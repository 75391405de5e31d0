import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'

/** The pages of the register in the console. */
export const subjectsConsoleRoutes = <Parent extends AnyRoute>(parent: Parent) => [
  createRoute({
    getParentRoute: () => parent,
    path: '/subjects',
    component: lazyRouteComponent(
      () => import('./console/register/SubjectsPage.tsx'),
      'SubjectsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => parent,
    path: '/subjects/$subjectId',
    component: lazyRouteComponent(() => import('./console/subject/SubjectView.tsx'), 'SubjectView'),
  }),
]
