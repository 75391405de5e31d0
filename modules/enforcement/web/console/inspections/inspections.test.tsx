import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { InspectionPlanView, InspectionView } from '../../../contract/index.ts'
import enforcement from '../../../words/console.zh-CN.json' with { type: 'json' }
import inspections from '../../../words/inspections.zh-CN.json' with { type: 'json' }
import said from '../../../words/zh-CN.json' with { type: 'json' }
import { InspectionsOfSubject } from './beside.tsx'
import { InspectionPage } from './InspectionPage.tsx'
import { InspectionsPage } from './InspectionsPage.tsx'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ enforcement, inspections, said })
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const at = '2026-03-16T02:00:00.000Z'
const setting = {
  districtId: '420704',
  districtName: '鄂城区',
  timeZone: 'Asia/Shanghai',
  lon: 114.89,
  lat: 30.39,
  verbs: new Set(['enforcement.read', 'enforcement.act']),
}
const officers = [{ personId: id(4), name: '林晓', number: '42070302' }]
const due = {
  planId: id(1),
  planTitle: '2026 年门前秩序检查',
  itemId: id(2),
  matterCode: '06036',
  matterName: '乱堆杂物',
  basis: '条例第十四条',
  looks: ['门前堆放'],
  subjectId: id(3),
  subjectName: '老味面馆',
  kind: 'shop' as const,
  address: '竹林北路',
  lon: null,
  lat: null,
  times: 2,
  done: 0,
  dueBy: '2026-07-01',
}
const plan: InspectionPlanView = {
  id: id(1),
  bodyId: id(5),
  bodyName: '凤凰街道综合执法中队',
  title: '2026 年门前秩序检查',
  year: 2026,
  month: null,
  areaCode: '420704001014',
  areaName: '澜湖社区',
  state: 'draft',
  items: [
    {
      id: id(2),
      matterCode: '06036',
      matterName: '乱堆杂物',
      basis: '条例第十四条',
      looks: ['门前堆放'],
      kind: 'shop',
      times: 2,
      enterprises: 7,
      done: 3,
    },
  ],
  madeBy: '高队员',
  madeAt: at,
  decidedBy: null,
  decidedAt: null,
  decidedWords: '',
  version: 1,
  allowed: ['approve'],
}
const row = {
  id: id(6),
  number: '凤凰综执检查字〔2026〕第1号',
  subjectId: id(3),
  subjectName: '老味面馆',
  address: '竹林北路',
  matterName: '乱堆杂物',
  bodyName: '凤凰街道综合执法中队',
  ground: 'complaint' as const,
  result: 'problem' as const,
  day: '2026-03-16',
  inspectedAt: at,
  voided: false,
  fileId: null,
  caseId: null,
}
const one: InspectionView = {
  ...row,
  matterCode: '06036',
  kind: 'shop',
  planTitle: null,
  groundWords: '12345 投诉占道',
  approver: '高队长',
  basis: '条例第十四条',
  aboutCaseId: null,
  officers: [{ personId: id(7), name: '高队员', number: '1' }, ...officers],
  looks: [{ what: '门前堆放', was: 'bad', words: '占道半米' }],
  words: '门前堆放桌椅',
  signing: 'refused',
  signedBy: null,
  refusedWhy: '不认可',
  witness: '李明',
  receivedAt: at,
  phone: null,
  pictures: [],
  voidedWords: '',
  voidedAt: null,
  caseShortCode: null,
  version: 1,
  allowed: ['open_file', 'void', 'print'],
}

