import 'fake-indexeddb/auto'
import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { meAs, phoneSpeaking } from '#testing/phone-page.tsx'
import phone from '#modules/cases/words/phone.zh-CN.json' with { type: 'json' }
import work from '#modules/cases/words/work.zh-CN.json' with { type: 'json' }
import { keepUnderWay, readUnderWay } from '#modules/cases/web/index.ts'
import { openSealedStore } from '#platform/web/sealed-store.ts'
import type { PointView, RouteView } from '../../../contract/index.ts'
import own from '../../../words/phone.zh-CN.json' with { type: 'json' }
import { fieldworkRoutes } from '../routes.tsx'
import { missingIn } from './SeenSheet.tsx'
import { endWalk } from './walk.ts'

vi.setConfig({ testTimeout: 60_000 })
vi.mock('#platform/web/Map.tsx', () => ({ PlaceMap: () => null }))

const zh = { ...phone, ...work, ...own }
const openPhone = await phoneSpeaking({ phone: zh })
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`

const me = meAs({
  personId: id(5),
  name: '涂雪琴',
  postId: id(7),
  verbs: ['fieldwork.patrol', 'fieldwork.read', 'cases.report', 'cases.settle'],
  posts: [
    {
      postId: id(7),
      title: '网格员',
      kind: 'grid_worker',
      organisationId: id(9),
      organisationName: '澜湖社区',
      areas: [],
    },
  ],
})
const point = (n: number, name: string): PointView => ({
  id: id(n),
  name,
  lon: 114.89 + n / 1000,
  lat: 30.39,
  look: '门前堆物',
  matters: ['占道经营'],
  lookedAt: null,
})
const route: RouteView = {
  id: id(8),
  name: '竹林北路一圈',
  areaCode: '420704001014001',
  areaName: '第一网格',
  active: true,
  version: 0,
  points: [point(1, '桥头'), point(2, '菜场后门')],
  mayEdit: false,
}

const store = openSealedStore('gongzhi-outbox')
let left = ''
let down = false
let refuse = false
const sent: Record<string, unknown>[] = []
let watching = 0
const line = (reply: () => Response) => (down ? HttpResponse.error() : reply())

const server = setupServer(
  http.get('*/api/people/me', () => line(() => HttpResponse.json(me))),
  http.get('*/api/fieldwork/patrol-routes', () =>
    line(() => HttpResponse.json({ routes: [route], mayPlan: false, today: '2026-03-16' })),
  ),
  http.get('*/api/fieldwork/patrols/mine', () => line(() => HttpResponse.json({ patrols: [] }))),
  http.post('*/api/people/sign-out', () => line(() => HttpResponse.json({ location: null }))),
  http.post('*/api/fieldwork/patrol-records', async ({ request }) => {
    if (down) return HttpResponse.error()
    const { records } = (await request.json()) as { records: Record<string, unknown>[] } // oxlint-disable-line typescript/no-unsafe-type-assertion -- as the phone sends it
    if (refuse)
      return HttpResponse.json({
        cases: [],
        refused: [{ id: id(1), code: 'fieldwork.stop_id_taken' }],
      })
    sent.push(...records)
    return HttpResponse.json({ cases: [], refused: [] })
  }),
)
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'bypass' })
  vi.stubGlobal('scrollTo', () => undefined)
  vi.spyOn(location, 'assign').mockImplementation((to) => {
    left = String(to)
  })
  Object.defineProperty(navigator, 'geolocation', {
    configurable: true,
    value: {
      watchPosition: (found: (at: { coords: object }) => void) => {
        watching += 1
        found({ coords: { longitude: 114.8915, latitude: 30.39 } })
        return watching
      },
      clearWatch: () => {
        watching -= 1
      },
    },
  })
})
beforeEach(async () => {
  down = false
  refuse = false
  sent.length = 0
  left = ''
  endWalk()
  await store.open()
  await store.sights.clear()
  await store.entries.clear()
})
afterAll(() => server.close())

const openPatrol = () => openPhone(fieldworkRoutes, '/work/patrol')

it('leads from point to point without signal, outlives a closed page, and sends it all later', async () => {
  const { user, unmount } = openPatrol()
  await screen.findByText('竹林北路一圈')
  down = true
  // No position is asked for before a patrol has begun.
  expect(watching).toBe(0)
  await user.click(screen.getByRole('button', { name: '开始巡查' }))
  expect(await screen.findByRole('heading', { name: '桥头' })).toBeDefined()
  expect(screen.getAllByText('50 米').length).toBeGreaterThan(0)
  await user.click(screen.getByRole('button', { name: '都好' }))
  expect(await screen.findByRole('heading', { name: '菜场后门' })).toBeDefined()
  expect(screen.getByText('看了 1 个，共 2 个')).toBeDefined()
  // It lies on the phone under the person's key, and nowhere in the open.
  const lies =
    JSON.stringify(await store.sights.toArray()) + JSON.stringify(Object.entries(localStorage))
  expect(lies).toContain('under way patrol')
  expect(lies).not.toContain('竹林北路')
  expect(lies).not.toContain('114.89')
  unmount()
  const again = openPatrol()
  await again.user.click(await screen.findByRole('button', { name: '有问题' }))
  const sheet = within(await screen.findByRole('dialog'))
  await again.user.click(sheet.getByRole('button', { name: '报成案件' }))
  expect(sheet.getByText(work['patrol.needSomething'])).toBeDefined()
  await again.user.type(sheet.getByRole('textbox'), '井盖破了')
  await again.user.click(sheet.getByRole('button', { name: '报成案件' }))
  expect(await screen.findByText('路线上的点都看过了，路上看到的还可以记')).toBeDefined()
  await again.user.click(screen.getByRole('button', { name: '结束巡查' }))
  const last = within(await screen.findByRole('dialog'))
  await again.user.click(last.getByRole('button', { name: '结束巡查' }))
  await waitFor(async () => expect(await readUnderWay(id(5), 'patrol')).toBeNull())
  await waitFor(() => expect(watching).toBe(0))
  expect(sent).toEqual([])
  down = false
  globalThis.dispatchEvent(new Event('online'))
  await waitFor(() => expect(sent).toHaveLength(4))
  const walk = sent.find((record) => record['is'] === 'begin')?.['patrolId']
  expect(sent.every((record) => record['patrolId'] === walk)).toBe(true)
  const stops = sent.filter((record) => record['is'] === 'stop')
  expect(stops).toMatchObject([
    { kind: 'well', pointId: id(1), place: null },
    { kind: 'problem', pointId: id(2), words: '井盖破了', photos: [], settled: null },
  ])
})

it('does not show a walk that somebody else left on the phone', async () => {
  const walk = {
    id: id(1),
    personId: id(6),
    routeId: null,
    title: '别人的',
    startedAt: '',
    looked: [],
    track: [],
  }
  await keepUnderWay(id(6), 'patrol', walk)
  openPatrol()
  await screen.findByText('竹林北路一圈')
  expect(screen.queryByText('别人的')).toBeNull()
})

/** A page that was killed: the modules are loaded anew, and nothing but the storage is left. */
it('finds the walk again after the browser was killed', async () => {
  const walk = {
    id: id(1),
    personId: id(5),
    routeId: id(8),
    title: '竹林北路一圈',
    startedAt: '2026-03-16T01:00:00.000Z',
    looked: [id(1)],
    track: [],
  }
  await keepUnderWay(id(5), 'patrol', walk)
  const { unmount } = openPatrol()
  expect(await screen.findByText('看了 1 个，共 2 个')).toBeDefined()
  unmount()
})

it('keeps what the server refuses among the unsent', async () => {
  const { user } = openPatrol()
  await screen.findByText('竹林北路一圈')
  refuse = true
  await user.click(screen.getByRole('button', { name: '不按路线，直接走' }))
  expect(await screen.findByText('1 件没有发成')).toBeDefined()
})

it('says what is missing, one thing at a time', () => {
  const none = { ids: [], pending: 0, failed: 0 }
  const seen = { words: '', name: '', photos: none, settled: false, matter: null, after: none }
  expect(missingIn('note', seen, true)).toBe('walk.needWords')
  expect(missingIn('problem', seen, true)).toBe('patrol.needSomething')
  expect(missingIn('problem', { ...seen, words: '井盖' }, false)).toBeNull()
  expect(missingIn('problem', { ...seen, words: '井盖', settled: true }, false)).toBe(
    'patrol.needPlace',
  )
  expect(missingIn('problem', { ...seen, words: '井盖', settled: true }, true)).toBe(
    'patrol.needMatter',
  )
})

it('asks before it forgets an open walk at sign-out, and then leaves nothing that can be read', async () => {
  const { user } = openPatrol()
  await screen.findByText('竹林北路一圈')
  await user.click(screen.getByRole('button', { name: '不按路线，直接走' }))
  expect(await screen.findByRole('button', { name: '结束巡查' })).toBeDefined()
  await waitFor(() => expect(sent).toHaveLength(1))
  await waitFor(() => expect(screen.queryByText('1 件等信号，有网会自动发出')).toBeNull())
  await user.click(screen.getByRole('button', { name: work['out.verb'] }))
  const sheet = within(await screen.findByRole('dialog'))
  expect(sheet.getByText(work['out.underWay'])).toBeDefined()
  await user.click(sheet.getByRole('button', { name: work['out.keep'] }))
  await waitFor(() => expect(left).toBe('/sign-in'))
  expect(await readUnderWay(id(5), 'patrol')).not.toBeNull()
  await user.click(screen.getByRole('button', { name: work['out.wipe'] }))
  await waitFor(async () => expect(await readUnderWay(id(5), 'patrol')).toBeNull())
  expect(await store.keys.get(id(5))).toBeUndefined()
  // A position that comes after it makes no new key and leaves nothing.
  await keepUnderWay(id(5), 'patrol', { track: [] })
  expect(await store.sights.where({ personId: id(5) }).count()).toBe(0)
})
