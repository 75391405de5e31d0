import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type {
  CampaignView,
  DoorView,
  Ledger,
  PromiseView,
  VisitView,
} from '../../../contract/index.ts'
import said from '../../../words/zh-CN.json' with { type: 'json' }
import words from '../../../words/visits.zh-CN.json' with { type: 'json' }
import { VisitsOfSubject } from './beside.tsx'
import { VisitsPage } from './VisitsPage.tsx'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ visits: words, said })
const at = '2026-03-16T02:00:00.000Z'
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const setting = {
  districtId: '420704',
  districtName: '鄂城区',
  timeZone: 'Asia/Shanghai',
  lon: 114.9,
  lat: 30.4,
  verbs: new Set(['fieldwork.visit', 'fieldwork.read', 'fieldwork.plan']),
}

const subject = {
  id: id(1),
  kind: 'household' as const,
  name: '丰润园3栋1单元301',
  status: 'active' as const,
  class: 'personal' as const,
  addressText: '丰润园3栋1单元301',
  streetCode: '420704001',
  communityCode: '420704001014',
  gridCode: '420704001014001',
  lon: null,
  lat: null,
}
const door: DoorView = {
  subject,
  needs: ['alone'],
  everyDays: 30,
  lastMetAt: at,
  lastTriedAt: at,
  dueOn: '2026-04-15',
  daysOver: 2,
  promises: 1,
}
const owed: PromiseView = {
  id: id(6),
  visitId: id(8),
  subject,
  madeBy: 'us',
  words: '请人来看暖气',
  dueOn: '2026-03-20',
  late: true,
  ownerId: id(5),
  owner: '李四',
  state: 'open',
  settledAt: null,
  settledWords: '',
  version: 1,
  allowed: ['settle', 'move'],
}
const drive: CampaignView = {
  id: id(7),
  name: '入冬走访',
  purpose: '',
  kinds: ['household', 'shop'],
  areaCode: '420704001014',
  areaName: '澜湖社区',
  startsOn: '2026-03-01',
  endsOn: '2026-03-31',
  version: 1,
}
const ledger: Ledger = {
  campaign: drive,
  all: { calls: 5, doors: 3, met: 2 },
  reachable: 48,
  byKind: [{ kind: 'household', calls: 5, doors: 3, met: 2 }],
  byGrid: [{ gridCode: '420704001014001', gridName: '第一网格', calls: 5, doors: 3, met: 2 }],
  troubles: 1,
  promises: { made: 2, kept: 1, open: 1 },
  outside: 1,
}
const visit: VisitView = {
  id: id(8),
  subject,
  why: 'due',
  outcome: 'met',
  words: '身体都好',
  visitedAt: at,
  receivedAt: '2026-03-16T05:00:00.000Z',
  phone: { doneAt: at, sentAt: '2026-03-16T05:30:00.000Z' },
  who: '李四',
  campaign: null,
  caseId: id(9),
  aboutCaseId: null,
  promises: [owed],
}

const sent: { path: string; body: unknown }[] = []
const answer = (path: string, reply: Record<string, unknown>) =>
  http.post(path, async ({ request }) => {
    sent.push({ path, body: await request.json() })
    return HttpResponse.json(reply)
  })
const server = setupServer(
  http.get('/api/fieldwork/doors', () =>
    HttpResponse.json({
      doors: [door],
      more: false,
      today: '2026-04-17',
      campaigns: [],
      promises: [],
    }),
  ),
  http.get('/api/fieldwork/visits', () => HttpResponse.json({ rows: [visit], next: null })),
  http.get('/api/fieldwork/promises', () => HttpResponse.json({ rows: [owed], next: null })),
  http.get(`/api/fieldwork/promises/${id(6)}/owners`, () =>
    HttpResponse.json({
      people: [
        { id: id(5), name: '李四' },
        { id: id(4), name: '高五' },
      ],
    }),
  ),
  http.get('/api/fieldwork/visit-campaigns', () =>
    HttpResponse.json({ campaigns: [drive], mayEdit: true, today: '2026-03-16' }),
  ),
  http.get(`/api/fieldwork/visit-campaigns/${id(7)}/ledger`, () => HttpResponse.json(ledger)),
  http.get('/api/fieldwork/visit-plans', () =>
    HttpResponse.json({
      plans: [{ id: null, kind: 'shop', need: '', everyDays: 30, active: true, version: 0 }],
      preset: true,
      mayEdit: true,
    }),
  ),
  http.get('/api/places/areas', () => HttpResponse.json({ areas: [] })),
  http.get('/api/public/:district/map', () =>
    HttpResponse.json({
      areas: { type: 'FeatureCollection', features: [] },
      layers: [],
      tiles: null,
      attribution: '',
    }),
  ),
  answer(`/api/fieldwork/promises/${id(6)}/settle`, { version: 2 }),
  answer('/api/fieldwork/visit-plans', { id: id(3), version: 0 }),
  answer('/api/fieldwork/visits', { id: id(8), caseId: null, shortCode: null }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  sent.length = 0
})
afterAll(() => server.close())

