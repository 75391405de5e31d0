import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import words from '../../words/console.zh-CN.json' with { type: 'json' }
import { openPage } from '#testing/catalogue-pages.tsx'
import { calendar, limits, matterPage, policies, reasons } from './page-samples.ts'

// A dialog of many fields is slow to type into on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

let sent: { path: string; body: Record<string, unknown> }[] = []
const take = async (request: Request) => {
  const body = z.record(z.string(), z.unknown()).parse(await request.json())
  sent.push({ path: new URL(request.url).pathname, body })
}
const told = {
  limit: { value: 17, unit: 'WORK_HOUR' },
  from: 'class',
  policyVersion: 1,
  calendarVersion: 1,
  dueAt: '2026-11-25T08:00:00.000Z',
  estimated: false,
  measure: 'duty',
  dailyDuty: 28_800_000,
  days: [{ day: '2026-11-25', working: true, name: null, counted: 3_600_000 }],
  unlisted: 0,
  otherReading: null,
}
const server = setupServer(
  http.get('*/api/catalogue/matters/matter/09005', () => HttpResponse.json(matterPage)),
  http.put('*/api/catalogue/matters/matter/09005', async ({ request }) => {
    await take(request)
    return HttpResponse.json({ ...matterPage.matter, version: 3 })
  }),
  http.get('*/api/catalogue/matters', () => HttpResponse.json({ rows: [], next: null })),
  http.get('*/api/catalogue/guide-items', () => HttpResponse.json({ rows: [], allowed: [] })),
  http.get('*/api/catalogue/history', () => HttpResponse.json({ rows: [] })),
  http.get('*/api/catalogue/policies', () => HttpResponse.json(policies)),
  http.post('*/api/catalogue/policies', async ({ request }) => {
    await take(request)
    return HttpResponse.json({ ...policies.current, version: 2 })
  }),
  http.post('*/api/catalogue/deadline', () => HttpResponse.json(told)),
  http.get('*/api/catalogue/reasons', () =>
    HttpResponse.json({ rows: reasons, allowed: ['edit'] }),
  ),
  http.post('*/api/catalogue/reasons/refusal/order', async ({ request }) => {
    await take(request)
    return HttpResponse.json({ rows: reasons.toReversed() })
  }),
  http.get('*/api/catalogue/calendar', () => HttpResponse.json(calendar)),
  http.post('*/api/catalogue/calendar', async ({ request }) => {
    await take(request)
    return HttpResponse.json({ ...calendar, version: 2 })
  }),
  http.post('*/api/catalogue/state-days', async ({ request }) => {
    await take(request)
    const dry = sent.at(-1)?.body['dryRun'] === true
    return HttpResponse.json({
      added: [{ day: '2027-01-01', off: true, name: '元旦' }],
      same: 0,
      differing: [],
      odd: [],
      knownUntil: '2026-12-31',
      knownUntilAfter: '2027-12-31',
      done: !dry,
    })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
beforeEach(() => {
  sent = []
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const page = '/console/catalogue/matter/09005'
const dialog = async () => within(await screen.findByRole('dialog'))
async function dialogNamed(title: string) {
  const found = (await screen.findByText(title)).closest<HTMLElement>('[role=dialog]')
  if (!found) throw new Error(`${title} is no dialog`)
  return within(found)
}
const press = async (user: UserEvent, name: RegExp | string) =>
  user.click(await screen.findByRole('button', { name }))

it('edits a matter with a reason, and names the version that was seen', async () => {
  const user = openPage(page)
  await press(user, /^修\s?改$/)
  const form = await dialog()
  const filing = form.getByLabelText('立案条件')
  await user.clear(filing)
  await user.type(filing, '摆出门外')
  expect(form.getByRole('button', { name: /保\s?存/ })).toHaveProperty('disabled', true)
  await user.type(form.getByLabelText('为什么修改'), '说清楚')
  await user.click(form.getByRole('button', { name: /保\s?存/ }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({
    filingStandard: '摆出门外',
    closingStandard: '恢复原状',
    baseVersion: 2,
    reason: '说清楚',
  })
})

it('says who was faster, and keeps what was written', async () => {
  server.use(
    http.put('*/api/catalogue/matters/matter/09005', () =>
      HttpResponse.json(
        {
          code: 'catalogue.out_of_date',
          details: { since: [{ at: '2026-11-25T01:00:00.000Z', by: '赵芳', reason: '新口径' }] },
        },
        { status: 409 },
      ),
    ),
  )
  const user = openPage(page)
  await press(user, /^修\s?改$/)
  const form = await dialog()
  await user.type(form.getByLabelText('为什么修改'), '说清楚')
  await user.click(form.getByRole('button', { name: /保\s?存/ }))
  expect(await form.findByText(/赵芳：新口径/)).toBeDefined()
  expect(form.getByLabelText('为什么修改')).toHaveProperty('value', '说清楚')
  await user.click(form.getByRole('button', { name: '放弃，看最新的' }))
  await waitFor(() => expect(screen.queryByText(/赵芳/)).toBeNull())
})

it('marks the field that the server could not take', async () => {
  server.use(
    http.put('*/api/catalogue/matters/matter/09005', () =>
      HttpResponse.json(
        { code: 'request.malformed', details: { issues: [{ instancePath: '/lead' }] } },
        { status: 400 },
      ),
    ),
  )
  const user = openPage(page)
  await press(user, /^修\s?改$/)
  const form = await dialog()
  await user.type(form.getByLabelText('为什么修改'), 'x')
  await user.click(form.getByRole('button', { name: /保\s?存/ }))
  const wrong = await form.findByText(words['edit.wrong'])
  expect(wrong.closest('.edit-field')?.textContent).toContain('主办单位')
})

it('shows what was changed field by field, and goes back as a new revision', async () => {
  const user = openPage(page)
  const history = within((await screen.findByText('改由大队负责')).closest('li')!)
  expect(history.getByText('社区').tagName).toBe('DEL')
  expect(history.getByText('城管大队').tagName).toBe('INS')
  const earlier = within(screen.getByText('补上主办单位').closest('li')!)
  await user.click(earlier.getByRole('button', { name: '恢复成这样' }))
  const form = await dialog()
  expect(form.getByLabelText('主办单位')).toHaveProperty('value', '社区')
  await user.click(form.getByRole('button', { name: /保\s?存/ }))
  await waitFor(() =>
    expect(sent[0]?.body).toMatchObject({ lead: '社区', baseVersion: 2, reason: '恢复第 1 版' }),
  )
})

it('gathers changed limits into one new version', async () => {
  const user = openPage('/console/catalogue?part=limits')
  await user.click((await screen.findAllByRole('button', { name: '1 工作时' }))[0]!)
  const field = (await dialog()).getByLabelText('多久')
  await user.clear(field)
  await user.type(field, '3')
  await user.click((await dialog()).getByRole('button', { name: '放进新版' }))
  expect(await screen.findByText('改了 1 处，还没有生效')).toBeDefined()
  await press(user, '出新版…')
  const form = await dialogNamed('出第 2 版')
  expect(form.getByText('受理 · 一般')).toBeDefined()
  await user.type(form.getByLabelText('为什么修改'), '放宽')
  await user.click(form.getByRole('button', { name: '出新版' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toEqual({
    limits: {
      ...limits,
      desk: {
        ...limits.desk,
        receive: { ...limits.desk.receive, routine: { value: 3, unit: 'WORK_HOUR' } },
      },
    },
    baseVersion: 1,
    reason: '放宽',
  })
})

it('explains a deadline day by day', async () => {
  openPage('/console/catalogue?part=limits')
  expect(await screen.findByText(/算 1 小时/)).toBeDefined()
  expect(screen.getByText(/按类别和紧急程度：17 工作时/)).toBeDefined()
})

it('moves a reason, naming the order that was seen', async () => {
  const user = openPage('/console/catalogue?part=reasons')
  await press(user, '下移：不在本区')
  await waitFor(() => expect(sent[0]?.body).toEqual({ codes: ['b', 'a'], seen: ['a', 'b'] }))
})

it('gives a day off in the district, in a new version', async () => {
  const user = openPage('/console/catalogue?part=calendar')
  await press(user, /2026-10-08/)
  const day = await dialog()
  await user.click(day.getByLabelText('本区放假'))
  await user.type(day.getByLabelText('为什么（可不写）'), '庙会')
  await user.click(day.getByRole('button', { name: '放进新版' }))
  await press(user, '出新版…')
  const form = await dialogNamed('出第 2 版')
  await user.type(form.getByLabelText('为什么修改'), '庙会')
  await user.click(form.getByRole('button', { name: '出新版' }))
  await waitFor(() =>
    expect(sent[0]?.body).toMatchObject({
      overrides: { '2026-10-08': { off: true, name: '庙会' } },
      baseVersion: 1,
    }),
  )
})

it('tries a file of statutory days before it imports it', async () => {
  const user = openPage('/console/catalogue?part=calendar')
  await press(user, '导入节假日')
  const form = await dialog()
  const text = JSON.stringify({ days: [{ date: '2027-01-01', off: true, name: '元旦' }] })
  await user.upload(
    form.getByLabelText('文件'),
    new File([text], '2027.json', { type: 'application/json' }),
  )
  expect(await form.findByText(/已知到 2026-12-31 → 2027-12-31/)).toBeDefined()
  expect(sent[0]?.body).toMatchObject({ dryRun: true })
  await user.click(form.getByRole('button', { name: '导入 1 天' }))
  await waitFor(() => expect(sent[1]?.body).toMatchObject({ dryRun: false, source: '2027.json' }))
})
