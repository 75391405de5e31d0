import { clientsClaim } from 'workbox-core'
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { CacheFirst, NetworkFirst } from 'workbox-strategies'

/** What the build knows of one face: its page, its addresses, and every file that it may need. */
interface Face {
  page: string
  /** The addresses that this page answers; all others go to the server. */
  own: string
  files: { url: string; revision: string | null }[]
  /** Too heavy to fetch unasked (the map that moves); kept once it was shown. */
  later: string[]
}

declare const FACE: Face

/** The browser's own type of this scope and that of a page cannot stand in one program. */
interface Scope {
  skipWaiting(): Promise<void>
  addEventListener(type: 'message', hear: (event: MessageEvent<unknown>) => void): void
  addEventListener(
    type: 'activate',
    hear: (event: Event & { waitUntil: (work: Promise<unknown>) => void }) => void,
  ): void
}
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- true wherever this file runs
const scope = globalThis as unknown as Scope

const laterCache = 'gongzhi-later'
const publicCache = 'gongzhi-public'

precacheAndRoute(FACE.files, { cleanURLs: false, directoryIndex: '' })
cleanupOutdatedCaches()
registerRoute(
  new NavigationRoute(createHandlerBoundToURL(FACE.page), { allowlist: [new RegExp(FACE.own)] }),
)
registerRoute(
  ({ url }) => FACE.later.includes(url.pathname),
  new CacheFirst({ cacheName: laterCache }),
)
/**
 * What everybody may know and a report needs without signal: the district with the numbers to ring,
 * and the choice of districts. Nothing else of the API is kept here: whatever names a person lies
 * sealed in the page's own store, or nowhere.
 */
registerRoute(
  ({ url }) => /^\/api\/public\/(districts|[0-9]{6}\/district)$/.test(url.pathname),
  new NetworkFirst({ cacheName: publicCache, networkTimeoutSeconds: 4 }),
)

// A new version waits until the page says that nobody is writing anything.
scope.addEventListener('message', ({ data }) => {
  if (data === 'take') void scope.skipWaiting()
})
clientsClaim()

scope.addEventListener('activate', (event) => event.waitUntil(dropOld()))

/** Heavy files of older versions. */
async function dropOld(): Promise<void> {
  const cache = await caches.open(laterCache)
  const old = (await cache.keys()).filter(
    (request) => !FACE.later.includes(new URL(request.url).pathname),
  )
  await Promise.all(old.map((request) => cache.delete(request)))
}
