import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { I18nextProvider } from 'react-i18next'
import { parseSearch, stringifySearch } from '#platform/web/console/address.ts'
import { ConsoleTheme } from '#platform/web/console/theme.tsx'
import frame from '#platform/web/console/words.zh-CN.json' with { type: 'json' }
import { openI18n } from '#platform/web/i18n.ts'
import errors from '#modules/catalogue/words/zh-CN.json' with { type: 'json' }
import words from '#modules/catalogue/words/console.zh-CN.json' with { type: 'json' }
import { catalogueConsoleRoutes } from '#modules/catalogue/web/console-door.ts'

const spoken = { catalogue: errors, catalogueConsole: words, frame }
const i18n = await openI18n({ 'zh-CN': spoken, en: spoken }, 'zh-CN')

/** A page of the catalogue as the console opens it, for tests. */
export function openPage(path: string) {
  const root = createRootRoute()
  const shell = createRoute({ getParentRoute: () => root, path: '/console' })
  const router = createRouter({
    routeTree: root.addChildren([shell.addChildren(catalogueConsoleRoutes(shell))]),
    history: createMemoryHistory({ initialEntries: [path] }),
    parseSearch,
    stringifySearch,
  })
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider
        client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
      >
        <ConsoleTheme>
          <RouterProvider router={router} />
        </ConsoleTheme>
      </QueryClientProvider>
    </I18nextProvider>,
  )
  return userEvent.setup()
}
