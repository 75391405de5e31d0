import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { ParkedView } from '../../../contract/parked.ts'
import settings from '../../../words/caseSettings.zh-CN.json' with { type: 'json' }
import words from '../../../words/parked.zh-CN.json' with { type: 'json' }
import { CaseSettingsPage } from '../case-settings/CaseSettingsPage.tsx'
import { idOf } from '../desk/desk-samples.ts'
import { ParkedPage } from './ParkedPage.tsx'
import { ParkedPart } from './ParkedPart.tsx'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ parked: words, caseSettings: settings })

const parked: ParkedView = {
  id: idOf(1),
  caseId: idOf(2),
  caseTitle: '老墙裂缝',
  caseShortCode: 'ABCDEF',
  caseVersion: 9,
  communityCode: '420704001014',
  communityName: '澜湖社区',
  unitName: '澜湖社区',
  reasonCode: 'no-responsible-party',
  reason: '无责任主体',
  lastResort: true,
  plan: '先围挡，等确权',
  reviewOn: '2026-01-01',
  due: true,
  latestReview: '2026-12-31',
  keeperPostId: idOf(3),
  keeper: '牵头人',
  parkedBy: '赵',
  parkedAt: '2025-12-01T00:00:00Z',
  endedAt: null,
  reviews: [],
  allowed: ['review'],
}
const keepers = [
  { postId: idOf(3), title: '牵头人', name: '王' },
  { postId: idOf(4), title: '负责人', name: '赵' },
]

let sent: { path: string; body: unknown }[] = []
let asked: string[] = []
let standing: object = {}
const take = async ({ request }: { request: Request }) => {
  sent.push({ path: new URL(request.url).pathname, body: await request.json() })
  return HttpResponse.json({ parked: [parked], version: 10, mayPark: null, mostDays: 365, keepers })
}
const terms = {
  reopening: { days: 7, times: 2 },
  suspension: { atDate: 'resume', mostDays: 30 },
  whistle: { levels: {}, callees: { community: ['party'], street: ['bureau'], district: [] } },
  parked: { mostDays: 365 },
  appeal: { days: 15 },
  duties: { handoverHours: 4, rulingDays: 2 },
}
const server = setupServer(
  http.get('*/api/parked', ({ request }) => {
    asked.push(new URL(request.url).search)
    return HttpResponse.json({
      parked: [parked],
      reasons: [{ code: 'no-responsible-party', name: '无责任主体', count: 1 }],
      due: 1,
      all: 3,
    })
  }),
  http.get('*/api/cases/:caseId/parked', () =>
    HttpResponse.json({
      parked: [parked],
      version: 9,
      mayPark: null,
      kept: null,
      mostDays: 365,
      keepers,
      ...standing,
    }),
  ),
  http.post('*/api/cases/:caseId/parked', take),
  http.get('*/api/reasons', () =>
    HttpResponse.json({ reasons: [{ code: 'no-responsible-party', name: '无责任主体' }] }),
  ),
  http.post('*/api/cases/:caseId/parked/:parkedId/reviews', take),
  http.get('*/api/case-settings', () =>
    HttpResponse.json({
      terms,
      version: 4,
      whistlers: [{ code: 'coordinator', name: '牵头人', nameEn: 'Coordinator' }],
    }),
  ),
  http.put('*/api/case-settings', async ({ request }) => {
    sent.push({ path: 'settings', body: await request.json() })
    return HttpResponse.json({ terms, version: 5, whistlers: [] })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  sent = []
  asked = []
  standing = {}
})
afterAll(() => server.close())

it('lists what is parked, and what is due for review by one press', async () => {
  const { user } = openConsole({
    address: '/parked',
    pages: { '/parked': ParkedPage, '/cases/$caseId': null },
  })
  await screen.findByText('老墙裂缝')
  await user.click(screen.getByText('该复查 1'))
  await waitFor(() => expect(asked.at(-1)).toContain('due=true'))
})

it('hands a parked case to another keeper with a reason', async () => {
  const { user } = openConsole({
    address: '/one',
    pages: { '/one': () => <ParkedPart caseId={idOf(2)} /> },
  })
  await user.click(await screen.findByRole('button', { name: /^复\s?查$/ }))
  await user.click(screen.getByText('换人看管'))
  await user.type(screen.getByLabelText('复查情况和理由'), '我调走了')
  await user.click(screen.getByLabelText('谁看管'))
  await user.click(await screen.findByText('负责人 赵'))
  await user.click(screen.getByRole('button', { name: '换人看管' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({
    baseVersion: 9,
    act: 'handed_over',
    words: '我调走了',
    keeperPostId: idOf(4),
  })
})

const kept = { entry: '外墙改造', basis: '清单第 3 条' }

it('lets the secretary take on in words what the duty list keeps from the community', async () => {
  standing = { parked: [], mayPark: 'take_on', kept }
  const { user } = openConsole({
    address: '/one',
    pages: { '/one': () => <ParkedPart caseId={idOf(2)} /> },
  })
  await user.click(await screen.findByRole('button', { name: words.takeOn }))
  expect(screen.getByText(/“外墙改造”不归社区（清单第 3 条）/)).toBeTruthy()
  await user.type(screen.getByLabelText(words['field.plan']), '先围挡')
  const verb = screen.getByRole<HTMLButtonElement>('button', { name: words.takeOn })
  expect(verb.disabled).toBe(true)
  await user.type(screen.getByLabelText(words['field.takeWords']), '居民天天走')
  await user.type(screen.getByLabelText(words['field.takeMeans']), '街道出钱')
  await user.click(verb)
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({
    reasonCode: 'no-responsible-party',
    takingOn: { words: '居民天天走', means: '街道出钱' },
  })
})

it('says to others that it is not theirs to give', async () => {
  standing = { parked: [], mayPark: null, kept }
  openConsole({ address: '/one', pages: { '/one': () => <ParkedPart caseId={idOf(2)} /> } })
  expect(await screen.findByText(/只有社区负责人可以自己接下/)).toBeTruthy()
  expect(screen.queryByRole('button')).toBeNull()
})

it('changes what happens at the date of a suspension', async () => {
  const { user } = openConsole({
    address: '/case-settings',
    pages: { '/case-settings': CaseSettingsPage },
  })
  await user.click(await screen.findByText('提醒批准人决定'))
  const days = screen.getByLabelText('责任有争议，几个工作日内裁定')
  await user.clear(days)
  await user.type(days, '3')
  await user.click(screen.getByRole('button', { name: /^保\s?存$/ }))
  await screen.findByText('已保存')
  expect(sent[0]?.body).toMatchObject({
    baseVersion: 4,
    terms: {
      suspension: { atDate: 'remind', mostDays: 30 },
      duties: { handoverHours: 4, rulingDays: 3 },
    },
  })
})
