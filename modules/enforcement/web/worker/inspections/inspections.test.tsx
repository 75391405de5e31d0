import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { meAs, phoneSpeaking } from '#testing/phone-page.tsx'
import kept from '#modules/cases/words/phone.zh-CN.json' with { type: 'json' }
import work from '#modules/cases/words/work.zh-CN.json' with { type: 'json' }
import platform from '#platform/web/words/zh-CN.json' with { type: 'json' }
import inspections from '../../../words/inspections.zh-CN.json' with { type: 'json' }
import own from '../../../words/phone.zh-CN.json' with { type: 'json' }
import { enforcementWorkRoutes } from '../routes.ts'

vi.setConfig({ testTimeout: 60_000 })

const zh = { phone: { ...kept, ...work, ...own }, inspections, platform }
const openPhone = await phoneSpeaking(zh)
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`

const me = meAs({
  personId: id(5),
  name: '高队员',
  postId: id(7),
  verbs: ['enforcement.act', 'enforcement.read'],
})
const Sent = z.record(z.string(), z.unknown())
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
  kind: 'shop',
  address: '竹林北路',
  lon: null,
  lat: null,
  times: 2,
  done: 0,
  dueBy: '2026-07-01',
}
const officers = [{ personId: id(4), name: '林晓', number: '42070302' }]

let down = false
let taken: z.infer<typeof Sent>[] = []
let pictures: string[] = []
const answer = (reply: () => Promise<Response> | Response) =>
  down ? HttpResponse.error() : reply()
const server = setupServer(
  http.get('*/api/people/me', () => HttpResponse.json(me)),
  http.get('*/api/enforcement/inspections/due', () =>
    answer(() =>
      HttpResponse.json({
        due: [due],
        more: false,
        today: '2026-03-16',
        mayInspect: true,
        officers,
      }),
    ),
  ),
  http.get('*/api/enforcement/subjects/:id/inspections', () =>
    answer(() =>
      HttpResponse.json({
        enterprise: true,
        counts: [
          {
            bodyName: '中队',
            matterName: null,
            per: 'year',
            from: '2026-01-01',
            until: '2026-12-31',
            done: 1,
            special: 0,
            times: 2,
          },
        ],
        rows: [],
        mayInspect: true,
        officers,
      }),
    ),
  ),
  http.put('*/api/public/:district/files/:id', ({ params }) =>
    answer(() => {
      pictures.push(String(params['id']))
      return HttpResponse.json({ id: params['id'], width: 1, height: 1 })
    }),
  ),
  http.post('*/api/enforcement/inspections', ({ request }) =>
    answer(async () => {
      taken.push(Sent.parse(await request.json()))
      return HttpResponse.json({ id: id(6), number: '1' })
    }),
  ),
)
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'bypass' })
  vi.stubGlobal('scrollTo', () => undefined)
})
beforeEach(() => {
  down = false
  taken = []
  pictures = []
})
afterAll(() => server.close())

const openPage = (at = '/work/inspections') => openPhone(enforcementWorkRoutes, at).user

it('records an inspection without a line, and sends its picture and then it once there is one', async () => {
  const user = openPage()
  await user.click(await screen.findByRole('button', { name: '检查' }))
  expect(await screen.findByText('本年检查 1 次，上限 2 次')).toBeTruthy()
  down = true
  await user.click(await screen.findByRole('button', { name: '记下检查' }))
  expect(await screen.findByText('请先出示证件，再勾选')).toBeTruthy()
  await user.click(screen.getByRole('checkbox', { name: '已向对方出示行政执法证' }))
  await user.selectOptions(screen.getByLabelText('门前堆放'), '不合格')
  await user.click(await screen.findByRole('button', { name: '记下检查' }))
  expect(await screen.findByText('有一项不合格，结果应是发现问题')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '发现问题' }))
  await user.type(screen.getByLabelText('发现的问题'), '占道半米')
  await user.click(screen.getByRole('button', { name: '对方拒绝签字' }))
  await user.type(screen.getByLabelText('拒绝的原因'), '不认可')
  const [camera] = document.querySelectorAll<HTMLInputElement>('input[type="file"]')
  if (!camera) throw new Error('no camera')
  await user.upload(camera, new File([new Uint8Array([7, 7, 7])], 'a.jpg', { type: 'image/jpeg' }))
  await user.click(await screen.findByRole('button', { name: '记下检查' }))
  expect(await screen.findByText('已记下，有网会自动发出')).toBeTruthy()
  expect(taken).toEqual([])
  down = false
  window.dispatchEvent(new Event('online'))
  await waitFor(() => expect(taken).toHaveLength(1), { timeout: 20_000 })
  expect(pictures).toHaveLength(1)
  expect(taken[0]).toMatchObject({
    planId: id(1),
    itemId: id(2),
    subjectId: id(3),
    secondId: id(4),
    result: 'problem',
    signing: { state: 'refused', reason: '不认可' },
    pictures: [{ pictureId: pictures[0] }],
  })
  // Both times by the phone's own clock.
  expect(taken[0]?.['said']).toMatchObject({ doneAt: expect.any(String) })
})
