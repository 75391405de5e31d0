import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { consoleSpeaking } from '#testing/console-page.tsx'
import words from '../../../words/console.zh-CN.json' with { type: 'json' }
import { aCase, idOf } from '../desk/desk-samples.ts'
import { InspectPage } from './InspectPage.tsx'

const openConsole = await consoleSpeaking({ console: words })

const Judgements = z.object({
  rows: z.array(
    z.object({
      caseId: z.string(),
      baseVersion: z.number(),
      passed: z.boolean(),
      words: z.string(),
    }),
  ),
})
/** One list for each request. */
let sent: z.infer<typeof Judgements>['rows'][] = []
let broken = false
let pages = new Map<string, ReturnType<typeof aCase>>()

const server = setupServer(
  http.get('*/api/cases/inspections', () =>
    HttpResponse.json({
      rows: [...pages.values()]
        .filter((p) => p.status === 'handled')
        .map((p) => ({ case: p, settledOnSpot: false, did: '', photos: [] })),
      now: new Date().toISOString(),
    }),
  ),
  http.get('*/api/cases/:id', ({ params }) => HttpResponse.json(pages.get(String(params['id'])))),
  http.post('*/api/cases/inspections', async ({ request }) => {
    const { rows } = Judgements.parse(await request.json())
    sent.push(rows)
    if (broken) return HttpResponse.error()
    const results = rows.map(({ caseId, passed }) => {
      const page = pages.get(caseId)
      if (!page || caseId === idOf(3))
        return { caseId, done: false, problem: { code: 'cases.own_work', details: {} } }
      const status = passed ? ('closed' as const) : ('handling' as const)
      pages.set(caseId, { ...page, status, allowed: [] })
      return { caseId, done: true, problem: null }
    })
    return HttpResponse.json({ rows: results, done: results.filter((r) => r.done).length })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  sent = []
  broken = false
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
  expect(sent.flat()).toEqual([
    { caseId: idOf(1), baseVersion: 3, passed: true, words: '' },
    { caseId: idOf(2), baseVersion: 3, passed: false, words: '只剪了一半' },
    { caseId: idOf(3), baseVersion: 3, passed: true, words: '' },
  ])
})

it('sends in one request what is judged in one breath', async () => {
  const user = await openPage()
  for (const next of ['第 2 件', '第 3 件']) {
    await user.keyboard('y')
    await screen.findByRole('heading', { name: next })
  }
  const rows = within(screen.getByRole('list', { name: words['inspect.rows'] }))
  await waitFor(() => expect(rows.getAllByText(words['inspect.result.passed'])).toHaveLength(2))
  expect(sent.map((batch) => batch.map((row) => row.caseId))).toEqual([[idOf(1), idOf(2)]])
})

it('says in each row that nobody was reached', async () => {
  broken = true
  const user = await openPage()
  await user.keyboard('y')
  const rows = within(screen.getByRole('list', { name: words['inspect.rows'] }))
  await rows.findByText(words['error.network.unreachable'])
})

it('does not send back without a reason', async () => {
  const user = await openPage()
  await user.keyboard('n')
  await screen.findByLabelText(words['inspect.why'])
  await user.keyboard('{Enter}')
  expect(sent).toEqual([])
})
