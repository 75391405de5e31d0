import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import words from '#modules/cases/words/console.zh-CN.json' with { type: 'json' }
import duties from '#modules/cases/words/duties.zh-CN.json' with { type: 'json' }
import said from '#modules/cases/words/zh-CN.json' with { type: 'json' }
import { consoleSpeaking } from '#testing/console-page.tsx'
import { idOf, setting } from '#testing/people-rows.ts'
import type { DutiesView, DutyEntryView } from '../../../contract/duties.ts'
import { CallError } from '#platform/web/call.ts'
import { DutyListPage } from './DutyListPage.tsx'
import { DutyPart } from './DutyPart.tsx'
import { DutyWarning } from './DutyWarning.tsx'
import { OverrideField } from './OverrideField.tsx'

vi.setConfig({ testTimeout: 60_000 })
const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const open = await consoleSpeaking({ console: words, duties, said })
const here = { ...setting, verbs: new Set(['cases.read']) }
const caseId = idOf(1)
const at = '2026-03-16T02:00:00.000Z'

const view = (over: Partial<DutiesView> = {}): DutiesView => ({
  caseId,
  version: 7,
  leadUnit: '市政中心',
  support: [],
  handovers: [],
  rulings: [],
  allowed: [],
  onlyPartners: false,
  units: [
    { id: idOf(11), name: '市政中心', partner: false },
    { id: idOf(12), name: '园林中心', partner: false },
  ],
  ...over,
})
const support = (over = {}): DutiesView['support'][number] => ({
  taskId: idOf(2),
  unitId: idOf(12),
  unitName: '园林中心',
  state: 'offered',
  brief: '修剪挡灯的树枝',
  bound: false,
  assignee: null,
  calledAt: at,
  acceptedAt: null,
  endedAt: null,
  did: null,
  dueAt: at,
  overdue: true,
  partner: false,
  allowed: [],
  ...over,
})

/** The part on a page of its own, over these duties; what is sent is kept. */
function opened(first: DutiesView, answers: Record<string, (body: unknown) => Response>) {
  server.use(
    http.get('*/api/cases/:caseId/duties', () => HttpResponse.json(first)),
    ...Object.entries(answers).map(([path, answer]) =>
      http.post(`*/api/cases/:caseId/${path}`, async ({ request }) => answer(await request.json())),
    ),
  )
  return open({
    address: '/case',
    pages: { '/case': () => <DutyPart caseId={caseId} /> },
    setting: here,
  })
}

describe('lead and support on the case page', () => {
  it('shows who helps, with its time, and sends an acceptance on what was seen', async () => {
    const sent: unknown[] = []
    const { user } = opened(view({ support: [support({ allowed: ['accept', 'return'] })] }), {
      'support/:taskId/moves': (body) => {
        sent.push(body)
        return HttpResponse.json(view({ support: [support({ state: 'accepted' })] }))
      },
    })
    const part = await screen.findByRole('region', { name: '主办与协办' })
    expect(within(part).getByText('主办：市政中心')).toBeDefined()
    expect(within(part).getByText('修剪挡灯的树枝')).toBeDefined()
    expect(part.querySelector('.duty-time')?.getAttribute('data-late')).toBe('true')
    await user.click(within(part).getByRole('button', { name: '接单' }))
    await waitFor(() => expect(sent).toEqual([{ baseVersion: 7, to: 'accept' }]))
  })

  it('asks for a reason before a part is given back, and says why it was refused', async () => {
    const { user } = opened(view({ support: [support({ allowed: ['return'] })] }), {
      'support/:taskId/moves': () =>
        HttpResponse.json({ code: 'cases.no_return_left', details: {} }, { status: 409 }),
    })
    await user.click(await screen.findByRole('button', { name: '退回' }))
    const form = screen.getByRole('form', { name: '退回' })
    const send = within(form).getByRole<HTMLButtonElement>('button', { name: '退回' })
    expect(send.disabled).toBe(true)
    await user.type(within(form).getByLabelText('为什么退回'), '树不归我们')
    await user.click(send)
    expect(await screen.findByText('经指定或裁定，不能再退。')).toBeDefined()
  })

  it('says what follows before another unit is asked, and names whoever keeps the case meanwhile', async () => {
    const { user } = opened(
      view({
        allowed: ['ask_handover'],
        handovers: [
          {
            id: idOf(3),
            fromUnit: '市政中心',
            toUnit: '园林中心',
            state: 'asked',
            words: '灯杆在绿地里',
            askedBy: '周',
            askedAt: at,
            answeredAt: null,
            answer: '',
            dueAt: at,
            overdue: false,
            allowed: ['accept', 'refuse'],
          },
        ],
      }),
      {},
    )
    expect(await screen.findByText('市政中心 请 园林中心 接手')).toBeDefined()
    expect(screen.getByText('等答复，仍由 市政中心 负责')).toBeDefined()
    expect(screen.getByRole('button', { name: '接手' })).toBeDefined()
    await user.click(screen.getByRole('button', { name: '请别的单位接手' }))
    expect(screen.getByText('对方接手之前，仍由您单位负责，时间照算。')).toBeDefined()
  })

  it('lets whoever may rule name the lead and the reasons', async () => {
    const sent: unknown[] = []
    const { user } = opened(
      view({
        rulings: [
          {
            id: idOf(4),
            state: 'asked',
            words: '都说不归自己',
            parties: [{ id: idOf(11), name: '市政中心' }],
            askedBy: '市政主理人 周',
            askedAt: at,
            dueAt: at,
            overdue: false,
            unitName: null,
            supportNames: [],
            reasons: null,
            level: null,
            ruledBy: null,
            ruledAt: null,
            allowed: ['rule'],
          },
        ],
      }),
      {
        'rulings/:rulingId/rule': (body) => {
          sent.push(body)
          return HttpResponse.json(view())
        },
      },
    )
    await user.click(await screen.findByRole('button', { name: '裁定' }))
    const form = screen.getByRole('form', { name: '裁定' })
    await user.click(within(form).getByLabelText('由谁主办'))
    await user.click(await screen.findByTitle('园林中心'))
    expect(within(form).getByText(/园林中心 不能再退回/)).toBeDefined()
    await user.type(within(form).getByLabelText('理由'), '见移交单')
    await user.click(within(form).getByRole('button', { name: '裁定' }))
    await waitFor(() =>
      expect(sent).toEqual([
        { baseVersion: 7, unitId: idOf(12), supportUnitIds: [], reasons: '见移交单' },
      ]),
    )
  })

  it('is not there where there is nothing to see and nothing to do', async () => {
    opened(view(), {})
    await waitFor(() => expect(document.querySelector('.duties')).toBeNull())
  })
})

