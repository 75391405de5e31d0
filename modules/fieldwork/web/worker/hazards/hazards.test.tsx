import 'fake-indexeddb/auto'
import { configure, screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { meAs, phoneSpeaking } from '#testing/phone-page.tsx'
import phone from '#modules/cases/words/phone.zh-CN.json' with { type: 'json' }
import work from '#modules/cases/words/work.zh-CN.json' with { type: 'json' }
import type { HazardsAhead, HazardView } from '../../../contract/index.ts'
import hazards from '../../../words/phone-hazards.zh-CN.json' with { type: 'json' }
import own from '../../../words/phone.zh-CN.json' with { type: 'json' }
import { fieldworkRoutes } from '../routes.tsx'
import { foundOf, freshDraft, missingIn } from './find-draft.ts'

vi.setConfig({ testTimeout: 60_000 })
configure({ asyncUtilTimeout: 15_000 })

const zh = { ...phone, ...work, ...own, ...hazards }
const openPhone = await phoneSpeaking({ phone: zh })
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const me = meAs({
  personId: id(5),
  name: '涂雪琴',
  postId: id(7),
  verbs: ['fieldwork.hazard', 'fieldwork.read'],
})
const named = (code: string, name: string) => ({ code, name, nameEn: name })
const hazard = (n: number, address: string, over: Partial<HazardView> = {}): HazardView => ({
  id: id(n),
  number: `2026-000${n}`,
  kind: named('wiring', '电线、飞线'),
  grade: named('serious', '较大'),
  words: '飞线充电',
  subject: null,
  address,
  areaCode: '420704001014001',
  areaName: '第一网格',
  lon: null,
  lat: null,
  state: 'fixed',
  dueOn: '2026-03-20',
  overdue: false,
  failed: 0,
  foundAt: '2026-03-10T02:00:00.000Z',
  foundBy: '高翔',
  fixedAt: '2026-03-15T02:00:00.000Z',
  photos: [],
  caseId: null,
  campaign: null,
  version: 3,
  allowed: ['pass', 'fail'],
  ...over,
})
const ahead: HazardsAhead = {
  recheck: [hazard(1, '丰润园9栋1单元'), hazard(2, '丰润园3栋2单元')],
  due: [hazard(3, '丰润园3栋1单元', { state: 'notified', overdue: true, allowed: ['fix'] })],
  kinds: [named('wiring', '电线、飞线')],
  grades: [{ ...named('serious', '较大'), days: 7 }],
  areas: [{ code: '420704001014001', name: '第一网格' }],
  campaigns: [],
  today: '2026-03-16',
}

let down = false
const sent: { path: string; body: Record<string, unknown> }[] = []
const line = (value: object) => () => (down ? HttpResponse.error() : HttpResponse.json(value))
const take = async ({ request }: { request: Request }) => {
  if (down) return HttpResponse.error()
  const body = (await request.json()) as Record<string, unknown> // oxlint-disable-line typescript/no-unsafe-type-assertion -- a JSON object
  sent.push({ path: new URL(request.url).pathname, body })
  return HttpResponse.json({ id: id(9), number: '2026-0009', version: 4, state: 'cleared' })
}
const server = setupServer(
  http.get('*/api/people/me', line(me)),
  http.get('*/api/fieldwork/hazards/ahead', line(ahead)),
  http.get('*/api/fieldwork/hazards/:hazardId', () => HttpResponse.error()),
  http.get('*/api/subjects', line({ rows: [], next: null })),
  http.post('*/api/fieldwork/hazards', take),
  http.post('*/api/fieldwork/hazards/:hazardId/steps', take),
)
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'bypass' })
  vi.stubGlobal('scrollTo', () => undefined)
})
afterAll(() => server.close())

const open = (address: string) => openPhone(fieldworkRoutes, address)

const buttons = () => screen.getAllByRole('button', { name: '复查未通过' })

it('lists what to re-check building by building, and what is past its date', async () => {
  const page = open('/work/hazards')
  await screen.findByRole('heading', { name: /要复查的/ })
  const links = screen.getAllByRole('link').map((one) => one.getAttribute('href'))
  const of = (n: number) => links.indexOf(`/work/hazards/${id(n)}`)
  expect(of(2)).toBeGreaterThanOrEqual(0)
  expect(of(2)).toBeLessThan(of(1))
  expect(of(1)).toBeLessThan(of(3))
  page.unmount()
})

it('re-checks without signal, and sends it with both times once there is one', async () => {
  const first = open('/work/hazards')
  await screen.findByRole('heading', { name: /要复查的/ })
  // What was seen is sealed and written down beside the page, not before it.
  await new Promise((later) => setTimeout(later, 1_500))
  first.unmount()
  down = true
  const { user, unmount } = open(`/work/hazards/${id(1)}`)
  await user.click(await screen.findByRole('button', { name: '复查未通过' }))
  await user.click(buttons().at(-1)!)
  expect(await screen.findByText('请写哪里没改好，期限不能早于今天')).toBeDefined()
  await user.type(screen.getByLabelText(/哪里没改好/), '又接上了')
  await user.click(buttons().at(-1)!)
  expect(await screen.findByText(/没有信号也不会丢/)).toBeDefined()
  expect(sent).toEqual([])
  down = false
  window.dispatchEvent(new Event('online'))
  await waitFor(() => expect(sent).toHaveLength(1), { timeout: 15_000 })
  expect(sent[0]?.path).toBe(`/api/fieldwork/hazards/${id(1)}/steps`)
  expect(sent[0]?.body).toMatchObject({
    verb: 'fail',
    baseVersion: 3,
    words: '又接上了',
    dueOn: '2026-03-19',
    said: { doneAt: expect.any(String) as unknown, sentAt: expect.any(String) as unknown },
  })
  unmount()
})

it('asks for what is missing, and takes notice and fixing along', () => {
  const fresh = freshDraft('420704001014001', '')
  expect(missingIn(fresh, '2026-03-16')).toBe('hazard.needKind')
  const seen = { ...fresh, kind: 'wiring', grade: 'serious', address: ' 3栋 ' }
  expect(missingIn({ ...seen, address: ' ' }, '2026-03-16')).toBe('hazard.needPlace')
  expect(missingIn({ ...seen, told: true, dueOn: '2026-03-20' }, '2026-03-16')).toBe(
    'hazard.needTold',
  )
  expect(missingIn(seen, '2026-03-16')).toBeNull()
  const told = { ...seen, told: true, toName: '面馆', dueOn: '2026-03-20', fixed: true }
  expect(foundOf(told, { lon: 114.8, lat: 30.3 })).toMatchObject({
    address: '3栋',
    place: { system: 'WGS84' },
    notice: { toName: '面馆', dueOn: '2026-03-20' },
    fix: { photos: [] },
  })
  expect(foundOf(seen, null)).toMatchObject({ place: null, notice: null, fix: null })
})
