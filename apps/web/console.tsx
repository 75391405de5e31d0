import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { casesConsoleRoutes } from '#modules/cases/web/console-door.ts'
import { catalogueConsoleRoutes } from '#modules/catalogue/web/console-door.ts'
import { enforcementConsoleRoutes } from '#modules/enforcement/web/console-door.ts'
import { exchangeConsoleRoutes } from '#modules/exchange/web/console-door.ts'
import { insightConsoleRoutes, insightWallRoutes } from '#modules/insight/web/console-door.ts'
import { noticesConsoleRoutes } from '#modules/notices/web/console-door.ts'
import { outreachConsoleRoutes } from '#modules/outreach/web/console-door.ts'
import { peopleConsoleRoutes } from '#modules/people/web/console-door.ts'
import { placesConsoleRoutes } from '#modules/places/web/console-door.ts'
import { fieldworkConsoleRoutes } from '#modules/fieldwork/web/console-door.ts'
import { servicesConsoleRoutes } from '#modules/services/web/console-door.ts'
import { subjectsConsoleRoutes } from '#modules/subjects/web/console-door.ts'
import { readingConsoleRoutes } from '#modules/reading/web/console-door.ts'
import '#platform/web/tokens.css'
import '#platform/web/base.css'
import '#platform/web/sentence.css'
import { CallError } from '#platform/web/call.ts'
import { parseSearch, stringifySearch } from '#platform/web/console/address.ts'
import { Crashed } from '#platform/web/console/states.tsx'
import { ConsoleTheme } from '#platform/web/console/theme.tsx'
import { applyFace } from '#platform/web/face.ts'
import { openI18n } from '#platform/web/i18n.ts'
import { watchFiles } from '#platform/web/standing.ts'
import { stayWithWords } from '#platform/web/staying.ts'
import { NotHere, Shell, WallShell } from './console-shell.tsx'
import { Slots } from './console-slots.tsx'
import { consoleWords } from './console-words.ts'

applyFace('console')
const i18n = await openI18n(consoleWords)

/** Without a session there is nothing to see here; signing in comes back to the same address. */
function signInAgain(error: unknown): void {
  if (error instanceof CallError && error.status === 401)
    location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`)
}

const client = new QueryClient({
  // A wall keeps its last figures and says so, rather than to show a door at which nobody stands.
  queryCache: new QueryCache({
    onError: (error, { state }) => {
      if (location.pathname !== '/console/screen' || state.data === undefined) signInAgain(error)
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => error instanceof CallError && error.status === 0 && count < 2,
    },
    mutations: { onError: signInAgain },
  },
})

const root = createRootRoute({ notFoundComponent: NotHere })
const shell = createRoute({ getParentRoute: () => root, path: '/console', component: Shell })
const wall = createRoute({ getParentRoute: () => root, id: 'wall', component: WallShell })
const router = createRouter({
  routeTree: root.addChildren([
    wall.addChildren(insightWallRoutes(wall)),
    shell.addChildren([
      ...casesConsoleRoutes(shell),
      ...catalogueConsoleRoutes(shell),
      ...peopleConsoleRoutes(shell),
      ...noticesConsoleRoutes(shell),
      ...enforcementConsoleRoutes(shell),
      ...exchangeConsoleRoutes(shell),
      ...insightConsoleRoutes(shell),
      ...readingConsoleRoutes(shell),
      ...placesConsoleRoutes(shell),
      ...subjectsConsoleRoutes(shell),
      ...fieldworkConsoleRoutes(shell),
      ...outreachConsoleRoutes(shell),
      ...servicesConsoleRoutes(shell),
    ]),
  ]),
  parseSearch,
  stringifySearch,
  defaultErrorComponent: ({ error }) => <Crashed error={error} reload={() => location.reload()} />,
  defaultPreload: 'intent',
  scrollRestoration: true,
})

watchFiles({ alone: true })
stayWithWords(router)

const place = document.getElementById('root')
if (place)
  createRoot(place).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <QueryClientProvider client={client}>
          <ConsoleTheme>
            <Slots>
              <RouterProvider router={router} />
            </Slots>
          </ConsoleTheme>
        </QueryClientProvider>
      </I18nextProvider>
    </StrictMode>,
  )
