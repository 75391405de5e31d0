import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import words from '../../words/console.zh-CN.json' with { type: 'json' }
import said from '../../words/zh-CN.json' with { type: 'json' }
import { OwnPage } from './own/OwnPage.tsx'
import { PeoplePage } from './PeoplePage.tsx'
import { openPage } from '#testing/people-page.tsx'
import { around, idOf, organisation, post } from '#testing/people-rows.ts'
import { StationsPage } from './StationsPage.tsx'

interface Sent {
  path: string
  body: Record<string, unknown>
}
let sent: Sent[] = []

const takes = (path: string, reply: (body: Record<string, unknown>) => object, status = 200) =>
  http.post(`*/api/people/${path}`, async ({ request }) => {
    const text = await request.text()
    const body = z.record(z.string(), z.unknown()).parse(text === '' ? {} : JSON.parse(text))
    sent.push({ path, body })
    return HttpResponse.json(reply(body), { status })
  })

const seat = (over = {}) => ({
  seat: 'officer',
  kinds: ['officer'],
  name: '城管队员',
  nameEn: 'Officers',
  least: 2,
  most: 2,
  ...over,
})
const model = {
  code: '2+1+1+1',
  name: '城管队员两名',
  nameEn: 'Two officers',
  seats: [seat()],
  preset: true,
  stations: 53,
  version: 0,
}
const station = {
  id: idOf(60),
  name: '幸福社区工作站',
  communityCode: '420902001001',
  communityName: '幸福社区',
  modelCode: '2+1+1+1',
  modelName: '城管队员两名',
  modelNameEn: 'Two officers',
  address: null,
  phone: null,
  hours: '8:30 到 17:30',
  duty: null,
  rules: null,
  version: 0,
  seats: [
    { ...seat(), held: 1, vacant: 1, missing: 1, surplus: 0, postIds: [idOf(50), idOf(51)] },
    {
      ...seat({ seat: 'green', name: '园林', least: 1, most: null }),
      held: 0,
      vacant: 0,
      missing: 1,
      surplus: 0,
      postIds: [],
    },
  ],
  missing: 2,
  beside: [],
  posts: [
    post(50, { holders: [{ personId: idOf(1), name: '李明', also: ['二站 城管队员'] }] }),
    post(51),
  ],
}
const client = {
  id: idOf(80),
  name: '市民热线',
  verbs: ['cases.report'],
  areas: ['420704'],
  organisationId: null,
  active: true,
  version: 0,
  createdAt: '2026-11-01T00:00:00Z',
  tokens: [],
}
const entry = {
  id: idOf(90),
  at: '2026-11-23T01:00:00Z',
  act: 'people.appointed',
  personId: idOf(1),
  personName: '安全管理员',
  postId: null,
  postTitle: null,
  clientId: null,
  clientName: null,
  subjectKind: 'person',
  subjectId: idOf(2),
  subjectName: '=李明',
  ip: null,
  details: {},
}
const contact = {
  name: '王芳',
  email: null,
  wecomId: null,
  phone: '138****00',
  language: 'zh-CN',
  loginName: 'wangfang',
  hasPassword: true,
  deskIdleMinutes: 30,
  phoneIdleDays: 30,
  version: 2,
}

