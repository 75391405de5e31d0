import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { LogView } from '../../contract/index.ts'
import words from '../../words/log.zh-CN.json' with { type: 'json' }
import said from '../../words/zh-CN.json' with { type: 'json' }
import { LogsPage } from '../console/log/LogsPage.tsx'
import { todayIn } from './queries.ts'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ log: words, visits: {}, said })
const setting = {
  districtId: '420704',
  districtName: '鄂城区',
  timeZone: 'Asia/Shanghai',
  lon: 114.9,
  lat: 30.4,
  verbs: new Set(['fieldwork.log']),
}
const today = todayIn('Asia/Shanghai')
const at = `${today}T02:00:00.000Z`
const caseId = '11111111-1111-4111-8111-111111111111'
const me = { kind: 'person' as const, id: caseId, name: '李四' }

const log = (over: Partial<LogView> = {}): LogView => ({
  keeper: me,
  day: today,
  today,
  lines: [
    {
      part: 'cases',
      at,
      of: { kind: 'case', id: caseId, label: '路灯不亮 JK3F2D' },
      acts: [
        { act: 'case.accepted', times: 1 },
        { act: 'case.noted', times: 2 },
      ],
    },
  ],
  words: '',
  signed: null,
  additions: [],
  version: 0,
  allowed: ['write', 'sign'],
  ...over,
})

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

it('shows the draft, signs it with what was missing, and then only adds', async () => {
  const sent: unknown[] = []
  const signed = { at, by: '李四', digest: 'x' }
  server.use(
    http.get('*/api/fieldwork/logs/me', () =>
      HttpResponse.json({
        keeper: me,
        stations: [{ id: caseId, name: '澜湖工作站' }],
        today,
        days: [{ day: today, signed: false, words: false, lines: 1 }],
      }),
    ),
    http.get(`*/api/fieldwork/logs/me/${today}`, () => HttpResponse.json(log())),
    http.post(`*/api/fieldwork/logs/me/${today}/signature`, async ({ request }) => {
      const body = (await request.json()) as { words: string } // oxlint-disable-line typescript/no-unsafe-type-assertion -- sent by the page
      sent.push(body)
      return HttpResponse.json(log({ words: body.words, signed, version: 1, allowed: ['add'] }))
    }),
    http.post(`*/api/fieldwork/logs/me/${today}/additions`, async ({ request }) => {
      sent.push(await request.json())
      return HttpResponse.json(
        log({
          signed,
          version: 1,
          allowed: ['add'],
          additions: [{ id: caseId, words: '漏记一次走访', at, by: '李四' }],
        }),
      )
    }),
  )
  const { user } = openConsole({ address: '/logs', pages: { '/logs': LogsPage }, setting })
  await screen.findByText('接单、写记录 ×2')
  expect(screen.getByRole('link', { name: '路灯不亮 JK3F2D' }).getAttribute('href')).toBe(
    `/console/cases/${caseId}`,
  )
  await user.type(screen.getByLabelText(words['log.words']), '上午碰头会')
  await user.click(screen.getByRole('button', { name: /签\s*字/ }))
  await screen.findByText(/李四.*签字/)
  expect(sent).toEqual([{ words: '上午碰头会', baseVersion: 0 }])
  expect(screen.queryByLabelText(words['log.words'])).toBeNull()
  await user.type(screen.getByLabelText(words['log.add']), '漏记一次走访')
  await user.click(screen.getByRole('button', { name: words['log.add'] }))
  await screen.findByText('漏记一次走访', { selector: 'p' })
  await waitFor(() => expect(sent).toHaveLength(2))
})
