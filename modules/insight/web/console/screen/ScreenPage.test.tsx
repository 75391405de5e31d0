import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import casesWords from '#modules/cases/words/console.zh-CN.json' with { type: 'json' }
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { Screen } from '../../../contract/index.ts'
import words from '../../../words/screen.zh-CN.json' with { type: 'json' }
import { ScreenPage } from './ScreenPage.tsx'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ screen: words, console: casesWords })

const at = '2026-03-16T02:00:00.000Z'
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const told: Screen = {
  areas: ['凤凰街道'],
  from: '2026-02-15',
  until: '2026-03-16',
  today: { reported: 12, closed: 9, open: 31, overdue: 2 },
  rates: {
    response: { numerator: 46, denominator: 50 },
    resolution: { numerator: 30, denominator: 40 },
    satisfaction: { numerator: 0, denominator: 0 },
  },
  communities: [
    {
      code: '420704001014',
      name: '澜湖社区',
      open: 5,
      overdue: 2,
      days: [...Array(13).fill(1), 4],
    },
    { code: '420704001015', name: '邻社区', open: 0, overdue: 0, days: Array(14).fill(0) },
  ] as Screen['communities'],
  newest: [
    {
      caseId: id(1),
      shortCode: 'K7M2QX',
      status: 'reported',
      matterName: null,
      place: null,
      reportedAt: at,
      lateSince: null,
    },
  ],
  overdue: [
    {
      caseId: id(2),
      shortCode: 'P3R8TW',
      status: 'handling',
      matterName: '路灯',
      place: '文星大道8号',
      reportedAt: at,
      lateSince: at,
    },
  ],
  awaited: [{ key: 'a', shortCode: 'P3R8TW', unitName: '市政中心', reportInBy: at, late: true }],
  points: [{ caseId: id(2), label: 'P3R8TW 路灯', lon: 114.89, lat: 30.39, late: true }],
  asOf: at,
}

let answer: () => Response = () => HttpResponse.json(told)
const server = setupServer(
  http.get('*/api/insight/screen', () => answer()),
  http.get('*/api/public/*/map', () => HttpResponse.json({ code: 'x' }, { status: 404 })),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
afterEach(() => {
  answer = () => HttpResponse.json(told)
})
afterAll(() => server.close())

const open = (everyMs?: number) =>
  openConsole({
    address: '/screen',
    pages: {
      '/screen': () => <ScreenPage {...(everyMs === undefined ? {} : { everyMs })} />,
      '/measures/cases': null,
      '/cases/$caseId': null,
    },
    setting: {
      districtId: '420704',
      districtName: '鄂城区',
      timeZone: 'Asia/Shanghai',
      lon: 114.89,
      lat: 30.39,
      verbs: new Set(['cases.read']),
    },
  })

it('shows today, the rates with what they are of, who is late, and where', async () => {
  open()
  const head = await screen.findByRole('heading', { level: 1 })
  expect(head.textContent).toContain('鄂城区 · 凤凰街道')
  expect(screen.getByText('今日上报').nextSibling?.textContent).toContain('12')
  expect(screen.getByText('响应率（近 30 天）').nextSibling?.textContent).toContain('92.0 %46/50')
  expect(screen.getByText('满意率（近 30 天）').nextSibling?.textContent).toContain('0/0')
  const late = within(screen.getByRole('region', { name: '超时最久' }))
  expect(late.getByRole('link', { name: 'P3R8TW' }).getAttribute('href')).toBe(
    `/console/cases/${id(2)}`,
  )
  expect(late.getByText('文星大道8号')).toBeTruthy()
  expect(
    within(screen.getByRole('region', { name: '最新上报' })).getByText('地点不公开'),
  ).toBeTruthy()
  expect(screen.getByRole('region', { name: '吹哨未到' }).textContent).toContain('市政中心')
  expect(screen.getByRole('img', { name: /澜湖社区.*今天 4 件/ })).toBeTruthy()
  expect(screen.getByRole('status').textContent).toContain('10:00 的数字')
  expect(document.documentElement.dataset['theme']).toBe('dark')
})

it('opens the cases behind a figure', async () => {
  const { user, router } = open()
  await user.click(await screen.findByRole('link', { name: '31' }))
  expect(router.state.location.pathname).toBe('/console/measures/cases')
  expect(router.state.location.search).toMatchObject({ count: 'open', until: '2026-03-16' })
  await waitFor(() => expect(document.documentElement.dataset['theme']).not.toBe('dark'))
})

it('keeps the last figures through a night without a server, and says so', async () => {
  open(40)
  await screen.findByText('今日上报')
  answer = () => HttpResponse.json({ code: 'database.away' }, { status: 503 })
  await waitFor(() => expect(screen.getByRole('status').textContent).toContain('正在重连'))
  expect(screen.getByText('今日上报').nextSibling?.textContent).toContain('12')
  answer = () => HttpResponse.json({ code: 'people.not_signed_in' }, { status: 401 })
  await waitFor(() => expect(screen.getByRole('link', { name: '重新登录' })).toBeTruthy())
  answer = () => HttpResponse.json({ ...told, today: { ...told.today, reported: 13 } })
  await waitFor(() => expect(screen.getByText('今日上报').nextSibling?.textContent).toContain('13'))
  expect(screen.getByRole('status').textContent).toContain('10:00 的数字')
  expect(screen.queryByText(/重连/)).toBeNull()
})
