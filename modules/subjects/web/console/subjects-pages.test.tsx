import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import { SubjectSlot } from '../subject-slot.ts'
import type { SubjectPage, SubjectRow } from '../../contract/index.ts'
import words from '../../words/register.zh-CN.json' with { type: 'json' }
import said from '../../words/zh-CN.json' with { type: 'json' }
import { SubjectsPage } from './register/SubjectsPage.tsx'
import { SubjectView } from './subject/SubjectView.tsx'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ subjects: words, said })
const at = '2026-03-16T02:00:00.000Z'
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`

const shop: SubjectRow = {
  id: id(1),
  kind: 'shop',
  name: '老味面馆',
  status: 'active',
  class: 'plain',
  addressText: '竹林北路 12 号',
  streetCode: '420704001',
  communityCode: '420704001014',
  gridCode: '420704001014001',
  lon: null,
  lat: null,
  phone: '138****1234',
  details: { kind: 'shop', licence: null, trade: '餐饮', block: '竹林北路' },
  changedAt: at,
  version: 2,
}
const owner = {
  ...shop,
  id: id(2),
  kind: 'person' as const,
  name: '王**',
  class: 'personal' as const,
}
const page: SubjectPage = {
  ...shop,
  addressId: null,
  note: '',
  hasIdentity: false,
  building: null,
  createdAt: at,
  provenance: [
    { field: 'trade', source: 'visit', at, by: '李四' },
    { field: 'phone', source: 'desk', at, by: null },
  ],
  relations: [
    {
      id: id(5),
      kind: 'operates',
      leads: false,
      other: owner,
      since: '2026-01-01',
      until: null,
      holds: true,
      source: 'visit',
      madeAt: at,
      madeBy: null,
    },
  ],
  history: [
    {
      seq: 2,
      act: 'mended',
      at,
      by: '陈一',
      source: 'desk',
      fields: [
        { field: 'phone', before: '', after: '' },
        { field: 'trade', before: '小吃', after: '餐饮' },
      ],
    },
    { seq: 1, act: 'made', at, by: '李四', source: 'visit', fields: [] },
  ],
  joined: [
    {
      mergeId: id(7),
      subject: { ...shop, id: id(3), name: '老味面店' },
      phone: null,
      reason: '换了招牌',
      at,
      by: '王五',
    },
  ],
  allowed: ['mend', 'relate', 'merge', 'undo_merge', 'see_contact'],
}

const sent: { path: string; body: unknown }[] = []
const answer = (path: string, reply: Record<string, unknown>, status = 200) =>
  http.post(path, async ({ request }) => {
    sent.push({ path, body: await request.json().catch(() => null) })
    return HttpResponse.json(reply, { status })
  })

const server = setupServer(
  http.get('/api/subjects', () =>
    HttpResponse.json({ rows: [shop, owner], next: null, mayMake: true, mayKeep: true }),
  ),
  http.get(`/api/subjects/${id(1)}`, () => HttpResponse.json(page)),
  http.get('/api/places/areas', () => HttpResponse.json({ areas: [] })),
  http.get('/api/public/:district/addresses', () => HttpResponse.json({ addresses: [] })),
  answer('/api/subjects/likeness', {
    like: [{ subject: shop, why: 'licence', sure: true }],
  }),
  answer('/api/subjects', { code: 'subjects.looks_known', details: {} }, 409),
  answer(`/api/subjects/${id(1)}/contact`, { name: null, phone: '13812341234', identity: null }),
  answer(`/api/subjects/merges/${id(7)}/undo`, { id: id(7) }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  sent.length = 0
})
afterAll(() => server.close())

const pages = { '/subjects': SubjectsPage, '/subjects/$subjectId': SubjectView }

it('lists what is known, masked, and keeps its filters in the address', async () => {
  const { user, router } = openConsole({ address: '/subjects', pages })
  expect(await screen.findByRole('link', { name: '王**' })).toBeDefined()
  expect(screen.getAllByText('138****1234')).toHaveLength(2)
  await user.click(screen.getByText('商铺', { selector: '.ant-segmented-item-label' }))
  await waitFor(() => expect(router.state.location.search).toEqual({ kind: 'shop' }))
  expect(await screen.findByRole('button', { name: /导入 商铺|导入.*商铺/ })).toBeDefined()
})

it('asks while one enters whether it is entered already, and says a refusal in words', async () => {
  const { user } = openConsole({ address: '/subjects?kind=shop', pages })
  await user.click(await screen.findByRole('button', { name: '登记' }))
  const dialog = await screen.findByRole('dialog')
  await user.type(within(dialog).getByLabelText('店招名称'), '老味面馆')
  await user.type(within(dialog).getByLabelText('执照号'), '420704600123456')
  const like = await within(dialog).findByRole('region', { name: '可能已经登记过' })
  expect(like.textContent).toContain('执照号相同')
  await user.click(within(dialog).getByRole('button', { name: '保存' }))
  expect((await within(dialog).findByRole('alert')).textContent).toContain('已经登记过')
  await user.click(within(like).getByRole('checkbox', { name: '不是同一个' }))
  await user.click(within(dialog).getByRole('button', { name: '保存' }))
  await waitFor(() =>
    expect(sent.findLast((s) => s.path === '/api/subjects')?.body).toMatchObject({
      name: '老味面馆',
      differentFrom: [id(1)],
      baseVersion: null,
      details: { kind: 'shop', licence: '420704600123456' },
    }),
  )
})

it('shows each field with its source, and what others know beside it', async () => {
  const beside = (subjectId: string) => <p>走访记录 {subjectId === id(1) ? '三次' : ''}</p>
  openConsole({
    address: `/subjects/${id(1)}`,
    pages: {
      ...pages,
      '/subjects/$subjectId': () => (
        <SubjectSlot value={beside}>
          <SubjectView />
        </SubjectSlot>
      ),
    },
  })
  const facts = await screen.findByRole('region', { name: '登记内容' })
  expect(within(facts).getByText('餐饮').nextSibling?.textContent).toContain('走访')
  expect(screen.getByText('走访记录 三次')).toBeDefined()
  const history = screen.getByRole('region', { name: '修改记录' })
  expect(history.textContent).toContain('电话有变动；行业：小吃 → 餐饮')
  expect(screen.getByRole('region', { name: '关系' }).textContent).toContain('经营者')
})

it('looks at a contact only with a reason', async () => {
  const { user } = openConsole({ address: `/subjects/${id(1)}`, pages })
  const look = await screen.findByRole('region', { name: '查看联系方式' })
  const verb = within(look).getByRole('button', { name: '查看' })
  expect(verb).toHaveProperty('disabled', true)
  await user.type(within(look).getByLabelText('用途'), '约上门时间')
  await user.click(verb)
  expect(await within(look).findByText('13812341234')).toBeDefined()
  expect(sent.at(-1)?.body).toEqual({ fields: ['phone'], reason: '约上门时间' })
})

it('shows what was joined, and the way back', async () => {
  const { user } = openConsole({ address: `/subjects/${id(1)}`, pages })
  const joined = await screen.findByRole('region', { name: '并进来的' })
  expect(joined.textContent).toContain('换了招牌')
  await user.click(within(joined).getByRole('button', { name: '撤销合并 老味面店' }))
  await waitFor(() => expect(sent.at(-1)?.path).toBe(`/api/subjects/merges/${id(7)}/undo`))
})
