import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
  type AnyRoute,
} from '@tanstack/react-router'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { I18nextProvider } from 'react-i18next'
import { openI18n, type Words } from '#platform/web/i18n.ts'
import { Toasts } from '#platform/web/kit/index.ts'

/** The phone around a worker's page under test, in Chinese: words, toasts, queries that ask without a line too. */
export async function phoneSpeaking(words: Words) {
  const i18n = await openI18n({ 'zh-CN': words, en: words }, 'zh-CN')
  return (routes: (root: AnyRoute) => AnyRoute[], at: string) => {
    const root = createRootRoute()
    const router = createRouter({
      routeTree: root.addChildren(routes(root)),
      history: createMemoryHistory({ initialEntries: [at] }),
    })
    const client = new QueryClient({
      defaultOptions: {
        queries: { retry: false, networkMode: 'always' },
        mutations: { networkMode: 'always' },
      },
    })
    const { unmount } = render(
      <I18nextProvider i18n={i18n}>
        <QueryClientProvider client={client}>
          <Toasts>
            <RouterProvider router={router} />
          </Toasts>
        </QueryClientProvider>
      </I18nextProvider>,
    )
    return { user: userEvent.setup(), router, unmount }
  }
}

interface Worker {
  personId: string
  name: string
  postId: string
  verbs: readonly string[]
  posts?: readonly object[]
}

/** What the server answers to `who am I`. */
export const meAs = ({ personId, name, postId, verbs, posts = [] }: Worker) => ({
  person: { id: personId, name, email: null, language: 'zh-CN', loginName: null },
  district: {
    districtId: '420704',
    name: '鄂城区',
    nameEn: 'Echeng',
    timeZone: 'Asia/Shanghai',
    lon: 114.9,
    lat: 30.4,
    demo: true,
  },
  posts,
  actingPostId: postId,
  verbs,
})
