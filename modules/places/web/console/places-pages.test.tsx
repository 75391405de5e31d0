import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse, type JsonBodyType } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { consoleSpeaking } from '#testing/console-page.tsx'
import words from '../../words/console.zh-CN.json' with { type: 'json' }
import places from '../../words/zh-CN.json' with { type: 'json' }
import { DistrictPage } from './DistrictPage.tsx'
import { PlacesPage } from './PlacesPage.tsx'

const openConsole = await consoleSpeaking({ placesConsole: { ...places, ...words } })

const districtId = '421202'
const community = '421202001001'
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const box = (w: number, s: number, e: number, n: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [w, s],
      [e, s],
      [e, n],
      [w, n],
      [w, s],
    ],
  ],
})
const area = (code: string, level: string, name: string, boundary: object | null = null) => ({
  code,
  level,
  name,
  parentCode: code.slice(0, -3),
  boundary,
  lon: 114.3,
  lat: 29.8,
  schematic: true,
  active: true,
  version: 2,
})
const areas = [
  area('421202001', 'street', '一街'),
  area(community, 'community', '一社区', box(114.3, 29.8, 114.32, 29.82)),
  area(`${community}001`, 'grid', '一网格', box(114.3, 29.8, 114.312, 29.82)),
  area(`${community}002`, 'grid', '二网格', box(114.31, 29.8, 114.32, 29.82)),
]
const row = (n: number, token: string | null) => ({
  id: id(n),
  kind: 'building',
  name: `${n}栋`,
  fullText: `甲区一街一社区${n}栋`,
  communityCode: community,
  gridCode: null,
  lon: 114.305,
  lat: 29.805,
  version: 0,
  parentId: null,
  active: true,
  token,
})
const district = {
  districtId,
  name: '甲区',
  nameEn: 'Jia',
  timeZone: 'Asia/Shanghai',
  lon: 114.3,
  lat: 29.8,
  demo: false,
  version: 4,
  settings: {
    deskIdleMinutes: 30,
    phoneIdleDays: 30,
    nearestCommunityMetres: 3000,
    telephone: '12345',
    gasTelephone: '',
    stationTelephone: '0000-11',
    coordinateSystem: 'WGS84',
    casesNote: '别的模块的',
  },
}

let sent: { path: string; body: Record<string, unknown> }[] = []
const took = (
  path: string,
  reply: JsonBodyType | ((body: Record<string, unknown>) => JsonBodyType),
) =>
  http.post(`*${path}`, async ({ request }) => {
    const body = z.record(z.string(), z.unknown()).parse(await request.json())
    sent.push({ path: new URL(request.url).pathname, body })
    return HttpResponse.json(typeof reply === 'function' ? reply(body) : reply)
  })
const json = (body: JsonBodyType) => () => HttpResponse.json(body)

