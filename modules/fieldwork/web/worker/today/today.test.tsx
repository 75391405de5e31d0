import 'fake-indexeddb/auto'
import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { meAs, phoneSpeaking } from '#testing/phone-page.tsx'
import phone from '#modules/cases/words/phone.zh-CN.json' with { type: 'json' }
import work from '#modules/cases/words/work.zh-CN.json' with { type: 'json' }
import { sendLater } from '#modules/cases/web/index.ts'
import { CallError } from '#platform/web/call.ts'
import { openSealedStore } from '#platform/web/sealed-store.ts'
import own from '../../../words/phone.zh-CN.json' with { type: 'json' }
import { patrolWork } from '../patrols/queue.ts'
import { fieldworkRoutes } from '../routes.tsx'
import { visitWork } from '../visits/queue.ts'
import { letJoinToday } from './others.ts'

vi.setConfig({ testTimeout: 60_000 })

const zh = { ...phone, ...work, ...own }
const openPhone = await phoneSpeaking({ phone: zh })
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const me = meAs({
  personId: id(5),
  name: '涂雪琴',
  postId: id(7),
  verbs: ['fieldwork.patrol', 'fieldwork.read', 'fieldwork.visit', 'enforcement.read'],
})
const subject = (n: number, addressText: string) => ({
  id: id(n),
  kind: 'household',
  name: addressText,
  status: 'active',
  class: 'personal',
  addressText,
  streetCode: '420704001',
  communityCode: '420704001014',
  gridCode: '420704001014001',
  lon: null,
  lat: null,
})
const door = (n: number, address: string, daysOver: number) => ({
  subject: subject(n, address),
  needs: [],
  everyDays: 30,
  lastMetAt: '2026-02-01T02:00:00.000Z',
  lastTriedAt: null,
  dueOn: '2026-03-16',
  daysOver,
  promises: 0,
})
const point = (n: number, name: string, lookedAt: string | null) => ({
  id: id(n),
  name,
  lon: 114.89,
  lat: 30.39,
  look: '',
  matters: [],
  lookedAt,
})

let down = false
const line = (value: object) => () => (down ? HttpResponse.error() : HttpResponse.json(value))
const server = setupServer(
  http.get('*/api/people/me', line(me)),
  http.get('*/api/people/me/shifts', () => HttpResponse.error()),
  // What waits to be sent goes on waiting.
  http.post('*', () => HttpResponse.error()),
  http.get(
    '*/api/fieldwork/doors',
    line({
      doors: [
        door(1, '丰润园3栋101', 2),
        door(2, '丰润园3栋2单元201', 0),
        door(3, '丰润园9栋101', -3),
      ],
      more: false,
      today: '2026-03-16',
      campaigns: [],
      promises: [],
    }),
  ),
  http.get(
    '*/api/fieldwork/patrol-routes',
    line({
      routes: [
        {
          id: id(8),
          name: '一圈',
          areaCode: '420704001014001',
          areaName: '第一网格',
          active: true,
          version: 0,
          points: [point(1, '桥头', null), point(2, '菜场', new Date().toISOString())],
          mayEdit: false,
        },
      ],
      mayPlan: false,
      today: '2026-03-16',
    }),
  ),
)
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'bypass' })
  vi.stubGlobal('scrollTo', () => undefined)
  letJoinToday({
    name: 'ladder',
    verb: 'enforcement.read',
    ask: async () => {
      if (down) throw new CallError(0, 'network.unreachable')
      return [
        {
          kind: 'reinspection',
          id: id(6),
          title: '门口堆物',
          address: '丰润园3栋102',
          at: null,
          late: false,
          href: '/work/words/6',
        },
      ]
    },
  })
  letJoinToday({ name: 'not mine', verb: 'other.verb', ask: () => Promise.reject(new Error()) })
})
afterEach(() => {
  down = false
})
afterAll(() => server.close())

const openToday = () => openPhone(fieldworkRoutes, '/work/today')

it('joins what waits at one building, what is late first, each leading to its own page', async () => {
  openToday()
  const place = (await screen.findByRole('heading', { name: /^丰润园3栋/ })).closest('section')!
  await within(place).findByText('门口堆物')
  const links = within(place).getAllByRole('link')
  expect(links.map((link) => link.getAttribute('href'))).toEqual([
    `/work/visits/${id(1)}`,
    '/work/words/6',
    `/work/visits/${id(2)}`,
  ])
  expect(within(place).getByText('走访 · 过期')).toBeDefined()
  expect(await screen.findByRole('link', { name: /桥头/ })).toHaveProperty(
    'pathname',
    '/work/patrol',
  )
  // Not due yet, and looked at today.
  expect(screen.queryByText('丰润园9栋101')).toBeNull()
  expect(screen.queryByText('菜场')).toBeNull()
})

it('can be read without signal, and says since when', async () => {
  const first = openToday()
  await screen.findByRole('heading', { name: /^丰润园3栋/ })
  // What was seen is sealed and written down beside the page, not before it.
  await new Promise((later) => setTimeout(later, 1_500))
  first.unmount()
  down = true
  openToday()
  expect(await screen.findByRole('heading', { name: /^丰润园3栋/ })).toBeDefined()
  expect(await screen.findByText(/没有信号|没信号/)).toBeDefined()
})

it('holds no more what is done on this phone and waits to be sent', async () => {
  openToday()
  await screen.findByRole('link', { name: /桥头/ })
  down = true
  const plain = { words: '', campaignId: null, promises: [], trouble: null }
  await sendLater(
    visitWork({ id: id(1), subjectId: id(1), why: 'due', outcome: 'met', ...plain }, '走访'),
  )
  const at = new Date().toISOString()
  const stop = { is: 'stop', id: id(2), patrolId: id(3), pointId: id(1), kind: 'well', at } as const
  await sendLater(patrolWork(stop, '桥头'))
  await waitFor(() => expect(screen.queryByRole('link', { name: /桥头/ })).toBeNull())
  const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'))
  expect(links).not.toContain(`/work/visits/${id(1)}`)
  expect(links).toContain(`/work/visits/${id(2)}`)
})

it('where the line is lost before anything came, says so, and not that there is nothing to do', async () => {
  const { sights } = openSealedStore('gongzhi-outbox')
  const kept = await sights.toArray()
  await sights.bulkDelete(
    kept.filter(({ name }) => name !== 'me').map(({ personId, name }) => [personId, name]),
  )
  down = true
  openToday()
  expect(await screen.findByText('现在连不上网')).toBeDefined()
  expect(screen.queryByText('今天没有要办的')).toBeNull()
})
