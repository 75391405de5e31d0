import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { meAs, phoneSpeaking } from '#testing/phone-page.tsx'
import kept from '#modules/cases/words/phone.zh-CN.json' with { type: 'json' }
import work from '#modules/cases/words/work.zh-CN.json' with { type: 'json' }
import platform from '#platform/web/words/zh-CN.json' with { type: 'json' }
import own from '../../words/phone.zh-CN.json' with { type: 'json' }
import { enforcementWorkRoutes } from './routes.ts'

vi.setConfig({ testTimeout: 60_000 })

const zh = { phone: { ...kept, ...work, ...own }, platform }
const openPhone = await phoneSpeaking(zh)
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`

const me = meAs({
  personId: id(5),
  name: '高队员',
  postId: id(7),
  verbs: ['enforcement.dissuade'],
})
const Sent = z.object({
  clientId: z.string(),
  baseVersion: z.null(),
  said: z.object({ doneAt: z.string(), sentAt: z.string() }),
  evidence: z.array(z.object({ pictureId: z.string(), sha256: z.string().nullable() })),
  order: z.record(z.string(), z.unknown()),
})

let down = false
let opened: unknown[] = []
let taken: z.infer<typeof Sent>[] = []
let pictures: string[] = []
const answer = (reply: () => Promise<Response> | Response) =>
  down ? HttpResponse.error() : reply()
const server = setupServer(
  http.get('*/api/people/me', () => HttpResponse.json(me)),
  http.get('*/api/enforcement/files', () =>
    answer(() =>
      HttpResponse.json({
        rows: [],
        next: null,
        counts: { overdue: 0, today: 0, open: 0 },
        now: '2026-03-16T02:00:00.000Z',
      }),
    ),
  ),
  http.put('*/api/public/:district/files/:id', ({ params }) =>
    answer(() => {
      pictures.push(String(params['id']))
      return HttpResponse.json({ id: params['id'], width: 1, height: 1 })
    }),
  ),
  http.post('*/api/enforcement/files', ({ request }) =>
    answer(async () => {
      opened.push(await request.json())
      return HttpResponse.json({})
    }),
  ),
  http.post('*/api/enforcement/files/:id/steps', ({ request }) =>
    answer(async () => {
      taken.push(Sent.parse(await request.json()))
      return HttpResponse.json({})
    }),
  ),
)
beforeAll(() => {
  server.listen({ onUnhandledRequest: 'bypass' })
  vi.stubGlobal('scrollTo', () => undefined)
})
beforeEach(() => {
  down = false
  opened = []
  taken = []
  pictures = []
})
afterAll(() => server.close())

const openPage = (at = '/work/words') => openPhone(enforcementWorkRoutes, at).user

it('keeps words said without a line, and sends picture, file and step in order once there is one', async () => {
  const user = openPage()
  await user.click(await screen.findByRole('radio', { name: '新的对象' }))
  down = true
  const [camera] = document.querySelectorAll<HTMLInputElement>('input[type="file"]')
  if (!camera) throw new Error('no camera')
  await user.upload(camera, new File([new Uint8Array([7, 7, 7])], 'a.jpg', { type: 'image/jpeg' }))
  await user.click(await screen.findByRole('button', { name: '记下劝导' }))
  expect(await screen.findByText('请写明当事人和地点')).toBeTruthy()
  await user.type(screen.getByLabelText('当事人或店名'), '黄志明')
  await user.type(screen.getByLabelText('地点'), '大东门内正街2号')
  await user.click(await screen.findByRole('button', { name: '记下劝导' }))
  expect(await screen.findByText('已记下，有网会自动发出')).toBeTruthy()
  expect(taken).toEqual([])
  down = false
  window.dispatchEvent(new Event('online'))
  await waitFor(() => expect(taken).toHaveLength(1), { timeout: 20_000 })
  expect(opened).toMatchObject([{ address: '大东门内正街2号', parties: [{ name: '黄志明' }] }])
  expect(pictures).toHaveLength(1)
  expect(taken[0]?.order).toMatchObject({ step: 'dissuade' })
  expect(taken[0]?.evidence[0]?.pictureId).toBe(pictures[0])
  // SHA-256 of the three bytes that the camera gave.
  expect(taken[0]?.evidence[0]?.sha256).toBe(
    '6a7dc6f4267242f01f6636a45c31da51c036da1e9879abce7e1d0aaa76aad876',
  )
})
