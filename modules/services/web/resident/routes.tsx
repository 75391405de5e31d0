import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'
import { lazy } from 'react'

/** Each page when it is opened: a resident who only reports fetches none of them. */
const ServicesPage = lazyRouteComponent(() => import('./ServicesPage.tsx'), 'ServicesPage')
const BookPage = lazyRouteComponent(() => import('./BookPage.tsx'), 'BookPage')
const SignFilePage = lazyRouteComponent(() => import('./signs/SignFilePage.tsx'), 'SignFilePage')
const SignStandsPage = lazyRouteComponent(
  () => import('./signs/SignStandsPage.tsx'),
  'SignStandsPage',
)

/** What stands on the follow page of a case that was booked. */
export const AppointmentPart = lazy(async () => ({
  default: (await import('./AppointmentPart.tsx')).AppointmentPart,
}))

/** The resident's pages of services, below the root that the app brings. */
export function serviceRoutes(root: AnyRoute) {
  const getParentRoute = () => root
  return [
    createRoute({ getParentRoute, path: '/$districtId/services', component: ServicesPage }),
    createRoute({ getParentRoute, path: '/$districtId/services/$code', component: BookPage }),
    createRoute({ getParentRoute, path: '/$districtId/signs', component: SignFilePage }),
    createRoute({ getParentRoute, path: '/$districtId/signs/$code', component: SignStandsPage }),
  ]
}
