import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { PoolEntryView, PoolView } from '../../../contract/pools.ts'
import cases from '../../../words/console.zh-CN.json' with { type: 'json' }
import words from '../../../words/pools.zh-CN.json' with { type: 'json' }
import { idOf } from '../desk/desk-samples.ts'
import { PoolBoard } from './PoolBoard.tsx'
import { PoolPart } from './PoolPart.tsx'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ pools: words, console: cases })

const entry: PoolEntryView = {
  id: idOf(1),
  poolId: idOf(2),
  poolName: '共建单位',
  caseId: idOf(3),
  caseLink: null,
  title: '楼道灯坏了',
  shortCode: 'ABCDEF',
  address: '竹林北路 12 号',
  matterName: '路灯',
  urgency: 'routine',
  putAt: '2026-11-26T00:00:00Z',
  until: '2026-11-26T02:00:00Z',
  offers: [{ unitName: '市政中心', answer: null }],
  allowed: ['claim', 'pass'],
}
const pool: PoolView = {
  id: idOf(2),
  name: '共建单位',
  kind: 'companies',
  mode: 'turns',
  claimMinutes: 60,
  cap: 3,
  active: true,
  version: 4,
  members: [
    {
      unitId: idOf(5),
      unitName: '市政中心',
      cap: null,
      absentFrom: null,
      absentUntil: null,
      absent: false,
      load: 1,
      offered: 7,
      claimed: 5,
      done: 4,
    },
  ],
}

let taken = false
let sent: { path: string; body: unknown }[] = []
const server = setupServer(
  http.get('*/api/pools/entries', () =>
    HttpResponse.json({ entries: [entry], now: '2026-11-26T00:00:00Z' }),
  ),
  http.get('*/api/pools', () => HttpResponse.json({ pools: [pool], allowed: ['edit'] })),
  http.get('*/api/cases/:caseId/pools', () =>
    HttpResponse.json({ entry: null, version: 8, mayPut: [{ id: idOf(2), name: '共建单位' }] }),
  ),
  http.get('*/api/people/organisations', () =>
    HttpResponse.json({
      organisations: [
        { id: idOf(5), name: '市政中心', shortName: '市政', active: true, handlesCases: true },
      ],
    }),
  ),
  http.post('*/api/pools/entries/:id/:verb', ({ request }) => {
    sent.push({ path: new URL(request.url).pathname, body: null })
    return taken
      ? HttpResponse.json({ code: 'cases.pool_taken', details: {} }, { status: 409 })
      : HttpResponse.json({ entries: [], now: '2026-11-26T00:00:00Z' })
  }),
  http.post('*/api/cases/:caseId/pools', async ({ request }) => {
    sent.push({ path: new URL(request.url).pathname, body: await request.json() })
    return HttpResponse.json({ entries: [], now: '2026-11-26T00:00:00Z' })
  }),
  http.put('*/api/pools/:id', async ({ request }) => {
    sent.push({ path: new URL(request.url).pathname, body: await request.json() })
    return HttpResponse.json({ pools: [pool], allowed: ['edit'] })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  taken = false
  sent = []
})
afterAll(() => server.close())

const pages = { '/pools': PoolBoard, '/cases/$caseId': null }

it('claims what is offered, and says who was faster', async () => {
  taken = true
  const { user } = openConsole({ address: '/pools', pages })
  await user.click(await screen.findByRole('button', { name: /^认\s?领$/ }))
  await screen.findByText('已有别家认领，或已收回。')
  expect(sent[0]?.path).toBe(`/api/pools/entries/${idOf(1)}/claim`)
})

it('shows how often each member was asked, and changes a pool on its version', async () => {
  const { user } = openConsole({ address: '/pools?tab=pools', pages })
  const row = await screen.findByRole('row', { name: /市政中心/ })
  expect(row.textContent).toContain('7541 / 3')
  await user.click(screen.getByRole('button', { name: /^修\s?改$/ }))
  await user.click(screen.getByText('大家抢单'))
  await user.type(await screen.findByLabelText('市政 请假 从'), '2026-12-01')
  await user.type(screen.getByLabelText('市政 请假 到'), '2026-12-05')
  await user.click(screen.getByRole('button', { name: /^保\s?存$/ }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({
    baseVersion: 4,
    mode: 'open',
    members: [{ unitId: idOf(5), absentFrom: '2026-12-01', absentUntil: '2026-12-05' }],
  })
})

it('puts a case into a pool from its page', async () => {
  const { user } = openConsole({
    address: '/one',
    pages: { '/one': () => <PoolPart caseId={idOf(3)} /> },
  })
  await user.click(await screen.findByRole('button', { name: '放进点单池' }))
  await user.click(screen.getByRole('button', { name: '放进点单池' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({ baseVersion: 8, poolId: idOf(2) })
})
