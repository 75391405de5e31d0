import { createRoute, lazyRouteComponent, useParams, type AnyRoute } from '@tanstack/react-router'

const LeafletPublicPage = lazyRouteComponent(
  () => import('./LeafletPublicPage.tsx'),
  'LeafletPublicPage',
)

function useWhich() {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  return { districtId: params['districtId'] ?? '', code: params['code'] ?? '' }
}

const Leaflet = () => <LeafletPublicPage {...useWhich()} />

/** What anyone may open of outreach, below the root that the app brings. */
export function outreachPublicRoutes(root: AnyRoute) {
  const getParentRoute = () => root
  return [createRoute({ getParentRoute, path: '/$districtId/leaflets/$code', component: Leaflet })]
}
