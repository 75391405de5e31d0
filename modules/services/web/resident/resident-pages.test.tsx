import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { I18nextProvider } from 'react-i18next'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { openI18n } from '#platform/web/i18n.ts'
import type { Appointment, PublicService, SlotView } from '../../contract/index.ts'
import phone from '#modules/cases/words/phone.zh-CN.json' with { type: 'json' }
import { BookingInput } from '../../contract/bookings.ts'
import type { SignView } from '../../contract/index.ts'
import signs from '../../presets/signs.json' with { type: 'json' }
import { AppointmentPart } from './AppointmentPart.tsx'
// The routes fetch these when they are opened; here they are there at once.
import './BookPage.tsx'
import './ServicesPage.tsx'
import './signs/SignFilePage.tsx'
import './signs/SignStandsPage.tsx'
import { serviceRoutes } from './routes.tsx'

vi.setConfig({ testTimeout: 60_000 })
vi.mock('#platform/web/Map.tsx', () => ({ PlaceMap: () => null }))

const i18n = await openI18n({ 'zh-CN': { phone }, en: { phone } }, 'zh-CN')
const at = (day: number, hour: number) => `2031-03-${day}T0${hour}:00:00.000Z`
const slot = (day: number, hour: number, left: number): SlotView => ({
  startsAt: at(day, hour),
  endsAt: at(day, hour + 2),
  left,
})
const service: PublicService = {
  code: 'decoration_waste',
  kind: 'decoration_waste',
  name: '装修垃圾清运',
  nameEn: 'Collection of renovation waste',
  guidance: '请先装袋',
  guidanceEn: 'Please bag it',
  cost: '按车收费',
  costEn: 'By the truckload',
  place: 'door',
  office: '',
  unitName: '环卫中心',
  asksPhone: true,
  leadHours: 12,
  questions: [
    {
      key: 'bags',
      label: '大约多少袋',
      labelEn: 'Bags',
      kind: 'number',
      required: true,
      options: [],
    },
  ],
}
const slots = [slot(17, 1, 0), slot(17, 3, 2), slot(18, 1, 1)]
const district = {
  districtId: '420704',
  name: '鄂城区',
  nameEn: 'Echeng',
  timeZone: 'Asia/Shanghai',
  lon: 114.3,
  lat: 29.85,
  demo: false,
  telephone: '',
  areas: { type: 'FeatureCollection', features: [] },
}
const appointment: Appointment = {
  serviceCode: 'decoration_waste',
  name: service.name,
  nameEn: service.nameEn,
  kind: 'decoration_waste',
  place: 'door',
  office: '',
  startsAt: at(17, 3),
  endsAt: at(17, 5),
  state: 'booked',
  words: '当天车辆检修',
  allowed: ['move', 'cancel'],
  slots,
  timeZone: 'Asia/Shanghai',
}

const sent: { path: string; body: unknown }[] = []
let refuse: string | null = null
const record = (path: string, reply: Record<string, unknown>) =>
  http.post(path, async ({ request }) => {
    sent.push({ path: new URL(request.url).pathname, body: await request.json() })
    if (refuse !== null) return HttpResponse.json({ code: refuse, details: {} }, { status: 409 })
    return HttpResponse.json(reply)
  })
