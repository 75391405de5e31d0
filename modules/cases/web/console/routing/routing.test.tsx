import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { consoleSpeaking } from '#testing/console-page.tsx'
import words from '../../../words/console.zh-CN.json' with { type: 'json' }
import type { RoutingRule, RoutingSettings } from '../../../contract/index.ts'
import { RoutingPage } from '../RoutingPage.tsx'

// A dialog of many fields is slow to type into on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ console: words })

const unit = '11111111-1111-4111-8111-111111111111'
const rule = (n: number, name: string, over: Partial<RoutingRule> = {}): RoutingRule => ({
  id: `22222222-2222-4222-8222-22222222222${n}`,
  position: n,
  name,
  whenMatters: [],
  whenGuides: [],
  whenAreas: [],
  whenUrgency: [],
  unitId: unit,
  enabled: true,
  version: 4,
  ...over,
})
const settings: RoutingSettings = {
  rules: [
    rule(1, '路灯', { whenMatters: ['component:01010'] }),
    rule(2, '市政', { whenMatters: ['component:01'] }),
    rule(3, '湖边路灯', { whenMatters: ['component:01010'], whenAreas: ['420704001'] }),
  ],
  units: [{ id: unit, name: '市政中心' }],
  areas: [{ code: '420704001', name: '凤凰街道', level: 'street' }],
  majors: [{ key: 'component:01', name: '公用设施' }],
  matters: [{ key: 'component:01010', name: '路灯', guide: 'GL04', urgency: 'routine' }],
  guides: [{ code: 'GL04', name: '市政设施', nameEn: 'Roads and lamps' }],
  allowed: ['edit'],
}
let sent: { path: string; body: Record<string, unknown> }[] = []
const take = async ({ request }: { request: Request }) => {
  const body = z.record(z.string(), z.unknown()).parse(await request.json())
  sent.push({ path: new URL(request.url).pathname, body })
  return HttpResponse.json({ ...settings.rules[0], deleted: true, rules: settings.rules })
}
const server = setupServer(
  http.get('*/api/routing-rules', () => HttpResponse.json(settings)),
  http.get('*/api/routing-rules/changes', () =>
    HttpResponse.json({
      rows: [
        {
          seq: 1,
          act: 'changed',
          ruleId: settings.rules[1]!.id,
          before: { ...settings.rules[1], whenUrgency: ['urgent'] },
          after: settings.rules[1],
          by: '王敏',
          at: '2026-11-20T02:00:00.000Z',
        },
      ],
    }),
  ),
  http.put('*/api/routing-rules/:id', take),
  http.post('*/api/routing-rules/order', take),
  http.post('*/api/routing-rules/:id/delete', take),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
beforeEach(() => {
  sent = []
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

async function open(path = '/console/routing') {
  const { user } = openConsole({
    address: path.replace('/console', ''),
    pages: { '/routing': RoutingPage },
  })
  await screen.findByText('湖边路灯')
  return user
}

it('says rules in words, and which of them can never fire', async () => {
  await open()
  expect(screen.getByText('事项是 公用设施 01')).toBeDefined()
  expect(screen.getByText('永远轮不到这一条：前面的“路灯”已经全部接走。')).toBeDefined()
  expect(await screen.findByText(/紧急程度是 紧急 → 派给 市政中心/)).toBeDefined()
})

it('tries a matter out and marks the rule that fires', async () => {
  await open('/console/routing?matter=component:01010')
  expect(screen.getByText('派给 市政中心')).toBeDefined()
  expect(screen.getByText(/用第 1 条“路灯”。/)).toBeDefined()
  expect(screen.getByText(words['routing.fires']).closest('li')?.textContent).toContain('路灯')
})

it('moves and deletes, naming what was seen', async () => {
  const user = await open()
  await user.click(screen.getByRole('button', { name: '下移：路灯' }))
  const [one, two, three] = settings.rules.map((r) => r.id)
  await waitFor(() =>
    expect(sent[0]?.body).toEqual({ ids: [two, one, three], seen: [one, two, three] }),
  )
  await user.click(screen.getByRole('button', { name: '删 市政' }))
  const form = within(await screen.findByRole('dialog'))
  await user.click(form.getByRole('button', { name: /^删$/ }))
  await waitFor(() => expect(sent[1]?.body).toEqual({ version: 4 }))
  expect(sent[1]?.path).toContain(two)
})

it('keeps what was written when somebody was faster', async () => {
  server.use(
    http.put('*/api/routing-rules/:id', () =>
      HttpResponse.json({ code: 'cases.out_of_date', details: { since: [] } }, { status: 409 }),
    ),
  )
  const user = await open()
  await user.click(screen.getByRole('button', { name: '改规则 路灯' }))
  const form = within(await screen.findByRole('dialog'))
  const name = form.getByLabelText('名称')
  await user.clear(name)
  await user.type(name, '灯')
  await user.click(form.getByRole('button', { name: /保\s?存/ }))
  expect(await form.findByText(words['error.cases.out_of_date'])).toBeDefined()
  expect(form.getByLabelText('名称')).toHaveProperty('value', '灯')
  await user.click(form.getByRole('button', { name: '放弃，看最新的' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})
