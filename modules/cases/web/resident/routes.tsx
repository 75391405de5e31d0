import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router'
import { HomePage, PickDistrictPage } from './HomePage.tsx'
import '../phone/phone.css'
import './resident.css'

/** Each page when it is opened: what a phone fetches first is the way to them. */
const ReportPage = lazyRouteComponent(() => import('./ReportPage.tsx'), 'ReportPage')
const FollowPage = lazyRouteComponent(() => import('./FollowPage.tsx'), 'FollowPage')
const LedgerPage = lazyRouteComponent(() => import('./LedgerPage.tsx'), 'LedgerPage')

/** For partners without an account; residents never fetch it. */
const PartnerPage = lazyRouteComponent(() => import('../partner/PartnerPage.tsx'), 'PartnerPage')

/** The resident's pages, below the root that the app brings. */
export function residentRoutes(root: AnyRoute) {
  const getParentRoute = () => root
  return [
    createRoute({ getParentRoute, path: '/', component: PickDistrictPage }),
    createRoute({ getParentRoute, path: '/$districtId', component: HomePage }),
    createRoute({ getParentRoute, path: '/$districtId/report', component: ReportPage }),
    createRoute({ getParentRoute, path: '/$districtId/follow/$shortCode', component: FollowPage }),
    createRoute({ getParentRoute, path: '/$districtId/ledger', component: LedgerPage }),
    createRoute({ getParentRoute, path: '/$districtId/partner', component: PartnerPage }),
  ]
}
