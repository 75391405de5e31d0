import type { AnyRoute, RouterHistory } from '@tanstack/react-router'
import { isCalm } from './new-version.ts'
import { couldFetch, standingNow } from './standing.ts'

/** Of a router: where it stands, and which pages an address means. */
interface Pages {
  history: Pick<RouterHistory, 'block'>
  getMatchedRoutes(path: string): readonly [readonly AnyRoute[], ...unknown[]]
}

/**
 * Nobody is led away from what they write to a page that cannot be had: its files are fetched first,
 * and where a new version took them away the form stays where it is. From a page on which nothing is
 * written the next one simply comes from the new version.
 */
export function stayWithWords(router: Pages): void {
  router.history.block({
    enableBeforeUnload: false,
    blockerFn: async ({ currentLocation, nextLocation }) => {
      if (nextLocation.pathname === currentLocation.pathname) return false
      if (!isCalm()) return !(await couldFetch(() => fetchPage(router, nextLocation.pathname)))
      if (standingNow() !== 'replaced') return false
      location.assign(nextLocation.href)
      return true
    },
  })
}

async function fetchPage(router: Pages, path: string): Promise<void> {
  const [routes] = router.getMatchedRoutes(path)
  await Promise.all(routes.map(async (route) => preload(route.options.component)))
}

/** Pages that come on demand say how; it asks again after it failed, and is gone once it is there. */
async function preload(page: unknown): Promise<void> {
  if (typeof page !== 'function' || !('preload' in page)) return
  if (typeof page.preload === 'function') await page.preload()
}
