import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { I18nextProvider } from 'react-i18next'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { DutiesView } from '#modules/cases/contract/duties.ts'
import type { signInContract } from '#modules/people/contract/index.ts'
import { openI18n } from '#platform/web/i18n.ts'
import { Toasts } from '#platform/web/kit/index.ts'
import duties from '../../../words/duties.zh-CN.json' with { type: 'json' }
import phone from '../../../words/phone.zh-CN.json' with { type: 'json' }
import work from '../../../words/work.zh-CN.json' with { type: 'json' }
import { flush, openOutbox } from '../outbox/outbox.ts'
import { DutyPart } from './DutyPart.tsx'

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const words = { phone: { ...phone, ...work }, duties }
const i18n = await openI18n({ 'zh-CN': words, en: words }, 'zh-CN')
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const at = '2026-03-16T02:00:00.000Z'

const view = (over: Partial<DutiesView> = {}): DutiesView => ({
  caseId: id(1),
  version: 5,
  leadUnit: '市政中心',
  support: [],
  handovers: [],
  rulings: [],
  allowed: [],
  onlyPartners: true,
  units: [],
  ...over,
})
const support = (over = {}): DutiesView['support'][number] => ({
  taskId: id(2),
  unitId: id(12),
  unitName: '园林中心',
  state: 'accepted',
  brief: '修剪挡灯的树枝',
  bound: false,
  assignee: null,
  calledAt: at,
  acceptedAt: at,
  endedAt: null,
  did: null,
  dueAt: at,
  overdue: false,
  partner: false,
  allowed: ['finish', 'return'],
  ...over,
})
const handover = (over = {}): DutiesView['handovers'][number] => ({
  id: id(3),
  fromUnit: '市政中心',
  toUnit: '园林中心',
  state: 'asked',
  words: '灯杆在绿地里',
  askedBy: '周',
  askedAt: at,
  answeredAt: null,
  answer: '',
  dueAt: at,
  overdue: false,
  allowed: ['accept', 'refuse'],
  ...over,
})

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as much of it as the part reads
const me = {
  person: { id: id(9) },
  district: { districtId: '420704', timeZone: 'Asia/Shanghai' },
} as signInContract.Me

async function opened(first: DutiesView) {
  await openOutbox({ personId: id(9), districtId: '420704' }, true)
  server.use(http.get('*/api/cases/:caseId/duties', () => HttpResponse.json(first)))
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={new QueryClient()}>
        <Toasts>
          <DutyPart caseId={id(1)} title="路灯不亮" me={me} />
        </Toasts>
      </QueryClientProvider>
    </I18nextProvider>,
  )
  return userEvent.setup()
}

it('brings the own support task to the phone, to be finished with words', async () => {
  const sent: unknown[] = []
  server.use(
    http.post('*/api/cases/:caseId/support/:taskId/finish', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(view({ support: [support({ state: 'done', allowed: [] })] }))
    }),
  )
  const user = await opened(view({ support: [support()] }))
  await user.click(await screen.findByRole('button', { name: '办完' }))
  const sheet = screen.getByRole('dialog')
  await user.type(within(sheet).getByLabelText('做了什么'), '树枝修好了')
  await user.click(within(sheet).getByRole('button', { name: '办完' }))
  await waitFor(() =>
    expect(sent).toMatchObject([{ baseVersion: 5, words: '树枝修好了', before: [], after: [] }]),
  )
})

it('asks whoever is to take over, and wants a reason for a no', async () => {
  const sent: unknown[] = []
  server.use(
    http.post('*/api/cases/:caseId/handovers/:id/answer', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(view({ handovers: [handover({ state: 'refused', allowed: [] })] }))
    }),
  )
  const user = await opened(view({ handovers: [handover()] }))
  expect(await screen.findByText('等答复，仍由 市政中心 负责')).toBeDefined()
  expect(screen.getByRole('button', { name: '接手' })).toBeDefined()
  await user.click(screen.getByRole('button', { name: '不接' }))
  const sheet = screen.getByRole('dialog')
  await user.type(within(sheet).getByLabelText('为什么不接'), '不归园林')
  await user.click(within(sheet).getByRole('button', { name: '不接' }))
  await waitFor(() =>
    expect(sent).toMatchObject([{ baseVersion: 5, to: 'refused', words: '不归园林' }]),
  )
})

it('lets the lead ask another unit, and says until when it stays responsible', async () => {
  const sent: unknown[] = []
  server.use(
    http.post('*/api/cases/:caseId/handovers', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(view())
    }),
  )
  const user = await opened(
    view({
      allowed: ['call_support', 'ask_handover'],
      units: [{ id: id(12), name: '园林中心', partner: false }],
    }),
  )
  await user.click(await screen.findByRole('button', { name: '请别的单位接手' }))
  // Without a partner there is nobody whom the lead could call.
  expect(screen.queryByRole('button', { name: '请单位协办' })).toBeNull()
  const sheet = screen.getByRole('dialog')
  expect(within(sheet).getByText('对方接手之前，仍由您单位负责，时间照算。')).toBeDefined()
  await user.selectOptions(within(sheet).getByLabelText('请哪个单位接手'), '园林中心')
  await user.type(within(sheet).getByLabelText('为什么该它办'), '灯杆在绿地里')
  await user.click(within(sheet).getByRole('button', { name: '请别的单位接手' }))
  await waitFor(() =>
    expect(sent).toMatchObject([{ baseVersion: 5, unitId: id(12), words: '灯杆在绿地里' }]),
  )
})

it('keeps without a line what a support unit answers, and lets it go on', async () => {
  const sent: string[] = []
  let down = true
  const reply = (what: string) => () => {
    if (down) return HttpResponse.error()
    sent.push(what)
    return HttpResponse.json(view({ version: 5 + sent.length }))
  }
  server.use(
    http.post('*/api/cases/:caseId/support/:taskId/moves', reply('accept')),
    http.post('*/api/cases/:caseId/support/:taskId/finish', reply('finish')),
  )
  const user = await opened(view({ support: [support({ allowed: ['accept', 'return'] })] }))
  await user.click(await screen.findByRole('button', { name: '接单' }))
  await screen.findByText('已记在手机里，等信号发出。')
  await user.click(await screen.findByRole('button', { name: '办完' }))
  const sheet = screen.getByRole('dialog')
  await user.type(within(sheet).getByLabelText('做了什么'), '树枝修好了')
  await user.click(within(sheet).getByRole('button', { name: '办完' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: '办完' })).toBeNull())
  down = false
  await flush()
  await waitFor(() => expect(sent).toEqual(['accept', 'finish']))
})
