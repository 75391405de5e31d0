import { createRoute, lazyRouteComponent, useParams, type AnyRoute } from '@tanstack/react-router'
import type { ComponentType } from 'react'

/** What a higher module counts for a community today; it fills the slot on the screen. */
export type Figures = ComponentType<{ districtId: string; communityCode: string }>

/**
 * What a module above shows on the screen of a lobby, turn by turn after the boards: it says how many it
 * has, and shows the one whose turn it is; below 0 it is none's.
 */
export type Slides = ComponentType<{
  districtId: string
  communityCode: string
  at: number
  onCount: (count: number) => void
}>

const BoardPage = lazyRouteComponent(() => import('./BoardPage.tsx'), 'BoardPage')
const ScreenPage = lazyRouteComponent(() => import('./ScreenPage.tsx'), 'ScreenPage')

function useWhich() {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  return { districtId: params['districtId'] ?? '', communityCode: params['communityCode'] ?? '' }
}

const Board = () => <BoardPage {...useWhich()} />

/** The public pages of stations, below the root that the app brings. */
export function boardRoutes(root: AnyRoute, figures: Figures, slides: Slides) {
  const getParentRoute = () => root
  const path = '/$districtId/stations/$communityCode'
  const Screen = () => <ScreenPage {...useWhich()} figures={figures} slides={slides} />
  return [
    createRoute({ getParentRoute, path, component: Board }),
    createRoute({ getParentRoute, path: `${path}/screen`, component: Screen }),
  ]
}
