import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import words from '../../../words/console.zh-CN.json' with { type: 'json' }
import said from '../../../words/zh-CN.json' with { type: 'json' }
import { IntakePage } from '../IntakePage.tsx'

vi.setConfig({ testTimeout: 60_000 })
const openConsole = await consoleSpeaking({ console: words, said })
const sent: unknown[] = []

const question = { at: 'report', options: [], required: false }
const server = setupServer(
  http.get('*/api/public/:districtId/report-questions', () =>
    HttpResponse.json({
      rows: [
        {
          kind: 'component',
          code: '01010',
          name: '路灯',
          hint: '',
          questions: [
            { ...question, key: 'dark', kind: 'number', label: '坏了几盏', required: true },
            { ...question, key: 'pole', kind: 'text', label: '灯杆编号' },
          ],
        },
        { kind: 'matter', code: '06010', name: '暴露垃圾', hint: '', questions: [] },
      ],
    }),
  ),
  http.post('*/api/cases', async ({ request }) => {
    sent.push(await request.json())
    return HttpResponse.json({
      caseId: crypto.randomUUID(),
      number: '4207040000000000001',
      shortCode: 'K7M2QX',
      receivePromise: null,
      followPath: '/420704/follow/K7M2QX',
    })
  }),
  http.all('*/api/*', () => HttpResponse.json({ rows: [], next: null })),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  sent.length = 0
})
afterAll(() => server.close())

const setting = {
  districtId: '420704',
  districtName: '鄂城区',
  timeZone: 'Asia/Shanghai',
  lon: 114.88,
  lat: 30.39,
  verbs: new Set(['cases.report']),
}
const opened = () => openConsole({ address: '/intake', pages: { '/intake': IntakePage }, setting })
const verb = () => screen.findByRole<HTMLButtonElement>('button', { name: /^登记/ })

it('asks the clerk what is asked of what the words may mean, and sends the answers along', async () => {
  const { user } = opened()
  await user.type(await screen.findByRole('textbox', { name: '说了什么' }), '门口路灯不亮')
  const lamp = await screen.findByRole('button', { name: '路灯' })
  expect(screen.queryByRole('button', { name: '暴露垃圾' })).toBeNull()
  expect((await verb()).disabled).toBe(false)
  await user.click(lamp)
  expect((await verb()).disabled).toBe(true)
  await user.type(screen.getByRole('spinbutton', { name: '坏了几盏' }), '3')
  await waitFor(async () => expect((await verb()).disabled).toBe(false))
  await user.click(await verb())
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({
    channel: 'phone',
    words: '门口路灯不亮',
    about: { matter: { kind: 'component', code: '01010' }, answers: { dark: 3 } },
  })
})

it('asks nothing once it is taken back, and danger waits for no answer', async () => {
  const { user } = opened()
  await user.type(await screen.findByRole('textbox', { name: '说了什么' }), '路灯倒了')
  const lamp = await screen.findByRole('button', { name: '路灯' })
  await user.click(lamp)
  expect((await verb()).disabled).toBe(true)
  await user.click(screen.getByRole('radio', { name: words['danger.live_wire'] }))
  expect((await verb()).disabled).toBe(false)
  await user.click(lamp)
  expect(screen.queryByRole('spinbutton')).toBeNull()
  await user.click(await verb())
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).not.toHaveProperty('about')
})
