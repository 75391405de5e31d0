import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { I18nextProvider } from 'react-i18next'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { ConsoleTheme } from '#platform/web/console/theme.tsx'
import frame from '#platform/web/console/words.zh-CN.json' with { type: 'json' }
import { openI18n } from '#platform/web/i18n.ts'
import words from '../../../words/console.zh-CN.json' with { type: 'json' }
import { idOf } from '../desk/desk-samples.ts'
import { OpenClocks } from './OpenClocks.tsx'

const i18n = await openI18n(
  { 'zh-CN': { console: words, frame }, en: { console: words, frame } },
  'zh-CN',
)

const Applied = z.object({ reason: z.string(), seen: z.number() })
let moved = 2
let sent: unknown[] = []

const server = setupServer(
  http.get('*/api/clocks/moves', () =>
    HttpResponse.json({
      open: 9,
      moved,
      earlier: moved === 0 ? 0 : 1,
      later: Math.max(0, moved - 1),
      policyVersion: 2,
      calendarVersion: 1,
      rows: Array.from({ length: moved }, (_, n) => ({
        caseId: idOf(n + 1),
        number: `4207040010142026112${n}`,
        shortCode: `ABCDE${n}`,
        matterName: '路灯',
        unitName: '市政中心',
        stage: 'handle',
        from: '2026-11-26T02:00:00Z',
        to: n === 0 ? null : '2026-11-27T02:00:00Z',
      })),
    }),
  ),
  http.post('*/api/clocks/moves', async ({ request }) => {
    const said = Applied.parse(await request.json())
    sent.push(said)
    if (said.seen !== moved)
      return HttpResponse.json(
        { code: 'cases.preview_out_of_date', details: { moved } },
        { status: 409 },
      )
    moved = 0
    return HttpResponse.json({ moved: said.seen })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  moved = 2
  sent = []
})
afterAll(() => server.close())

function openPart() {
  const root = createRootRoute()
  const at = (path: string, component?: () => React.ReactNode) =>
    createRoute({ getParentRoute: () => root, path, ...(component ? { component } : {}) })
  const router = createRouter({
    routeTree: root.addChildren([at('/', OpenClocks), at('/console/cases/$caseId')]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
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

it('says when nothing would move', async () => {
  moved = 0
  openPart()
  await screen.findByText('在办的 9 个期限都与现行时限和日历一致。')
  expect(screen.queryByRole('button')).toBeNull()
})

it('shows how many would move, asks why, and applies what was seen', async () => {
  const user = openPart()
  await screen.findByText(/有 2 个按现行时限和日历会变：1 个提前，1 个推后/)
  expect(screen.getAllByRole('listitem')).toHaveLength(2)
  await user.click(screen.getByRole('button', { name: words['clocks.apply'] }))
  const verb = await screen.findByRole('button', { name: '改 2 个期限' })
  expect(verb).toHaveProperty('disabled', true)
  await user.type(screen.getByLabelText(words['clocks.reason']), '新规定下发')
  await user.click(verb)
  await screen.findByText('已开始改 2 个期限')
  expect(sent).toEqual([{ reason: '新规定下发', seen: 2 }])
})

it('asks again with the new number where cases have changed meanwhile', async () => {
  const user = openPart()
  await user.click(await screen.findByRole('button', { name: words['clocks.apply'] }))
  await user.type(await screen.findByLabelText(words['clocks.reason']), '新规定下发')
  moved = 3
  await user.click(screen.getByRole('button', { name: '改 2 个期限' }))
  const dialog = within(await screen.findByRole('dialog'))
  await dialog.findByText(words['error.cases.preview_out_of_date'])
  await user.click(await dialog.findByRole('button', { name: '改 3 个期限' }))
  await screen.findByText('已开始改 3 个期限')
  expect(sent).toHaveLength(2)
})
