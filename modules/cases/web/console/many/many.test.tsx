import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { consoleSpeaking } from '#testing/console-page.tsx'
import caseWords from '../../../words/console.zh-CN.json' with { type: 'json' }
import merging from '../../../words/merging.zh-CN.json' with { type: 'json' }
import words from '../../../words/many.zh-CN.json' with { type: 'json' }
import said from '../../../words/zh-CN.json' with { type: 'json' }
import sheet from '../../../words/sheet.zh-CN.json' with { type: 'json' }
import { aCase, aRow, idOf } from '../desk/desk-samples.ts'
import { CasesPage } from '../list/CasesPage.tsx'
import { RepliesPage } from '../replies/RepliesPage.tsx'
import { SheetsPage } from '../sheet/SheetPage.tsx'
import { idsBetween } from './selection.ts'

const openConsole = await consoleSpeaking({ console: caseWords, many: words, merging, said, sheet })
const setting = {
  districtId: '420704',
  districtName: '鄂城区',
  timeZone: 'Asia/Shanghai',
  lon: 114.89,
  lat: 30.39,
  verbs: new Set(['cases.dispatch', 'cases.merge', 'cases.receive']),
}
const Order = z.object({
  id: z.string().optional(),
  act: z.string(),
  masterId: z.string().nullable(),
  rows: z.array(z.object({ caseId: z.string(), baseVersion: z.number() })),
})
const at = (hour: number) => `2026-03-16T0${hour}:00:00.000Z`
/** The first page of a file is slow where much else runs. */
const patient = { timeout: 10_000 }
let ran: z.infer<typeof Order>[] = []
let saved: unknown[] = []
const out = { code: 'cases.out_of_date', details: {} }

const server = setupServer(
  http.get('*/api/cases', () =>
    HttpResponse.json({
      rows: [1, 2, 3].map((n) => aRow(n, { reportedAt: at(4 - n) })),
      next: null,
      now: at(5),
    }),
  ),
  http.get('*/api/cases/points', () => HttpResponse.json({ points: [], truncated: false })),
  http.get('*/api/cases/:id', ({ params }) =>
    HttpResponse.json(aCase(String(params['id']) === idOf(1) ? 1 : 2, { confidential: true })),
  ),
  http.get('*/api/people/organisations', () => HttpResponse.json({ organisations: [] })),
  http.get('*/api/catalogue/matters', () => HttpResponse.json({ rows: [], next: null })),
  http.get('*/api/reply-templates/changes', () => HttpResponse.json({ rows: [] })),
  http.get('*/api/reply-templates', () =>
    HttpResponse.json({ rows: [], gaps: ['code', 'unit'], allowed: ['edit'] }),
  ),
  http.put('*/api/reply-templates/:id', async ({ request }) => {
    const body = z.record(z.string(), z.unknown()).parse(await request.json())
    saved.push(body)
    return HttpResponse.json({ ...body, id: idOf(9), version: 1 })
  }),
  http.post('*/api/cases/many/preview', async ({ request }) => {
    const order = Order.parse(await request.json())
    const rows = order.rows
      .filter((r) => r.caseId !== order.masterId)
      .map(({ caseId }, i) => ({
        caseId,
        shortCode: 'K7M4QP',
        title: '',
        can: i === 0,
        outcome: i === 0 ? 'K7M1PQ' : null,
        problem: i === 0 ? null : out,
      }))
    return HttpResponse.json({ rows })
  }),
  http.post('*/api/cases/many', async ({ request }) => {
    const order = Order.parse(await request.json())
    ran.push(order)
    const rows = order.rows.map(({ caseId }, i) => ({
      caseId,
      done: i === 0,
      repeated: false,
      problem: i === 0 ? null : out,
    }))
    return HttpResponse.json({ rows, done: 1 })
  }),
)
const titles = () => screen.getAllByRole('heading', { name: '鄂城区案件处置单' })

beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  ran = []
  saved = []
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

it('joins those that were chosen to the one reported first, after a look at each', async () => {
  const { user } = openConsole({ address: '/cases', pages: { '/cases': CasesPage }, setting })
  for (const n of [1, 2, 3])
    await user.click(await screen.findByRole('checkbox', { name: `选中 第 ${n} 件` }, patient))
  const bar = screen.getByRole('region', { name: words.bar })
  expect(within(bar).getByText('选中 3 件')).toBeDefined()
  await user.click(within(bar).getByRole('button', { name: words['act.merge'] }))
  const preview = await screen.findByRole('list', { name: words.preview })
  expect(within(preview).getByText('并入 K7M1PQ')).toBeDefined()
  expect(within(preview).getByText(said['error.cases.out_of_date'])).toBeDefined()
  await user.click(screen.getByRole('button', { name: '并入 1 件' }))
  await screen.findByText('办成 1 件，没办成 2 件。')
  expect(ran).toMatchObject([{ act: 'merge', masterId: idOf(3), rows: [{}, {}, {}] }])
  const closes = screen.getAllByRole('button', { name: words.close })
  await user.click(closes.at(-1) ?? document.body)
  await waitFor(() => expect(screen.queryByRole('region', { name: words.bar })).toBeNull())
})

it('prints one sheet after the other, with no word of who reported', async () => {
  openConsole({
    address: `/sheets?ids=${idOf(1)},${idOf(2)},nonsense`,
    pages: { '/sheets': SheetsPage },
    setting,
  })
  await waitFor(() => expect(titles()).toHaveLength(2), patient)
  expect(screen.getAllByText(sheet['reporter.confidential'])).toHaveLength(2)
  expect(screen.getByRole('button', { name: '打印 2 份' })).toBeDefined()
})

it('lets no template with an unknown gap be saved', async () => {
  const { user } = openConsole({ address: '/replies', pages: { '/replies': RepliesPage }, setting })
  await user.click(await screen.findByRole('button', { name: words['templates.add'] }, patient))
  await user.type(await screen.findByLabelText(words['templates.name']), '停电')
  const field = screen.getByLabelText(words['templates.words'])
  await user.type(field, '您好{{name}')
  expect(screen.getByText('不认识的填空：name')).toBeDefined()
  const save = screen.getByRole('button', { name: /保\s?存/ })
  expect(save).toHaveProperty('disabled', true)
  await user.clear(field)
  await user.type(field, '上报 ')
  await user.click(screen.getByRole('button', { name: /短码/ }))
  await user.click(save)
  await waitFor(() => expect(saved).toMatchObject([{ name: '停电', words: '上报 {code}' }]))
})

it('chooses all between two rows, in either direction', () => {
  const rows = [1, 2, 3, 4].map((n) => ({ id: String(n) }))
  expect(idsBetween(rows, '2', '4')).toEqual(['2', '3', '4'])
  expect(idsBetween(rows, '3', '1')).toEqual(['1', '2', '3'])
  expect(idsBetween(rows, '9', '1')).toEqual([])
})
