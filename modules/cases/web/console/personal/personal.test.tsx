import { screen, within, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import words from '#modules/cases/words/personal.zh-CN.json' with { type: 'json' }
import said from '#modules/cases/words/zh-CN.json' with { type: 'json' }
import { consoleSpeaking } from '#testing/console-page.tsx'
import { setting } from '#testing/people-rows.ts'
import { HoldPart } from './HoldPart.tsx'
import { PersonalPage } from './PersonalPage.tsx'

const open = await consoleSpeaking({ personal: words, said })
const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const row = {
  id: idOf(1),
  kind: 'delete',
  way: 'desk',
  state: 'open',
  name: '李明',
  phone: '138****00',
  askedAt: '2026-11-01T01:00:00Z',
  dueAt: '2026-11-20T01:00:00Z',
  late: true,
  closedAt: null,
  version: 1,
}
const page = {
  ...row,
  words: '请删除我的电话',
  identity: { words: '当面核对', by: '王芳', at: '2026-11-02T01:00:00Z' },
  found: [
    {
      reportId: idOf(2),
      caseId: idOf(3),
      number: '4207042026031600001',
      shortCode: 'ABC234',
      title: '路灯不亮',
      status: 'closed',
      at: '2026-03-16T01:00:00Z',
      confidential: false,
      held: null,
      items: [
        { field: 'phone', text: '138****00', fault: null },
        { field: 'words', text: '门口的灯不亮', fault: 'open' },
      ],
    },
  ],
  acts: [],
  elsewhere: [],
  otherActs: [],
  answer: null,
  allowed: ['erase', 'refuse', 'copy', 'close'],
}
const show = (address: string, verbs: string[]) =>
  open({
    address,
    pages: { '/personal': PersonalPage, '/cases/$caseId': null },
    setting: { ...setting, verbs: new Set(verbs) },
  })

it('shows requests by deadline, and erases an item after saying what follows', async () => {
  const sent: unknown[] = []
  server.use(
    http.get('*/api/cases/personal/requests', () => HttpResponse.json({ requests: [row] })),
    http.get('*/api/cases/personal/requests/*', () => HttpResponse.json(page)),
    http.post('*/api/cases/personal/requests/*/erase', async ({ request }) => {
      sent.push(await request.json())
      const acts = [
        {
          reportId: idOf(2),
          field: 'phone',
          act: 'erased',
          reason: null,
          by: '王芳',
          at: row.askedAt,
        },
      ]
      return HttpResponse.json({ ...page, acts, version: 2 })
    }),
  )
  show('/personal', ['cases.personal'])
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '删除 李明' }))
  const sheet = await screen.findByRole('dialog')
  expect(await within(sheet).findByText('请删除我的电话')).toBeTruthy()
  // Of what is still needed there is the reason, and no button to erase.
  expect(within(sheet).getByText(words['fault.open'])).toBeTruthy()
  await user.click(within(sheet).getByRole('button', { name: '删除' }))
  expect(await screen.findByText(words['eraseThen.phone'])).toBeTruthy()
  const asked = screen.getAllByRole('dialog').at(-1)!
  await user.click(within(asked).getByRole('button', { name: '删除' }))
  expect(await within(sheet).findByText('王芳已删除')).toBeTruthy()
  expect(sent).toEqual([{ reportId: idOf(2), field: 'phone', baseVersion: 1 }])
})

it('reaches the register and visits: what the law keeps is said, the rest is erased', async () => {
  const sent: unknown[] = []
  const entry = {
    source: 'subjects',
    id: idOf(7),
    label: '余** 竹林北路',
    at: row.askedAt,
    items: [
      { field: 'phone', text: '199****1234', fault: null, mayMend: true },
      { field: 'identity', text: '****1234', fault: 'law', mayMend: true },
    ],
  }
  server.use(
    http.get('*/api/cases/personal/requests', () => HttpResponse.json({ requests: [row] })),
    http.get('*/api/cases/personal/requests/*', () =>
      HttpResponse.json({ ...page, found: [], elsewhere: [entry] }),
    ),
    http.post('*/api/cases/personal/requests/*/elsewhere', async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json({ ...page, found: [], elsewhere: [], version: 2 })
    }),
  )
  show('/personal', ['cases.personal'])
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '删除 李明' }))
  const sheet = await screen.findByRole('dialog')
  expect(await within(sheet).findByText('别处找到 1 条')).toBeTruthy()
  expect(within(sheet).getByText(words['fault.law'])).toBeTruthy()
  await user.click(within(sheet).getByRole('button', { name: '删除' }))
  const asked = screen.getAllByRole('dialog').at(-1)!
  await user.click(within(asked).getByRole('button', { name: '删除' }))
  await waitFor(() =>
    expect(sent).toEqual([
      {
        source: 'subjects',
        entryId: idOf(7),
        field: 'phone',
        act: 'erase',
        words: '',
        baseVersion: 1,
      },
    ]),
  )
})

it('counts before a class is switched on, and says when that was left out', async () => {
  const rule = { class: 'contact', days: 730, least: 30, running: false, version: -1 }
  server.use(
    http.get('*/api/cases/personal/retention', () =>
      HttpResponse.json({ rules: [rule], runs: [] }),
    ),
    http.post('*/api/cases/personal/retention/dry-run', () =>
      HttpResponse.json({
        id: idOf(5),
        class: 'contact',
        dry: true,
        found: 12,
        done: 0,
        kept: 2,
        by: null,
        at: row.askedAt,
      }),
    ),
    http.post('*/api/cases/personal/retention', async ({ request }) => {
      expect(await request.json()).toMatchObject({ running: true, baseVersion: null })
      return HttpResponse.json({ code: 'cases.retention_not_tried', details: {} }, { status: 409 })
    }),
  )
  show('/personal', ['settings.edit'])
  const user = userEvent.setup()
  await user.click(await screen.findByRole('switch'))
  expect(await screen.findByText(said['error.cases.retention_not_tried'])).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '试算' }))
  expect(await screen.findByText('已满期限 12 项，其中 2 项要保留。')).toBeTruthy()
})

it('keeps a case as evidence with a reason, from its page, for whoever answers for personal data', async () => {
  const sent: unknown[] = []
  let hold: { reason: string; at: string } | null = null
  server.use(
    http.get('*/api/cases/*/personal-hold', () => HttpResponse.json({ hold })),
    http.post('*/api/cases/*/personal-hold', async ({ request }) => {
      sent.push(await request.json())
      hold = { reason: '已进入复议', at: row.askedAt }
      return HttpResponse.json({})
    }),
  )
  open({
    address: '/held',
    pages: { '/held': () => <HoldPart caseId={idOf(3)} /> },
    setting: { ...setting, verbs: new Set(['cases.personal']) },
  })
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: words.hold }))
  const asked = await screen.findByRole('dialog')
  expect(within(asked).getByText(words.holdThen)).toBeTruthy()
  await user.type(within(asked).getByLabelText(words.holdWhy), '已进入复议')
  await user.click(within(asked).getByRole('button', { name: words.hold }))
  expect(await screen.findByText(/作为证据保存：已进入复议/)).toBeTruthy()
  expect(screen.getByRole('button', { name: words.letGo })).toBeTruthy()
  expect(sent).toEqual([{ reason: '已进入复议' }])
})