const aPicture = new File([new Uint8Array([7])], 'a.jpg', { type: 'image/jpeg' })
let letThrough = (): void => undefined
const held = new Promise<void>((resolve) => {
  letThrough = resolve
})
const receipt = {
  shortCode: 'K7M4QP',
  number: '4207042031031700001',
  startsAt: at(17, 3),
  endsAt: at(17, 5),
  ownKey: 'own',
  lookKey: 'look',
}
const sign: SignView = {
  id: '11111111-1111-4111-8111-111111111111',
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
  items: signs.items,
  checks: [{ key: 'clearance', ok: false, words: '只有 2.1 米' }],
  state: 'mending',
  submittedAt: at(16, 1),
  takenBy: null,
  workingDays: 10,
  dueAt: null,
  mendUntil: '2031-03-20',
  filedAt: null,
  filedBy: null,
  number: null,
  drawings: [],
  seen: [],
  steps: [{ act: 'asked', at: at(17, 1), who: null, words: '请抬高' }],
  version: 2,
  timeZone: 'Asia/Shanghai',
  allowed: ['mend', 'withdraw'],
}
const server = setupServer(
  http.put('*/api/public/420704/files/*', async ({ request }) => {
    await held
    return HttpResponse.json({ id: request.url.split('/').at(-1), width: 1, height: 1 })
  }),
  http.get('/api/public/420704/sign-filing', () =>
    HttpResponse.json({ ...signs, preset: true, version: 0 }),
  ),
  http.get('/api/public/420704/sign-filings/Q7M4QP', () => HttpResponse.json(sign)),
  record('/api/public/420704/sign-filings', { code: 'Q7M4QP', key: 'secret', dueAt: at(30, 8) }),
  record('/api/public/420704/sign-filings/Q7M4QP/mend', {
    ...sign,
    state: 'submitted',
    dueAt: at(30, 8),
    mendUntil: null,
    checks: [],
    allowed: ['withdraw'],
  }),
  http.get('/api/public/420704/district', () => HttpResponse.json(district)),
  http.get('/api/public/420704/services', () => HttpResponse.json({ services: [service] })),
  http.get('/api/public/420704/services/decoration_waste', () =>
    HttpResponse.json({ service, slots, timeZone: 'Asia/Shanghai', now: at(16, 1) }),
  ),
  http.get('/api/public/420704/addresses', () => HttpResponse.json({ addresses: [] })),
  http.get('/api/public/420704/map', () =>
    HttpResponse.json({
      areas: { type: 'FeatureCollection', features: [] },
      layers: [],
      tiles: null,
      attribution: '',
    }),
  ),
  http.get('/api/public/420704/bookings/K7M4QP', () => HttpResponse.json({ appointment })),
  record('/api/public/420704/bookings', receipt),
  record('/api/public/420704/bookings/K7M4QP/move', {
    appointment: { ...appointment, startsAt: at(18, 1), endsAt: at(18, 3), words: '' },
  }),
  record('/api/public/420704/bookings/K7M4QP/cancel', {
    appointment: { ...appointment, state: 'cancelled', allowed: [], slots: [] },
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  sent.length = 0
  refuse = null
  localStorage.clear()
})
afterAll(() => server.close())

function open(address: string) {
  const root = createRootRoute()
  const follow = createRoute({
    getParentRoute: () => root,
    path: '/$districtId/follow/$shortCode',
    component: () => (
      <AppointmentPart
        districtId="420704"
        shortCode="K7M4QP"
        viewKey="own"
        onChange={() => undefined}
      />
    ),
  })
  const router = createRouter({
    routeTree: root.addChildren([...serviceRoutes(root), follow]),
    history: createMemoryHistory({ initialEntries: [address] }),
  })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nextProvider>,
  )
  return userEvent.setup()
}

it('lists what may be booked, what it costs and who comes', async () => {
  open('/420704/services')
  const link = await screen.findByRole('link', { name: /装修垃圾清运/ })
  expect(link.textContent).toContain('按车收费')
  expect(link.textContent).toContain('环卫中心承办')
  expect(link.getAttribute('href')).toBe('/420704/services/decoration_waste')
})

it('says what is missing, then books an hour and keeps its key on this phone', async () => {
  const user = open('/420704/services/decoration_waste')
  await screen.findByText('请先装袋')
  const press = await screen.findByRole('button', { name: '预约' })
  await user.click(press)
  expect(screen.getByText('请先选一个时间')).toBeTruthy()
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /09:00.*约满/ }).disabled).toBe(true)
  await user.click(screen.getByRole('button', { name: '11:00–13:00' }))
  await user.click(press)
  expect(screen.getByText('还有一项没有填，或填得不对')).toBeTruthy()
  await user.type(screen.getByLabelText(/大约多少袋/), '6')
  await user.click(press)
  expect(screen.getByText('请写明上门的地址')).toBeTruthy()
  await user.type(screen.getByLabelText(/地址/), '竹林北路 12 号')
  await user.click(press)
  expect(screen.getByText('请写一个能打通的号码')).toBeTruthy()
  expect(sent).toEqual([])
  await user.type(screen.getByLabelText(/手机号码/), '13800000000')
  const pictures = within(screen.getByRole('region', { name: '照片（可不拍）' }))
  await user.upload(pictures.getByLabelText('拍照', { selector: 'input' }), aPicture)
  // What is still on its way is waited for.
  await user.click(press)
  expect(screen.getByText('照片还在传，传完再预约')).toBeTruthy()
  expect(sent).toEqual([])
  letThrough()
  await waitFor(() => expect(screen.queryByText('照片还在传，传完再预约')).toBeNull())
  await user.click(press)
  expect(await screen.findByText('约好了')).toBeTruthy()
  expect(sent[0]?.body).toMatchObject({
    serviceCode: 'decoration_waste',
    startsAt: at(17, 3),
    answers: { bags: 6 },
    address: '竹林北路 12 号',
    phone: '13800000000',
    photos: [expect.stringMatching(/^[0-9a-f-]{36}$/)],
  })
  expect(localStorage.getItem('gongzhi.own-reports')).toContain('own')
})