let sent: unknown[] = []
let refusal: object | null = null
const keep = async ({ request }: { request: Request }, reply: object) => {
  sent.push(await request.json())
  return refusal ? HttpResponse.json(refusal, { status: 409 }) : HttpResponse.json(reply)
}
const server = setupServer(
  http.get('*/api/enforcement/inspections/due', () =>
    HttpResponse.json({ due: [due], more: false, today: '2026-03-16', mayInspect: true, officers }),
  ),
  http.get('*/api/enforcement/inspections/:id', () => HttpResponse.json(one)),
  http.get('*/api/enforcement/inspection-plans', () =>
    HttpResponse.json({
      plans: [plan],
      mayPlan: false,
      bodies: [],
      areas: [],
      today: '2026-03-16',
    }),
  ),
  http.get('*/api/enforcement/subjects/:id/inspections', () =>
    HttpResponse.json({
      enterprise: true,
      counts: [
        {
          bodyName: '凤凰街道综合执法中队',
          matterName: null,
          per: 'year',
          from: '2026-01-01',
          until: '2026-12-31',
          done: 2,
          special: 1,
          times: 2,
        },
      ],
      rows: [row],
      mayInspect: false,
      officers: [],
    }),
  ),
  http.post('*/api/enforcement/inspections', (call) => keep(call, { id: id(6), number: '1' })),
  http.post('*/api/enforcement/inspections/:id/file', (call) => keep(call, one)),
  http.post('*/api/enforcement/inspection-plans/:id/decide', (call) => keep(call, { version: 2 })),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  sent = []
  refusal = null
})
afterAll(() => server.close())

const pages = {
  '/inspections': InspectionsPage,
  '/inspections/$inspectionId': InspectionPage,
  '/subjects/$subjectId': () => <InspectionsOfSubject subjectId={id(3)} />,
  '/enforcement/$fileId': null,
}
const Body = z.record(z.string(), z.unknown())

it('records what a plan wants: certificates first, then result and signature, and says a refusal', async () => {
  const { user } = openConsole({ address: '/inspections', pages, setting })
  await user.click(await screen.findByRole('button', { name: /^检\s?查$/ }))
  const dialog = await screen.findByRole('dialog')
  const save = within(dialog).getByRole('button', { name: '记下检查' })
  expect(within(dialog).getByText('请先出示证件，再勾选')).toBeTruthy()
  await user.click(within(dialog).getByRole('checkbox', { name: '已向对方出示行政执法证' }))
  await user.type(within(dialog).getByLabelText('签字人'), '王老板')
  refusal = {
    code: 'enforcement.cap_reached',
    details: { law: { 'zh-CN': '国办发〔2024〕54号', en: 'document 54' } },
  }
  await user.click(save)
  expect((await within(dialog).findByRole('alert')).textContent).toContain('已到检查次数上限')
  expect(within(dialog).getByText('依据：国办发〔2024〕54号')).toBeTruthy()
  expect(Body.parse(sent[0])).toMatchObject({
    ground: 'plan',
    planId: id(1),
    itemId: id(2),
    subjectId: id(3),
    secondId: id(4),
    certificateShown: true,
    looks: [{ what: '门前堆放', was: 'good' }],
    signing: { state: 'signed', by: '王老板' },
  })
  // The same form again is the same inspection.
  refusal = null
  await user.click(save)
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(Body.parse(sent[1])['id']).toBe(Body.parse(sent[0])['id'])
})

it('shows plans with how much is done, and lets whoever may approve them', async () => {
  const { user } = openConsole({ address: '/inspections', pages, setting })
  await user.click(await screen.findByText('检查计划'))
  const card = await screen.findByRole('region', { name: plan.title })
  expect(within(card).getByText('3 / 14 次')).toBeTruthy()
  expect(within(card).queryByRole('button', { name: '撤销' })).toBeNull()
  await user.click(within(card).getByRole('button', { name: /批\s?准/ }))
  await waitFor(() => expect(sent).toEqual([{ to: 'approved', words: '', baseVersion: 1 }]))
})

it('tells one inspection, and opens the file of what it found', async () => {
  const { user } = openConsole({ address: `/inspections/${id(6)}`, pages, setting })
  expect(await screen.findByText('投诉举报 · 12345 投诉占道')).toBeTruthy()
  expect(screen.getByText('不认可')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '报成案件' })).toBeNull()
  await user.click(screen.getByRole('button', { name: '建执法卷' }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('button', { name: '建执法卷' }))
  await waitFor(() => expect(Body.parse(sent[0])['title']).toBe('门前堆放桌椅'))
})

it('says on the page of an enterprise how often it was inspected', async () => {
  openConsole({ address: `/subjects/${id(3)}`, pages, setting })
  const count = await screen.findByText('本年检查 2 次，上限 2 次')
  expect(count.closest('li')?.getAttribute('data-full')).toBe('true')
  expect(screen.getByText(/其中计划外 1 次/)).toBeTruthy()
})
