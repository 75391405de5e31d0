import { configure, screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type {
  EventView,
  LeafletPage,
  PostingView,
  QuestionView,
  RecordView,
  SignUpView,
} from '../../contract/index.ts'
import { channelPresets } from '../../domain/channels.ts'
import said from '../../words/zh-CN.json' with { type: 'json' }
import outreach from '../../words/console.zh-CN.json' with { type: 'json' }
import { outreachConsoleRoutes } from '../console-door.ts'
import './events/EventPage.tsx'
// The pages come late by their routes; here they are there from the start.
import './OutreachPage.tsx'
import './leaflets/LeafletPage.tsx'

vi.setConfig({ testTimeout: 120_000 })
configure({ asyncUtilTimeout: 30_000 })

const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const at = '2026-03-16T02:00:00.000Z'
const community = '420704001014'
const brief = { id: id(3), code: 'AC3DE4', title: '垃圾分四类', state: 'shown' as const }

const posting: PostingView = {
  id: id(2),
  recordId: id(1),
  channel: 'notice_board',
  areaCode: community,
  areaName: '澜湖社区',
  place: '东门宣传栏',
  leaflet: { ...brief, state: 'expired' },
  fromOn: '2026-03-01',
  untilOn: '2026-03-15',
  keeperId: id(5),
  keeper: '涂雪琴',
  state: 'up',
  due: true,
  stale: true,
  endedAt: null,
  version: 1,
  allowed: ['take_down', 'renew', 'hand_on'],
}

const record: RecordView = {
  id: id(1),
  channel: 'lecture',
  words: '讲怎样分类',
  areaCode: community,
  areaName: '澜湖社区',
  place: '活动室',
  leaflet: brief,
  reached: 28,
  counted: 'list',
  struck: false,
  photos: [],
  heldAt: at,
  receivedAt: at,
  phone: null,
  who: '涂雪琴',
  first: { reached: 32, counted: 'heads' },
  corrections: [
    { seq: 1, at, who: '涂雪琴', words: '签到 28 人', struck: false, reached: 28, counted: 'list' },
  ],
  posting: null,
  allowed: ['correct'],
}

const leaflet: LeafletPage = {
  ...brief,
  areaCode: community,
  areaName: '澜湖社区',
  matters: [],
  validUntil: null,
  waits: true,
  opened: 3,
  pictureId: null,
  versions: [2, 1].map((number) => ({
    number,
    title: '垃圾分四类',
    body: number === 1 ? '早晚各收一次' : '只在早上收',
    titleEn: '',
    bodyEn: '',
    pictureId: null,
    validUntil: null,
    writtenAt: at,
    writtenBy: '王立新',
    approvedAt: number === 1 ? at : null,
    approvedBy: number === 1 ? '赵国平' : null,
  })),
  shown: 1,
  newest: 2,
  version: 4,
  path: '/420704/leaflets/AC3DE4',
  openings: [{ day: '2026-03-15', code: 2, link: 1 }],
  allowed: ['write', 'approve', 'withdraw'],
}

const event: EventView = {
  id: id(4),
  code: 'AC3DE5',
  title: '城管开放日',
  titleEn: '',
  what: '当面问',
  place: '活动室',
  areaCode: community,
  areaName: '澜湖社区',
  startsAt: at,
  endsAt: '2026-03-16T04:00:00.000Z',
  signUpUntil: at,
  seats: 30,
  state: 'open',
  whyCancelled: '',
  over: false,
  signed: 2,
  waiting: 0,
  came: 0,
  path: '/420704/events/AC3DE5',
  version: 1,
  allowed: ['change', 'cancel', 'note_coming', 'see_contact'],
}
const question: QuestionView = {
  id: id(7),
  channel: 'open_day',
  words: '路灯什么时候修',
  answer: '',
  answers: [],
  matter: { key: 'component/01037', name: '路灯' },
  areaCode: community,
  areaName: '澜湖社区',
  place: '',
  event: null,
  askedAt: at,
  who: '涂雪琴',
  caseId: id(8),
  follow: { code: 'K7M4QP', path: '/420704/follow/K7M4QP?key=l1' },
  mayName: false,
}
const guest: SignUpView = {
  id: id(6),
  name: '张三',
  phone: '139****78',
  people: 2,
  state: 'signed',
  at,
  came: null,
  forgotten: false,
}

const sent: { path: string; body: unknown }[] = []
const keep = async (request: Request) => {
  sent.push({ path: new URL(request.url).pathname, body: await request.json() })
}
const server = setupServer(
  http.get('*/api/outreach/channels', () =>
    HttpResponse.json({
      channels: channelPresets.map((one) => ({ ...one, active: true, version: 0 })),
      preset: true,
      mayEdit: true,
    }),
  ),
  http.get('*/api/places/areas', () =>
    HttpResponse.json({ areas: [{ code: community, name: '澜湖社区' }] }),
  ),
  http.get('*/api/catalogue/matters', () => HttpResponse.json({ rows: [], next: null })),
  http.get('*/api/outreach/keepers', () => HttpResponse.json({ people: [] })),
  http.get('*/api/outreach/records', () => HttpResponse.json({ rows: [record], next: null })),
  http.get('*/api/outreach/postings', () =>
    HttpResponse.json({ rows: [posting], next: null, today: '2026-03-16' }),
  ),
  http.get('*/api/outreach/leaflets', () =>
    HttpResponse.json({ rows: [leaflet], next: null, mayWrite: true }),
  ),
  http.get(`*/api/outreach/leaflets/${id(3)}`, () => HttpResponse.json(leaflet)),
  http.post('*/api/outreach/leaflets', async ({ request }) => {
    await keep(request)
    return HttpResponse.json(leaflet)
  }),
  http.post('*/api/outreach/leaflets/*', async ({ request }) => {
    await keep(request)
    return HttpResponse.json({ ...leaflet, shown: 2, waits: false })
  }),
  http.post('*/api/outreach/records', async ({ request }) => {
    await keep(request)
    return HttpResponse.json({ id: id(1), postingId: null })
  }),
  http.post('*/api/outreach/records/*/corrections', async ({ request }) => {
    await keep(request)
    return HttpResponse.json({ code: 'outreach.not_yours', details: {} }, { status: 403 })
  }),
  http.get('*/api/outreach/questions', () => HttpResponse.json({ rows: [question], next: null })),
  http.get('*/api/outreach/questions/returning', () =>
    HttpResponse.json({
      returning: [
        {
          matter: { key: 'component/01037', name: '路灯' },
          communityCode: community,
          communityName: '澜湖社区',
          times: 3,
          lastOn: '2026-03-15',
          samples: ['东门路灯还修吗'],
          mayOpen: true,
        },
      ],
      times: 3,
      days: 90,
    }),
  ),
  http.post('*/api/outreach/questions/case', async ({ request }) => {
    await keep(request)
    return HttpResponse.json({ code: 'outreach.not_coming_back', details: {} }, { status: 409 })
  }),
  http.get(`*/api/outreach/events/${id(4)}`, () => HttpResponse.json({ event, signUps: [guest] })),
  http.post('*/api/outreach/sign-ups/*/contact', async ({ request }) => {
    await keep(request)
    return HttpResponse.json({ name: '张三', phone: '13912345678' })
  }),
  http.post('*/api/outreach/postings/*', async ({ request }) => {
    await keep(request)
    return HttpResponse.json({ version: 2 })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  sent.length = 0
})
afterAll(() => server.close())

const speaking = consoleSpeaking({ outreach, said })
const open = async (address: string) =>
  (await speaking)({
    address,
    routes: outreachConsoleRoutes,
    setting: {
      districtId: '420704',
      districtName: '鄂城区',
      timeZone: 'Asia/Shanghai',
      lon: 114.9,
      lat: 30.4,
      verbs: new Set(['outreach.read', 'outreach.record', 'outreach.keep', 'outreach.approve']),
    },
  })

const pick = async (
  user: Awaited<ReturnType<typeof open>>['user'],
  label: string,
  what: string,
) => {
  await user.click(within(screen.getByRole('dialog')).getByLabelText(label))
  await user.click(await screen.findByTitle(what))
}

it('shows a record as it stands, with what was put right, and records another', async () => {
  const { user } = await open('/outreach')
  // Once as it stands, once in the correction that says so.
  expect(await screen.findAllByText('28 人（签到）')).toHaveLength(2)
  expect(screen.getByText('最初记的是：32 人（点数）')).toBeTruthy()
  expect(screen.getByText(/签到 28 人/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '记一次宣传' }))
  await pick(user, '方式', '小讲堂')
  await pick(user, '社区或网格', '澜湖社区')
  const dialog = within(screen.getByRole('dialog'))
  // What was said is over: nothing hangs.
  expect(dialog.queryByLabelText('挂到哪天')).toBeNull()
  await user.type(dialog.getByLabelText('说了什么'), '讲夜间施工')
  await pick(user, '人数怎么来的', '估计')
  expect(dialog.getByRole('button', { name: /保\s*存/ })).toHaveProperty('disabled', true)
  await user.type(dialog.getByLabelText('人数'), '40')
  await user.click(dialog.getByRole('button', { name: /保\s*存/ }))
  await vi.waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({
    channel: 'lecture',
    areaCode: community,
    words: '讲夜间施工',
    reached: 40,
    counted: 'estimate',
    posting: null,
  })
})

it('says the server’s sentence where a correction is refused', async () => {
  const { user } = await open('/outreach')
  await user.click(await screen.findByRole('button', { name: /更\s*正/ }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(dialog.getByLabelText('哪里要更正'), '是 27 人')
  await user.click(dialog.getByRole('button', { name: /保\s*存/ }))
  expect(await dialog.findByText(said['error.outreach.not_yours'])).toBeTruthy()
  expect(sent[0]?.body).toMatchObject({ words: '是 27 人', reached: 28, counted: 'list' })
})

it('shows what must come down and why, and takes it down', async () => {
  const { user } = await open('/outreach?tab=postings&show=due')
  expect(await screen.findByText('东门宣传栏')).toBeTruthy()
  expect(screen.getByText('材料已过期，请撤换')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '已撤下' }))
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: '已撤下' }))
  await vi.waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({
    path: `/api/outreach/postings/${id(2)}`,
    body: { act: 'taken_down', untilOn: null },
  })
})

