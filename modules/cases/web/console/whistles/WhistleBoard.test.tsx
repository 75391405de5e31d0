import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { CallView, WhistleView } from '../../../contract/whistles.ts'
import caseWords from '../../../words/console.zh-CN.json' with { type: 'json' }
import said from '../../../words/zh-CN.json' with { type: 'json' }
import words from '../../../words/whistles.zh-CN.json' with { type: 'json' }
import { idOf } from '../desk/desk-samples.ts'
import { WhistleBoard } from './WhistleBoard.tsx'

vi.setConfig({ testTimeout: 40_000 })

const openConsole = await consoleSpeaking({ whistles: words, console: caseWords, said })
const at = '2026-03-16T02:00:00.000Z'

const aCall = (n: number, over: Partial<CallView> = {}): CallView => ({
  unitId: idOf(n),
  unitName: `单位${n}`,
  state: 'called',
  late: false,
  acknowledgedAt: null,
  arrivedAt: null,
  words: '',
  excusedWords: null,
  judged: null,
  judgedWords: null,
  allowed: [],
  ...over,
})

const aWhistle = (n: number, over: Partial<WhistleView> = {}): WhistleView => ({
  id: idOf(100 + n),
  caseId: idOf(n),
  caseTitle: `第 ${n} 件`,
  caseShortCode: `K7M${n}PQ`,
  caseVersion: 7,
  kind: 'hard',
  level: 'community',
  state: 'open',
  words: '26 家店没有烟道，请到场会商',
  meetAt: '社区服务中心',
  reportInBy: at,
  issuedAt: at,
  issuedBy: '牵头人 王',
  closedAt: null,
  closingWords: null,
  calls: [],
  notes: [],
  allowed: [],
  ...over,
})

let board: WhistleView[] = []
let moved: unknown[] = []
const server = setupServer(
  http.get('*/api/whistles', ({ request }) => {
    const state = new URL(request.url).searchParams.get('state')
    return HttpResponse.json({ whistles: board.filter((w) => w.state === state), now: at })
  }),
  http.post('*/api/cases/:caseId/whistles/:whistleId/calls', async ({ request }) => {
    moved.push(await request.json())
    return HttpResponse.json({ whistles: board, version: 8, mayBlow: false })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  moved = []
  board = [
    aWhistle(1, {
      calls: [
        aCall(1, { state: 'arrived', arrivedAt: at }),
        aCall(2, { allowed: ['acknowledge', 'arrive'] }),
        aCall(3, { state: 'absent', late: true }),
      ],
    }),
    aWhistle(2, { state: 'closed', closedAt: at, closingWords: '烟道已装好' }),
  ]
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const open = (address = '/whistles') =>
  openConsole({ address, pages: { '/whistles': WhistleBoard, '/cases/$caseId': null } })

it('shows who is late now before all others, and leads to the case', async () => {
  open()
  expect(await screen.findByText('1 个哨在列，1 家单位没有按时报到。')).toBeTruthy()
  const lines = screen.getAllByRole('listitem').map((line) => line.textContent)
  expect(lines.map((line) => line.slice(0, 3))).toEqual(['单位3', '单位2', '单位1'])
  expect(lines[0]).toContain('未按时到 · 迟到')
  expect(screen.getByRole('link', { name: '第 1 件' }).getAttribute('href')).toBe(
    `/console/cases/${idOf(1)}`,
  )
  expect(screen.queryByText('烟道已装好')).toBeNull()
})

it('offers what the answer allows, and sends it on the version that was seen', async () => {
  const { user } = open()
  await user.click(await screen.findByRole('button', { name: '应答' }))
  await waitFor(() =>
    expect(moved).toMatchObject([
      { baseVersion: 7, unitId: idOf(2), to: 'acknowledged', words: '' },
    ]),
  )
  await user.click(screen.getByRole('button', { name: '报到' }))
  const form = screen.getByRole('form')
  await user.type(within(form).getByRole('textbox'), '到了')
  await user.click(within(form).getByRole('button', { name: '报到' }))
  await waitFor(() => expect(moved[1]).toMatchObject({ to: 'arrived', words: '到了' }))
})

it('says in words why an answer was refused', async () => {
  server.use(
    http.post('*/api/cases/:caseId/whistles/:whistleId/calls', () =>
      HttpResponse.json({ code: 'cases.out_of_date', details: {} }, { status: 409 }),
    ),
  )
  const { user } = open()
  await user.click(await screen.findByRole('button', { name: '应答' }))
  expect((await screen.findByRole('alert')).textContent).not.toBe('')
})

it('keeps closed whistles apart, and says where there are none', async () => {
  const { user, router } = open()
  await screen.findByText('第 1 件')
  await user.click(screen.getByText('已销'))
  expect(await screen.findByText('烟道已装好')).toBeTruthy()
  expect(router.state.location.search).toMatchObject({ state: 'closed' })
  board = []
  open()
  expect(await screen.findByText('现在没有在响的哨')).toBeTruthy()
})
