import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import words from '../../words/console.zh-CN.json' with { type: 'json' }
import { noticesConsoleRoutes } from '../console-door.ts'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ noticesConsole: words })

const stuck = (n: number, lastError: string) => ({
  id: `33333333-3333-4333-8333-33333333333${n}`,
  channel: 'email',
  address: 'w***@example.com',
  subject: `第 ${n} 封`,
  attempts: 8,
  lastError,
  createdAt: '2026-11-20T02:00:00.000Z',
})
const notice = (n: number, read: boolean) => ({
  id: `44444444-4444-4444-8444-44444444444${n}`,
  kind: 'cases.assigned',
  urgent: n === 1,
  words: {
    'zh-CN': { title: `消息 ${n}`, body: '请接单' },
    en: { title: `Notice ${n}`, body: 'Please accept' },
  },
  link: null,
  at: `2026-11-2${n}T02:00:00.000Z`,
  read,
})
let sent: string[] = []
let rows = [stuck(1, ''), stuck(2, '')]
const server = setupServer(
  http.get('*/api/notices/stuck', () => HttpResponse.json({ rows, next: null })),
  http.post('*/api/notices/stuck/:id/:way', ({ params }) => {
    sent.push(`${String(params['way'])} ${String(params['id']).slice(-1)}`)
    rows = rows.filter((r) => r.id !== params['id'])
    return HttpResponse.json({ state: params['way'] === 'drop' ? 'dropped' : 'waiting' })
  }),
  http.get('*/api/notices', ({ request }) => {
    const all = [notice(2, false), notice(1, true)]
    const unread = new URL(request.url).searchParams.get('unread') === 'true'
    return HttpResponse.json({ rows: all.filter((n) => !unread || !n.read), next: null, unread: 1 })
  }),
  http.post('*/api/notices/read', async ({ request }) => {
    sent.push(JSON.stringify(await request.json()))
    return HttpResponse.json({ unread: 0 })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
beforeEach(() => {
  sent = []
  rows = [
    stuck(1, 'connect ECONNREFUSED 10.0.0.8:25'),
    stuck(2, 'connect ECONNREFUSED 10.0.0.8:25'),
    stuck(3, '550 user unknown'),
  ]
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const open = (path: string) =>
  openConsole({ address: path.replace('/console', ''), routes: noticesConsoleRoutes }).user

it('groups what is stuck by its reason, says what to do, and sends a group again', async () => {
  const user = open('/console/outbox')
  expect(await screen.findByText('连不上对方的服务器')).toBeDefined()
  expect(screen.getByText(words['why.address.todo'])).toBeDefined()
  await user.click(screen.getByRole('button', { name: '2 条都重新发送' }))
  await waitFor(() => expect(sent).toEqual(['send-again 1', 'send-again 2']))
  await waitFor(() => expect(screen.queryByText('连不上对方的服务器')).toBeNull())
  expect(screen.getByText('第 3 封')).toBeDefined()
})

it('gives one up after saying what follows, and tells when somebody else has settled it', async () => {
  const user = open('/console/outbox')
  await user.click(await screen.findByRole('button', { name: '不再发送 第 3 封' }))
  const form = within(await screen.findByRole('dialog'))
  expect(form.getByText(words['outbox.thenDrop'])).toBeDefined()
  await user.click(form.getByRole('button', { name: '不再发送' }))
  await waitFor(() => expect(sent).toEqual(['drop 3']))
  server.use(
    http.post('*/api/notices/stuck/:id/:way', () =>
      HttpResponse.json({ code: 'notices.not_stuck', details: {} }, { status: 409 }),
    ),
  )
  await user.click(await screen.findByRole('button', { name: '重新发送 第 1 封' }))
  expect(await screen.findByText(words['outbox.gone'])).toBeDefined()
})

it('reads messages by day, and only the unread ones on wish', async () => {
  const user = open('/console/inbox')
  expect(await screen.findByText('消息 1')).toBeDefined()
  await user.click(screen.getByRole('button', { name: '标为已读 消息 2' }))
  await waitFor(() => expect(sent[0]).toContain('"ids"'))
  await user.click(screen.getByText('未读 1'))
  await waitFor(() => expect(screen.queryByText('消息 1')).toBeNull())
  expect(screen.getByText('消息 2')).toBeDefined()
})
