import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openPage } from '#testing/people-page.tsx'
import { around } from '#testing/people-rows.ts'
import { OwnPage } from '../own/OwnPage.tsx'

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const contact = {
  name: '李明',
  email: null,
  phone: null,
  language: 'zh-CN',
  loginName: 'liming',
  hasPassword: true,
  deskIdleMinutes: 30,
  phoneIdleDays: 30,
  version: 1,
}
const codes = Array.from({ length: 10 }, (_, n) => `abcd-efgh-jkm${n}`)

it('sets the second step up: password, picture, code, and recovery codes shown once', async () => {
  const sent: Record<string, unknown> = {}
  let state = 'off'
  server.use(
    http.get('*/api/people/me/contact', () => HttpResponse.json(contact)),
    http.get('*/api/people/me/second-factor', () =>
      HttpResponse.json({
        state,
        since: state === 'on' ? '2026-11-23T01:00:00Z' : null,
        codesLeft: 10,
        demandedBy: ['受理员'],
        passed: state === 'on',
      }),
    ),
    http.post('*/api/people/me/second-factor/begin', async ({ request }) => {
      sent['begin'] = await request.json()
      return HttpResponse.json({ secret: 'ABCDEFGH', uri: 'otpauth://totp/x?secret=ABCDEFGH' })
    }),
    http.post('*/api/people/me/second-factor/confirm', async ({ request }) => {
      sent['confirm'] = await request.json()
      state = 'on'
      return HttpResponse.json({ codes })
    }),
    ...around,
  )
  openPage(OwnPage, '/console/me')
  const user = userEvent.setup()
  const card = await screen.findByRole('region', { name: '两步验证' })
  expect(await within(card).findByText(/“受理员”须两步验证/)).toBeTruthy()
  await user.type(within(card).getByLabelText('您的登录密码'), 'lantern-7-street')
  await user.click(within(card).getByRole('button', { name: '设置两步验证' }))
  expect(await within(card).findByRole('img', { name: '给验证器扫的二维码' })).toBeTruthy()
  expect(within(card).getByText('ABCD EFGH')).toBeTruthy()
  await user.type(within(card).getByLabelText('验证码'), '123456')
  await user.click(within(card).getByRole('button', { name: '确认并打开' }))
  expect(await within(card).findByText(codes[9]!)).toBeTruthy()
  const done = within(card).getByRole<HTMLButtonElement>('button', { name: '好了' })
  expect(done.disabled).toBe(true)
  await user.click(within(card).getByRole('checkbox', { name: '我已经记好' }))
  await user.click(done)
  expect(within(card).queryByText(codes[0]!)).toBeNull()
  expect(await within(card).findByText(/不能关闭/)).toBeTruthy()
  expect(sent).toEqual({ begin: { password: 'lantern-7-street' }, confirm: { code: '123456' } })
})