it('says that the hour was filled meanwhile, and asks for another', async () => {
  refuse = 'services.hour_full'
  const user = open('/420704/services/decoration_waste')
  await user.click(await screen.findByRole('button', { name: '11:00–13:00' }))
  await user.type(screen.getByLabelText(/大约多少袋/), '6')
  await user.type(screen.getByLabelText(/地址/), '竹林北路 12 号')
  await user.type(screen.getByLabelText(/手机号码/), '13800000000')
  await user.click(screen.getByRole('button', { name: '预约' }))
  expect(await screen.findByText('这个时间刚约满，请另选一个')).toBeTruthy()
  refuse = null
  await user.click(screen.getByRole('button', { name: '11:00–13:00' }))
  await user.click(screen.getByRole('button', { name: '预约' }))
  expect(await screen.findByText('约好了')).toBeTruthy()
  const [first, second] = sent.map(({ body }) => BookingInput.parse(body).clientId)
  expect(second).not.toBe(first)
})

it('shows the appointment on the follow page, moves it and takes it back', async () => {
  const user = open('/420704/follow/K7M4QP')
  expect(await screen.findByText(/11:00–13:00/)).toBeTruthy()
  expect(screen.getByText('原因：当天车辆检修')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '改时间' }))
  const sheet = await screen.findByRole('dialog', { hidden: true })
  await user.click(within(sheet).getByRole('button', { name: /18/, hidden: true }))
  await user.click(within(sheet).getByRole('button', { name: '09:00–11:00', hidden: true }))
  await user.click(within(sheet).getByRole('button', { name: '改到这个时间', hidden: true }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ key: 'own', startsAt: at(18, 1) }))
  await user.click(await screen.findByRole('button', { name: '取消预约' }))
  const again = await screen.findByRole('dialog', { hidden: true })
  await user.click(within(again).getByRole('button', { name: '取消预约', hidden: true }))
  expect(await screen.findByText('这个预约已取消')).toBeTruthy()
  expect(screen.getByRole('link', { name: '重新预约' }).getAttribute('href')).toBe(
    '/420704/services/decoration_waste',
  )
})

it('says how a sign is filed, what is missing, and files it', async () => {
  const user = open('/420704/signs')
  expect(await screen.findByText('下沿离地不低于 2.5 米')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '提交备案' }))
  expect(screen.getAllByText('请填写').length).toBeGreaterThan(2)
  expect(sent).toEqual([])
  await user.type(screen.getByLabelText('店名'), '老武昌热干面')
  await user.type(screen.getByLabelText(/门牌|地址/), '竹林北路 12 号')
  await user.type(screen.getByLabelText('招牌上的文字'), '老武昌热干面')
  for (const name of ['长', '高', '厚'])
    await user.type(screen.getByLabelText(`${name}（厘米）`), '90')
  await user.type(screen.getByLabelText('下沿离地（厘米）'), '280')
  await user.type(screen.getByLabelText('装在哪里'), '门楣上方')
  await user.type(screen.getByLabelText('材料'), '铝塑板')
  for (const box of screen.getAllByRole('checkbox')) await user.click(box)
  await user.type(screen.getByLabelText(/手机号码/), '13800000000')
  await user.click(screen.getByRole('button', { name: '提交备案' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({
    shop: '老武昌热干面',
    form: { width: 90, clearance: 280, lighting: 'none', landlordAgrees: true },
  })
  // On to where it stands, by its own link.
  expect(await screen.findByText('有几处需要修改')).toBeTruthy()
})

it('shows a shop what to change, and sends it changed', async () => {
  const user = open('/420704/signs/Q7M4QP?key=secret')
  expect(await screen.findByText('下沿离地不低于 2.5 米：只有 2.1 米')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '改好了，重新提交' }))
  const sheet = await screen.findByRole('dialog', { hidden: true })
  const field = within(sheet).getByLabelText('下沿离地（厘米）')
  await user.clear(field)
  await user.type(field, '260')
  await user.click(within(sheet).getByRole('button', { name: '重新提交', hidden: true }))
  await waitFor(() =>
    expect(sent[0]?.body).toMatchObject({ key: 'secret', form: { clearance: 260 } }),
  )
  expect(await screen.findByText('已提交，正在核对')).toBeTruthy()
})
