import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import type { ReactNode } from 'react'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import words from '../../words/sign-in.zh-CN.json' with { type: 'json' }
import { openI18n } from '#platform/web/i18n.ts'
import { BackPage } from './BackPage.tsx'
import { SignInPage } from './SignInPage.tsx'

const offered = [
  {
    id: '00000000-0000-4000-8000-000000000001',
    name: '政务账号',
    districtId: '420704',
    districtName: '鄂城区',
  },
]
const server = setupServer(
  http.get('*/api/people/sign-in/providers', () => HttpResponse.json({ providers: offered })),
)
beforeAll(async () => {
  await openI18n({ 'zh-CN': { 'sign-in': words }, en: {} })
  server.listen({ onUnhandledRequest: 'error' })
})
afterEach(() => {
  cleanup()
  server.resetHandlers()
  vi.restoreAllMocks()
})
afterAll(() => server.close())

const show = (page: ReactNode) =>
  render(<QueryClientProvider client={new QueryClient()}>{page}</QueryClientProvider>)

it('asks for the code after the password, says why one is refused, and goes on with a good one', async () => {
  const assign = vi.spyOn(location, 'assign').mockImplementation(() => undefined)
  const tries: unknown[] = []
  server.use(
    http.post('*/api/people/sign-in', () => HttpResponse.json({ ticket: 't'.repeat(43) })),
    http.post('*/api/people/sign-in/code', async ({ request }) => {
      tries.push(await request.json())
      return tries.length === 1
        ? HttpResponse.json({ code: 'people.factor_wrong', details: {} }, { status: 401 })
        : HttpResponse.json({ personId: offered[0]!.id, districtId: '420704' })
    }),
    http.get('*/api/people/me', () =>
      HttpResponse.json({ verbs: ['cases.receive'], posts: [{ closed: false }] }),
    ),
  )
  show(<SignInPage />)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('登录名'), 'wang')
  await user.type(screen.getByLabelText('密码'), 'lantern-7-street')
  await user.click(screen.getByRole('button', { name: '登录' }))
  await user.type(await screen.findByLabelText('验证码或备用码'), '111111')
  await user.click(screen.getByRole('button', { name: '继续' }))
  await screen.findByText(words['code.wrong'])
  await user.type(screen.getByLabelText('验证码或备用码'), '222222')
  await user.click(screen.getByRole('button', { name: '继续' }))
  await vi.waitFor(() => expect(assign).toHaveBeenCalledWith('/console'))
  expect(tries).toEqual([
    { ticket: 't'.repeat(43), code: '111111' },
    { ticket: 't'.repeat(43), code: '222222' },
  ])
})

it('leads to a provider, and says in words why the way back failed', async () => {
  const assign = vi.spyOn(location, 'assign').mockImplementation(() => undefined)
  server.use(
    http.post('*/api/people/sign-in/providers/*/begin', () =>
      HttpResponse.json({ location: 'https://id.example.cn/auth?x=1' }),
    ),
    http.post('*/api/people/sign-in/providers/back', () =>
      HttpResponse.json({ code: 'people.provider_no_person', details: {} }, { status: 401 }),
    ),
  )
  show(<SignInPage />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '用政务账号登录' }))
  await vi.waitFor(() => expect(assign).toHaveBeenCalledWith('https://id.example.cn/auth?x=1'))
  cleanup()
  show(<BackPage />)
  expect(await screen.findByText(words['error.people.provider_no_person'])).toBeTruthy()
})
