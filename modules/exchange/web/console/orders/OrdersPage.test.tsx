import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import casesWords from '#modules/cases/words/console.zh-CN.json' with { type: 'json' }
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { OrderPage, OrderRow } from '../../../contract/index.ts'
import said from '../../../words/zh-CN.json' with { type: 'json' }
import hooks from '../../../words/webhooks.zh-CN.json' with { type: 'json' }
import words from '../../../words/orders.zh-CN.json' with { type: 'json' }
import { OrdersPage } from './OrdersPage.tsx'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({
  orders: words,
  webhooks: hooks,
  console: casesWords,
  said,
})
const at = '2026-03-16T02:00:00.000Z'
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const link = {
  id: id(9),
  code: 'hotline',
  name: '12345 热线',
  kind: 'hotline' as const,
  way: 'file' as const,
  active: true,
}
const row = (n: number, over: Partial<OrderRow> = {}): OrderRow => ({
  id: id(n),
  linkId: link.id,
  externalId: `HD${n}`,
  cameAt: at,
  seenAt: at,
  times: 1,
  changes: 0,
  dueAt: null,
  faults: [],
  kase: null,
  lastStep: null,
  sent: 0,
  waiting: 0,
  stuck: 0,
  verdict: null,
  ...over,
})
const taken = row(1, {
  kase: { id: id(5), shortCode: 'K7M2QX', number: '4207042026031600001', status: 'handling' },
  lastStep: 'accepted',
  sent: 2,
  stuck: 1,
  dueAt: '2026-03-10T02:00:00.000Z',
  verdict: { solved: 'part', satisfied: 2, contacted: true, at },
})
const refused = row(2, {
  faults: [{ field: '到期时间', reason: 'no_time', value: '尽快' }],
})
const page: OrderPage = {
  ...taken,
  fields: [{ field: '主要内容', value: '路灯不亮' }],
  answers: [
    {
      id: id(7),
      type: 'accepted',
      shortCode: 'K7M2QX',
      position: 4,
      state: 'stuck',
      attempts: 10,
      lastStatus: 500,
      lastError: 'answered 500',
      createdAt: at,
      nextAt: null,
      endedAt: null,
      behind: 0,
      tries: [{ at, status: 500, error: 'answered 500', tookMs: 20 }],
      said: [{ field: '办理状态', value: '办理中' }],
    },
  ],
  pictures: [{ url: 'https://h.example/a.jpg', state: 'stuck', error: 'answered 404' }],
  verdicts: [{ at, way: '电话', contacted: true, solved: 'part', satisfied: 2, again: false }],
}
let sent: { path: string; body: Record<string, unknown> }[] = []
const taking = (answer: object) =>
  async function take({ request }: { request: Request }) {
    const body = z.record(z.string(), z.unknown()).parse(await request.json())
    sent.push({ path: new URL(request.url).pathname, body })
    return HttpResponse.json(answer)
  }
const line = (n: number, result: string, faults: object[] = []) => ({
  line: n,
  externalId: `HD${n}`,
  result,
  caseId: null,
  caseNumber: null,
  shortCode: null,
  faults,
})
const server = setupServer(
  http.get('*/api/exchange/orders', ({ request }) => {
    const show = new URL(request.url).searchParams.get('show')
    const rows = show === 'refused' ? [refused] : [taken, refused]
    const counts = { refused: 1, stuck: 1, waiting: 0, late: 1 }
    return HttpResponse.json({ rows, next: null, links: [link], counts, now: at })
  }),
  http.get('*/api/exchange/orders/:id', () => HttpResponse.json(page)),
  http.post('*/settle', taking({ state: 'waiting' })),
  http.post('*/pictures', taking({ pictures: 1 })),
  http.post(
    '*/file',
    taking({
      lines: [line(2, 'made'), line(3, 'refused', refused.faults)],
      counts: { made: 1, refused: 1 },
    }),
  ),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  sent = []
})
afterAll(() => server.close())

const open = () =>
  openConsole({ address: '/orders', pages: { '/orders': OrdersPage, '/cases/$caseId': null } }).user
const button = (name: string | RegExp) => screen.findByRole('button', { name })

it('says of each order what came, what it became, what went back', async () => {
  const user = open()
  const first = (await screen.findByText('HD1')).closest('li')!
  expect(first.textContent).toContain('12345 热线')
  expect(within(first).getByText('K7M2QX').getAttribute('href')).toBe(`/console/cases/${id(5)}`)
  expect(first.textContent).toContain('最近：接单')
  expect(first.textContent).toContain('卡住 1')
  expect(first.textContent).toContain('回访：已联系 · 部分解决 · 基本满意')
  const second = screen.getByText('HD2').closest('li')!
  expect(second.textContent).toContain('到期时间：“尽快”不是时间')
  expect(screen.getByText('超过对方时限 1')).toBeTruthy()
  await user.click(screen.getByText('没接进来'))
  await waitFor(() => expect(screen.queryByText('HD1')).toBeNull())
})

it('shows every try of an answer, and sends what is stuck again', async () => {
  const user = open()
  await user.click(await button('看明细 HD1'))
  expect(await screen.findByText('路灯不亮')).toBeTruthy()
  expect(screen.getByText(/回答 500/)).toBeTruthy()
  expect(screen.getByText('姓名和电话不在这里显示，请在案件里查看。')).toBeTruthy()
  await user.click(await button('重新发'))
  await waitFor(() => expect(sent[0]?.body).toEqual({ to: 'waiting' }))
  await user.click(await button('再取一次'))
  await waitFor(() => expect(sent[1]?.path).toContain('/pictures'))
})

it('tries a file before it takes it in', async () => {
  const user = open()
  await user.click(await button('导入文件'))
  const dialog = await screen.findByRole('dialog')
  const take = within(dialog).getByRole('button', { name: /导\s*入/ })
  expect(take.hasAttribute('disabled')).toBe(true)
  const csv = new File(['工单编号,主要内容\nHD2,路灯\nHD3,井盖'], 'a.csv', { type: 'text/csv' })
  await user.upload(within(dialog).getByLabelText('选文件'), csv)
  await waitFor(() =>
    expect(within(dialog).getByRole('button', { name: '试一遍' }).hasAttribute('disabled')).toBe(
      false,
    ),
  )
  await user.click(within(dialog).getByRole('button', { name: '试一遍' }))
  expect((await within(dialog).findByText(/第 3 行/)).closest('li')!.textContent).toContain(
    '到期时间：“尽快”不是时间',
  )
  await user.click(take)
  expect(await within(dialog).findByText('已导入')).toBeTruthy()
  expect(sent.map(({ body }) => body['dryRun'])).toEqual([true, false])
})
