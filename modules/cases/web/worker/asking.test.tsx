import { cleanup, configure, screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { meAs, phoneSpeaking } from '#testing/phone-page.tsx'
import { openSealedStore } from '#platform/web/sealed-store.ts'
import phone from '../../words/phone.zh-CN.json' with { type: 'json' }
import work from '../../words/work.zh-CN.json' with { type: 'json' }
import { aCase, aRow, idOf } from '../console/desk/desk-samples.ts'
import { workerRoutes } from './routes.tsx'

vi.setConfig({ testTimeout: 60_000 })
configure({ asyncUtilTimeout: 15_000 })
const zh = { ...phone, ...work }
const openPhone = await phoneSpeaking({ phone: zh })
const personId = idOf(501)
const me = meAs({
  personId,
  name: '涂雪琴',
  postId: idOf(700),
  verbs: ['cases.accept', 'cases.finish', 'cases.return'],
})
const task = {
  id: idOf(101),
  caseId: idOf(1),
  unitId: idOf(900),
  unitName: '市政',
  role: 'lead',
  state: 'accepted',
  assigneeId: personId,
  assignee: null,
  offeredAt: '2026-03-16T02:00:00.000Z',
  acceptedAt: '2026-03-16T02:05:00.000Z',
  arrivedAt: null,
  endedAt: null,
} as const
const reason = {
  kind: 'return',
  code: 'not_ours',
  name: '不归本单位管',
  nameEn: 'Not ours',
  nextDoor: '',
  nextDoorEn: '',
  origin: 'preset',
}

let down = false
let page = aCase(1, { allowed: ['arrive', 'return'] })
const asked: unknown[] = []
const line = (reply: () => object) => () =>
  down ? HttpResponse.error() : HttpResponse.json(reply())
const server = setupServer(
  http.get(
    '*/api/people/me',
    line(() => me),
  ),
  http.get('*/api/tasks', ({ request }) =>
    line(() => ({
      rows: request.url.includes('state=open')
        ? [{ task, case: aRow(1), allowed: page.allowed }]
        : [],
      now: new Date().toISOString(),
    }))(),
  ),
  http.get(
    '*/api/cases/:id',
    line(() => page),
  ),
  http.get(
    '*/api/public/:district/reasons',
    line(() => ({ rows: [reason] })),
  ),
  http.post('*/api/cases/:id/requests', async ({ request }) => {
    if (down) return HttpResponse.error()
    asked.push(await request.json())
    page = { ...page, version: page.version + 1, allowed: [] }
    return HttpResponse.json(page)
  }),
  http.all('*/api/*', () => HttpResponse.json({ code: 'request.forbidden' }, { status: 403 })),
)
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'bypass' })
  vi.stubGlobal('scrollTo', () => undefined)
})
afterAll(() => server.close())

const open = (at: string) => openPhone(workerRoutes, at).user

it('asks without a line by the reasons seen before, says that it waits, and asks once', async () => {
  const { sights } = openSealedStore('gongzhi-outbox')
  open('/work')
  await waitFor(async () => {
    expect(await sights.get([personId, 'reasons'])).toBeDefined()
    expect(await sights.get([personId, `case ${idOf(1)}`])).toBeDefined()
  })
  cleanup()
  down = true
  const user = open(`/work/tasks/${idOf(1)}`)
  await user.click(await screen.findByRole('button', { name: zh['task.ask'] }))
  const sheet = within(await screen.findByRole('dialog'))
  await sheet.findByRole('option', { name: reason.name })
  await user.selectOptions(sheet.getByLabelText(zh['ask.reason']), reason.code)
  await user.type(sheet.getByLabelText(zh['ask.words']), '这是公路段的灯')
  await user.click(sheet.getByRole('button', { name: zh['ask.send'] }))
  await screen.findByText(zh['ask.unsent'])
  await screen.findByText('1 件等信号，有网会自动发出')
  expect(screen.queryByRole('button', { name: zh['task.ask'] })).toBeNull()
  down = false
  dispatchEvent(new Event('online'))
  await waitFor(() => expect(asked).toHaveLength(1))
  expect(asked[0]).toMatchObject({
    kind: 'return',
    reasonCode: reason.code,
    words: '这是公路段的灯',
    baseVersion: 3,
  })
  await waitFor(() => expect(screen.queryByText(zh['ask.unsent'])).toBeNull())
})
