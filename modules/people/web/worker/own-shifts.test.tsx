import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import i18next from 'i18next'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { I18nextProvider, initReactI18next } from 'react-i18next'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { idOf } from '#testing/people-rows.ts'
import platform from '#platform/web/words/zh-CN.json' with { type: 'json' }
import refusals from '../../words/roster-refusals.zh-CN.json' with { type: 'json' }
import rosters from '../../words/rosters.zh-CN.json' with { type: 'json' }
import { OwnShifts } from '../index.ts'

vi.setConfig({ testTimeout: 20_000 })
const shift = {
  id: idOf(70),
  kindId: idOf(60),
  day: '2026-11-28',
  postId: idOf(50),
  postTitle: '城管队员',
  startsAt: '2026-11-28T00:00:00.000Z',
  endsAt: '2026-11-28T07:30:00.000Z',
  away: false,
  stationId: idOf(40),
  stationName: '一社区工作站',
  kindName: '早班',
  kindNameEn: 'Early',
  withNames: ['赵强'],
  swapId: null,
  maySwap: true,
}
const note = {
  id: idOf(91),
  stationId: idOf(40),
  stationName: '一社区工作站',
  byName: '赵强',
  words: '围挡明天拆',
  writtenAt: '2026-11-26T00:00:00.000Z',
  takenByName: null,
  takenAt: null,
  mayTake: true,
}
const own = {
  personId: idOf(1),
  now: '2026-11-26T01:00:00.000Z',
  today: '2026-11-26',
  timeZone: 'Asia/Shanghai',
  shifts: [shift],
  swaps: [],
  notes: [note],
  stations: [{ id: idOf(40), name: '一社区工作站' }],
  onDuty: [],
}
const sent: Record<string, unknown> = {}
const server = setupServer(
  http.get('*/api/people/me/shifts', () => HttpResponse.json(own)),
  http.get('*/api/people/me/calendar-links', () => HttpResponse.json({ links: [] })),
  http.get('*/api/people/me/shifts/*/partners', () =>
    HttpResponse.json({ partners: [{ personId: idOf(2), name: '赵强', back: [] }] }),
  ),
  http.post('*/api/people/swaps', async ({ request }) => {
    sent['swap'] = await request.json()
    return HttpResponse.json({ code: 'people.swap_too_late', details: {} }, { status: 409 })
  }),
  http.post('*/api/people/shift-notes/*/take', ({ request }) => {
    sent['taken'] = request.url
    return HttpResponse.json(note)
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

it('shows the own shifts, asks a colleague to swap, and takes a note over', async () => {
  const i18n = i18next.createInstance()
  await i18n.use(initReactI18next).init({
    lng: 'zh-CN',
    resources: { 'zh-CN': { rosters: { ...rosters, ...refusals }, platform } },
    keySeparator: false,
    interpolation: { escapeValue: false },
  })
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={new QueryClient()}>
        <OwnShifts timeZone="Asia/Shanghai" />
      </QueryClientProvider>
    </I18nextProvider>,
  )
  expect(await screen.findByText(/08:00–15:30 · 一社区工作站/)).toBeTruthy()
  expect(screen.getByText('同班：赵强')).toBeTruthy()
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: '我接了' }))
  await expect.poll(() => sent['taken']).toContain(note.id)
  await user.click(screen.getByRole('button', { name: '换班' }))
  const sheet = await screen.findByRole('dialog')
  await user.selectOptions(await within(sheet).findByLabelText('请谁接'), '赵强')
  await user.click(within(sheet).getByRole('button', { name: '发给对方' }))
  await expect
    .poll(() => sent['swap'])
    .toMatchObject({ shiftId: shift.id, toPersonId: idOf(2), backShiftId: null })
  expect(await within(sheet).findByText('班已经开始，换不成了')).toBeTruthy()
})