const server = setupServer(
  http.get('*/api/people/staffing-models', () => HttpResponse.json({ models: [model] })),
  http.get('*/api/people/staffing-models/:code/history', () =>
    HttpResponse.json({ revisions: [] }),
  ),
  http.get('*/api/people/stations', () =>
    HttpResponse.json({
      stations: [station],
      without: [{ code: '420902001002', name: '平安社区' }],
    }),
  ),
  http.get('*/api/people/clients', () => HttpResponse.json({ clients: [client] })),
  http.get('*/api/people/audit', () => HttpResponse.json({ rows: [entry], next: null })),
  http.get('*/api/people/me/contact', () => HttpResponse.json(contact)),
  ...around,
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  sent = []
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

it('shows every seat of a station: by name, shared, vacant, and not made', async () => {
  openPage(StationsPage, '/stations')
  const shown = within(await screen.findByRole('region', { name: station.name }))
  expect(shown.getByText('1 个岗位空缺、还要设 1 个岗位')).toBeDefined()
  expect(shown.getByText('李明').getAttribute('title')).toBe('二站 城管队员')
  expect(shown.getByText('兼 1 岗')).toBeDefined()
  expect(shown.getByText(words['vacant']).closest('a')?.getAttribute('href')).toContain(idOf(51))
  expect(screen.getByText(/还有 1 个社区没有工作站/)).toBeDefined()
  const make = shown.getByRole('link', { name: '给园林设岗位' }).getAttribute('href')
  expect(make).toContain(`station=${station.id}`)
  expect(make).toContain('seat=green')
})

it('adds a station to a community that has none, and says a clash beside it', async () => {
  server.use(takes('stations', () => ({ code: 'people.station_exists', details: {} }), 409))
  const { user } = openPage(StationsPage, '/stations')
  await user.click(await screen.findByRole('button', { name: words['stations.add'] }))
  await user.type(await screen.findByLabelText(words['stations.name']), '平安站')
  await user.click(screen.getByRole('combobox', { name: words['stations.modelLabel'] }))
  await user.click(await screen.findByTitle(model.name))
  await user.click(screen.getByRole('button', { name: words['stations.addVerb'] }))
  await screen.findByText(said['error.people.station_exists'])
  expect(sent[0]?.body).toMatchObject({
    name: '平安站',
    communityCode: '420902001002',
    modelCode: '2+1+1+1',
    hours: null,
    baseVersion: null,
  })
})

it('edits a preset model: another seat, without an upper end', async () => {
  server.use(takes('staffing-models', (body) => body))
  const { user } = openPage(
    StationsPage,
    `/stations?part=models&open=${encodeURIComponent(model.code)}`,
  )
  await screen.findByText(words['models.presetWords'])
  await user.click(screen.getByRole('button', { name: words['models.addSeat'] }))
  const second = within(screen.getByRole('group', { name: '席位 2' }))
  const save = screen.getByRole('button', { name: words['form.save'] })
  expect(save.hasAttribute('disabled')).toBe(true)
  await user.type(second.getByLabelText(words['form.nameZh']), '志愿者')
  await user.click(second.getByRole('combobox', { name: words['models.kinds'] }))
  await user.click((await screen.findAllByTitle('城管队员')).at(-1)!)
  await user.click(second.getByRole('checkbox', { name: words['models.any'] }))
  await user.click(second.getByRole('button', { name: '上移席位 2' }))
  await user.click(save)
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({
    code: '2+1+1+1',
    baseVersion: 0,
    seats: [
      { name: '志愿者', kinds: ['officer'], least: 1, most: null },
      { seat: 'officer', least: 2, most: 2 },
    ],
  })
})

it('says what is wrong with the seats before they are sent', async () => {
  const { user } = openPage(
    StationsPage,
    `/stations?part=models&open=${encodeURIComponent(model.code)}`,
  )
  const most = await screen.findByLabelText(words['models.most'])
  await user.clear(most)
  await user.type(most, '1')
  expect(await screen.findByText(said['error.people.seat_turned_round'])).toBeDefined()
})

it('refuses an organisation below itself in words beside the field', async () => {
  const code = 'people.organisation_below_itself'
  server.use(takes('organisations', () => ({ code, details: {} }), 400))
  const { user } = openPage(PeoplePage, `/people?part=organisations&open=${organisation.id}`)
  await user.click(await screen.findByRole('button', { name: words['form.save'] }))
  await screen.findByText(said['error.people.organisation_below_itself'])
  const field = screen.getByRole('combobox', { name: words['organisations.parent'] })
  expect(field.getAttribute('aria-invalid')).toBe('true')
})

it('shows the token of a program once, and asks before it is revoked', async () => {
  const token = `gz_${'x'.repeat(43)}`
  const valid = {
    id: idOf(81),
    createdAt: '2026-11-23T01:00:00Z',
    expiresAt: '2027-05-22T01:00:00Z',
    usedAt: null,
    revokedAt: null,
    state: 'valid',
  }
  server.use(
    takes('clients/:id/tokens', () => ({ token, client: { ...client, tokens: [valid] } })),
    takes('tokens/:id/revoke', () => client),
  )
  const { user } = openPage(PeoplePage, `/people?part=clients&open=${client.id}`)
  server.use(
    http.get('*/api/people/clients', () =>
      HttpResponse.json({ clients: [{ ...client, tokens: [valid] }] }),
    ),
  )
  await user.click(await screen.findByRole('button', { name: words['tokens.make'] }))
  expect((await screen.findByLabelText(words['tokens.token'])).getAttribute('value')).toBe(token)
  expect(sent[0]?.body).toEqual({ days: 180 })
  await user.click(await screen.findByRole('button', { name: words['tokens.revoke'] }))
  const consequence = await screen.findByText(/市民热线用这个令牌的调用会马上被拒绝/)
  const asked = within(consequence.closest<HTMLElement>('[role="dialog"]')!)
  await user.click(asked.getByRole('button', { name: words['tokens.revoke'] }))
  await waitFor(() => expect(sent.at(-1)?.path).toBe('tokens/:id/revoke'))
})

it('says acts in words, narrows by a press on a name, and takes the log away as a file', async () => {
  const asked: string[] = []
  server.use(
    http.get('*/api/people/audit', ({ request }) => {
      asked.push(new URL(request.url).search)
      return HttpResponse.json({ rows: [entry], next: null })
    }),
    takes('audit/export', () => ({ rows: [entry], truncated: false })),
  )
  let file: Blob | undefined
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    if (blob instanceof Blob) file = blob
    return 'blob:x'
  })
  const { user } = openPage(PeoplePage, '/people', ['audit.read'])
  await screen.findByText(said['act.people.appointed'], { selector: 'b' })
  await user.click(screen.getByRole('button', { name: '只看安全管理员做的' }))
  await waitFor(() => expect(asked.at(-1)).toContain(`personId=${idOf(1)}`))
  await user.click(screen.getByRole('button', { name: words['audit.export'] }))
  await waitFor(() => expect(file).toBeDefined())
  expect(sent[0]?.body).toEqual({ personId: idOf(1) })
  const csv = (await file?.text()) ?? ''
  expect(csv).toContain('任命,people.appointed,安全管理员')
})

