import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { FileView } from '../../../contract/index.ts'
import said from '../../../words/zh-CN.json' with { type: 'json' }
import words from '../../../words/console.zh-CN.json' with { type: 'json' }
import { FilesOfCase } from '../beside/FilesOfCase.tsx'
import { FilePage } from './FilePage.tsx'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ enforcement: words, said })
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const at = '2026-03-16T02:00:00.000Z'
const setting = {
  districtId: '420704',
  districtName: '鄂城区',
  timeZone: 'Asia/Shanghai',
  lon: 114.89,
  lat: 30.39,
  verbs: new Set(['enforcement.read', 'enforcement.act', 'enforcement.dissuade']),
}

const file = (over: Partial<FileView> = {}): FileView => ({
  id: id(1),
  title: '门前长期堆放杂物',
  state: 'words',
  matterCode: '06036',
  matterName: '乱堆杂物',
  address: '大东门内正街2号',
  parties: ['黄志明'],
  dueAt: null,
  dueKind: null,
  dissuasions: 3,
  openedAt: at,
  caseId: id(2),
  version: 4,
  sells: 'none',
  stallsOffered: false,
  caseShortCode: 'K7M2QX',
  caseTitle: '杂物',
  bodyName: null,
  partyRows: [
    { id: id(3), kind: 'person', name: '黄志明', about: null, subjectId: null, elsewhere: 2 },
  ],
  atPlace: 0,
  byDissuader: [{ kind: 'community', count: 3 }],
  promises: [],
  story: [
    {
      seq: 2,
      type: 'dissuaded',
      at,
      by: '网格员 李',
      words: '请清走',
      details: { by: 'community' },
    },
  ],
  papers: [],
  handovers: [],
  evidence: [],
  custody: [],
  mediations: [],
  inspections: [],
  allowed: ['dissuade', 'talk', 'order'],
  held: [
    {
      step: 'serve',
      code: 'enforcement.order_first',
      law: { 'zh-CN': '《行政处罚法》第二十八条', en: 'article 28' },
    },
  ],
  mayMediate: false,
  mayExport: true,
  officers: [{ personId: id(4), name: '林晓', number: '42070302' }],
  punishers: [],
  orderers: [],
  now: at,
  ...over,
})

