import { configure, screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import register from '#modules/subjects/words/register.zh-CN.json' with { type: 'json' }
import type { CampaignPage, HazardPage, HazardView, Totals } from '../../../contract/index.ts'
import campaigns from '../../../words/campaigns.zh-CN.json' with { type: 'json' }
import words from '../../../words/hazards.zh-CN.json' with { type: 'json' }
import said from '../../../words/zh-CN.json' with { type: 'json' }
import { fieldworkConsoleRoutes } from '../../console-door.ts'

vi.setConfig({ testTimeout: 60_000 })
configure({ asyncUtilTimeout: 15_000 })
const openConsole = await consoleSpeaking({ hazards: words, campaigns, said, subjects: register })
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const setting = {
  districtId: '420704',
  districtName: '鄂城区',
  timeZone: 'Asia/Shanghai',
  lon: 114.9,
  lat: 30.4,
  verbs: new Set(['fieldwork.hazard', 'fieldwork.read', 'fieldwork.plan']),
}
const wiring = { code: 'wiring', name: '电线、飞线', nameEn: 'Wiring' }
const serious = { code: 'serious', name: '较大', nameEn: 'Serious' }
const hazard: HazardView = {
  id: id(1),
  number: '2026-0012',
  kind: wiring,
  grade: serious,
  words: '飞线充电',
  subject: null,
  address: '丰润园3栋',
  areaCode: '420704001014001',
  areaName: '第一网格',
  lon: null,
  lat: null,
  state: 'notified',
  dueOn: '2026-03-10',
  overdue: true,
  failed: 1,
  foundAt: '2026-03-06T02:00:00.000Z',
  foundBy: '涂雪琴',
  fixedAt: null,
  photos: [],
  caseId: null,
  campaign: { id: id(5), name: '三月整治' },
  version: 2,
  allowed: ['move', 'fix', 'withdraw'],
}
const page: HazardPage = {
  ...hazard,
  steps: [
    {
      id: id(2),
      seq: 2,
      act: 'notify',
      at: '2026-03-06T02:00:00.000Z',
      receivedAt: '2026-03-06T03:00:00.000Z',
      phone: null,
      who: '涂雪琴',
      words: '',
      photos: [],
      dueOn: '2026-03-10',
      kind: null,
      grade: null,
      to: { kind: 'shop', name: '面馆' },
      how: 'in_person',
    },
  ],
  ring: { trouble: 'no_units', code: '' },
  ownFix: false,
  grades: [{ ...serious, days: 7, active: true, preset: true, version: 0 }],
  kinds: [{ ...wiring, units: [], active: true, preset: true, version: 0 }],
  today: '2026-03-16',
}
const heads = { officers: 3, volunteers: 9, guards: 0, merchants: 0, residents: 12 }
const counted = { found: 9, cleared: 6, open: 3, overdue: 1, cases: 1 }
const totals: Totals = {
  ...counted,
  byKind: [{ ...wiring, ...counted }],
  byGrade: [{ ...serious, ...counted }],
  days: 2,
  people: 24,
  heads,
  measures: [
    {
      code: 'truckloads',
      name: '清运杂物',
      nameEn: 'Clutter',
      unit: '车',
      unitEn: 'loads',
      amount: 6,
    },
  ],
}
const campaign: CampaignPage = {
  id: id(5),
  name: '三月整治',
  purpose: '清飞线',
  areas: [{ code: '420704001014', name: '澜湖社区' }],
  startsOn: '2026-03-01',
  endsOn: '2026-03-31',
  stands: 'now',
  targets: [],
  version: 0,
  mayEdit: true,
  totals,
  targetsDone: [{ of: 'hazards.wiring', amount: 12, done: 6, label: wiring }],
  teams: [],
  mayRecord: true,
  today: '2026-03-16',
}
const sent: Record<string, unknown>[] = []
const server = setupServer(
  http.get('*/api/places/areas', () => HttpResponse.json({ areas: [] })),
  http.get('*/api/fieldwork/hazards', () => HttpResponse.json({ rows: [hazard], next: null })),
  http.get('*/api/fieldwork/hazards/counts', () =>
    HttpResponse.json({ open: 1, overdue: 1, recheck: 0, ended: 0 }),
  ),
  http.get('*/api/fieldwork/hazard-settings', () =>
    HttpResponse.json({
      kinds: page.kinds,
      grades: page.grades,
      terms: { whistleAfterDays: 0, reportInHours: 24, version: 0 },
      units: [],
      mayEdit: false,
    }),
  ),
  http.get(`*/api/fieldwork/hazards/${id(1)}`, () => HttpResponse.json(page)),
  http.post(`*/api/fieldwork/hazards/${id(1)}/steps`, async ({ request }) => {
    sent.push((await request.json()) as Record<string, unknown>) // oxlint-disable-line typescript/no-unsafe-type-assertion -- a JSON object
    return HttpResponse.json({ version: 3, state: 'notified' })
  }),
  http.get('*/api/fieldwork/campaigns', () =>
    HttpResponse.json({ campaigns: [campaign], totals, mayEdit: true, today: '2026-03-16' }),
  ),
  http.get(`*/api/fieldwork/campaigns/${id(5)}`, () => HttpResponse.json(campaign)),
  http.get('*/api/fieldwork/campaign-days', () => HttpResponse.json({ rows: [], next: null })),
  http.get('*/api/fieldwork/campaign-measures', () =>
    HttpResponse.json({ measures: [], mayEdit: false }),
  ),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
afterAll(() => server.close())

const open = (address: string) =>
  openConsole({ address, setting, routes: (shell) => fieldworkConsoleRoutes(shell) })

it('lists what is past its date, and says why time could not whistle for it', async () => {
  const { user } = open('/hazards')
  expect(await screen.findByText(/已过/)).toBeDefined()
  expect(screen.getByText('复查 1 次未通过')).toBeDefined()
  expect(await screen.findByText('过期未改 1')).toBeDefined()
  await user.click(screen.getByRole('link', { name: '丰润园3栋' }))
  expect(await screen.findByText(/这一类还没有定责任单位/)).toBeDefined()
  expect(screen.getByText(/通知 面馆（商铺）/)).toBeDefined()
  expect(screen.getByRole('link', { name: '三月整治' })).toBeDefined()
})

it('offers what the reply allows, and sends a step with the version it was seen at', async () => {
  const { user } = open(`/hazards/${id(1)}`)
  await user.click(await screen.findByRole('button', { name: '改期' }))
  const dialog = within(await screen.findByRole('dialog'))
  const press = dialog.getByRole('button', { name: '改期' })
  expect(press).toHaveProperty('disabled', true)
  await user.type(dialog.getByLabelText('原因'), '等电工')
  await user.click(press)
  await waitFor(() => expect(sent).toHaveLength(1))
  // As many days as the grade gives, from today on.
  expect(sent[0]).toMatchObject({
    verb: 'move',
    baseVersion: 2,
    dueOn: '2026-03-23',
    words: '等电工',
  })
  expect(screen.queryByRole('button', { name: '复查通过' })).toBeNull()
})

it('shows totals of which every one opens the records behind it', async () => {
  open(`/campaigns/${id(5)}`)
  const board = within(await screen.findByRole('region', { name: '合计' }))
  const leads = (name: string) =>
    board
      .getAllByRole('link', { name })
      .map((link) => link.getAttribute('href') ?? '')
      .map((href) => href.replace('/console/', ''))
  expect(leads('9')[0]).toBe(`hazards?show=all&campaign=${id(5)}&live=yes`)
  expect(leads('9')).toContain(`campaign-days?campaign=${id(5)}&heads=volunteers`)
  expect(leads('6')).toEqual(
    expect.arrayContaining([
      `hazards?show=all&campaign=${id(5)}&state=cleared`,
      `campaign-days?campaign=${id(5)}&measure=truckloads`,
      `hazards?show=all&campaign=${id(5)}&kind=wiring&state=cleared`,
    ]),
  )
  expect(screen.getByText('6 / 12')).toBeDefined()
  expect(screen.getByText('还没有队伍。')).toBeDefined()
})
