import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { openPage } from '#testing/people-page.tsx'
import { around, idOf } from '#testing/people-rows.ts'
import { RosterPage } from './RosterPage.tsx'

vi.setConfig({ testTimeout: 20_000 })
const server = setupServer(...around)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const kind = {
  id: idOf(60),
  stationId: idOf(40),
  name: '早班',
  nameEn: 'Early',
  startsAt: '08:00',
  minutes: 480,
  need: 2,
  weekdays: [1, 2, 3, 4, 5],
  active: true,
  version: 0,
}
const shift = {
  id: idOf(70),
  kindId: kind.id,
  day: '2026-11-23',
  personId: idOf(1),
  personName: '李明',
  postId: idOf(50),
  postTitle: '城管队员',
  startsAt: '2026-11-23T00:00:00.000Z',
  endsAt: '2026-11-23T08:00:00.000Z',
  away: false,
}
const swap = {
  id: idOf(80),
  stationName: '一社区工作站',
  fromName: '李明',
  toName: '赵强',
  shift: {
    shiftId: shift.id,
    kindName: '早班',
    kindNameEn: 'Early',
    day: shift.day,
    startsAt: shift.startsAt,
  },
  back: null,
  words: '孩子家长会',
  state: 'agreed',
  askedAt: '2026-11-22T00:00:00.000Z',
  allowed: ['grant', 'deny'],
}
const roster = {
  station: { id: idOf(40), name: '一社区工作站', communityName: '一社区' },
  stations: [{ id: idOf(40), name: '一社区工作站' }],
  today: '2026-11-23',
  now: '2026-11-23T01:00:00.000Z',
  days: ['2026-11-23', '2026-11-24'],
  kinds: [kind],
  people: [
    { personId: idOf(1), name: '李明', posts: [{ postId: idOf(50), title: '城管队员' }], away: [] },
    {
      personId: idOf(2),
      name: '赵强',
      posts: [{ postId: idOf(51), title: '城管队员' }],
      away: ['2026-11-24'],
    },
  ],
  shifts: [shift],
  gaps: [{ kindId: kind.id, day: '2026-11-23', need: 2, have: 1 }],
  warnings: [
    {
      personId: idOf(1),
      personName: '李明',
      rule: 'rest_hours',
      day: '2026-11-24',
      measured: 8,
      limit: 11,
    },
  ],
  swaps: [swap],
  notes: [],
  onDuty: [],
  settings: {},
  allowed: ['plan'],
}
const settings = {
  restHours: 11,
  daysInRow: 6,
  weekHours: 44,
  swapsApproved: true,
  dutyFirst: true,
  boardNames: false,
  boardPhones: false,
  version: 0,
}

const serving = (sent: Record<string, unknown>) => {
  server.use(
    http.get('*/api/people/rosters', () => HttpResponse.json({ roster: { ...roster, settings } })),
    http.get('*/api/people/me/calendar-links', () => HttpResponse.json({ links: [] })),
    http.post('*/api/people/me/calendar-links', () =>
      HttpResponse.json({
        link: {
          id: idOf(90),
          stationId: null,
          stationName: null,
          createdAt: roster.now,
          usedAt: null,
        },
        path: '/api/people/calendars/abc.ics',
      }),
    ),
    http.post('*/api/people/rosters/shifts', async ({ request }) => {
      sent['shifts'] = await request.json()
      return HttpResponse.json({ planned: 1, cancelled: 0, warnings: [] })
    }),
    http.post('*/api/people/swaps/*/act', async ({ request }) => {
      sent['swap'] = await request.json()
      return HttpResponse.json({ code: 'people.swap_moved_on', details: {} }, { status: 409 })
    }),
  )
}

it('shows gaps and rules by name, and plans a shift by a press', async () => {
  const sent: Record<string, unknown> = {}
  serving(sent)
  openPage(RosterPage, '/console/rosters', ['people.read', 'people.roster'])
  expect(await screen.findByText('今天起还有 1 处缺人')).toBeTruthy()
  expect(screen.getByText('缺 1')).toBeTruthy()
  expect(screen.getByText(/李明 .*两班之间只有 8 小时，规定至少 11 小时/)).toBeTruthy()
  const user = userEvent.setup()
  // What a cell shows is part of how it is called.
  for (const cell of screen.getAllByRole('button', { name: /^李明 / }))
    expect(cell.getAttribute('aria-label')).toBeNull()
  expect(screen.getAllByRole('button', { name: /^李明 .*早班/ }).length).toBeGreaterThan(0)
  await user.click(screen.getByRole('button', { name: /^赵强 / }))
  await user.click(await screen.findByRole('menuitem', { name: '早班 08:00–16:00' }))
  await expect
    .poll(() => sent['shifts'])
    .toMatchObject({ plan: [{ kindId: kind.id, day: '2026-11-23', postId: idOf(51) }] })
})

it('approves a swap, says what has changed meanwhile, and shows a calendar link once', async () => {
  const sent: Record<string, unknown> = {}
  serving(sent)
  openPage(RosterPage, '/console/rosters', ['people.read', 'people.roster'])
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: /^批\s?准$/ }))
  await expect.poll(() => sent['swap']).toEqual({ act: 'grant', baseState: 'agreed' })
  await user.click(screen.getByRole('button', { name: '生成我的日历链接' }))
  const once = await screen.findByRole('status')
  expect(within(once).getByText(/\/api\/people\/calendars\/abc\.ics$/)).toBeTruthy()
})

it('offers whoever keeps the settings of the district the rules', async () => {
  server.use(
    http.get('*/api/people/rosters', () => HttpResponse.json({ roster: null })),
    http.get('*/api/people/rosters/settings', () => HttpResponse.json(settings)),
  )
  openPage(RosterPage, '/console/rosters', ['settings.edit'])
  expect(await screen.findByRole('switch', { name: '换班要批准' })).toBeTruthy()
})
