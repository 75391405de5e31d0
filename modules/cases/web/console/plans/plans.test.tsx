import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { PlanView } from '../../../contract/plans.ts'
import cases from '../../../words/console.zh-CN.json' with { type: 'json' }
import words from '../../../words/plans.zh-CN.json' with { type: 'json' }
import { idOf } from '../desk/desk-samples.ts'
import { PlanPart } from './PlanPart.tsx'
import { PlanSheet } from './PlanSheet.tsx'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ plans: words, console: cases })

const caseId = idOf(9)
const plan: PlanView = {
  id: idOf(1),
  caseId,
  caseTitle: '油烟呛人',
  caseShortCode: 'ABCDEF',
  caseNumber: '4207040010142026112',
  caseAddress: '竹林北路 12 号',
  caseVersion: 5,
  goal: '沿外墙装烟道',
  state: 'open',
  madeBy: '牵头人 王',
  madeAt: '2026-11-01T00:00:00Z',
  endedAt: null,
  endedWords: null,
  steps: [
    {
      id: idOf(2),
      title: '定走向',
      unitId: idOf(3),
      unitName: '市政中心',
      personId: null,
      person: null,
      dueOn: '2026-11-20',
      overdue: true,
      state: 'todo',
      words: '',
      photos: [],
      doneAt: null,
      moves: ['doing', 'done'],
    },
  ],
  consents: [
    {
      id: idOf(4),
      party: '3 栋 201 室',
      kind: 'household',
      state: 'waiting',
      words: '',
      photos: [],
      answeredAt: null,
    },
  ],
  visits: [
    { id: idOf(5), round: 2, visitedAt: '2026-11-10T00:00:00Z', words: '挨户说明', by: '李' },
  ],
  open: { steps: 1, consents: 1 },
  allowed: ['change', 'visit', 'drop'],
}

let plans: PlanView[] = []
let sent: { path: string; body: unknown }[] = []
const take = async ({ request }: { request: Request }) => {
  sent.push({ path: new URL(request.url).pathname.split('/').at(-1)!, body: await request.json() })
  return HttpResponse.json({ plans: [plan], version: 6, mayPlan: false })
}
const server = setupServer(
  http.get('*/api/cases/:caseId/plans', () =>
    HttpResponse.json({ plans, version: 5, mayPlan: plans.length === 0 }),
  ),
  http.post('*/api/cases/:caseId/plans', take),
  http.post('*/api/cases/:caseId/plans/:planId/:what', take),
  http.get('*/api/people/organisations', () =>
    HttpResponse.json({
      organisations: [
        { id: idOf(3), name: '市政中心', shortName: '市政', active: true, handlesCases: true },
      ],
    }),
  ),
  http.get('*/api/people/posts', () => HttpResponse.json({ posts: [] })),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  plans = [plan]
  sent = []
})
afterAll(() => server.close())

const open = () =>
  openConsole({
    address: '/one',
    pages: {
      '/one': () => <PlanPart caseId={caseId} />,
      '/cases/$caseId': null,
      '/cases/$caseId/plan': null,
    },
  })

it('says what is late and what is open, and moves a step', async () => {
  const { user } = open()
  await screen.findByText('还有 1 步没做完，1 户没同意。')
  expect(screen.getByText(/已过 .*11月20日/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: /^完\s?成$/ }))
  await user.type(screen.getByLabelText('做得怎样（选填）'), '图纸已定')
  await user.click(screen.getByRole('button', { name: /^完\s?成$/ }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({
    path: 'steps',
    body: { baseVersion: 5, stepId: idOf(2), to: 'done', words: '图纸已定' },
  })
})

it('notes what a household said, and the next round of visits', async () => {
  const { user } = open()
  await user.click(await screen.findByRole('button', { name: '记答复' }))
  await user.click(screen.getByRole('radio', { name: '不同意' }))
  const form = screen.getByRole('form', { name: '记答复' })
  await user.click(within(form).getByRole('button', { name: '记答复' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({ consentId: idOf(4), answer: 'refused' })
  await user.click(screen.getByRole('button', { name: '记入户' }))
  await user.type(screen.getByLabelText('走访了谁，说了什么'), '都同意了')
  await user.click(screen.getByRole('button', { name: '记入户' }))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]?.body).toMatchObject({ round: 3, words: '都同意了' })
})

it('makes a plan with a step by a unit, and a line for each party', async () => {
  plans = []
  const { user } = open()
  await user.click(await screen.findByRole('button', { name: '定一事一策方案' }))
  const make = screen.getByRole('button', { name: '定方案' })
  expect(make.hasAttribute('disabled')).toBe(true)
  await user.type(screen.getByLabelText('目标'), '装烟道')
  await user.type(screen.getByLabelText('做什么'), '定走向')
  await user.click(screen.getByLabelText('哪家单位'))
  await user.click(await screen.findByText('市政中心'))
  await user.type(screen.getByLabelText(/要谁同意/), '201{enter}301')
  await user.click(screen.getByRole('button', { name: '定方案' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({
    goal: '装烟道',
    steps: [{ title: '定走向', unitId: idOf(3), personId: null }],
    consents: [
      { party: '201', kind: 'household' },
      { party: '301', kind: 'household' },
    ],
  })
})

it('stands on a sheet to print', async () => {
  openConsole({
    address: `/cases/${caseId}/plan`,
    pages: { '/cases/$caseId/plan': PlanSheet, '/cases/$caseId': null },
  })
  await screen.findByRole('heading', { name: '一事一策方案' })
  expect(screen.getByRole('button', { name: '打印方案' })).toBeTruthy()
  expect(screen.getByText('定走向')).toBeTruthy()
})
