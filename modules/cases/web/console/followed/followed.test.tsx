import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { FollowedPlace } from '../../../contract/followed.ts'
import words from '../../../words/followed.zh-CN.json' with { type: 'json' }
import { aCase, idOf } from '../desk/desk-samples.ts'
import { FollowedPage } from './FollowedPage.tsx'
import { FollowHere } from './FollowHere.tsx'

const openConsole = await consoleSpeaking({ followed: words })
const patient = { timeout: 10_000 }
let rows: FollowedPlace[] = []
let sent: unknown[] = []

const server = setupServer(
  http.get('*/api/followed-places', () => HttpResponse.json({ rows })),
  http.post('*/api/followed-places', async ({ request }) => {
    sent.push(await request.json())
    return HttpResponse.json({ rows })
  }),
  http.post('*/api/followed-places/:id/stop', () => {
    rows = []
    return HttpResponse.json({ rows })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  sent = []
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const here = () => (
  <FollowHere
    page={aCase(1, { address: '鄂城区凤凰街道澜湖社区丰润园小区6栋', lon: 114.89, lat: 30.39 })}
  />
)

it('follows the estate, the grid or a circle around a case', async () => {
  const { user } = openConsole({ address: '/here', pages: { '/here': here } })
  await user.click(await screen.findByRole('button', { name: words.here }, patient))
  expect(screen.getAllByRole('radio')).toHaveLength(4)
  await user.click(screen.getByRole('radio', { name: '丰润园小区' }))
  await user.click(screen.getByRole('button', { name: /关\s?注/ }))
  await screen.findByText(words.following)
  expect(sent).toMatchObject([
    { name: '丰润园小区', place: { kind: 'address', address: '丰润园小区' } },
  ])
})

it('lists what happened there, and stops', async () => {
  const at = new Date().toISOString()
  rows = [
    {
      id: idOf(7),
      name: '丰润园小区',
      place: { kind: 'address', address: '丰润园小区' },
      since: at,
      open: 2,
      news: [{ caseId: idOf(1), title: '路灯不亮', at, what: 'closed' }],
    },
  ]
  const { user } = openConsole({
    address: '/followed',
    pages: { '/followed': FollowedPage, '/cases/$caseId': null },
  })
  expect(await screen.findByRole('link', { name: '路灯不亮' }, patient)).toBeDefined()
  await user.click(screen.getByRole('button', { name: '不再关注 丰润园小区' }))
  await waitFor(() => expect(screen.getByText(words.none)).toBeDefined())
})
