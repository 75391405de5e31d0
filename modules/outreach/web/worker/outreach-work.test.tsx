import 'fake-indexeddb/auto'
import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { meAs, phoneSpeaking } from '#testing/phone-page.tsx'
import kept from '#modules/cases/words/phone.zh-CN.json' with { type: 'json' }
import work from '#modules/cases/words/work.zh-CN.json' with { type: 'json' }
import { openSealedStore } from '#platform/web/sealed-store.ts'
import platform from '#platform/web/words/zh-CN.json' with { type: 'json' }
import { channelPresets } from '../../domain/channels.ts'
import own from '../../words/phone.zh-CN.json' with { type: 'json' }
import { outreachWorkRoutes } from './routes.tsx'

vi.setConfig({ testTimeout: 60_000 })

const zh = { phone: { ...kept, ...work, ...own }, platform }
const openPhone = await phoneSpeaking(zh)
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const community = '420704001014'

const me = meAs({
  personId: id(5),
  name: '李网格',
  postId: id(7),
  verbs: ['outreach.record', 'outreach.read'],
  posts: [{ postId: id(7), areas: [community] }],
})

let down = false
let sent: { path: string; body: unknown }[] = []
const answer = (reply: () => Promise<Response> | Response) =>
  down ? HttpResponse.error() : reply()
const given = (path: string, body: Record<string, unknown>) =>
  http.get(`*${path}`, () => answer(() => HttpResponse.json(body)))
const taken = (path: string) =>
  http.post(`*${path}`, ({ request }) =>
    answer(async () => {
      sent.push({ path, body: await request.json() })
      return HttpResponse.json({ id: id(1), postingId: null })
    }),
  )
const server = setupServer(
  http.get('*/api/people/me', () => HttpResponse.json(me)),
  given('/api/outreach/channels', {
    channels: channelPresets.map((one) => ({ ...one, active: true, version: 0 })),
    preset: true,
    mayEdit: false,
  }),
  given('/api/places/areas', { areas: [{ code: community, name: '澜湖社区' }] }),
  given('/api/outreach/leaflets', { rows: [], next: null, mayWrite: false }),
  given('/api/outreach/postings', { rows: [], next: null, today: '2026-03-16' }),
  given('/api/outreach/plans', { plans: [], today: '2026-03-16', mayEdit: false }),
  given('/api/catalogue/matters', {
    rows: [
      { kind: 'component', code: '01037', name: '路灯', active: true },
      { kind: 'matter', code: '09005', name: '占道经营', active: true },
      { kind: 'component', code: '01038', name: '旧路灯', active: false },
    ],
    next: null,
  }),
  taken('/api/outreach/questions'),
  taken('/api/outreach/records'),
)
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'bypass' })
  vi.stubGlobal('scrollTo', () => undefined)
})
beforeEach(() => {
  down = false
  sent = []
})
afterAll(() => server.close())

const openPage = () => openPhone(outreachWorkRoutes, '/work/outreach')

it('notes a question without a line, under a matter that the phone took along, and sends it later', async () => {
  // Opened once with a line, so that channels, places and matters are there without one.
  const first = openPage()
  await screen.findByRole('button', { name: '小讲堂' })
  await screen.findByRole('option', { name: '澜湖社区' })
  await first.user.click(screen.getByRole('button', { name: '记一个提问' }))
  await first.user.type(screen.getByLabelText(/是哪类事/), '路灯')
  await screen.findByRole('button', { name: '路灯' })
  // It is sealed and written down beside the page, not before it.
  const { sights } = openSealedStore('gongzhi-outbox')
  await waitFor(async () =>
    expect((await sights.toArray()).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['me', 'matters', 'outreach channels', 'outreach areas']),
    ),
  )
  first.unmount()
  down = true
  const { user } = openPage()
  await user.click(await screen.findByRole('button', { name: '记一个提问' }))
  const form = within(screen.getByRole('region', { name: '记一个提问' }))
  await user.click(form.getByRole('button', { name: '记下' }))
  expect(form.getByText('请写问了什么')).toBeTruthy()
  await user.type(form.getByLabelText(/问了什么/), '东门的路灯什么时候修')
  await user.type(form.getByLabelText(/怎么答的/), '已经报修')
  await user.type(form.getByLabelText(/是哪类事/), '路')
  // What the catalogue no longer has is not offered.
  expect(form.queryByRole('button', { name: '旧路灯' })).toBeNull()
  await user.click(await form.findByRole('button', { name: '路灯' }))
  await user.click(form.getByRole('button', { name: '记下' }))
  expect(form.getByText('请选在哪种场合问的')).toBeTruthy()
  await user.click(await form.findByRole('button', { name: '小讲堂' }))
  await user.click(form.getByRole('button', { name: '记下' }))
  expect(await screen.findByText('已记下')).toBeTruthy()
  expect(sent).toEqual([])
  down = false
  window.dispatchEvent(new Event('online'))
  await waitFor(() => expect(sent).toHaveLength(1), { timeout: 20_000 })
  expect(sent[0]).toMatchObject({
    path: '/api/outreach/questions',
    body: {
      channel: 'lecture',
      areaCode: community,
      words: '东门的路灯什么时候修',
      answer: '已经报修',
      matter: 'component/01037',
      said: { doneAt: expect.any(String) },
    },
  })
})