const server = setupServer(
  http.get(
    '*/api/public/421202/map',
    json({
      areas: { type: 'FeatureCollection', features: [] },
      layers: [],
      tiles: null,
      attribution: '',
    }),
  ),
  http.get('*/api/places/areas', json({ areas })),
  http.get('*/api/places/district', json(district)),
  http.get('*/api/places/revisions', json({ revisions: [] })),
  http.get(
    '*/api/places/addresses',
    json({ rows: [row(1, 'a'.repeat(22)), row(2, null)], next: null }),
  ),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
beforeEach(() => (sent = []))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

function open(path: string, verbs = ['places.read', 'places.edit', 'settings.edit']) {
  const setting = {
    districtId,
    districtName: '甲区',
    timeZone: 'Asia/Shanghai',
    lon: 114.3,
    lat: 29.8,
    verbs: new Set(verbs),
  }
  const pages = { '/places': PlacesPage, '/district': DistrictPage }
  return openConsole({ address: path.replace('/console', ''), pages, setting }).user
}

it('says where sibling grids overlap', async () => {
  open(`/console/places?area=${community}`)
  expect(await screen.findByText(/一网格与二网格重叠/)).toBeTruthy()
  const tree = screen.getByRole('list', { name: '区域' })
  expect(
    within(tree)
      .getByRole('button', { name: /一社区/ })
      .getAttribute('aria-current'),
  ).toBe('true')
})

it('checks a code by hand and takes an outline that was pasted', async () => {
  server.use(
    took('/api/places/areas', (body) => ({
      ...area(String(body['code']), 'grid', '三网格'),
      version: 0,
    })),
  )
  const user = open(`/console/places?area=${community}`)
  await user.click(await screen.findByRole('button', { name: '在这里添加网格' }))
  const code = screen.getByRole('textbox', { name: '编码' })
  const put = async (field: HTMLElement, text: string) => {
    await user.clear(field)
    await user.click(field)
    await user.paste(text)
  }
  await put(code, `${community}01`)
  expect(await screen.findByText('编码要 15 位数字')).toBeTruthy()
  await put(code, `${community}002`)
  expect(await screen.findByText('这个编码已经有了')).toBeTruthy()
  await put(code, `${community}003`)
  await put(screen.getByRole('textbox', { name: '名称' }), '三网格')
  const text = screen.getByRole('textbox', { name: 'GeoJSON 文本' })
  await put(text, '{"type":"Point","coordinates":[114.3,29.8]}')
  await user.click(screen.getByRole('button', { name: '用这个边界' }))
  expect(await screen.findByText('里面没有闭合的多边形')).toBeTruthy()
  await put(text, JSON.stringify(box(114.3, 29.8, 114.31, 29.81)))
  await user.click(screen.getByRole('button', { name: '用这个边界' }))
  await user.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({
    code: `${community}003`,
    level: 'grid',
    name: '三网格',
    baseVersion: null,
    boundary: { type: 'Polygon' },
  })
}, 20_000)

it('names every faulty feature of a file before anything is taken in', async () => {
  server.use(
    took('/api/places/grids/import', {
      added: 1,
      changed: 0,
      same: 0,
      faults: [{ feature: 2, code: '42', name: '短', fault: 'code_does_not_fit' }],
    }),
  )
  const user = open('/console/places')
  await user.click(await screen.findByRole('button', { name: '导入网格' }))
  const file = new File(['{"type":"FeatureCollection","features":[{},{}]}'], 'g.geojson')
  await user.upload(screen.getByLabelText('选择 GeoJSON 文件', { selector: 'input' }), file)
  expect(await screen.findByText('第 2 个要素 42 短：编码的位数或区划不对')).toBeTruthy()
  expect(sent).toMatchObject([{ body: { dryRun: true } }])
  expect(screen.queryByRole('button', { name: '导入' })).toBeNull()
})

it('makes the codes that are missing and shows each plate with its place and telephone', async () => {
  server.use(took('/api/places/doorplates', { made: 1, doorplates: [] }))
  const user = open('/console/places?part=doorplates')
  const plates = await screen.findByRole('region', { name: '打印预览' })
  expect(within(plates).getByRole('img', { name: '1栋的二维码' })).toBeTruthy()
  expect(await within(plates).findByText('甲区 · 电话 0000-11')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '制码 1 个' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toEqual({ addressIds: [id(1), id(2)] })
})

it('replaces a code only after saying what follows', async () => {
  server.use(
    took(`/api/places/doorplates/${'a'.repeat(22)}/revoke`, {
      token: 'a'.repeat(22),
      addressId: id(1),
      printedAt: '2026-11-25T00:00:00.000Z',
      revokedAt: '2026-11-25T00:00:00.000Z',
      replacedBy: 'b'.repeat(22),
    }),
  )
  const user = open('/console/places?part=doorplates')
  await user.click(await screen.findByRole('button', { name: '换新码' }))
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getByText('现在这块门牌扫码后会提示已作废。')).toBeTruthy()
  await user.click(within(dialog).getByRole('button', { name: '换新码' }))
  await waitFor(() => expect(sent).toMatchObject([{ body: { replace: true } }]))
})

it('saves the telephones of the district and keeps what other modules have set', async () => {
  server.use(took('/api/places/district', { ...district, version: 5 }))
  const user = open('/console/district')
  await user.type(await screen.findByRole('textbox', { name: '燃气公司' }), '0000-22')
  await user.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({
    baseVersion: 4,
    settings: { gasTelephone: '0000-22', casesNote: '别的模块的' },
  })
})

it('shows a reader no button that changes anything', async () => {
  open(`/console/places?area=${community}`, ['places.read'])
  expect(await screen.findByRole('heading', { name: '一社区' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: '保存' })).toBeNull()
  expect(screen.queryByRole('button', { name: '导入网格' })).toBeNull()
})