it('shows a leaflet as people see it, its versions, openings and papers; approves what was looked at', async () => {
  const { user } = await open(`/outreach/leaflets/${id(3)}`)
  expect(await screen.findByText('早晚各收一次')).toBeTruthy()
  expect(screen.getByText('打开 3 次')).toBeTruthy()
  expect(screen.getByRole('link', { name: '打印 A3' }).getAttribute('href')).toContain('size=A3')
  await user.click(screen.getByRole('button', { name: '第 2 版' }))
  expect(screen.getByText('只在早上收')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '批准第 2 版' }))
  await vi.waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({
    path: `/api/outreach/leaflets/${id(3)}/approve`,
    body: { number: 2, baseVersion: 4 },
  })
})

it('writes a leaflet beside its preview', async () => {
  const { user } = await open(`/outreach/leaflets/${id(3)}`)
  await user.click(await screen.findByRole('button', { name: /改\s*写/ }))
  const title = screen.getByLabelText('标题')
  await user.clear(title)
  await user.type(title, '大件垃圾怎么扔')
  expect(screen.getByRole('heading', { name: '大件垃圾怎么扔' })).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '保存，等批准' }))
  await vi.waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({ title: '大件垃圾怎么扔', baseVersion: 4 })
})

it('shows who signed up with masked numbers; a number is seen with a reason only', async () => {
  const { user } = await open(`/outreach/events/${id(4)}`)
  expect(await screen.findByText('张三')).toBeTruthy()
  expect(screen.getByText(/139\*\*\*\*78/)).toBeTruthy()
  expect(screen.getByRole('link', { name: '打印名单' }).getAttribute('href')).toBe(
    `/api/outreach/events/${id(4)}/paper`,
  )
  await user.click(screen.getByRole('button', { name: '看电话' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(dialog.getByLabelText('为什么要看'), '改了地点')
  await user.click(dialog.getByRole('button', { name: '看电话' }))
  expect(await dialog.findByText('13912345678')).toBeTruthy()
  expect(sent[0]?.body).toEqual({ reason: '改了地点' })
})

it('proposes a question that comes back, and says so where another was faster', async () => {
  const { user } = await open('/outreach?tab=questions')
  expect(await screen.findByText('东门路灯还修吗')).toBeTruthy()
  expect(screen.getByText('还没有解答')).toBeTruthy()
  expect(screen.getByRole('link', { name: '问的人可以看进展：K7M4QP' }).getAttribute('href')).toBe(
    '/420704/follow/K7M4QP?key=l1',
  )
  await user.click(screen.getByRole('button', { name: '转为案件' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.click(dialog.getByRole('button', { name: '转为案件' }))
  expect(await dialog.findByText(said['error.outreach.not_coming_back'])).toBeTruthy()
  expect(sent[0]?.body).toMatchObject({ matter: 'component/01037', communityCode: community })
})

it('gives a question that was noted without a matter its matter', async () => {
  const bare = { ...question, id: id(9), matter: null, caseId: null, follow: null, mayName: true }
  server.use(
    http.get('*/api/outreach/questions', ({ request }) => {
      const unnamed = new URL(request.url).searchParams.get('unnamed') === 'yes'
      return HttpResponse.json({ rows: unnamed ? [bare] : [question, bare], next: null })
    }),
    http.get('*/api/catalogue/matters', () =>
      HttpResponse.json({
        rows: [{ kind: 'component', code: '01037', name: '路灯', active: true }],
        next: null,
      }),
    ),
    http.post('*/api/outreach/questions/*/matter', async ({ request }) => {
      await keep(request)
      return HttpResponse.json({ matter: 'component/01037' })
    }),
  )
  const { user } = await open('/outreach?tab=questions')
  await user.click(await screen.findByText('没有事项的'))
  await waitFor(() => expect(screen.getAllByText('路灯什么时候修')).toHaveLength(1))
  await user.click(await screen.findByRole('button', { name: '写上事项' }))
  expect(screen.getByRole('button', { name: '保存' })).toHaveProperty('disabled', true)
  await user.click(screen.getByLabelText('关于哪个事项'))
  await user.click(await screen.findByTitle('路灯'))
  await user.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() =>
    expect(sent).toEqual([
      {
        path: `/api/outreach/questions/${id(9)}/matter`,
        body: { matter: 'component/01037', was: null },
      },
    ]),
  )
})
