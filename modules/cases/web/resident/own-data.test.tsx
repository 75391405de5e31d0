import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { I18nextProvider } from 'react-i18next'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { FollowPage } from '#modules/cases/contract/index.ts'
import { openI18n } from '#platform/web/i18n.ts'
import en from '../../words/phone.en.json' with { type: 'json' }
import zh from '../../words/phone.zh-CN.json' with { type: 'json' }
import words from '../../words/own-data.zh-CN.json' with { type: 'json' }
import { OwnDataPart } from './OwnDataPart.tsx'

const i18n = await openI18n({ 'zh-CN': { phone: zh }, en: { phone: en } }, 'zh-CN')
const sent: unknown[] = []
const server = setupServer(
  http.post('*/api/public/421202/cases/K7M4QP/personal-request', async ({ request }) => {
    sent.push(await request.json())
    return HttpResponse.json({ dueAt: '2031-03-18T02:00:00Z' })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(cleanup)
afterAll(() => server.close())

function show(level: FollowPage['level']) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what this part looks at
  const page = { level, timeZone: 'Asia/Shanghai' } as FollowPage
  const following = { districtId: '421202', shortCode: 'K7M4QP', ownKey: 'own', page }
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={new QueryClient()}>
        <OwnDataPart {...following} show={() => undefined} />
      </QueryClientProvider>
    </I18nextProvider>,
  )
}

it('lets the reporter ask about the own data, and says until when an answer comes', async () => {
  show('own')
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: words['data'] }))
  await user.click(screen.getByRole('radio', { name: words['kind.delete'] }))
  await user.type(screen.getByLabelText(words['words']), '请删除电话')
  await user.click(screen.getByRole('button', { name: words['send'] }))
  expect((await screen.findByRole('status')).textContent).toContain('前答复您')
  expect(sent).toMatchObject([{ key: 'own', kind: 'delete', words: '请删除电话' }])
})

it('offers nothing to whoever only looks', () => {
  show('look')
  expect(screen.queryByRole('button', { name: words['data'] })).toBeNull()
})
