import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { consoleSpeaking } from '#testing/console-page.tsx'
import many from '../../../words/many.zh-CN.json' with { type: 'json' }
import merging from '../../../words/merging.zh-CN.json' with { type: 'json' }
import words from '../../../words/console.zh-CN.json' with { type: 'json' }
import { placesOf } from './alike.ts'
import { Desk } from './Desk.tsx'
import { aCase, aRow, idOf } from './desk-samples.ts'

vi.setConfig({ testTimeout: 60_000 })

const likeness = {
  score: 0.8,
  metres: 20,
  minutesApart: 5,
  sameMatter: null,
  textAlike: 0.5,
  shared: ['停电'],
}
const groupOf = (...rows: ReturnType<typeof aRow>[]) => ({
  rows: rows.map((row, i) => ({ case: row, likeness: i === 0 ? null : likeness })),
})
const seen = (places: ReturnType<typeof placesOf>) =>
  places.map((p) => `${p.row.title}${p.inside ? ' inside' : ''}${p.group ? ' leads' : ''}`)

it('folds a group where its first one stood, and never what rings', () => {
  const [a, b, c, d] = [aRow(1), aRow(2), aRow(3), aRow(4)]
  const groups = [groupOf(c, a, d)]
  expect(seen(placesOf([a, b, c, d], groups, new Set()))).toEqual(['第 3 件 leads', '第 2 件'])
  expect(seen(placesOf([a, b, c, d], groups, new Set([c.id])))).toEqual([
    '第 3 件 leads',
    '第 1 件 inside',
    '第 4 件 inside',
    '第 2 件',
  ])
  const rings = { ...d, rings: true }
  expect(seen(placesOf([rings, a, b, c], groups, new Set()))).toEqual([
    '第 3 件 leads',
    '第 4 件 inside',
    '第 2 件',
  ])
  expect(seen(placesOf([a, b], [], new Set()))).toEqual(['第 1 件', '第 2 件'])
})

const setting = {
  districtId: '420704',
  districtName: '鄂城区',
  timeZone: 'Asia/Shanghai',
  lon: 114.89,
  lat: 30.39,
  verbs: new Set(['cases.merge']),
}
const rows = [1, 2, 3].map((n) => aRow(n))
const previews = z.object({ act: z.string(), masterId: z.string(), rows: z.array(z.unknown()) })
const sent: z.infer<typeof previews>[] = []
const server = setupServer(
  http.get('*/api/cases', () =>
    HttpResponse.json({ rows, next: null, now: new Date().toISOString() }),
  ),
  http.get('*/api/cases/alike', () => HttpResponse.json({ groups: [groupOf(aRow(1), aRow(3))] })),
  http.get('*/api/cases/:id/likely', () => HttpResponse.json({ rows: [] })),
  http.get('*/api/cases/:id', ({ params }) =>
    HttpResponse.json(aCase(rows.findIndex((r) => r.id === params['id']) + 1)),
  ),
  http.post('*/api/cases/many/preview', async ({ request }) => {
    const order = previews.parse(await request.json())
    sent.push(order)
    return HttpResponse.json({
      rows: [1, 3].map((n) => ({
        caseId: idOf(n),
        shortCode: `K7M${n}PQ`,
        title: `第 ${n} 件`,
        can: n === 3,
        outcome: 'K7M1PQ',
        problem: null,
      })),
    })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
afterAll(() => server.close())

it('shows likely ones as one, opens them, and joins them at once', async () => {
  const openConsole = await consoleSpeaking({ console: words, merging, many })
  const { user } = openConsole({ address: '/desk', pages: { '/desk': Desk }, setting })
  const queue = await screen.findByRole('region', { name: words['desk.queue'] })
  await within(queue).findByText('▸ 另有 1 件可能是同一件事', undefined, { timeout: 10_000 })
  expect(within(queue).queryByText('第 3 件')).toBeNull()
  await user.click(within(queue).getByText('▸ 另有 1 件可能是同一件事'))
  await within(queue).findByText('第 3 件')
  await user.click(within(queue).getByRole('button', { name: merging['alike.join'] }))
  await screen.findByRole('dialog')
  await waitFor(() =>
    expect(sent.at(-1)).toMatchObject({ act: 'merge', masterId: idOf(1), rows: [{}, {}] }),
  )
})
