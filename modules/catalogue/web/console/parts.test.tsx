import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import words from '../../words/console.zh-CN.json' with { type: 'json' }
import { nextItemCode } from './guide/GuideDialog.tsx'
import { openPage } from '#testing/catalogue-pages.tsx'
import { limits, matter, policies } from './page-samples.ts'

vi.setConfig({ testTimeout: 60_000 })

let sent: { path: string; body: Record<string, unknown> }[] = []
const take =
  (reply: object) =>
  async ({ request }: { request: Request }) => {
    const body = z.record(z.string(), z.unknown()).parse(await request.json())
    sent.push({ path: new URL(request.url).pathname, body })
    return HttpResponse.json(reply)
  }
const item = {
  code: 'GL04',
  class: 'management',
  name: '市政设施',
  nameEn: 'Roads and lamps',
  steps: ['先设围挡', '再修'],
  evidence: ['照片'],
  legalBasis: '条例',
  owner: '市政中心',
  settleAlone: false,
  nextStep: '',
  nextStepEn: '',
  active: true,
  origin: 'preset',
  version: 0,
}
const label = {
  status: 'handling',
  name: '处置中',
  nameEn: 'Being handled',
  presetName: '处置中',
  presetNameEn: 'Being handled',
  type: 'open',
  origin: 'preset',
  version: 0,
}
const majors = [
  {
    kind: 'matter',
    major: '09',
    name: '街面秩序',
    count: 12,
    inactive: 1,
    own: 0,
    nextCode: '09999',
  },
]
const guide = {
  item,
  matters: [matter],
  limits: limits.desk.receive,
  history: [],
  allowed: ['edit'],
}
const planned = { ...policies.current, version: 2, startsAt: '2099-01-01T00:00:00.000Z' }

const server = setupServer(
  http.get('*/api/catalogue/majors', () => HttpResponse.json({ rows: majors, allowed: ['edit'] })),
  http.get('*/api/catalogue/matters', () => HttpResponse.json({ rows: [matter], next: null })),
  http.put('*/api/catalogue/matters/matter/:code', take(matter)),
  http.get('*/api/catalogue/guide-items', () => HttpResponse.json({ rows: [item], allowed: [] })),
  http.get('*/api/catalogue/guide-items/GL04', () => HttpResponse.json(guide)),
  http.put('*/api/catalogue/guide-items/GL04', take({ ...item, version: 1 })),
  http.get('*/api/catalogue/labels', () => HttpResponse.json({ rows: [label], allowed: ['edit'] })),
  http.put('*/api/catalogue/labels/handling', take({ ...label, version: 1 })),
  http.get('*/api/catalogue/history', () => HttpResponse.json({ rows: [] })),
  http.get('*/api/catalogue/policies', () => HttpResponse.json({ ...policies, planned })),
  http.post('*/api/catalogue/deadline', () => new HttpResponse(null, { status: 500 })),
  http.post('*/api/catalogue/policies/2/withdraw', take(planned)),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
beforeEach(() => {
  sent = []
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const dialog = async () => within(await screen.findByRole('dialog'))

it('adds a matter of the district’s own under the next free code', async () => {
  const user = openPage('/console/catalogue')
  expect(await screen.findByText('店外经营')).toBeDefined()
  await user.click(screen.getByRole('button', { name: '增加本区事项' }))
  const form = await dialog()
  await user.type(form.getByLabelText('名称'), '占道摆摊')
  await user.type(form.getByLabelText('为什么修改'), '本区常见')
  await user.click(form.getByRole('button', { name: /保\s?存/ }))
  await waitFor(() => expect(sent[0]?.path).toBe('/api/catalogue/matters/matter/09999'))
  expect(sent[0]?.body).toMatchObject({ name: '占道摆摊', baseVersion: null, active: true })
})

it('edits the steps of an item by keys alone: Enter adds, Alt with an arrow moves, empty ones go', async () => {
  const user = openPage('/console/catalogue/guide/GL04')
  await user.click(await screen.findByRole('button', { name: /^修\s?改$/ }))
  const form = await dialog()
  await user.click(form.getByLabelText('步骤 第 1 条'))
  await user.keyboard('{Enter}')
  await user.type(form.getByLabelText('步骤 第 2 条'), '拍照')
  await user.keyboard('{Alt>}{ArrowUp}{/Alt}')
  await user.click(form.getByLabelText('步骤 第 3 条'))
  await user.keyboard('{Enter}')
  await user.type(form.getByLabelText('为什么修改'), '顺序不对')
  await user.click(form.getByRole('button', { name: /保\s?存/ }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({ steps: ['拍照', '先设围挡', '再修'], baseVersion: 0 })
})

it('gives a new item the code after the highest of its class', () => {
  expect(nextItemCode('management', ['GL01', 'GL10', 'FW11'])).toBe('GL11')
  expect(nextItemCode('enforcement', [])).toBe('ZF01')
})

it('calls a state otherwise', async () => {
  const user = openPage('/console/catalogue?part=labels')
  await user.click(await screen.findByRole('button', { name: '修改 处置中' }))
  const form = await dialog()
  const name = form.getByLabelText('名称')
  await user.clear(name)
  await user.type(name, '办理中')
  await user.type(form.getByLabelText('为什么修改'), '与窗口一致')
  await user.click(form.getByRole('button', { name: /保\s?存/ }))
  await waitFor(() =>
    expect(sent[0]?.body).toEqual({
      name: '办理中',
      nameEn: 'Being handled',
      baseVersion: 0,
      reason: '与窗口一致',
    }),
  )
})

it('shows a version that waits for its day, lets nothing else be changed, and withdraws it', async () => {
  const user = openPage('/console/catalogue?part=limits')
  await user.click(await screen.findByRole('button', { name: /^撤\s?回$/ }))
  expect(screen.queryByRole('button', { name: '1 工作时' })).toBeNull()
  const form = await dialog()
  expect(form.getByText(words['policy.withdrawThen'])).toBeDefined()
  await user.type(form.getByLabelText('为什么修改'), '太早')
  await user.click(form.getByRole('button', { name: /^撤\s?回$/ }))
  await waitFor(() => expect(sent[0]?.body).toEqual({ reason: '太早' }))
})
