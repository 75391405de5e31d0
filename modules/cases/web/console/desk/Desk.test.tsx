import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import frame from '#platform/web/console/words.zh-CN.json' with { type: 'json' }
import { consoleSpeaking } from '#testing/console-page.tsx'
import words from '../../../words/console.zh-CN.json' with { type: 'json' }
import { Desk, nextOf, ringingFirst } from './Desk.tsx'
import { aCase, aRow, idOf, matter, reason, unitId } from './desk-samples.ts'

const openConsole = await consoleSpeaking({ console: words })

interface Sent {
  path: string
  body: Record<string, unknown>
}
let sent: Sent[] = []
let pages = new Map<string, ReturnType<typeof aCase>>()
const queued = () => [...pages.values()].filter((p) => ['reported', 'filed'].includes(p.status))

const change = (action: string, apply: (page: ReturnType<typeof aCase>) => object) =>
  http.post(`*/api/cases/:id/${action}`, async ({ request, params }) => {
    const body = z.record(z.string(), z.unknown()).parse(await request.json())
    sent.push({ path: `${String(params['id'])}/${action}`, body })
    const page = pages.get(String(params['id']))
    if (!page) return new HttpResponse(null, { status: 404 })
    const after = { ...page, ...apply(page), version: page.version + 1 }
    pages.set(page.id, after)
    return HttpResponse.json(after)
  })

const server = setupServer(
  http.get('*/api/cases', () =>
    HttpResponse.json({ rows: queued(), next: null, now: new Date().toISOString() }),
  ),
  http.get('*/api/cases/:id', ({ params }) => HttpResponse.json(pages.get(String(params['id'])))),
  http.get('*/api/cases/:id/routing', () =>
    HttpResponse.json({
      unitId,
      unitName: '市政设施维护中心',
      rule: { id: idOf(80), position: 3, name: '路灯归市政' },
      why: ['matter'],
    }),
  ),
  http.get('*/api/catalogue/matters', () => HttpResponse.json({ rows: [matter], next: null })),
  http.get('*/api/catalogue/reasons', () => HttpResponse.json({ rows: [reason], allowed: [] })),
  http.get('*/api/people/organisations', () => HttpResponse.json({ organisations: [] })),
  change('file', () => ({ status: 'filed', allowed: ['dispatch', 'note'] })),
  change('dispatch', () => ({ status: 'dispatched', allowed: ['note'] })),
  change('refuse', () => ({ status: 'refused', allowed: [] })),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  sent = []
  pages = new Map([1, 2].map((n) => [idOf(n), aCase(n)]))
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

async function openDesk() {
  const { user } = openConsole({ address: '/desk', pages: { '/desk': Desk } })
  // The first page of a file is slow where much else runs.
  await screen.findByRole('heading', { name: '第 1 件' }, { timeout: 10_000 })
  return user
}

it('files and dispatches by keys alone, then selects the next message', async () => {
  const user = await openDesk()
  await user.keyboard('f')
  await screen.findByRole('option', { name: /路灯/ })
  await user.keyboard('{Enter}')
  await screen.findByText(matter.filingStandard)
  await user.keyboard('{Enter}')
  await screen.findByText('待派遣', { selector: '.message *' })
  await user.keyboard('d')
  await screen.findByText(/规则 3：路灯归市政/)
  await user.keyboard('{Enter}')
  expect(await screen.findByRole('heading', { name: '第 2 件' })).toBeDefined()
  expect(sent.map((s) => s.path)).toEqual([`${idOf(1)}/file`, `${idOf(1)}/dispatch`])
  expect(sent[0]?.body).toMatchObject({
    baseVersion: 3,
    matter: { kind: 'component', code: '01010' },
  })
  expect(sent[1]?.body).toMatchObject({ baseVersion: 4, unitId: null })
})

const filedByOther = {
  seq: 4,
  type: 'case.filed' as const,
  at: new Date().toISOString(),
  who: '李倩',
  post: '受理员',
  organisation: '街道中心',
  words: null,
  details: { matterName: '路灯' },
}

it('says what the other did when somebody was faster, and keeps the words', async () => {
  server.use(
    http.post('*/api/cases/:id/refuse', () =>
      HttpResponse.json(
        {
          code: 'cases.out_of_date',
          details: {
            since: [
              {
                seq: 9,
                type: 'case.filed' as const,
                at: new Date().toISOString(),
                who: '李倩',
                post: '受理员',
                organisation: '街道中心',
                words: null,
                details: { matterName: '路灯' },
              },
            ],
          },
        },
        { status: 409 },
      ),
    ),
  )
  const user = await openDesk()
  await user.keyboard('r')
  await user.click(await screen.findByRole('radio', { name: reason.name }))
  pages.set(idOf(1), aCase(1, { version: 4, events: [filedByOther] }))
  await user.type(screen.getByLabelText(words['refuse.words']), '请找物业')
  await user.click(screen.getByRole('button', { name: words['action.refuse'] }))
  const alert = await screen.findByText(words['late.title'])
  expect(within(alert.parentElement ?? alert).getByText(/李倩 立案 路灯/)).toBeDefined()
  expect(screen.getByDisplayValue('请找物业')).toBeDefined()
})

it('shows the door to try next before refusing', async () => {
  const user = await openDesk()
  await user.keyboard('r')
  await user.click(await screen.findByRole('radio', { name: reason.name }))
  expect(screen.getByText(reason.door, { exact: false })).toBeDefined()
  await user.click(screen.getByRole('button', { name: words['action.refuse'] }))
  await waitFor(() => expect(sent[0]?.body).toMatchObject({ reasonCode: 'private' }))
})

it('offers only what the server allows, by button and by key', async () => {
  pages.set(idOf(1), aCase(1, { allowed: ['receive', 'note'] }))
  const user = await openDesk()
  const verbs = within(screen.getByRole('complementary', { name: words['desk.do'] }))
  expect(verbs.getAllByRole('button').map((b) => b.textContent)).toEqual(['受理T'])
  await user.keyboard('r')
  await user.keyboard('f')
  expect(screen.queryByRole('form')).toBeNull()
  expect(sent).toEqual([])
})

it('moves with J and K, and shows all keys on ?', async () => {
  const user = await openDesk()
  await user.keyboard('j')
  await screen.findByRole('heading', { name: '第 2 件' })
  await user.keyboard('k')
  await screen.findByRole('heading', { name: '第 1 件' })
  await user.keyboard('?')
  expect(await screen.findByRole('dialog', { name: frame['keys.title'] })).toBeDefined()
})

it('puts ringing ones first and knows the neighbour', () => {
  const rows = [aRow(1), aRow(2, { rings: true }), aRow(3)]
  expect(ringingFirst(rows).map((r) => r.id)).toEqual([idOf(2), idOf(1), idOf(3)])
  expect(nextOf(rows, idOf(1))).toBe(idOf(2))
  expect(nextOf(rows, idOf(3))).toBe(idOf(2))
  expect(nextOf([aRow(1)], idOf(1))).toBeUndefined()
})
