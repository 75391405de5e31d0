import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { consoleSpeaking } from '#testing/console-page.tsx'
import words from '../../../words/console.zh-CN.json' with { type: 'json' }
import { aCase, idOf } from '../desk/desk-samples.ts'
import { InspectPage } from './InspectPage.tsx'

const openConsole = await consoleSpeaking({ console: words })

const Judgement = z.object({ baseVersion: z.number(), passed: z.boolean(), words: z.string() })
let sent: (z.infer<typeof Judgement> & { id: string })[] = []
let pages = new Map<string, ReturnType<typeof aCase>>()

const server = setupServer(
  http.get('*/api/cases', () =>
    HttpResponse.json({
      rows: [...pages.values()].filter((p) => p.status === 'handled'),
      next: null,
      now: new Date().toISOString(),
    }),
  ),
  http.get('*/api/cases/:id', ({ params }) => HttpResponse.json(pages.get(String(params['id'])))),
  http.post('*/api/cases/:id/inspect', async ({ params, request }) => {
    const id = String(params['id'])
    const said = Judgement.parse(await request.json())
    sent.push({ id, ...said })
    const page = pages.get(id)
    if (!page) return new HttpResponse(null, { status: 404 })
    if (id === idOf(3)) return HttpResponse.json({ code: 'cases.own_work' }, { status: 409 })
    const after = {
      ...page,
      status: said.passed ? ('closed' as const) : ('handling' as const),
      allowed: [],
    }
    pages.set(id, after)
    return HttpResponse.json(after)
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  sent = []
  pages = new Map(
    [1, 2, 3].map((n) => [idOf(n), aCase(n, { status: 'handled', allowed: ['inspect'] })]),
  )
})
afterAll(() => server.close())

async function openPage() {
  const { user } = openConsole({
    address: '/inspect',
    pages: { '/inspect': InspectPage, '/cases/$caseId': null },
  })
  await screen.findByRole('heading', { name: '第 1 件' })
  return user
}

it('judges a row of cases by keys; each keeps its own result, and one refusal stops none', async () => {
  const user = await openPage()
  await user.keyboard('y')
  await screen.findByRole('heading', { name: '第 2 件' })
  await user.keyboard('n')
  await user.type(await screen.findByLabelText(words['inspect.why']), '只剪了一半{Enter}')
  await screen.findByRole('heading', { name: '第 3 件' })
  await user.keyboard('y')
  const rows = within(screen.getByRole('list', { name: words['inspect.rows'] }))
  await rows.findByText(words['inspect.result.passed'])
  await rows.findByText(words['inspect.result.failed'])
  await rows.findByText(words['error.cases.own_work'])
  expect(sent).toEqual([
    { id: idOf(1), baseVersion: 3, passed: true, words: '' },
    { id: idOf(2), baseVersion: 3, passed: false, words: '只剪了一半' },
    { id: idOf(3), baseVersion: 3, passed: true, words: '' },
  ])
})

it('does not send back without a reason', async () => {
  const user = await openPage()
  await user.keyboard('n')
  await screen.findByLabelText(words['inspect.why'])
  await user.keyboard('{Enter}')
  expect(sent).toEqual([])
})
