import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import casesWords from '#modules/cases/words/console.zh-CN.json' with { type: 'json' }
import type { BookingView, ServiceView, SignView } from '../../contract/index.ts'
import presets from '../../presets/signs.json' with { type: 'json' }
import said from '../../words/zh-CN.json' with { type: 'json' }
import words from '../../words/console.zh-CN.json' with { type: 'json' }
import { BookingOfCase } from './bookings/BookingOfCase.tsx'
import { ServicesPage } from './ServicesPage.tsx'

vi.setConfig({ testTimeout: 120_000 })

const openConsole = await consoleSpeaking({ services: words, console: casesWords, said })
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const setting = {
  districtId: '420704',
  districtName: '鄂城区',
  timeZone: 'Asia/Shanghai',
  lon: 114.9,
  lat: 30.4,
  verbs: new Set(['services.read', 'services.book', 'services.edit', 'services.sign']),
}
const booking: BookingView = {
  id: id(1),
  caseId: id(2),
  shortCode: 'K7M4QP',
  caseStatus: 'dispatched',
  serviceId: id(3),
  name: '装修垃圾清运',
  nameEn: 'Collection of renovation waste',
  kind: 'decoration_waste',
  startsAt: '2031-03-17T01:00:00.000Z',
  endsAt: '2031-03-17T03:00:00.000Z',
  state: 'booked',
  unitId: id(4),
  unitName: '环卫中心',
  address: '竹林北路 12 号',
  answers: [{ label: '大约多少袋', labelEn: 'Bags', value: '6', valueEn: '6' }],
  photos: [id(8)],
  bookedAt: '2031-03-16T01:00:00.000Z',
  bookedBy: '陈受理',
  steps: [],
  mediationFileId: null,
  version: 1,
  allowed: ['move', 'cancel'],
}
const service: ServiceView = {
  id: id(3),
  code: 'decoration_waste',
  kind: 'decoration_waste',
  name: '装修垃圾清运',
  nameEn: 'Collection of renovation waste',
  guidance: '请先装袋',
  guidanceEn: 'Please bag it',
  cost: '',
  costEn: '',
  place: 'door',
  office: '',
  matter: { kind: 'matter', code: '10992' },
  matterName: '装修垃圾预约清运',
  unitId: null,
  unitName: null,
  questions: [],
  hours: [{ weekday: 1, from: '09:00', to: '11:00', capacity: 2 }],
  onDaysOff: false,
  leadHours: 12,
  aheadDays: 14,
  asksPhone: false,
  open: false,
  position: 10,
  preset: true,
  version: 0,
}
const sign: SignView = {
  id: id(6),
  code: 'Q7M4QP',
  shop: '老武昌热干面',
  subjectId: null,
  address: '竹林北路 12 号',
  form: {
    words: '老武昌热干面',
    width: 420,
    height: 90,
    clearance: 210,
    depth: 15,
    position: '门楣上方',
    material: '铝塑板',
    lighting: 'inside',
    installer: '',
    installsOn: null,
    landlordAgrees: true,
    answersForSafety: true,
  },
  items: presets.items,
  checks: [],
  state: 'submitted',
  submittedAt: '2031-03-16T01:00:00.000Z',
  takenBy: null,
  workingDays: 10,
  dueAt: '2031-03-30T16:00:00.000Z',
  mendUntil: null,
  filedAt: null,
  filedBy: null,
  number: null,
  drawings: [],
  seen: [],
  steps: [],
  version: 1,
  timeZone: 'Asia/Shanghai',
  allowed: ['ask', 'file', 'withdraw', 'link'],
}

/** Filed, and up by now. */
const filed: SignView = {
  ...sign,
  id: id(9),
  shop: '江边鱼馆',
  state: 'filed',
  number: '招备〔2031〕1号',
  filedAt: '2031-03-16T01:00:00.000Z',
  filedBy: 'staff',
  version: 3,
  allowed: ['note', 'link'],
}
const shop = { id: id(5), kind: 'shop', name: '江边鱼馆（竹林店）', addressText: '竹林北路 14 号' }

const sent: { path: string; body: unknown }[] = []
const record = (path: string, reply: Record<string, unknown>) =>
  http.post(path, async ({ request }) => {
    sent.push({ path, body: await request.json() })
    return HttpResponse.json(reply)
  })
