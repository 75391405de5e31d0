import { screen, within } from '@testing-library/react'
import fc from 'fast-check'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import consoleWords from '#modules/cases/words/console.zh-CN.json' with { type: 'json' }
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { IssueMember, IssuePage as Page } from '../../../contract/issues.ts'
import words from '../../../words/issues.zh-CN.json' with { type: 'json' }
import { IssueOfCase } from './IssueOfCase.tsx'
import { IssuePage } from './IssuePage.tsx'
import { IssuesPage } from './IssuesPage.tsx'
import { periodsOf } from './periods.ts'

const openConsole = await consoleSpeaking({ issues: words, console: consoleWords })
/** The first page of a file is slow where much else runs. */
const patient = { timeout: 10_000 }
const idOf = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
const at = '2026-03-16T01:00:00.000Z'

const member = (n: number): IssueMember => ({
  reportId: idOf(n),
  caseId: idOf(n),
  caseVersion: n,
  shortCode: `ABC00${n}`,
  title: `砖窑灰尘 ${n}`,
  address: '青竹苑',
  status: 'filed',
  at,
  lon: null,
  lat: null,
  likeness: n === 1 ? null : { name: 0.9, trouble: 1, saying: 0.3 },
  canFollow: true,
  canLead: true,
})
const issue: Page = {
  number: 7,
  title: '青竹苑旁边的砖窑灰尘大',
  troubles: ['dust'],
  names: ['青竹苑'],
  communities: ['澜湖社区'],
  firstAt: at,
  lastAt: at,
  detectedAt: at,
  open: 3,
  people: 3,
  messages: 4,
  daysQuiet: 0,
  heat: 3.3,
  version: 4,
  members: [3, 2, 1].map(member),
  beyond: 2,
  history: [{ type: 'detected', at, by: null, other: null, shortCode: null }],
  allowed: ['merge', 'take_out', 'join'],
  now: at,
}
let sent: { path: string; body: unknown }[] = []
const note = async (request: Request) => {
  sent.push({ path: new URL(request.url).pathname, body: await request.json() })
}
const server = setupServer(
  http.get('*/api/reading/issues', () => HttpResponse.json({ rows: [issue], now: at })),
  http.get('*/api/reading/cases/:id/issue', () => HttpResponse.json({ issue })),
  http.get('*/api/reading/issues/7', () => HttpResponse.json(issue)),
  http.post('*/api/reading/issues/7/take-out', async ({ request }) => {
    await note(request)
    return HttpResponse.json(issue)
  }),
  http.post('*/api/cases/many/preview', () =>
    HttpResponse.json({
      rows: [2, 3].map((n) => ({
        caseId: idOf(n),
        shortCode: '',
        title: '',
        can: true,
        outcome: null,
        problem: null,
      })),
    }),
  ),
  http.post('*/api/cases/many', async ({ request }) => {
    await note(request)
    return HttpResponse.json({
      rows: [2, 3].map((n) => ({ caseId: idOf(n), done: true, repeated: false, problem: null })),
      done: 2,
    })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
afterEach(() => {
  server.resetHandlers()
  sent = []
})
afterAll(() => server.close())

const openIssue = () =>
  openConsole({
    address: '/issues/7',
    pages: { '/issues/$number': IssuePage, '/cases/$caseId': null },
  })

it('lists what several people wrote of, with the formula of its heat', async () => {
  openConsole({ address: '/issues', pages: { '/issues': IssuesPage, '/issues/$number': null } })
  expect(await screen.findByText(issue.title, {}, patient)).toBeTruthy()
  expect(screen.getByText(words.formula)).toBeTruthy()
  expect(screen.getByText('粉尘')).toBeTruthy()
  expect(screen.getByText('3 人')).toBeTruthy()
})

it('reckons the heat again on the page, and says what is out of sight', async () => {
  openIssue()
  expect(await screen.findByText(/3 人 \+ 多次反映 1 条/, {}, patient)).toBeTruthy()
  expect(screen.getByText('另有 2 条在您的范围之外。')).toBeTruthy()
})

it('takes a message out once it was confirmed', async () => {
  const { user } = openIssue()
  const [first] = await screen.findAllByRole('button', { name: words['leave.do'] }, patient)
  await user.click(first!)
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('button', { name: words['leave.do'] }))
  await expect
    .poll(() => sent)
    .toEqual([
      { path: '/api/reading/issues/7/take-out', body: { baseVersion: 4, reportId: idOf(3) } },
    ])
})

it('joins the cases into the first reported by the door of cases', async () => {
  const { user } = openIssue()
  await user.click(await screen.findByRole('button', { name: words['do.merge'] }, patient))
  await user.click(await screen.findByRole('button', { name: '并入 2 件' }, patient))
  expect(await screen.findByText('已并入 2 件。', {}, patient)).toBeTruthy()
  expect(sent[0]).toMatchObject({
    path: '/api/cases/many',
    body: {
      act: 'merge',
      masterId: idOf(1),
      rows: [
        { caseId: idOf(2), baseVersion: 2 },
        { caseId: idOf(3), baseVersion: 3 },
      ],
    },
  })
})

const Beside = () => <IssueOfCase caseId={idOf(1)} />

it('is told of on the page of a case', async () => {
  openConsole({ address: '/cases/1', pages: { '/cases/$caseId': Beside, '/issues/$number': null } })
  const link = await screen.findByRole('link', { name: /3 人反映同一问题/ }, patient)
  expect(link.getAttribute('href')).toBe('/console/issues/7')
})

it('counts every instant in one of few periods', () => {
  const instants = fc.array(fc.integer({ min: 0, max: 4e12 }), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(instants, (all) => {
      const { periods } = periodsOf(all)
      expect(periods.length).toBeLessThanOrEqual(24)
      expect(periods.reduce((sum, p) => sum + p.count, 0)).toBe(all.length)
    }),
  )
})
