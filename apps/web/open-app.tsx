import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createRootRoute,
  createRouter,
  RouterProvider,
  type AnyRoute,
} from '@tanstack/react-router'
import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { CallError } from '#platform/web/call.ts'
import { applyFace } from '#platform/web/face.ts'
import { openI18n, type AppWords } from '#platform/web/i18n.ts'
import { Failure, failureOf, Page, Toasts } from '#platform/web/kit/index.ts'
import { keepPages } from '#platform/web/new-version.ts'
import { watchFiles } from '#platform/web/standing.ts'
import { stayWithWords } from '#platform/web/staying.ts'
import '#platform/web/tokens.css'
import '#platform/web/base.css'
import '#platform/web/sentence.css'

export interface PhoneApp {
  words: AppWords
  routes: (root: AnyRoute) => AnyRoute[]
  /** Stands above every page of the app. */
  above?: ReactNode
  /** Paths of this app; links to others load the page anew. */
  own: RegExp
  /** The script that keeps these pages for when there is no signal, and the part of the site it keeps. */
  offline: { script: string; scope: string }
}

const Missing = () => (
  <Page>
    <Failure kind="missing" />
  </Page>
)
const Broken = ({ error }: { error: unknown }) => (
  <Page>
    <Failure kind={failureOf(error)} onRetry={() => location.reload()} />
  </Page>
)

export async function openApp({ words, routes, own, above, offline }: PhoneApp): Promise<void> {
  applyFace('phone')
  await openI18n(words)
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: (count, error) =>
          count < 2 && (!(error instanceof CallError) || error.status === 0 || error.status >= 500),
      },
      mutations: { networkMode: 'always' },
    },
  })
  const root = createRootRoute()
  const router = createRouter({
    routeTree: root.addChildren(routes(root)),
    scrollRestoration: true,
    defaultNotFoundComponent: Missing,
    defaultErrorComponent: Broken,
  })
  watchFiles({ alone: !('serviceWorker' in navigator) })
  stayWithWords(router)
  document.addEventListener('click', (event) => {
    const href = plainLink(event, own)
    if (href === null) return
    event.preventDefault()
    void router.navigate({ href })
  })
  const place = document.getElementById('app')
  if (!place) return
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <Toasts>
          {above}
          <RouterProvider router={router} />
        </Toasts>
      </QueryClientProvider>
    </StrictMode>,
  )
  // The first screen has the line to itself.
  setTimeout(() => void keepPages(offline.script, offline.scope), 1000)
}

/** Ordinary links work everywhere, without a script too; inside the app they do not load it again. */
function plainLink(event: MouseEvent, own: RegExp): string | null {
  const meant = [event.metaKey, event.ctrlKey, event.shiftKey, event.altKey].includes(true)
  if (event.defaultPrevented || event.button !== 0 || meant) return null
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || link.target !== '' || link.origin !== location.origin) return null
  if (link.hash !== '' || !own.test(link.pathname)) return null
  return link.pathname + link.search
}