const slots = [
  { startsAt: '2031-03-18T01:00:00.000Z', endsAt: '2031-03-18T03:00:00.000Z', left: 2 },
]
const server = setupServer(
  http.get('/api/services/services', () =>
    HttpResponse.json({
      services: [service],
      units: [{ id: id(4), name: '环卫中心' }],
      mayEdit: true,
      mayBook: true,
      timeZone: 'Asia/Shanghai',
      now: '2031-03-16T01:00:00.000Z',
    }),
  ),
  http.get('/api/services/bookings', () =>
    HttpResponse.json({
      rows: [booking],
      more: false,
      today: '2031-03-16',
      timeZone: 'Asia/Shanghai',
      mayBook: true,
    }),
  ),
  http.get(`/api/services/cases/${id(2)}/booking`, () =>
    HttpResponse.json({ booking, timeZone: 'Asia/Shanghai' }),
  ),
  http.get(`/api/services/services/${id(3)}/slots`, () =>
    HttpResponse.json({ slots, timeZone: 'Asia/Shanghai' }),
  ),
  http.get('/api/services/signs', () =>
    HttpResponse.json({ rows: [sign, filed], next: null, maySign: true }),
  ),
  http.get('/api/services/sign-settings', () =>
    HttpResponse.json({ ...presets, preset: true, version: 0, mayEdit: true }),
  ),
  record(`/api/services/bookings/${id(1)}/move`, { version: 2 }),
  record('/api/services/services', { id: id(3), version: 1 }),
  http.get('/api/public/420704/addresses', () => HttpResponse.json({ addresses: [] })),
  record('/api/services/signs', { id: id(7), code: 'Q7M4QP', key: 'k', dueAt: null }),
  http.put('*/api/public/420704/files/*', ({ request }) =>
    HttpResponse.json({ id: request.url.split('/').at(-1), width: 1, height: 1 }),
  ),
  http.get('*/api/subjects', () => HttpResponse.json({ rows: [shop], next: null })),
  record(`/api/services/signs/${id(6)}/step`, { ...sign, version: 2 }),
  record(`/api/services/signs/${id(9)}/step`, { ...filed, version: 4 }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  sent.length = 0
})
afterAll(() => server.close())

const pages = {
  '/services': ServicesPage,
  '/cases/$caseId': () => <BookingOfCase caseId={id(2)} />,
}

it('lists a day by hour, and moves a booking with a reason', async () => {
  const { user } = openConsole({ address: '/services?day=2031-03-17', pages, setting })
  const card = (await screen.findByText('K7M4QP')).closest('article')
  expect(card?.textContent).toContain('09:00–11:00')
  expect(card?.textContent).toContain('大约多少袋 6')
  expect(card?.textContent).toContain('陈受理代约')
  expect(screen.getByAltText('照片 1').getAttribute('src')).toBe(`/api/files/${id(8)}/thumb`)
  await user.click(screen.getByRole('button', { name: '改约 K7M4QP' }))
  const dialog = await screen.findByRole('dialog')
  const press = within(dialog).getByRole<HTMLButtonElement>('button', { name: /改.*约/ })
  expect(press.disabled).toBe(true)
  await user.click(within(dialog).getByLabelText('改到'))
  await user.click(await screen.findByText(/余 2/))
  await user.type(within(dialog).getByLabelText('原因'), '当天车辆检修')
  await user.click(press)
  await waitFor(() =>
    expect(sent[0]?.body).toEqual({
      startsAt: slots[0]?.startsAt,
      words: '当天车辆检修',
      baseVersion: 1,
    }),
  )
})

it('shows what was booked beside its case', async () => {
  openConsole({ address: `/cases/${id(2)}`, pages, setting })
  expect((await screen.findByRole('region', { name: '预约' })).textContent).toContain('环卫中心')
})

