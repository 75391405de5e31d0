import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { cleanup, configure, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { I18nextProvider } from 'react-i18next'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { setFace } from '#platform/web/face.ts'
import { openI18n } from '#platform/web/i18n.ts'
import { Toasts } from '#platform/web/kit/index.ts'
import zh from '../../words/phone.zh-CN.json' with { type: 'json' }
import { draftOf } from './draft.ts'
import './ReportPage.tsx'
import { residentRoutes } from './routes.tsx'

vi.setConfig({ testTimeout: 60_000 })
configure({ asyncUtilTimeout: 15_000 })
const i18n = await openI18n({ 'zh-CN': { phone: zh }, en: { phone: zh } }, 'zh-CN')
const ask = (key: string, over: object) => ({
  key,
  at: 'report',
  kind: 'number',
  label: key,
  options: [],
  required: false,
  ...over,
})
const lamps = {
  kind: 'matter',
  code: '01037',
  name: '路灯异常',
  hint: '',
  questions: [
    ask('几盏不亮', { required: true }),
    ask('什么时候不亮', { kind: 'one', options: ['整夜', '一闪一闪'] }),
  ],
}
const covers = { ...lamps, code: '01002', name: '污水井盖异常', questions: [ask('缺多大', {})] }

let bodies: Record<string, unknown>[] = []
let down = false
const line = (reply: object) => () => (down ? HttpResponse.error() : HttpResponse.json(reply))
const receipt = {
  shortCode: 'K7M4QP',
  number: '4212022026112300017',
  receivePromise: null,
  estimated: false,
  ownKey: 'own',
  lookKey: 'look',
}
const server = setupServer(
  http.get('*/api/public/421202/report-questions', () => line({ rows: [lamps, covers] })()),
  http.post('*/api/public/421202/reports', async ({ request }) => {
    if (down) return HttpResponse.error()
    bodies.push((await request.json()) as Record<string, unknown>) // oxlint-disable-line typescript/no-unsafe-type-assertion -- a test of ours
    return HttpResponse.json(receipt)
  }),
  http.all('*/api/*', () => HttpResponse.error()),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(async () => {
  bodies = []
  down = false
  vi.stubGlobal('scrollTo', () => undefined)
  await draftOf('421202').clear()
})
afterEach(() => {
  setFace({ large: false })
  cleanup()
})
afterAll(() => server.close())

function open() {
  const root = createRootRoute()
  const router = createRouter({
    routeTree: root.addChildren(residentRoutes(root)),
    history: createMemoryHistory({ initialEntries: ['/421202/report'] }),
  })
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, networkMode: 'always' } },
  })
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <Toasts>
          <RouterProvider router={router} />
        </Toasts>
      </QueryClientProvider>
    </I18nextProvider>,
  )
  return userEvent.setup()
}
const press = async (user: ReturnType<typeof userEvent.setup>, name: string) =>
  user.click(await screen.findByRole('button', { name }))

it('offers what the words may mean, asks about it, and sends the answers with the report', async () => {
  const user = open()
  await press(user, zh['step.noPhoto'])
  await press(user, zh['step.next'])
  await user.type(screen.getByLabelText(/怎么回事/), '四盏路灯不亮')
  expect(screen.queryByRole('button', { name: '污水井盖异常' })).toBeNull()
  await press(user, '路灯异常')
  // Required, but only of whoever says that it is this.
  await press(user, zh['step.send'])
  await screen.findByText(zh['about.missing'])
  expect(bodies).toEqual([])
  await user.type(screen.getByLabelText(/几盏不亮/), '4')
  await user.click(screen.getByRole('radio', { name: '整夜' }))
  await press(user, zh['step.send'])
  await waitFor(() => expect(bodies).toHaveLength(1))
  expect(bodies[0]?.['about']).toEqual({
    matter: { kind: 'matter', code: '01037' },
    answers: { 几盏不亮: 4, 什么时候不亮: '整夜' },
  })
})

it('asks without a signal what was seen before, takes it back by a press, and holds nobody up', async () => {
  open()
  await waitFor(() =>
    expect(localStorage.getItem('gongzhi.report-questions.421202')).toContain('路灯异常'),
  )
  cleanup()
  down = true
  const user = open()
  await press(user, zh['step.noPhoto'])
  await press(user, zh['step.next'])
  await user.type(screen.getByLabelText(/怎么回事/), '路灯坏了')
  await press(user, '路灯异常')
  await press(user, '路灯异常')
  expect(screen.queryByLabelText(/几盏不亮/)).toBeNull()
  await press(user, zh['step.send'])
  await screen.findByRole('heading', { name: '等信号' })
})

it('in large letters shows each on a screen of its own, and all of it once more before it goes', async () => {
  setFace({ large: true })
  const user = open()
  await press(user, zh['step.noPhoto'])
  await press(user, zh['step.next'])
  await user.type(screen.getByLabelText(/怎么回事/), '路灯不亮')
  await press(user, zh['step.next'])
  await screen.findByRole('heading', { name: zh['step.about'] })
  await press(user, '路灯异常')
  await press(user, zh['step.next'])
  const number = await screen.findByLabelText(/几盏不亮/)
  expect(screen.queryByRole('radio', { name: '整夜' })).toBeNull()
  await press(user, zh['step.next'])
  await screen.findByText(zh['about.missing'])
  await user.type(number, '4')
  await press(user, zh['step.next'])
  await user.click(await screen.findByRole('radio', { name: '一闪一闪' }))
  await press(user, zh['step.next'])
  await screen.findByRole('heading', { name: zh['step.phone'] })
  await press(user, zh['step.next'])
  const told = (await screen.findByText('几盏不亮')).closest('div')
  expect(told?.textContent).toContain('4')
  await press(user, '改几盏不亮')
  expect(await screen.findByLabelText(/几盏不亮/)).toHaveProperty('value', '4')
})
