import { createRoute, lazyRouteComponent, useParams, type AnyRoute } from '@tanstack/react-router'

const LeafletPublicPage = lazyRouteComponent(
  () => import('./LeafletPublicPage.tsx'),
  'LeafletPublicPage',
)
const EventPublicPage = lazyRouteComponent(() => import('./EventPublicPage.tsx'), 'EventPublicPage')
const EventsPublicPage = lazyRouteComponent(
  () => import('./EventsPublicPage.tsx'),
  'EventsPublicPage',
)

/** For the lobby's screen; nobody else fetches it. */
export const ScreenSlides = lazyRouteComponent(() => import('./screen-slides.tsx'), 'ScreenSlides')

function useWhich() {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  return { districtId: params['districtId'] ?? '', code: params['code'] ?? '' }
}

const Leaflet = () => <LeafletPublicPage {...useWhich()} />
const Event = () => <EventPublicPage {...useWhich()} />
const Events = () => <EventsPublicPage districtId={useWhich().districtId} />

/** What anyone may open of outreach, below the root that the app brings. */
export function outreachPublicRoutes(root: AnyRoute) {
  const getParentRoute = () => root
  return [
    createRoute({ getParentRoute, path: '/$districtId/leaflets/$code', component: Leaflet }),
    createRoute({ getParentRoute, path: '/$districtId/events', component: Events }),
    createRoute({ getParentRoute, path: '/$districtId/events/$code', component: Event }),
  ]
}