it('opens a proposed service once somebody does it', async () => {
  const { user } = openConsole({ address: '/services?tab=services', pages, setting })
  expect((await screen.findByText(/未定承办单位/)).textContent).toContain('装修垃圾预约清运')
  await user.click(screen.getByRole('button', { name: '修改 装修垃圾清运' }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByLabelText('开放预约'))
  const save = within(dialog).getByRole<HTMLButtonElement>('button', { name: /保.*存/ })
  expect(save.disabled).toBe(true)
  await user.click(within(dialog).getByLabelText('承办单位'))
  await user.click((await screen.findAllByText('环卫中心')).at(-1)!)
  await user.click(save)
  await waitFor(() =>
    expect(sent[0]?.body).toMatchObject({ open: true, unitId: id(4), baseVersion: 0 }),
  )
})

it('takes a filing down for a shop that cannot do it on the phone', async () => {
  const { user } = openConsole({ address: '/services?tab=signs', pages, setting })
  await user.click(await screen.findByRole('button', { name: '代店家提交' }))
  const dialog = await screen.findByRole('dialog')
  const fill = (name: string, text: string) => user.type(within(dialog).getByLabelText(name), text)
  await fill('店名', '江边鱼馆')
  await user.type(within(dialog).getByRole('combobox', { name: '地址' }), '门口')
  for (const name of ['长', '高', '厚']) await fill(`${name}（厘米）`, '90')
  await fill('下沿离地（厘米）', '280')
  await fill('招牌上的文字', '江边鱼馆')
  await fill('装在哪里', '门楣')
  await fill('材料', '木')
  for (const box of within(dialog).getAllByRole('checkbox')) await user.click(box)
  await user.click(within(dialog).getByRole('button', { name: /提.*交/ }))
  await waitFor(() =>
    expect(sent[0]?.body).toMatchObject({ shop: '江边鱼馆', form: { clearance: 280 } }),
  )
})

it('looks at a sign point by point and asks the shop once for everything', async () => {
  const { user } = openConsole({ address: '/services?tab=signs', pages, setting })
  const card = (await screen.findByText('老武昌热干面')).closest('article')
  expect(card?.textContent).toContain('视为已备案')
  await user.click(screen.getByRole('button', { name: '请店家修改 老武昌热干面' }))
  const dialog = await screen.findByRole('dialog')
  const point = within(dialog).getByRole('radiogroup', { name: '下沿离地不低于 2.5 米' })
  await user.click(within(point).getByLabelText('不合适'))
  await user.type(within(dialog).getByLabelText(/哪里不合适/), '只有 2.1 米')
  await user.type(within(dialog).getByLabelText('请店家改什么'), '请抬高')
  await user.click(within(dialog).getByRole('button', { name: '请店家修改' }))
  await waitFor(() =>
    expect(sent[0]?.body).toMatchObject({
      baseVersion: 1,
      order: {
        act: 'ask',
        words: '请抬高',
        checks: [{ key: 'clearance', ok: false, words: '只有 2.1 米' }],
      },
    }),
  )
})

it('notes an inspection with its picture, and names the shop after it was filed', async () => {
  const verbs = new Set([...setting.verbs, 'subjects.read'])
  const { user } = openConsole({
    address: '/services?tab=signs',
    pages,
    setting: { ...setting, verbs },
  })
  await user.click(await screen.findByRole('button', { name: '记现场查看 江边鱼馆' }))
  const note = within(await screen.findByRole('dialog'))
  await user.type(note.getByLabelText('看到什么'), '和备案一样')
  await user.upload(
    note.getByLabelText('拍照', { selector: 'input' }),
    new File([new Uint8Array([7])], 'a.jpg', { type: 'image/jpeg' }),
  )
  const save = note.getByRole<HTMLButtonElement>('button', { name: '记现场查看' })
  await waitFor(() => expect(save.disabled).toBe(false))
  await user.click(save)
  await waitFor(() =>
    expect(sent[0]?.body).toEqual({
      baseVersion: 3,
      order: {
        act: 'note',
        words: '和备案一样',
        photos: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
      },
    }),
  )
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await user.click(screen.getByRole('button', { name: '对应到商铺 江边鱼馆' }))
  const link = within(await screen.findByRole('dialog'))
  await user.type(link.getByRole('combobox', { name: '登记册里的商铺' }), '江边')
  await user.click(await screen.findByRole('option', { name: /竹林店/ }))
  await user.click(link.getByRole('button', { name: '对应到商铺' }))
  await waitFor(() =>
    expect(sent[1]?.body).toEqual({ baseVersion: 3, order: { act: 'link', subjectId: id(5) } }),
  )
})

it('names no shop where the register is not for one to read', async () => {
  openConsole({ address: '/services?tab=signs', pages, setting })
  await screen.findByRole('button', { name: '记现场查看 江边鱼馆' })
  expect(screen.queryByRole('button', { name: /对应到商铺/ })).toBeNull()
})
