import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import said from '../../../words/zh-CN.json' with { type: 'json' }
import words from '../../../words/patrols.zh-CN.json' with { type: 'json' }
import { PatrolsPage } from './PatrolsPage.tsx'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ patrols: words, said })
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const setting = {
  districtId: '420704',
  districtName: '鄂城区',
  timeZone: 'Asia/Shanghai',
  lon: 114.9,
  lat: 30.4,
  verbs: new Set(['fieldwork.patrol', 'fieldwork.read', 'fieldwork.plan']),
}
const place = { lon: 114.89, lat: 30.39 }
const saved: Record<string, unknown>[] = []
const server = setupServer(
  http.get('*/api/places/areas', () => HttpResponse.json({ areas: [] })),
  http.get('*/api/fieldwork/patrol-routes', () =>
    HttpResponse.json({
      routes: [
        {
          id: id(8),
          name: '竹林北路一圈',
          areaCode: '420704001014001',
          areaName: '第一网格',
          active: true,
          version: 3,
          points: [
            { ...place, id: id(1), name: '桥头', look: '堆物', matters: [], lookedAt: null },
          ],
          mayEdit: true,
        },
      ],
      mayPlan: true,
      today: '2026-03-16',
    }),
  ),
  http.get('*/api/fieldwork/patrol-looks', () =>
    HttpResponse.json({
      day: '2026-03-16',
      routes: [
        {
          id: id(8),
          name: '竹林北路一圈',
          points: [
            {
              ...place,
              id: id(1),
              name: '菜场后门',
              looks: [{ at: '2026-03-16T02:00:00.000Z', kind: 'well' }],
            },
            { ...place, id: id(2), name: '桥头南', looks: [] },
          ],
        },
      ],
    }),
  ),
  http.get('*/api/fieldwork/patrol-proposal', () =>
    HttpResponse.json({
      points: [{ ...place, name: '修车铺', matters: [], reasons: [{ risk: 'open', count: 2 }] }],
    }),
  ),
  http.post('*/api/fieldwork/patrol-routes', async ({ request }) => {
    saved.push((await request.json()) as Record<string, unknown>) // oxlint-disable-line typescript/no-unsafe-type-assertion -- a JSON object
    return HttpResponse.json({ id: id(8), version: 4 })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
afterAll(() => server.close())

it('says which points were looked at, and takes proposed points into a round with their reasons', async () => {
  const { user } = openConsole({
    address: '/patrols',
    pages: { '/patrols': PatrolsPage },
    setting,
  })
  expect(await screen.findByText(/都好/)).toBeDefined()
  expect(screen.getByText('还没看')).toBeDefined()
  await user.click(screen.getByRole('button', { name: '改' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.click(dialog.getByRole('button', { name: '按风险提出点' }))
  expect(await dialog.findByText('未结案件 2 件')).toBeDefined()
  await user.click(dialog.getAllByRole('button', { name: '上移' })[1]!)
  await user.click(dialog.getByRole('button', { name: /保\s?存/ }))
  await waitFor(() => expect(saved).toHaveLength(1))
  expect(saved[0]).toMatchObject({
    id: id(8),
    baseVersion: 3,
    points: [{ name: '修车铺' }, { id: id(1), name: '桥头', look: '堆物' }],
  })
})