const entry = (over: Partial<DutyEntryView> = {}): DutyEntryView => ({
  id: idOf(21),
  communityCode: '',
  kind: 'refuse',
  name: '路灯维修',
  basis: '街道履职事项清单',
  whenMatters: ['matter:01037'],
  whenGuides: [],
  active: true,
  version: 2,
  ...over,
})

describe('the duty list', () => {
  const settings = {
    rules: [],
    units: [],
    areas: [],
    majors: [],
    matters: [{ key: 'matter:01037', name: '路灯', guide: null, urgency: 'routine' }],
    guides: [],
    allowed: [],
  }
  const listing = (entries: DutyEntryView[], allowed: string[]) => {
    server.use(
      http.get('*/api/routing-rules', () => HttpResponse.json(settings)),
      http.get('*/api/duty-list', () => HttpResponse.json({ entries, allowed })),
      http.get('*/api/duty-list/changes', () =>
        HttpResponse.json({
          rows: [{ seq: 1, before: null, after: entry(), by: '系统管理员', at }],
        }),
      ),
    )
    return open({ address: '/duty-list', pages: { '/duty-list': DutyListPage }, setting: here })
  }

  it('stands in three columns, and takes an entry off with its history below', async () => {
    const sent: unknown[] = []
    server.use(
      http.put('*/api/duty-list/:entryId', async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json(entry({ active: false, version: 3 }))
      }),
    )
    const { user } = listing(
      [entry(), entry({ id: idOf(22), kind: 'own', name: '楼道堆物' })],
      ['edit'],
    )
    const refused = await screen.findByRole('region', { name: '不得下派' })
    expect(within(refused).getByText('路灯')).toBeDefined()
    expect(await screen.findByText('系统管理员 加了“路灯维修”')).toBeDefined()
    await user.click(screen.getByRole('button', { name: '改 路灯维修' }))
    await user.click(screen.getByRole('switch', { name: '在清单上' }))
    await user.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() => expect(sent).toMatchObject([{ active: false, version: 2 }]))
  })

  it('is read without its verbs by whoever only dispatches', async () => {
    listing([entry()], [])
    await screen.findByText('路灯维修')
    expect(screen.queryByRole('button')).toBeNull()
  })
})

const refused = (mayOverride: boolean) =>
  new CallError(409, 'cases.duty_refused', { entry: '路灯维修', mayOverride })

const Overrides = () => (
  <>
    <section aria-label="from above">
      <OverrideField error={refused(true)} value="" onChange={() => undefined} />
    </section>
    <section aria-label="from below">
      <OverrideField error={refused(false)} value="" onChange={() => undefined} />
    </section>
  </>
)

describe('dispatch against the duty list', () => {
  const settings = {
    rules: [],
    units: [{ id: idOf(31), name: '澜湖社区', kind: 'community', areaCode: '420704001014' }],
    areas: [],
    majors: [],
    matters: [],
    guides: [],
    allowed: [],
  }
  const warned = (unitId: string) => {
    server.use(
      http.get('*/api/duty-list', () => HttpResponse.json({ entries: [entry()], allowed: [] })),
    )
    const Page = () => (
      <DutyWarning settings={settings} unitId={unitId} matter="matter:01037" area="" />
    )
    return open({ address: '/try', pages: { '/try': Page }, setting: here })
  }

  it('is warned of where rules are tried out', async () => {
    warned(idOf(31))
    expect((await screen.findByRole('status')).textContent).toContain('路灯维修')
  })

  it('is no matter of units that are not a community’s own', async () => {
    warned(idOf(32))
    await waitFor(() => expect(screen.queryByRole('status')).toBeNull())
  })

  it('asks for a reason only of whoever may answer for it', async () => {
    open({ address: '/try', pages: { '/try': Overrides }, setting: here })
    const above = await screen.findByRole('region', { name: 'from above' })
    expect(within(above).getByLabelText(/为什么破例/)).toBeDefined()
    const below = screen.getByRole('region', { name: 'from below' })
    expect(within(below).queryByRole('textbox')).toBeNull()
  })
})
