import 'fake-indexeddb/auto'
import { configure, screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { meAs, phoneSpeaking } from '#testing/phone-page.tsx'
import phone from '#modules/cases/words/phone.zh-CN.json' with { type: 'json' }
import work from '#modules/cases/words/work.zh-CN.json' with { type: 'json' }
import { openSealedStore } from '#platform/web/sealed-store.ts'
import type { OwnCampaigns } from '../../../contract/index.ts'
import hazards from '../../../words/phone-hazards.zh-CN.json' with { type: 'json' }
import own from '../../../words/phone.zh-CN.json' with { type: 'json' }
import { fieldworkRoutes } from '../routes.tsx'

vi.setConfig({ testTimeout: 60_000 })
configure({ asyncUtilTimeout: 15_000 })

const zh = { ...phone, ...work, ...own, ...hazards }
const openPhone = await phoneSpeaking({ phone: zh })
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const me = meAs({
  personId: id(5),
  name: '邹明辉',
  postId: id(7),
  verbs: ['fieldwork.hazard', 'fieldwork.read'],
})
const campaign = (n: number, name: string): OwnCampaigns['campaigns'][number] => ({
  id: id(n),
  name,
  purpose: '楼道不留飞线',
  endsOn: '2026-03-31',
  teams: [{ name: '红马甲', kind: 'volunteers' }],
  areas: [{ code: '420704001014', name: '澜湖社区' }],
  today: { found: 2, days: 1 },
})
const measure = (code: string, name: string, unit: string) => ({
  code,
  name,
  nameEn: name,
  unit,
  unitEn: unit,
})
let campaigns: OwnCampaigns['campaigns'] = []
let down = false
const sent: Record<string, unknown>[] = []
const line = (reply: () => object) => () =>
  down ? HttpResponse.error() : HttpResponse.json(reply())
const server = setupServer(
  http.get(
    '*/api/people/me',
    line(() => me),
  ),
  http.get(
    '*/api/fieldwork/own-campaigns',
    line(() => ({
      campaigns,
      measures: [measure('truckloads', '清运杂物', '车'), measure('bikes', '清走车辆', '辆')],
      today: '2026-03-16',
    })),
  ),
  http.get('*/api/fieldwork/hazards/ahead', () => HttpResponse.error()),
  http.post('*/api/fieldwork/campaign-days', async ({ request }) => {
    if (down) return HttpResponse.error()
    const body = (await request.json()) as Record<string, unknown> // oxlint-disable-line typescript/no-unsafe-type-assertion -- as the phone sends it
    sent.push(body)
    return HttpResponse.json({ id: body['id'] })
  }),
)
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'bypass' })
  vi.stubGlobal('scrollTo', () => undefined)
})
beforeEach(() => {
  campaigns = [campaign(1, '飞线整治'), campaign(2, '春季清洁')]
  down = false
  sent.length = 0
})
afterAll(() => server.close())

const openCampaigns = () => openPhone(fieldworkRoutes, '/work/campaigns')

it('shows each campaign with the own team and what one did today, and leads to a hazard of it', async () => {
  const { user, router } = openCampaigns()
  const card = await screen.findByRole('region', { name: '飞线整治' })
  expect(
    within(card).getByText(/红马甲 \(志愿者\).*今天我记了 2 处隐患，共 1 次行动/),
  ).toBeDefined()
  await user.click(within(card).getByRole('button', { name: '记一个隐患' }))
  await waitFor(() =>
    expect(router.state.location.href).toBe(`/work/hazards/new?campaign=${id(1)}`),
  )
})

it('notes a day of action without signal, and sends it once there is one', async () => {
  const first = openCampaigns()
  await screen.findByRole('region', { name: '飞线整治' })
  // What was fetched lies on the phone before the signal goes.
  const store = openSealedStore('gongzhi-outbox')
  await waitFor(async () => {
    const names = (await store.sights.toArray()).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['me', 'field campaigns']))
  })
  first.unmount()
  down = true
  const { user } = openCampaigns()
  const card = await screen.findByRole('region', { name: '飞线整治' })
  expect(await screen.findByText(/没有信号，这是/)).toBeDefined()
  await user.click(within(card).getByRole('button', { name: '记今天的行动' }))
  const sheet = await screen.findByRole('dialog', { name: '飞线整治' })
  await user.click(within(sheet).getByRole('button', { name: '记今天的行动' }))
  expect(within(sheet).getByText('请选在哪里，写参加人数')).toBeDefined()
  await user.type(within(sheet).getByLabelText('志愿者'), '12')
  await user.type(within(sheet).getByLabelText('商户'), '3')
  await user.type(within(sheet).getByLabelText('清运杂物（车）'), '2.5')
  await user.type(within(sheet).getByLabelText(/做了什么/), '清了三个楼道')
  await user.click(within(sheet).getByRole('button', { name: '记今天的行动' }))
  expect(await within(card).findByText(hazards['hazard.noted'])).toBeDefined()
  expect(sent).toEqual([])
  down = false
  globalThis.dispatchEvent(new Event('online'))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({
    campaignId: id(1),
    day: '2026-03-16',
    areaCode: '420704001014',
    words: '清了三个楼道',
    heads: { officers: 0, volunteers: 12, guards: 0, merchants: 3, residents: 0 },
    // What was left empty is no result.
    results: [{ measure: 'truckloads', amount: 2.5 }],
    said: { doneAt: expect.any(String), sentAt: expect.any(String) },
  })
})

it('says that there is none today', async () => {
  campaigns = []
  openCampaigns()
  expect(await screen.findByText('今天没有专项整治')).toBeDefined()
})
