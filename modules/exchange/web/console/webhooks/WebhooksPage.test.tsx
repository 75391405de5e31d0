import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import casesWords from '#modules/cases/words/console.zh-CN.json' with { type: 'json' }
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { DeliveryView, SubscriptionView } from '../../../contract/index.ts'
import said from '../../../words/zh-CN.json' with { type: 'json' }
import words from '../../../words/webhooks.zh-CN.json' with { type: 'json' }
import { WebhooksPage } from './WebhooksPage.tsx'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ webhooks: words, console: casesWords, said })
const at = '2026-03-16T02:00:00.000Z'
const id = '11111111-1111-4111-8111-111111111111'
const subscription: SubscriptionView = {
  id,
  name: '市级数据平台',
  url: 'https://data.example/hook',
  types: ['case.filed', 'case.closed'],
  active: true,
  version: 3,
  createdAt: at,
  secrets: [
    { id, madeAt: at, endsAt: null },
    { id: id.replaceAll('1', '2'), madeAt: at, endsAt: '2026-03-17T02:00:00.000Z' },
  ],
  waiting: 4,
  stuck: 1,
  lastSentAt: at,
}
const delivery: DeliveryView = {
  id,
  type: 'case.filed',
  shortCode: 'K7M2QX',
  position: 2,
  state: 'stuck',
  attempts: 10,
  lastStatus: null,
  lastError: 'timeout',
  createdAt: at,
  nextAt: null,
  endedAt: null,
  behind: 4,
  tries: [{ at, status: null, error: 'timeout', tookMs: 15_000 }],
}
let sent: { path: string; body: Record<string, unknown> }[] = []
const taking = (answer: object, status = 200) =>
  async function take({ request }: { request: Request }) {
    const text = await request.text()
    const body = z.record(z.string(), z.unknown()).parse(text === '' ? {} : JSON.parse(text))
    sent.push({ path: new URL(request.url).pathname, body })
    return HttpResponse.json(answer, { status })
  }
const server = setupServer(
  http.get('*/api/exchange/subscriptions', () =>
    HttpResponse.json({ subscriptions: [subscription], httpsOnly: true }),
  ),
  http.get('*/api/exchange/subscriptions/:id/deliveries', () =>
    HttpResponse.json({ rows: [delivery], next: null }),
  ),
  http.post('*/api/exchange/subscriptions', taking({ subscription, secret: 'whsec_neu' })),
  http.post('*/secrets', taking({ subscription, secret: 'whsec_zweites' })),
  http.post('*/test', taking({ status: 302, error: 'answered 302', tookMs: 12 })),
  http.post('*/settle', taking({ state: 'waiting' })),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  sent = []
  server.resetHandlers()
})
afterAll(() => server.close())

const open = () => openConsole({ address: '/webhooks', pages: { '/webhooks': WebhooksPage } }).user
const button = (name: string) => screen.findByRole('button', { name })

it('adds a subscription and shows its secret once', async () => {
  const user = open()
  await user.click(await button('添加订阅'))
  const dialog = await screen.findByRole('dialog')
  await user.type(within(dialog).getByLabelText('名称'), '热线')
  await user.type(within(dialog).getByLabelText('接收地址'), 'hotline.example/in')
  await user.click(within(dialog).getByRole('button', { name: /保\s*存/ }))
  expect(await screen.findByDisplayValue('whsec_neu')).toBeTruthy()
  expect(sent[0]?.body).toMatchObject({
    name: '热线',
    url: 'https://hotline.example/in',
    baseVersion: null,
  })
  await user.click(await button('已经存好'))
  expect(screen.queryByDisplayValue('whsec_neu')).toBeNull()
})

it('keeps what was typed where the server refuses, and says why', async () => {
  server.use(
    http.post(
      '*/api/exchange/subscriptions',
      taking({ code: 'exchange.url_inside', details: {} }, 400),
    ),
  )
  const user = open()
  await user.click(await button('修改 市级数据平台'))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('button', { name: /保\s*存/ }))
  expect((await within(dialog).findByRole('alert')).textContent).toContain('内部网络')
  expect(within(dialog).getByDisplayValue('https://data.example/hook')).toBeTruthy()
  expect(sent[0]?.body).toMatchObject({ baseVersion: 3 })
})

it('says what a test came to', async () => {
  const user = open()
  await user.click(await button('发一条测试'))
  expect(await screen.findByText('对方没有收下：回答 302（12 毫秒）')).toBeTruthy()
})

it('shows what is stuck, why, and what waits behind it, and sends it again', async () => {
  const user = open()
  await user.click(await button('投递记录'))
  const row = (await screen.findByText('K7M2QX')).closest('li')!
  expect(row.textContent).toContain('后面还有 4 条同案消息在等')
  expect(row.textContent).toContain('对方一直不回答，15000 毫秒')
  await user.click(within(row).getByRole('button', { name: '重新发' }))
  expect(await screen.findByText('已重新排队')).toBeTruthy()
  expect(sent[0]).toMatchObject({
    path: expect.stringContaining('/settle') as unknown,
    body: { to: 'waiting' },
  })
})
