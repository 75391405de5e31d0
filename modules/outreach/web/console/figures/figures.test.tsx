import { configure, screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import { channelPresets } from '../../../domain/channels.ts'
import outreach from '../../../words/console.zh-CN.json' with { type: 'json' }
import { outreachConsoleRoutes } from '../../console-door.ts'
// The page comes late by its route; here it is there from the start.
import '../OutreachPage.tsx'

vi.setConfig({ testTimeout: 60_000 })
configure({ asyncUtilTimeout: 20_000 })

const community = '420704001014'
const asked: string[] = []
const empty = { rows: [], next: null }
const listed = ({ request }: { request: Request }) => {
  const { pathname, searchParams } = new URL(request.url)
  searchParams.delete('limit')
  asked.push(`${pathname.split('/').at(-1) ?? ''}?${searchParams.toString()}`)
  return HttpResponse.json({ ...empty, today: '2026-03-16', mayWrite: false })
}
const server = setupServer(
  http.get('*/api/outreach/channels', () =>
    HttpResponse.json({
      channels: channelPresets.map((one) => ({ ...one, active: true, version: 0 })),
      preset: true,
      mayEdit: false,
    }),
  ),
  http.get('*/api/places/areas', () =>
    HttpResponse.json({ areas: [{ code: community, name: '澜湖社区' }] }),
  ),
  http.get('*/api/outreach/figures', () =>
    HttpResponse.json({
      month: '2026-03',
      rows: [
        {
          channel: 'lecture',
          communityCode: community,
          communityName: '澜湖社区',
          times: 3,
          reached: 30,
          estimated: 50,
          uncounted: 0,
          questions: 2,
        },
      ],
      openings: 7,
      events: 1,
      signed: 4,
      came: 3,
      putUp: 2,
      takenDown: 0,
    }),
  ),
  http.get('*/api/outreach/records', listed),
  http.get('*/api/outreach/questions', listed),
  http.get('*/api/outreach/questions/returning', () =>
    HttpResponse.json({ returning: [], times: 3, days: 90 }),
  ),
  http.get('*/api/outreach/postings', listed),
  http.get('*/api/outreach/events', listed),
  http.get('*/api/outreach/leaflets', listed),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  asked.length = 0
})
afterAll(() => server.close())

const speaking = consoleSpeaking({ outreach })
const open = async () =>
  (await speaking)({
    address: '/outreach?tab=figures&month=2026-03',
    routes: outreachConsoleRoutes,
    setting: {
      districtId: '420704',
      districtName: '鄂城区',
      timeZone: 'Asia/Shanghai',
      lon: 114.9,
      lat: 30.4,
      verbs: new Set(['outreach.read']),
    },
  })

const byName = ([a]: [string, string], [b]: [string, string]) => (a < b ? -1 : 1)
const of = `channel=lecture&under=${community}&month=2026-03`

it('opens what each figure is made of, and leads back to the figures', async () => {
  const { user } = await open()
  const behind: [string, string][] = [
    ['3', `records?${of}&figure=times`],
    ['30', `records?${of}&figure=reached`],
    ['50', `records?${of}&figure=estimated`],
    ['2', `questions?open=no&month=2026-03&channel=lecture&under=${community}`],
    ['张贴 2 处', 'postings?show=put_up&month=2026-03'],
    ['材料打开 7 次', 'leaflets?openedIn=2026-03'],
    ['活动 1 场', 'events?show=coming&month=2026-03'],
    ['报名 4 人', 'events?show=coming&month=2026-03'],
    ['到场 3 人', 'events?show=coming&month=2026-03'],
  ]
  for (const [figure, request] of behind) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await user.click(await screen.findByRole('link', { name: figure }))
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const back = await screen.findByRole('button', { name: '回到汇总' })
    expect(within(back.parentElement!).getByText(/2026年3月/)).toBeTruthy()
    const [path = '', query = ''] = request.split('?')
    const wanted = [...new URLSearchParams(query)].toSorted(byName)
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await expect
      .poll(() =>
        asked.map((one) => {
          const [to = '', given = ''] = one.split('?')
          return [to, ...[...new URLSearchParams(given)].toSorted(byName)]
        }),
      )
      .toContainEqual([path, ...wanted])
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await user.click(back)
  }
  await screen.findByRole('link', { name: '30' })
  // Nothing lies behind none.
  expect(screen.queryByRole('link', { name: '撤下 0 处' })).toBeNull()
  expect(screen.queryByRole('link', { name: '0' })).toBeNull()
})
