import 'fake-indexeddb/auto'
import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { meAs, phoneSpeaking } from '#testing/phone-page.tsx'
import phone from '#modules/cases/words/phone.zh-CN.json' with { type: 'json' }
import work from '#modules/cases/words/work.zh-CN.json' with { type: 'json' }
import { openSealedStore } from '#platform/web/sealed-store.ts'
import type { DueRound, ItemView } from '../../../contract/index.ts'
import own from '../../../words/phone.zh-CN.json' with { type: 'json' }
import { fieldworkRoutes } from '../routes.tsx'
import { answerOf, freshDraft, isTrouble, lacking } from './answers.ts'

vi.setConfig({ testTimeout: 60_000 })
vi.mock('#platform/web/Map.tsx', () => ({ PlaceMap: () => null }))

const zh = { ...phone, ...work, ...own }
const openPhone = await phoneSpeaking({ phone: zh })
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const me = meAs({
  personId: id(5),
  name: '涂雪琴',
  postId: id(7),
  verbs: ['fieldwork.check', 'fieldwork.read', 'cases.report'],
})
const item = (n: number, words: string, over: Partial<ItemView> = {}): ItemView => ({
  id: id(n),
  words,
  kind: 'yes_no',
  unit: '',
  least: null,
  most: null,
  picture: false,
  ...over,
})
const clean = item(1, '地面干净')
const full = item(2, '厨余桶装了多少', { kind: 'number', unit: '%', most: 80 })
const round: DueRound = {
  id: id(3),
  listId: id(4),
  listName: '垃圾分类亭',
  purpose: '',
  place: {
    id: id(6),
    kind: 'address',
    ref: id(6),
    name: '丰润园3栋',
    addressText: '丰润园3栋',
    areaCode: '420704001014001',
    lon: null,
    lat: null,
  },
  startsOn: '2026-03-16',
  endsOn: '2026-03-16',
  state: 'open',
  troubles: 0,
  items: [clean, full],
}
let down = false
const sent: { path: string; body: Record<string, unknown> }[] = []
const line = (value: object) => () => (down ? HttpResponse.error() : HttpResponse.json(value))
const server = setupServer(
  http.get('*/api/people/me', line(me)),
  http.get('*/api/people/me/shifts', () => HttpResponse.error()),
  http.get(
    '*/api/fieldwork/check-rounds/due',
    line({ rounds: [round], today: '2026-03-16', more: false }),
  ),
  http.post('*/api/fieldwork/check-rounds/:roundId/records', async ({ request, params }) => {
    if (down) return HttpResponse.error()
    const body = (await request.json()) as Record<string, unknown> // oxlint-disable-line typescript/no-unsafe-type-assertion -- as the phone sends it
    sent.push({ path: String(params['roundId']), body })
    return HttpResponse.json({ id: body['id'], cases: [] })
  }),
)
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'bypass' })
  vi.stubGlobal('scrollTo', () => undefined)
})
afterAll(() => server.close())

const openAt = (path: string) => openPhone(fieldworkRoutes, path)

it('stands in the day, and is worked without signal: what is wrong becomes a case in one press', async () => {
  const today = openAt('/work/today')
  expect(await screen.findByRole('link', { name: /垃圾分类亭/ })).toHaveProperty(
    'pathname',
    `/work/checks/${id(3)}`,
  )
  // What was fetched lies on the phone before the signal goes.
  const store = openSealedStore('gongzhi-outbox')
  await waitFor(async () => {
    const names = (await store.sights.toArray()).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['me', 'field checks']))
  })
  today.unmount()
  down = true
  const { user, unmount } = openAt(`/work/checks/${id(3)}`)
  await screen.findByRole('heading', { name: '丰润园3栋' })
  await user.click(screen.getByRole('button', { name: own['check.save'] }))
  expect(screen.getByText('第 1 项还没有答')).toBeDefined()
  await user.click(
    within(screen.getByRole('group', { name: '地面干净' })).getByRole('button', { name: '否' }),
  )
  expect(screen.getByRole('button', { name: '报成案件', pressed: true })).toBeDefined()
  await user.type(screen.getByLabelText('% · 不多于 80'), '40')
  await user.click(screen.getByRole('button', { name: own['check.save'] }))
  expect(await screen.findByText(own['check.noted'])).toBeDefined()
  unmount()
  // It is done on this phone, though the server does not know.
  const list = openAt('/work/checks')
  expect(await screen.findByText(own['check.none'])).toBeDefined()
  list.unmount()
  down = false
  openAt('/work/checks')
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({
    path: id(3),
    body: {
      answers: [
        { itemId: id(1), value: 'no', trouble: { is: 'case' } },
        { itemId: id(2), value: '40', trouble: null },
      ],
    },
  })
  const { said } = sent[0]!.body as { said: { doneAt: string; sentAt: string } } // oxlint-disable-line typescript/no-unsafe-type-assertion -- as the phone sends it
  expect(Date.parse(said.sentAt)).toBeGreaterThanOrEqual(Date.parse(said.doneAt))
})

it('asks for words, pictures and a matter where they are needed', () => {
  const draft = freshDraft()
  expect(lacking(full, { ...draft, value: '12a' })).toBe('check.need.number')
  expect(isTrouble(full, { ...draft, value: '90' })).toBe(true)
  expect(lacking(full, { ...draft, value: '90' })).toBeNull()
  expect(lacking(full, { ...draft, value: '90', become: 'note' })).toBe('check.need.words')
  expect(lacking(clean, { ...draft, value: null })).toBe('check.need.words')
  const photos = { ids: [id(9)], pending: 0, failed: 0 }
  const settled = { ...draft, value: 'no', become: 'settled' as const, words: '扫了', photos }
  expect(lacking(clean, settled)).toBe('check.need.after')
  expect(lacking(clean, { ...settled, after: photos })).toBe('check.need.matter')
  expect(lacking(item(1, '门前', { picture: true }), { ...draft, value: 'yes' })).toBe(
    'check.need.picture',
  )
  // Said to be wrong though within its bounds.
  expect(answerOf(full, { ...draft, value: '40', wrong: true }).trouble).toEqual({ is: 'case' })
})
