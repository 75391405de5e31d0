import { configure, screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import words from '../../../words/console.zh-CN.json' with { type: 'json' }
import { DeskSlot, type ReadOut } from '../../desk-slot.ts'
import { Desk } from './Desk.tsx'
import { aCase, matter, unitId } from './desk-samples.ts'
import { findsIn, spokenIn } from './finds.ts'

vi.setConfig({ testTimeout: 60_000 })
configure({ asyncUtilTimeout: 15_000 })
const openConsole = await consoleSpeaking({ console: words })
const waste = { ...matter, code: '06010', name: '暴露垃圾' }
const page = aCase(1, { words: '门口路灯不亮，垃圾也没人收' })
let sent: Record<string, unknown>[] = []

const server = setupServer(
  http.get('*/api/cases', () =>
    HttpResponse.json({ rows: [page], next: null, now: new Date().toISOString() }),
  ),
  http.get('*/api/cases/:id', () => HttpResponse.json(page)),
  http.get('*/api/cases/:id/likely', () => HttpResponse.json({ likely: [] })),
  http.get('*/api/cases/:id/routing', () =>
    HttpResponse.json({ unitId: null, unitName: null, rule: null, why: [] }),
  ),
  http.get('*/api/catalogue/matters', () =>
    HttpResponse.json({ rows: [matter, waste], next: null }),
  ),
  http.get('*/api/people/organisations', () => HttpResponse.json({ organisations: [] })),
  http.post('*/api/cases/:id/:action', async ({ request }) => {
    sent.push((await request.json()) as Record<string, unknown>) // oxlint-disable-line typescript/no-unsafe-type-assertion -- a test of ours
    return HttpResponse.json({ ...page, status: 'filed', allowed: [] })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
afterEach(() => {
  sent = []
  server.resetHandlers()
})
afterAll(() => server.close())

const read = (sure: boolean, unit: ReadOut['unit'] = null): ReadOut => ({
  matter: {
    sure,
    ranked: [
      {
        code: 'component:06010',
        name: '暴露垃圾',
        confidence: 0.83,
        reasons: [{ from: 7, to: 9 }],
      },
      { code: 'component:01010', name: '路灯', confidence: 0.14, reasons: [{ from: 2, to: 4 }] },
    ],
  },
  unit,
})
const open = (answer: () => Promise<ReadOut>) =>
  openConsole({
    address: '/desk',
    pages: {
      '/desk': () => (
        <DeskSlot value={answer}>
          <Desk />
        </DeskSlot>
      ),
    },
  })
const shown = () => screen.queryByRole('article') !== null
const underlined = () =>
  Array.from(document.querySelectorAll('.message-words u'), (u) => u.textContent)

it('ranks what was read, marks the words that say so, and files by one press', async () => {
  const { user } = open(() => Promise.resolve(read(true)))
  const first = await screen.findByRole('button', { name: /暴露垃圾.*83%/ })
  expect(underlined()).toEqual(['垃圾'])
  await user.hover(screen.getByRole('button', { name: /路灯.*14%/ }))
  expect(underlined()).toEqual(['路灯'])
  await user.click(first)
  await user.click(await screen.findByRole('button', { name: /^立案/ }))
  await waitFor(() =>
    expect(sent[0]).toMatchObject({ matter: { kind: 'component', code: '06010' } }),
  )
})

it('shows a message and what is proposed of it together', async () => {
  const asked = vi.fn<() => void>()
  let early = false
  open(async () => {
    asked()
    await new Promise((resolve) => setTimeout(resolve, 150))
    early ||= shown()
    return read(true)
  })
  await vi.waitFor(() => expect(shown()).toBe(true), { timeout: 10_000, interval: 5 })
  expect(asked).toHaveBeenCalledOnce()
  expect(early).toBe(false)
  expect(screen.getByRole('button', { name: /暴露垃圾/ })).toBeTruthy()
})

it('does not keep a message back for proposals that do not come', async () => {
  open(() => new Promise<ReadOut>(() => undefined))
  expect(await screen.findByRole('article')).toBeTruthy()
})

it('says when it is not sure', async () => {
  open(() => Promise.resolve(read(false)))
  expect(await screen.findByText('不太确定，可能是')).toBeTruthy()
})

it('compares the words of the catalogue where nothing could be read', async () => {
  open(() => Promise.reject(new Error('away')))
  expect(await screen.findByRole('button', { name: /路灯/ })).toBeTruthy()
  expect(screen.queryByText(/%/)).toBeNull()
})

it('names units that handled what was alike, beside the rule', async () => {
  server.use(
    http.get('*/api/cases/:id', () =>
      HttpResponse.json({ ...page, status: 'filed', allowed: ['dispatch'] }),
    ),
  )
  const ranked = [{ code: unitId, name: '环卫中心', confidence: 0.9, reasons: [] }]
  const { user } = open(() => Promise.resolve(read(true, { sure: true, ranked })))
  await user.click(await screen.findByRole('button', { name: /环卫中心.*90%/ }))
  await user.click(await screen.findByRole('button', { name: /^派遣/ }))
  await waitFor(() => expect(sent[0]).toMatchObject({ unitId }))
})

it('says before filing where it would go, and by which rule', async () => {
  const ranked = [
    { code: unitId, name: '环卫中心', confidence: 0.7, rule: '垃圾归环卫', reasons: [] },
  ]
  open(() => Promise.resolve(read(true, { sure: true, ranked })))
  const said = await screen.findByText(/可能派给环卫中心/)
  expect(said.textContent).toContain('按规则“垃圾归环卫”')
})

it('cuts a text where words speak, within what is found and beyond it', () => {
  const pieces = spokenIn(findsIn('丰润园路灯不亮', ['丰润园']), [{ from: 2, to: 5 }])
  expect(pieces.map(({ words: said, found, spoke }) => [said, found, spoke])).toEqual([
    ['丰润', true, false],
    ['园', true, true],
    ['路灯', false, true],
    ['不亮', false, false],
  ])
})
