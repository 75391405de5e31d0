import { configure, screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { ModelView, ReadingPage as Page } from '../../../contract/index.ts'
import words from '../../../words/proposals.zh-CN.json' with { type: 'json' }
import said from '../../../words/zh-CN.json' with { type: 'json' }
import { ReadingPage } from './ReadingPage.tsx'
import { weeksBetween } from './weeks.ts'

vi.setConfig({ testTimeout: 60_000 })
configure({ asyncUtilTimeout: 15_000 })

const openConsole = await consoleSpeaking({ proposals: words, said })
const model = (version: number, over: Partial<ModelView> = {}): ModelView => ({
  kind: 'matter',
  version,
  madeAt: '2026-03-16T02:00:00.000Z',
  orderedBy: '',
  learnedFrom: 400,
  classes: 40,
  examinedOn: 'cases',
  scores: { cases: 400, accuracy: 0.9, macroF1: 0.8, sureAccuracy: 0.97, calibrationError: 0.02 },
  inPlace: false,
  placedAt: null,
  placedBy: '',
  ...over,
})
const better = { ...model(1).scores, accuracy: 0.95 }
const week = {
  kind: 'matter',
  origin: 'learned',
  chosen: 40,
  first: 30,
  three: 36,
  sure: 20,
  sureRight: 19,
} as const
const page: Page = {
  sureFrom: 0.5,
  version: 7,
  filed: 412,
  training: false,
  models: [model(2), model(1, { inPlace: true, scores: better, learnedFrom: 0 })],
  agreement: [
    { ...week, week: '2026-03-02' },
    { ...week, week: '2026-03-16', first: 38 },
  ],
}
let sent: { path: string; body: unknown }[] = []
const take = (answer: () => Response | Promise<Response>) =>
  async function taken({ request }: { request: Request }) {
    const text = await request.text()
    sent.push({ path: new URL(request.url).pathname, body: text === '' ? null : JSON.parse(text) })
    return answer()
  }
const server = setupServer(
  http.get('*/api/reading', () => HttpResponse.json(page)),
  http.post(
    '*/api/reading/training',
    take(() => HttpResponse.json({ ...page, training: true })),
  ),
  http.post(
    '*/api/reading/models/*',
    take(() => HttpResponse.json(page)),
  ),
  http.put(
    '*/api/reading/settings',
    take(() => HttpResponse.json({ ...page, sureFrom: 0.7 })),
  ),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  sent = []
  server.resetHandlers()
})
afterAll(() => server.close())

const open = () => openConsole({ address: '/reading', pages: { '/reading': ReadingPage } })

it('tells what stands, how good it is, and how often people agree', async () => {
  open()
  const matter = await screen.findByRole('region', { name: '事项' })
  expect(within(matter).getByText('在用第 1 版')).toBeTruthy()
  expect(within(matter).getAllByText('95.0%').length).toBeGreaterThan(0)
  expect(within(matter).getByRole('img', { name: /最近 95%/ })).toBeTruthy()
  const unit = screen.getByRole('region', { name: '单位' })
  expect(within(unit).getByText(/满 30 件/)).toBeTruthy()
})

it('tells apart what rules proposed, also where nothing was learned', async () => {
  const byRule = { ...week, kind: 'unit', origin: 'rule', week: '2026-03-16', first: 20 } as const
  server.use(
    http.get('*/api/reading', () =>
      HttpResponse.json({ ...page, agreement: [...page.agreement, byRule] }),
    ),
  )
  open()
  const unit = await screen.findByRole('region', { name: '单位' })
  expect(within(unit).getByText(/满 30 件/)).toBeTruthy()
  expect(within(unit).getByRole('img', { name: /按派遣规则.*最近 50%/ })).toBeTruthy()
  const matter = screen.getByRole('region', { name: '事项' })
  expect(within(matter).queryByText(/按派遣规则/)).toBeNull()
})

it('puts another version in place after saying what follows', async () => {
  const { user } = open()
  await user.click(await screen.findByRole('button', { name: '换用这一版 2' }))
  expect(await screen.findByText(/低 5.0 个百分点/)).toBeTruthy()
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: '换用这一版' }))
  await waitFor(() =>
    expect(sent).toEqual([{ path: '/api/reading/models/matter/2/place', body: { standing: 1 } }]),
  )
})

it('says so where somebody was faster', async () => {
  const late = { code: 'reading.out_of_date', details: { standing: 3 } }
  server.use(http.post('*/api/reading/models/*', () => HttpResponse.json(late, { status: 409 })))
  const { user } = open()
  await user.click(await screen.findByRole('button', { name: '换用这一版 2' }))
  await user.click(
    within(await screen.findByRole('dialog')).getByRole('button', { name: '换用这一版' }),
  )
  expect(await screen.findByText(/刚才有人换过在用的版本/)).toBeTruthy()
})

it('trains on order, and saves from where a proposal is sure', async () => {
  const { user } = open()
  const field = await screen.findByRole('spinbutton')
  await user.clear(field)
  await user.type(field, '70')
  await user.click(screen.getByRole('button', { name: '保存' }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ sureFrom: 0.7, baseVersion: 7 }))
  await user.click(screen.getByRole('button', { name: '现在训练' }))
  expect(await screen.findByText(/正在训练/)).toBeTruthy()
})

it('leaves no week out', () => {
  expect(weeksBetween(page.agreement).map(({ week: at, figures }) => [at, figures?.first])).toEqual(
    [
      ['2026-03-02', 30],
      ['2026-03-09', undefined],
      ['2026-03-16', 38],
    ],
  )
  expect(weeksBetween([])).toEqual([])
})
