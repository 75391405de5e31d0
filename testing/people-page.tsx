import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { configure, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { parseSearch, stringifySearch } from '#platform/web/console/address.ts'
import { ConsoleSettingContext } from '#platform/web/console/setting.tsx'
import { ConsoleTheme } from '#platform/web/console/theme.tsx'
import frame from '#platform/web/console/words.zh-CN.json' with { type: 'json' }
import { openI18n } from '#platform/web/i18n.ts'
import words from '#modules/people/words/console.zh-CN.json' with { type: 'json' }
import said from '#modules/people/words/zh-CN.json' with { type: 'json' }
import { setting } from './people-rows.ts'

// A sheet asks several questions one after the other, and roles are found slowly in a sheet full of fields.
configure({ asyncUtilTimeout: 5_000 })

const i18n = await openI18n(
  {
    'zh-CN': { peopleConsole: words, frame, said },
    en: { peopleConsole: words, frame, said },
  },
  'zh-CN',
)

export const security = ['people.read', 'people.edit', 'people.grant', 'people.sessions']

/** Opens a page at an address, as somebody with these rights. */
export function openPage(
  Page: () => ReactNode,
  address: string,
  verbs: readonly string[] = security,
) {
  const root = createRootRoute()
  const shell = createRoute({ getParentRoute: () => root, path: '/console' })
  const [path = ''] = address.split('?')
  const page = createRoute({ getParentRoute: () => shell, path, component: Page })
  const router = createRouter({
    routeTree: root.addChildren([shell.addChildren([page])]),
    history: createMemoryHistory({ initialEntries: [`/console${address}`] }),
    parseSearch,
    stringifySearch,
  })
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider
        client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
      >
        <ConsoleTheme>
          <ConsoleSettingContext value={{ ...setting, verbs: new Set(verbs) }}>
            <RouterProvider router={router} />
          </ConsoleSettingContext>
        </ConsoleTheme>
      </QueryClientProvider>
    </I18nextProvider>,
  )
  return { user: userEvent.setup(), router }
}
