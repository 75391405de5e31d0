import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openPage } from '#testing/people-page.tsx'
import { around, idOf } from '#testing/people-rows.ts'
import { LeaveCard } from './LeaveCard.tsx'
import { LeavePage } from './LeavePage.tsx'

const server = setupServer(...around)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const post = { postId: idOf(50), title: '牵头人', organisationName: '澜湖社区', delegable: true }
const leave = {
  id: idOf(80),
  personId: idOf(1),
  personName: '李明',
  from: '2026-11-23',
  until: '2026-11-27',
  words: '年休假',
  cancelled: false,
  posts: [
    {
      ...post,
      standIn: { delegationId: idOf(90), personId: idOf(2), personName: '赵强', state: 'declined' },
    },
  ],
  allowed: ['change', 'end'],
  version: 2,
}

it('shows who is away and who stands in, and ends leave after asking', async () => {
  const sent: unknown[] = []
  server.use(
    http.get('*/api/people/leaves', () => HttpResponse.json({ leaves: [leave] })),
    http.post('*/api/people/leaves/*/end', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json({})
    }),
  )
  openPage(LeavePage, '/console/leave', ['people.leave'])
  expect(await screen.findByText('李明')).toBeTruthy()
  expect(screen.getByText('赵强没有同意，交上一级')).toBeTruthy()
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: '销假' }))
  const asked = await screen.findByRole('dialog')
  await user.click(within(asked).getByRole('button', { name: '销假' }))
  await expect.poll(() => sent).toEqual([{ baseVersion: 2 }])
})

it('asks whether to stand in, and enters own leave with a stand-in', async () => {
  const sent: Record<string, unknown> = {}
  const asked = {
    id: idOf(91),
    postTitle: '牵头人',
    fromName: '钱进',
    from: '2026-12-01',
    until: '2026-12-02',
    state: 'asked',
  }
  server.use(
    http.get('*/api/people/me/leave', () =>
      HttpResponse.json({ personId: idOf(1), leaves: [], posts: [post], asked: [asked] }),
    ),
    http.get('*/api/people/stand-ins', () =>
      HttpResponse.json({ people: [{ personId: idOf(2), name: '赵强', posts: ['派遣员'] }] }),
    ),
    http.post('*/api/people/delegations/*/answer', async ({ request }) => {
      sent['answer'] = await request.json()
      return HttpResponse.json({})
    }),
    http.post('*/api/people/leaves', async ({ request }) => {
      sent['leave'] = await request.json()
      return HttpResponse.json(leave)
    }),
  )
  openPage(LeaveCard, '/console/me', [])
  const user = userEvent.setup()
  expect(await screen.findByText(/钱进请您在 .+ 至 .+ 代理“牵头人”/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '同意' }))
  await expect.poll(() => sent['answer']).toEqual({ accept: true })
  await user.click(screen.getByRole('button', { name: '登记请假' }))
  const form = screen.getByRole('form', { name: '登记请假' })
  await user.click(within(form).getByRole('combobox', { name: '澜湖社区 牵头人由谁代理' }))
  await user.click(await screen.findByText('赵强 · 派遣员'))
  await user.click(within(form).getByRole('button', { name: '登记请假' }))
  await expect
    .poll(() => sent['leave'])
    .toMatchObject({
      personId: idOf(1),
      standIns: [{ postId: idOf(50), personId: idOf(2) }],
      baseVersion: null,
    })
})
