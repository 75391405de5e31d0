import { fireEvent, screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import consoleWords from '#modules/cases/words/console.zh-CN.json' with { type: 'json' }
import words from '../../words/console.zh-CN.json' with { type: 'json' }
import { rateNames } from '../../domain/measures.ts'
import { MeasuresPage } from './MeasuresPage.tsx'
import { dayOf, filtersOf, periodsOf } from './period.ts'

// Charts are drawn in tests of their own; here they would be drawn thirteen times for each page.
vi.mock(import('#platform/web/charts/drawing.ts'), () => ({
  drawIn: () => ({ show: () => undefined, picks: () => undefined, end: () => undefined }),
}))

const openConsole = await consoleSpeaking({ insight: words, console: consoleWords })

const figures = (reported: number, kept: number) => ({
  rates: Object.fromEntries(rateNames.map((n) => [n, { numerator: kept, denominator: reported }])),
  reported,
  filed: reported,
  closed: kept,
  open: reported - kept,
  overdue: 0,
  paused: 0,
  meanMinutes: 130,
  medianMinutes: 120,
  p90Minutes: 300,
  p10Minutes: 30,
  p25Minutes: 60,
  p75Minutes: 200,
})

let asked: URL[] = []
let total = figures(50, 46)
const server = setupServer(
  http.get('*/api/insight/measures', ({ request }) => {
    asked.push(new URL(request.url))
    const week = asked.at(-1)?.searchParams.get('by') === 'week'
    const group = week
      ? { key: '2026-03-09', name: null, figures: total }
      : { key: '420704001014', name: '澜湖社区', figures: total }
    return HttpResponse.json({
      total,
      groups: total.reported > 0 ? [group] : [],
      asOf: '2026-03-16T02:00:00.000Z',
    })
  }),
  http.get('*/api/insight/trends', ({ request }) => {
    asked.push(new URL(request.url))
    const none = { numerator: 0, denominator: 0 }
    const points = [none, none, { numerator: 3, denominator: 4 }, none, none, none]
    return HttpResponse.json({
      steps: ['2026-02-23', '2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30'],
      groups: [
        { key: '420704001014', name: '澜湖社区', points },
        { key: '420704001015', name: '滨河社区', points },
      ],
      asOf: '2026-03-16T02:00:00.000Z',
    })
  }),
  http.get('*/api/insight/statements', () => HttpResponse.json({ statements: [] })),
  http.get('*/api/insight/statements/2026-03', () =>
    HttpResponse.json({
      month: '2026-03',
      madeAt: '2026-04-01T01:00:00.000Z',
      digest: '0123456789abcdef',
      total: figures(48, 40),
      groups: {},
    }),
  ),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
afterEach(() => {
  asked = []
  total = figures(50, 46)
})
afterAll(() => {
  server.close()
  vi.doUnmock('#platform/web/charts/drawing.ts')
})

const open = (search: string) =>
  openConsole({ address: `/measures${search}`, pages: { '/measures': MeasuresPage } })

it('shows each rate with what it is a rate of, and opens its cases', async () => {
  open('?from=2026-03-01&until=2026-03-31')
  const link = await screen.findByRole('link', { name: /^按时率 92.0 %，50 件中 46 件/ })
  const address = new URL(link.getAttribute('href') ?? '', 'http://here')
  expect(Object.fromEntries(address.searchParams)).toEqual({
    from: '2026-03-01',
    until: '2026-03-31',
    rate: 'onTime',
  })
  const sheet = screen.getByText('导出 XLSX').closest('a')?.getAttribute('href')
  expect(sheet).toBe(
    '/api/insight/measures.xlsx?from=2026-03-01&until=2026-03-31&by=community&language=zh-CN',
  )
  const beside = screen.getByRole('region', { name: '分开看' })
  const row = within(beside).getByRole('row', { name: /澜湖社区/ })
  expect(within(row).getAllByText('46/50').length).toBeGreaterThan(0)
  expect(screen.getAllByText('2 小时').length).toBeGreaterThan(0)
  expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toEqual({
    from: '2026-03-01',
    until: '2026-03-31',
    by: 'community',
  })
})

it('sets what appeals excused beside the raw rate, smaller, with its own cases', async () => {
  open('?from=2026-03-01&until=2026-03-31')
  const link = await screen.findByRole('link', { name: /^申诉后 92.0 % \(46\/50\)/ })
  expect(link.getAttribute('href')).toContain('rate=onTimeAfter')
})

it('keeps a table behind the charts over time, whose figures open the cases of their week', async () => {
  open('?from=2026-03-01&until=2026-03-31')
  const trend = await screen.findByLabelText('随时间变化')
  expect(await within(trend).findAllByRole('img', { name: /最后是/ })).toHaveLength(13)
  expect(within(trend).getByText(/最后一周还没有过完/)).toBeDefined()
  const behind = within(trend).getByText('看数据表').closest('details')
  if (!behind) throw new Error('no table behind the charts')
  behind.open = true
  fireEvent(behind, new Event('toggle'))
  const link = within(trend).getByLabelText(/^2026-03-09 按时率/)
  const { searchParams } = new URL(link.getAttribute('href') ?? '', 'http://here')
  expect(searchParams.get('week')).toBe('2026-03-09')
  // A week without a case stands too, with nothing of nothing.
  const empty = within(trend).getByLabelText(/^2026-03-16 按时率/)
  expect(empty.closest('td')?.textContent).toBe('—0/0')
})

it('draws communities on one scale, by place or by name, and asks for what is chosen', async () => {
  open('?from=2026-03-01&until=2026-03-31&multiple=overdue&sort=name')
  const part = await screen.findByLabelText('各社区并排')
  const charts = await within(part).findAllByRole('img', { name: /社区/ })
  expect(charts.map((chart) => chart.getAttribute('aria-label'))).toEqual([
    '滨河社区 3',
    '澜湖社区 3',
  ])
  const trends = asked.find((url) => url.pathname.endsWith('/trends'))
  expect(Object.fromEntries(trends?.searchParams ?? [])).toEqual({
    from: '2026-03-01',
    until: '2026-03-31',
    by: 'community',
    step: 'week',
    count: 'overdue',
  })
})

it('sets a frozen month, marked with its date, beside what its days amount to now', async () => {
  open('?from=2026-03-01&until=2026-03-31&statement=2026-03')
  const part = await screen.findByLabelText('2026-03 定版，旁边是现在的数')
  expect(within(part).getByText(/^定版于 .*4月1日.*校验码 0123456789ab/)).toBeDefined()
  const row = within(part).getByRole('row', { name: /^按时率/ })
  expect(
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['83.3 % (40/48)', '92.0 % (46/50)'])
})

it('says on paper of where, when and over what it is', async () => {
  openConsole({
    address: '/measures?from=2026-03-01&until=2026-03-31&community=420704001014',
    pages: { '/measures': MeasuresPage },
    setting: {
      districtId: '420704',
      districtName: '鄂城区',
      timeZone: 'Asia/Shanghai',
      demo: true,
      lon: 114.3,
      lat: 29.87,
      verbs: new Set(),
    },
  })
  expect(await screen.findByText('鄂城区案件办理情况统计')).toBeDefined()
  expect(screen.getByText('2026-03-01 至 2026-03-31')).toBeDefined()
  expect(screen.getByText('演示数据，不是真实情况')).toBeDefined()
  expect(screen.getByText(/^社区 澜湖社区 · /)).toBeDefined()
})

it('says the figures as districts publish them, each number with its cases', async () => {
  open('?from=2026-03-01&until=2026-03-31')
  const part = await screen.findByLabelText('对外公布的说法')
  const sentences = await within(part).findAllByRole('listitem')
  expect(sentences.map((line) => line.textContent)).toEqual(
    expect.arrayContaining([
      '发现问题 50 件，解决 46 件。',
      '澜湖社区列出问题 50 件，解决 46 件。',
    ]),
  )
  const small = await within(part).findByText(/办理服务小事/)
  expect(small.closest('li')?.textContent).toContain(
    '满意率 92.0 %（46/50）。 平均用时 2 小时 10 分钟。',
  )
  const listed = within(part).getAllByRole('link', { name: /^列出问题 50 件/ })[0]
  expect(listed?.getAttribute('href')).toContain('community=420704001014')
})

it('says that there is nothing, and takes days that make no sense for six weeks', async () => {
  total = figures(0, 0)
  open('?from=2026-05-01&until=2026-03-31')
  expect(await screen.findByText('这段时间没有案件')).toBeDefined()
  const { searchParams } = asked[0] ?? new URL('http://nowhere')
  const span =
    Date.parse(searchParams.get('until') ?? '') - Date.parse(searchParams.get('from') ?? '')
  expect(span).toBe(41 * 86_400_000)
})

it('knows the days of its periods in the zone of the district', () => {
  expect(dayOf(Date.parse('2026-03-31T16:30:00Z'), 'Asia/Shanghai')).toBe('2026-04-01')
  expect(periodsOf('2026-01-10').lastMonth).toEqual({ from: '2025-12-01', until: '2025-12-31' })
  expect(filtersOf({ unit: 'u', nonsense: 'x' }, '2026-01-10')).toEqual({
    from: '2025-11-30',
    until: '2026-01-10',
    unit: 'u',
  })
})