const pages = { '/visits': VisitsPage, '/subjects/$subjectId': null, '/cases/$caseId': null }

it('says which door is due, why, and since when', async () => {
  openConsole({ address: '/visits', pages, setting })
  const row = (await screen.findByRole('link', { name: subject.name })).closest('li')
  expect(row?.textContent).toContain('独居')
  expect(row?.textContent).toContain('过期 2 天')
  expect(row?.textContent).toContain('1 个承诺未到结果')
})

it('shows a call with what followed, and that it came later than it was made', async () => {
  openConsole({ address: '/visits?tab=visits', pages, setting })
  const row = (await screen.findByText('身体都好')).closest('li')
  expect(row?.textContent).toContain('我们答应的: 请人来看暖气')
  expect(row?.textContent).toContain('手机时钟差 30 分钟')
  expect(screen.getByRole('link', { name: '听到的问题已成为案件' })).toBeDefined()
})

it('settles a promise, with a word where it was not kept', async () => {
  const { user } = openConsole({ address: '/visits?tab=promises', pages, setting })
  await user.click(await screen.findByRole('button', { name: '记结果' }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('radio', { name: '未兑现' }))
  const save = within(dialog).getByRole('button', { name: '保存' })
  expect(save).toHaveProperty('disabled', true)
  await user.type(within(dialog).getByLabelText('情况'), '配件没到')
  await user.click(save)
  await waitFor(() =>
    expect(sent.map((s) => s.body)).toEqual([
      { state: 'broken', words: '配件没到', baseVersion: 1 },
    ]),
  )
})

it('keeps calls and doors of a drive apart, and leads to what is behind them', async () => {
  const { user, router } = openConsole({ address: '/visits?tab=drives', pages, setting })
  await user.click(await screen.findByRole('button', { name: '台账 入冬走访' }))
  expect((await screen.findByText('人次', { selector: 'dt' })).nextSibling?.textContent).toBe('5')
  expect(screen.getByText('户', { selector: 'dt' }).nextSibling?.textContent).toBe(
    '3 范围内共 48 户',
  )
  expect(screen.getByText(/另有 1 次不在活动期间/)).toBeDefined()
  await user.click(screen.getByRole('link', { name: '看每一次走访' }))
  await waitFor(() => expect(router.state.location.search).toEqual({ tab: 'visits', drive: id(7) }))
})

it('makes a preset the district’s own', async () => {
  const { user } = openConsole({ address: '/visits?tab=plans', pages, setting })
  expect(await screen.findByText(/系统预设/)).toBeDefined()
  await user.click(screen.getByRole('button', { name: '修改' }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('button', { name: '保存' }))
  await waitFor(() =>
    expect(sent.at(-1)?.body).toMatchObject({ kind: 'shop', everyDays: 30, baseVersion: null }),
  )
})

it('notes a call from the page of a subject', async () => {
  const { user } = openConsole({
    address: '/of',
    pages: { ...pages, '/of': () => <VisitsOfSubject subjectId={id(1)} /> },
    setting,
  })
  await user.click(await screen.findByRole('button', { name: '记一次走访' }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('radio', { name: '见到了' }))
  await user.type(within(dialog).getByLabelText('说了什么'), '都好')
  await user.click(within(dialog).getByRole('button', { name: '保存' }))
  await waitFor(() =>
    expect(sent.at(-1)?.body).toMatchObject({
      outcome: 'met',
      words: '都好',
      trouble: null,
      promises: [],
    }),
  )
})