it('lets everybody set a password, and says what it still lacks', async () => {
  server.use(takes('password', () => ({ code: 'people.password_wrong', details: {} }), 409))
  const { user } = openPage(OwnPage, '/me', [])
  const next = await screen.findByLabelText(words['own.next'])
  const set = screen.getByRole('button', { name: words['own.setPassword'] })
  await user.type(next, 'short')
  await screen.findByText(said['error.people.password_short'])
  expect(set.hasAttribute('disabled')).toBe(true)
  await user.type(next, '-lantern-7')
  await screen.findByText(words['own.strong'])
  await user.type(screen.getByLabelText(words['own.current']), 'wrong')
  await user.click(set)
  await screen.findByText(said['error.people.password_wrong'])
  expect(sent[0]?.body).toEqual({ password: 'short-lantern-7', current: 'wrong' })
})

it('saves the own contact data, and leaves the phone that nobody typed', async () => {
  server.use(takes('me/contact', () => ({ ...contact, version: 3 })))
  const { user } = openPage(OwnPage, '/me', [])
  await user.type(await screen.findByLabelText(words['column.email']), 'wang@example.org')
  await user.type(screen.getByLabelText(words['persons.wecomId']), 'WangFang')
  await user.click(screen.getByRole('button', { name: words['form.save'] }))
  await waitFor(() =>
    expect(sent[0]?.body).toEqual({
      email: 'wang@example.org',
      wecomId: 'WangFang',
      language: 'zh-CN',
      baseVersion: 2,
    }),
  )
})