let shown = file()
let sent: unknown = null
let named: unknown = null
let refusal: object | null = null
const server = setupServer(
  http.post('*/api/enforcement/files/:id/parties', async ({ request }) => {
    named = await request.json()
    return HttpResponse.json(file({ version: 5 }))
  }),
  http.get('*/api/enforcement/files/:id', () => HttpResponse.json(shown)),
  http.get('*/api/enforcement/cases/:id/files', () =>
    HttpResponse.json({ files: [shown], mayOpen: true }),
  ),
  http.post('*/api/enforcement/files/:id/steps', async ({ request }) => {
    sent = await request.json()
    if (refusal) return HttpResponse.json(refusal, { status: 409 })
    shown = file({ state: 'ordered', version: 5, allowed: ['serve'], held: [] })
    return HttpResponse.json(shown)
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  shown = file()
  sent = null
  refusal = null
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const opened = () =>
  openConsole({
    address: `/enforcement/${id(1)}`,
    pages: { '/enforcement/$fileId': FilePage, '/cases/$caseId': null },
    setting,
  })

it('shows the ladder, offers what the server allows, and says what waits for what by its article', async () => {
  opened()
  const ladder = await screen.findByRole('list', { name: '执法阶梯' })
  expect(within(ladder).getByText('共 3 次：社区 3')).toBeTruthy()
  expect(within(ladder).getByText('劝导').closest('li')?.getAttribute('aria-current')).toBe('step')
  expect(screen.getByRole('button', { name: '责令限期改正' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: '移送处罚' })).toBeNull()
  expect(screen.getByText(/依据：《行政处罚法》第二十八条/)).toBeTruthy()
  expect(screen.getByText('两年内在别的卷里被劝导 2 次')).toBeTruthy()
})

it('says equal promises once, with how many made them', async () => {
  const promise = {
    party: '某某',
    what: '不在绿地种菜',
    byDay: '2026-03-20',
    state: 'open' as const,
  }
  const equal = (n: number) => ({ ...promise, id: id(n) })
  shown = file({
    state: 'promised',
    promises: [
      ...[1, 2, 3].map(equal),
      { ...equal(4), state: 'kept' },
      { ...equal(5), what: '拆棚' },
    ],
  })
  opened()
  const ladder = await screen.findByRole('list', { name: '执法阶梯' })
  const rung = within(ladder).getByText('约谈承诺').closest('li')
  expect(rung?.querySelector('span')?.textContent).toBe(
    '承诺 不在绿地种菜（3月20日 周五，3 人）；已做到 不在绿地种菜（3月20日 周五）；承诺 拆棚（3月20日 周五）',
  )
})

it('makes an order with the second officer, on the version that was seen', async () => {
  const { user } = opened()
  await user.click(await screen.findByRole('button', { name: '责令限期改正' }))
  const form = screen.getByRole('form', { name: '责令限期改正' })
  expect(within(form).getByText(/七个工作日内送达/)).toBeTruthy()
  const send = within(form).getByRole('button', { name: '责令限期改正' })
  expect(send).toHaveProperty('disabled', true)
  await user.type(within(form).getByLabelText('违法事实'), '门前堆放木板')
  await user.type(within(form).getByLabelText('违反的条款'), '条例第十四条')
  await user.type(within(form).getByLabelText('改正要求'), '清走')
  await user.click(send)
  await waitFor(() => expect(sent).not.toBeNull())
  const body = z
    .object({ baseVersion: z.int(), order: z.record(z.string(), z.unknown()) })
    .parse(sent)
  expect(body).toMatchObject({
    baseVersion: 4,
    order: { step: 'order', secondId: id(4), partyIds: [id(3)], facts: '门前堆放木板' },
  })
  expect(await screen.findByRole('button', { name: '送达' })).toBeTruthy()
})

it('names further parties, one a line, none twice and none that is there', async () => {
  const { user } = opened()
  await user.click(await screen.findByRole('button', { name: '补充当事人' }))
  await user.type(screen.getByLabelText('姓名或名称，一行一个'), '刘桂香\n 王德才 \n黄志明\n刘桂香')
  await user.click(screen.getByRole('button', { name: '补充 2 人' }))
  await waitFor(() => expect(named).not.toBeNull())
  const people = ['刘桂香', '王德才'].map((name) => ({ kind: 'person', name }))
  expect(named).toMatchObject({ baseVersion: 4, parties: people })
})

it('says what was refused, with the article and with what is missing', async () => {
  refusal = {
    code: 'enforcement.proof_missing',
    details: {
      fields: ['signedBy'],
      law: { 'zh-CN': '《行政处罚法》第六十一条', en: 'article 61' },
    },
  }
  shown = file({ state: 'ordered', allowed: ['serve'], held: [] })
  const { user } = opened()
  await user.click(await screen.findByRole('button', { name: '送达' }))
  const form = screen.getByRole('form', { name: '送达' })
  await user.click(within(form).getByRole('button', { name: '送达' }))
  const alert = await within(form).findByRole('alert')
  expect(alert.textContent).toContain('这种送达方式还缺少凭证。')
  expect(alert.textContent).toContain('签收人')
  expect(alert.textContent).toContain('依据：《行政处罚法》第六十一条')
})

it('stands on the page of its case', async () => {
  openConsole({
    address: '/cases',
    pages: {
      '/cases': () => <FilesOfCase caseId={id(2)} />,
      '/enforcement/$fileId': null,
    },
    setting,
  })
  expect(await screen.findByRole('link', { name: '门前长期堆放杂物' })).toBeTruthy()
  expect(screen.getByRole('list', { name: '执法阶梯' })).toBeTruthy()
})
