import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { CasePage } from '../../../contract/index.ts'
import caseWords from '../../../words/console.zh-CN.json' with { type: 'json' }
import words from '../../../words/sheet.zh-CN.json' with { type: 'json' }
import { aCase, idOf } from '../desk/desk-samples.ts'
import { CaseSheet } from './CaseSheet.tsx'

const openConsole = await consoleSpeaking({ sheet: words, console: caseWords })
const from = '2026-03-16T01:00:00.000Z'
const to = '2026-03-16T03:30:00.000Z'

const nobody = { who: null, post: null, organisation: null }

const whole: Partial<CasePage> = {
  title: '路灯不亮',
  status: 'closed',
  urgency: 'urgent',
  matter: { kind: 'component', code: '01010', name: '路灯' },
  unitName: '市政中心',
  words: '西八栋四盏路灯都坏了',
  ribbon: {
    receivedAt: from,
    promisedAt: '2026-03-17T10:00:00.000Z',
    estimated: false,
    closedAt: to,
    pauses: [],
    notches: [],
  },
  reporter: { hasContact: true, masked: '王** 138****00' },
  hands: [
    { unit: '市政中心', person: '周师傅', from, to, did: '换了灯泡', accepted: true },
    { unit: '供电公司', person: null, from, to: null, did: null, accepted: false },
  ],
  clocks: [
    {
      id: idOf(50),
      stage: 'handle',
      startedAt: from,
      dueAt: '2026-03-17T10:00:00.000Z',
      stoppedAt: to,
      onTime: true,
      estimated: false,
      limit: {},
      paused: false,
      policyVersion: 1,
      calendarVersion: 1,
    },
  ],
  photos: (['report', 'report', 'report', 'after', 'after'] as const).map((role, i) => ({
    fileId: idOf(60 + i),
    role,
    at: from,
    released: true,
  })),
  events: [
    {
      seq: 1,
      type: 'case.reported',
      at: from,
      words: '西八栋四盏路灯都坏了',
      details: {},
      ...nobody,
    },
    { seq: 2, type: 'case.closed', at: to, words: '已办好', details: {}, ...nobody },
  ],
}

const print = (over: Partial<CasePage> = {}) =>
  openConsole({
    address: '/sheet',
    pages: { '/sheet': () => <CaseSheet page={aCase(1, { ...whole, ...over })} /> },
    setting: {
      districtId: '420704',
      districtName: '鄂城区',
      timeZone: 'Asia/Shanghai',
      lon: 114.89,
      lat: 30.39,
      verbs: new Set(),
    },
  })

/** What stands in the cell beside a head. */
const beside = (head: string) =>
  screen.getByRole('rowheader', { name: head }).nextElementSibling?.textContent ?? ''

it('prints every field of the case, who had it and how long it took', async () => {
  print()
  expect(await screen.findByRole('heading', { name: '鄂城区案件处置单' })).toBeTruthy()
  expect(screen.getByText('编号 4212022026031600001')).toBeTruthy()
  expect(screen.getByText('短码 K7M1PQ')).toBeTruthy()
  expect(beside('标题')).toBe('路灯不亮')
  expect(beside('环节')).toBe('已结案')
  expect(beside('事项')).toBe('路灯（01010）')
  expect(beside('紧急程度')).toBe('紧急')
  expect(beside('地点')).toBe('麻纺厂西八栋')
  expect(beside('社区')).toBe('银桂社区')
  expect(beside('上报时间')).toContain('9:00')
  expect(beside('承诺办结')).toContain('18:00')
  expect(beside('结案时间')).toContain('11:30')
  expect(beside('处置单位')).toBe('市政中心')
  const hands = within(screen.getByRole('heading', { name: '经手单位' }).closest('section')!)
  expect(hands.getByText('换了灯泡')).toBeTruthy()
  expect(hands.getByText('在办')).toBeTruthy()
  expect(hands.getByText('未接单')).toBeTruthy()
  const clocks = within(screen.getByRole('heading', { name: '各环节用时' }).closest('section')!)
  expect(clocks.getAllByRole('row')).toHaveLength(2)
  expect(screen.getByRole('heading', { name: '照片（4 张，共 5 张）' })).toBeTruthy()
  expect(screen.getAllByRole('img')).toHaveLength(4)
  expect(screen.getByText(/已办好/)).toBeTruthy()
  for (const who of ['承办人：', '核查人：', '负责人：']) expect(screen.getByText(who)).toBeTruthy()
})

it('never prints who reported it', async () => {
  print()
  expect(await screen.findByText('见系统，不打印')).toBeTruthy()
  expect(document.body.textContent).not.toMatch(/王\*\*|138/)
})

it('says of a confidential report that it is, and leaves out what there is not', async () => {
  print({ confidential: true, hands: [], clocks: [], photos: [], words: '', matter: null })
  await screen.findByRole('heading', { name: '鄂城区案件处置单' })
  expect(beside('报告人')).toBe('保密')
  expect(beside('事项')).toBe('—')
  expect(screen.getByText('没有写文字。')).toBeTruthy()
  for (const part of ['经手单位', '各环节用时'])
    expect(screen.queryByRole('heading', { name: part })).toBeNull()
  expect(screen.queryByRole('img')).toBeNull()
})
