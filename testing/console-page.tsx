import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
  type AnyRoute,
} from '@tanstack/react-router'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { parseSearch, stringifySearch } from '#platform/web/console/address.ts'
import { ConsoleSettingContext, type ConsoleSetting } from '#platform/web/console/setting.tsx'
import { ConsoleTheme } from '#platform/web/console/theme.tsx'
import frame from '#platform/web/console/words.zh-CN.json' with { type: 'json' }
import sheets from '#platform/web/console/sheets/words.zh-CN.json' with { type: 'json' }
import { openI18n, type Words } from '#platform/web/i18n.ts'

export interface Opening {
  /** Where, below /console: `/desk?q=1`. */
  address: string
  /** Pages by their path below /console; one without a component is only somewhere to go. */
  pages?: Record<string, (() => ReactNode) | null>
  /** Or the routes as the module's door gives them. */
  routes?: (shell: AnyRoute) => AnyRoute[]
  setting?: ConsoleSetting
}

/** The console around a page under test, in Chinese: theme, words, queries that do not try again, router. */
export async function consoleSpeaking(words: Words) {
  const spoken = { sheets, ...words, frame }
  const i18n = await openI18n({ 'zh-CN': spoken, en: spoken }, 'zh-CN')
  return ({ address, pages = {}, routes, setting }: Opening) => {
    const root = createRootRoute()
    const shell = createRoute({ getParentRoute: () => root, path: '/console' })
    const named = Object.entries(pages).map(([path, component]) =>
      createRoute({ getParentRoute: () => shell, path, ...(component ? { component } : {}) }),
    )
    const router = createRouter({
      routeTree: root.addChildren([shell.addChildren([...named, ...(routes?.(shell) ?? [])])]),
      history: createMemoryHistory({ initialEntries: [`/console${address}`] }),
      parseSearch,
      stringifySearch,
    })
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
    const page = <RouterProvider router={router} />
    render(
      <I18nextProvider i18n={i18n}>
        <QueryClientProvider client={client}>
          <ConsoleTheme>
            {setting ? <ConsoleSettingContext value={setting}>{page}</ConsoleSettingContext> : page}
          </ConsoleTheme>
        </QueryClientProvider>
      </I18nextProvider>,
    )
    return { user: userEvent.setup(), router }
  }
}
