import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import said from '../../../words/zh-CN.json' with { type: 'json' }
import words from '../../../words/checks.zh-CN.json' with { type: 'json' }
import { ChecksPage } from './ChecksPage.tsx'
import { datesIn, daysIn } from './draft.ts'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ checks: words, said })
const id = (n: number) => `${n}1111111-1111-4111-8111-111111111111`
const setting = {
  districtId: '420704',
  districtName: '鄂城区',
  timeZone: 'Asia/Shanghai',
  lon: 114.9,
  lat: 30.4,
  verbs: new Set(['fieldwork.check', 'fieldwork.read', 'fieldwork.plan']),
}
const place = {
  id: id(1),
  kind: 'area',
  ref: '420704001014001',
  name: '第一网格',
  addressText: '第一网格',
  areaCode: '420704001014001',
  lon: null,
  lat: null,
}
const row = {
  id: id(2),
  listId: id(3),
  listName: '垃圾分类亭',
  place,
  startsOn: '2026-03-13',
  endsOn: '2026-03-13',
  state: 'missed',
  troubles: 0,
}
const list = {
  id: id(3),
  name: '垃圾分类亭',
  purpose: '',
  areaCode: '420704001014',
  areaName: '澜湖社区',
  kinds: ['grid_worker'],
  schedule: { every: 'week', weekdays: [3, 1], workingDays: true },
  openDays: 1,
  startsOn: '2026-03-01',
  active: true,
  version: 4,
  items: [
    {
      id: id(4),
      words: '地面干净',
      kind: 'yes_no',
      unit: '',
      least: null,
      most: null,
      picture: false,
    },
  ],
  places: [place],
  next: ['2026-03-16'],
  mayEdit: true,
}
const saved: Record<string, unknown>[] = []
const asked: string[] = []
const server = setupServer(
  http.get('*/api/places/areas', () =>
    HttpResponse.json({ areas: [{ code: '420704001014', name: '澜湖社区', level: 'community' }] }),
  ),
  http.get('*/api/fieldwork/check-lists', () =>
    HttpResponse.json({
      lists: [list],
      mayPlan: true,
      today: '2026-03-16',
      kinds: [{ code: 'grid_worker', name: '网格员', nameEn: 'Grid worker' }],
      stations: [],
    }),
  ),
  http.get('*/api/fieldwork/check-rounds', ({ request }) => {
    asked.push(new URL(request.url).search)
    return HttpResponse.json({
      rows: [row],
      next: null,
      today: '2026-03-16',
      counts: [
        { state: 'missed', count: 1 },
        { state: 'done', count: 0 },
      ],
    })
  }),
  http.get('*/api/fieldwork/check-rounds/:id', () =>
    HttpResponse.json({
      ...row,
      purpose: '',
      madeOn: '2026-03-13',
      records: [
        {
          id: id(5),
          at: '2026-03-13T02:00:00.000Z',
          receivedAt: '2026-03-13T04:00:00.000Z',
          phone: { doneAt: '2026-03-13T05:00:00.000Z', sentAt: '2026-03-13T07:00:00.000Z' },
          who: '涂雪琴',
          words: '',
          answers: [
            {
              id: id(6),
              item: '地面干净',
              unit: '',
              value: 'no',
              fine: false,
              words: '满地果皮',
              photos: [],
              caseId: id(7),
              settled: false,
            },
          ],
        },
      ],
    }),
  ),
  http.post('*/api/fieldwork/check-lists', async ({ request }) => {
    saved.push((await request.json()) as Record<string, unknown>) // oxlint-disable-line typescript/no-unsafe-type-assertion -- as the page sends it
    return HttpResponse.json({ id: id(3), version: 5 })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
afterAll(() => server.close())

it('shows a missed round as missed, names nobody in the ledger, and both clocks of a record', async () => {
  const { user } = openConsole({ address: '/checks', pages: { '/checks': ChecksPage }, setting })
  const line = (await screen.findByText('第一网格')).closest('li')!
  expect(within(line).getByText('没做')).toBeDefined()
  expect(screen.queryByText('涂雪琴')).toBeNull()
  expect(screen.getByRole('link', { name: words['ledger.export'] }).getAttribute('href')).toBe(
    '/api/fieldwork/check-rounds/sheet?language=zh-CN',
  )
  await user.click(within(line).getByRole('button'))
  expect(await screen.findByText(/手机上写的是/)).toBeDefined()
  expect(screen.getByText('满地果皮')).toBeDefined()
  expect(screen.getByRole('link', { name: words['round.case'] }).getAttribute('href')).toBe(
    `/console/cases/${id(7)}`,
  )
})

it('says the days of a list, and saves a change on the version that was seen', async () => {
  const { user } = openConsole({
    address: '/checks?tab=lists',
    pages: { '/checks': ChecksPage },
    setting,
  })
  expect(await screen.findByText(/每周 周一、周三 · 只在工作日/)).toBeDefined()
  await user.click(screen.getByRole('button', { name: `${words.edit} 垃圾分类亭` }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(dialog.getByLabelText(words.purpose), '亭子干净')
  await user.click(dialog.getByRole('button', { name: words.addItem }))
  const save = dialog.getByRole('button', { name: /保\s*存/ })
  // An item without words is no item.
  expect(save).toHaveProperty('disabled', true)
  await user.type(dialog.getByLabelText('第 2 项看什么'), '灯都亮')
  await user.click(save)
  await waitFor(() => expect(saved).toHaveLength(1))
  expect(saved[0]).toMatchObject({
    baseVersion: 4,
    purpose: '亭子干净',
    items: [{ words: '地面干净' }, { words: '灯都亮', kind: 'yes_no' }],
    places: [{ kind: 'area', ref: '420704001014001' }],
  })
})

it('reads days and dates out of what was typed', () => {
  expect(daysIn('1、15, 15 31 40')).toEqual([1, 15, 31])
  expect(datesIn('2026-05-01，2026-05-01 2026-13-40')).toEqual(['2026-05-01'])
})
