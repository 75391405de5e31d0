import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { CasePage } from '../../../contract/index.ts'
import type { MergingView } from '../../../contract/merging.ts'
import consoleWords from '../../../words/console.zh-CN.json' with { type: 'json' }
import words from '../../../words/merging.zh-CN.json' with { type: 'json' }
import { aCase, aRow, idOf } from '../desk/desk-samples.ts'
import { Desk } from '../desk/Desk.tsx'
import { MergingPart } from './MergingPart.tsx'

const openConsole = await consoleSpeaking({ console: consoleWords, merging: words })
const likeness = {
  score: 0.8,
  metres: 40,
  minutesApart: 12,
  sameMatter: null,
  textAlike: 0.4,
  shared: ['停电', '3栋'],
}
const at = '2026-03-16T01:00:00.000Z'
/** The first page of a file is slow where much else runs. */
const patient = { timeout: 10_000 }
const joined = { mergedAt: at, by: '李倩', words: '同一次停电' }

let pages = new Map<string, CasePage>()
let sent: { path: string; body: unknown }[] = []
let merging: MergingView = { master: null, followers: [], beyond: 0, past: [] }

const record = async (path: string, request: Request) => {
  const body: unknown = await request.json()
  sent.push({ path, body })
}
const server = setupServer(
  http.get('*/api/cases', () =>
    HttpResponse.json({ rows: [...pages.values()], next: null, now: new Date().toISOString() }),
  ),
  http.get('*/api/cases/:id', ({ params }) => HttpResponse.json(pages.get(String(params['id'])))),
  http.get('*/api/cases/:id/likely', () =>
    HttpResponse.json({
      rows: [5, 6].map((n) => ({ case: aRow(n, { title: `停电 ${n}`, followers: 3 }), likeness })),
    }),
  ),
  http.get('*/api/cases/:id/merging', () => HttpResponse.json(merging)),
  http.get('*/api/catalogue/matters', () => HttpResponse.json({ rows: [], next: null })),
  http.post('*/api/cases/:id/merge', async ({ request, params }) => {
    const id = String(params['id'])
    await record(`${id}/merge`, request)
    const page = pages.get(id)
    pages.delete(id)
    return HttpResponse.json({ ...page, status: 'merged', allowed: ['take_apart'], version: 4 })
  }),
  http.post('*/api/cases/:id/take-apart', async ({ request, params }) => {
    await record(`${String(params['id'])}/take-apart`, request)
    merging = { ...merging, followers: [] }
    return HttpResponse.json(aCase(2))
  }),
)
const part = () => <MergingPart caseId={idOf(1)} />

beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  sent = []
  pages = new Map([1, 2].map((n) => [idOf(n), aCase(n, { allowed: ['receive', 'merge', 'note'] })]))
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

it('joins a message to the most alike case by M and Ctrl+Enter, and goes on to the next', async () => {
  const { user } = openConsole({ address: '/desk', pages: { '/desk': Desk } })
  const likely = await screen.findByRole('region', { name: words.likely }, patient)
  expect(await within(likely).findAllByText(/相距 40 米 · 都说到“停电、3栋”/)).toHaveLength(2)
  await user.keyboard('m')
  await screen.findByRole('radio', { name: /停电 5/, checked: true })
  expect(screen.getByText(/这一件跟着K7M5PQ一起办/)).toBeDefined()
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(await screen.findByRole('heading', { name: '第 2 件' })).toBeDefined()
  expect(sent).toEqual([
    { path: `${idOf(1)}/merge`, body: { baseVersion: 3, masterId: idOf(5), words: '' } },
  ])
})

it('takes up the case that was pressed among the likely ones', async () => {
  const { user } = openConsole({ address: '/desk', pages: { '/desk': Desk } })
  const likely = await screen.findByRole('region', { name: words.likely }, patient)
  await user.click(await within(likely).findByRole('button', { name: /停电 6/ }))
  await screen.findByRole('radio', { name: /停电 6/, checked: true })
  await user.click(screen.getByRole('button', { name: consoleWords['action.merge'] }))
  await waitFor(() => expect(sent[0]?.body).toMatchObject({ masterId: idOf(6) }))
})

it('shows who follows, how each judged, and takes one apart with a reason', async () => {
  merging = {
    master: null,
    followers: [
      {
        ...joined,
        case: aRow(2, { title: '我家停电', status: 'merged' }),
        judged: { solved: false, satisfied: 1 },
        mayTakeApart: true,
      },
    ],
    beyond: 1,
    past: [
      {
        ...joined,
        shortCode: 'ABC234',
        asMaster: true,
        endedAt: at,
        how: 'taken_apart',
        endedWords: '是电梯坏了',
      },
    ],
  }
  const { user } = openConsole({
    address: '/case',
    pages: { '/case': part, '/cases/$caseId': null },
  })
  await screen.findByText('跟着这一件办的 2 件')
  expect(screen.getByText(/报告人说没解决/)).toBeDefined()
  expect(screen.getByText(/ABC234 并入过/)).toBeDefined()
  await user.click(screen.getByRole('button', { name: words.apart }))
  await user.type(screen.getByLabelText(words['apart.why']), '是电梯坏了')
  await user.keyboard('{Enter}')
  await waitFor(() =>
    expect(sent).toEqual([
      { path: `${idOf(2)}/take-apart`, body: { baseVersion: 3, words: '是电梯坏了' } },
    ]),
  )
})
