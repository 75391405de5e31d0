import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { AppealView } from '../../../contract/appeals.ts'
import type { SupervisionView } from '../../../contract/supervision.ts'
import appeals from '../../../words/appeals.zh-CN.json' with { type: 'json' }
import cases from '../../../words/console.zh-CN.json' with { type: 'json' }
import words from '../../../words/supervision.zh-CN.json' with { type: 'json' }
import { AppealBoard } from '../appeals/AppealBoard.tsx'
import { idOf } from '../desk/desk-samples.ts'
import { SupervisionBoard } from './SupervisionBoard.tsx'
import { SupervisionPart } from './SupervisionPart.tsx'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ supervision: words, appeals, console: cases })

const order = (over: Partial<SupervisionView> = {}): SupervisionView => ({
  id: idOf(1),
  version: 3,
  unitId: idOf(2),
  unitName: '市政中心',
  level: 'community',
  grade: 'listed',
  state: 'open',
  words: '井盖三天没补',
  round: 1,
  dueAt: '2020-01-01T00:00:00Z',
  overdue: true,
  issuedAt: '2019-12-30T00:00:00Z',
  issuedBy: '负责人 赵',
  endedAt: null,
  endedWords: null,
  cases: [{ id: idOf(3), title: '井盖缺失', shortCode: 'ABCDEF', version: 5 }],
  replies: [],
  rung: [{ level: 'overdue', at: '2020-01-01T00:00:00Z' }],
  allowed: ['reply'],
  ...over,
})

const appeal: AppealView = {
  id: idOf(5),
  caseId: idOf(3),
  caseTitle: '井盖缺失',
  caseShortCode: 'ABCDEF',
  caseVersion: 9,
  clockId: idOf(6),
  stage: 'handle',
  round: 1,
  dueAt: '2020-01-01T00:00:00Z',
  stoppedAt: '2020-01-02T00:00:00Z',
  unitName: '市政中心',
  state: 'asked',
  words: '停电两天',
  photos: [],
  askedBy: '周',
  askedAt: '2020-01-03T00:00:00Z',
  reviews: [],
  allowed: ['first'],
}

let orders: SupervisionView[] = []
let sent: { path: string; body: unknown }[] = []
const take = async ({ request }: { request: Request }) => {
  sent.push({ path: new URL(request.url).pathname, body: await request.json() })
  return HttpResponse.json(order())
}
const server = setupServer(
  http.get('*/api/supervisions', () =>
    HttpResponse.json({ supervisions: orders, now: '2026-11-26T00:00:00Z' }),
  ),
  http.get('*/api/cases/:caseId/supervisions', () =>
    HttpResponse.json({
      supervisions: [],
      version: 7,
      unitId: idOf(2),
      maySupervise: true,
    }),
  ),
  http.get('*/api/people/organisations', () =>
    HttpResponse.json({
      organisations: [
        { id: idOf(2), name: '市政中心', shortName: '市政', active: true, handlesCases: true },
      ],
    }),
  ),
  http.get('*/api/cases', () =>
    HttpResponse.json({ rows: [], next: null, now: '2026-11-26T00:00:00Z' }),
  ),
  http.get('*/api/appeals', () => HttpResponse.json({ appeals: [appeal] })),
  http.post('*/api/supervisions', take),
  http.post('*/api/supervisions/:id/replies', take),
  http.post('*/api/supervisions/:id/answers', take),
  http.post('*/api/cases/:caseId/appeals/:appealId/reviews', take),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  orders = [order()]
  sent = []
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const board = () =>
  openConsole({
    address: '/supervisions',
    pages: { '/supervisions': SupervisionBoard, '/cases/$caseId': null },
  })

it('says what is late, and sends the reply of the unit on what it saw', async () => {
  const { user } = board()
  await screen.findByText('1 件督办在列，1 件超过时限没有回复。')
  expect(screen.getByText('超过时限，已催', { exact: false })).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '回复督办' }))
  await user.type(screen.getByLabelText('做了什么，结果怎样'), '今天补齐')
  await user.click(screen.getByRole('button', { name: '回复督办' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({
    path: `/api/supervisions/${idOf(1)}/replies`,
    body: { baseVersion: 3, words: '今天补齐', photos: [] },
  })
})

it('sends a reply back only with words, and with a new deadline', async () => {
  orders = [order({ state: 'replied', overdue: false, allowed: ['answer', 'withdraw'] })]
  const { user } = board()
  await user.click(await screen.findByRole('button', { name: '审阅回复' }))
  const back = screen.getByRole('button', { name: '退回重办' })
  expect(back.hasAttribute('disabled')).toBe(true)
  await user.type(screen.getByLabelText('意见（退回必填）'), '照片不清楚')
  await user.click(back)
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({ accept: false, words: '照片不清楚' })
})

it('issues an order from the page of a case, to the unit that has it', async () => {
  const { user } = openConsole({
    address: '/one',
    pages: { '/one': () => <SupervisionPart caseId={idOf(3)} /> },
  })
  await user.click(await screen.findByRole('button', { name: '督办承办单位' }))
  await user.click(screen.getByText('加急督办'))
  await user.type(screen.getByLabelText('督办什么'), '请今天补齐')
  await screen.findByText('市政 会收到督办', { exact: false })
  await user.click(screen.getByRole('button', { name: /^督\s?办$/ }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({
    path: '/api/supervisions',
    body: {
      cases: [{ caseId: idOf(3), baseVersion: 7 }],
      unitId: idOf(2),
      grade: 'urgent',
      words: '请今天补齐',
    },
  })
})

it('reviews an appeal with a reason', async () => {
  const { user } = openConsole({
    address: '/appeals',
    pages: { '/appeals': AppealBoard, '/cases/$caseId': null },
  })
  await user.click(await screen.findByRole('button', { name: '初审' }))
  await user.type(screen.getByLabelText('理由'), '有停电通知')
  await user.click(screen.getByRole('button', { name: /^成\s?立$/ }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({ baseVersion: 9, grant: true, words: '有停电通知' })
})
