import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { expect, it } from 'vitest'
import { BeforeAfter } from './BeforeAfter.tsx'
import { ChainOfHands, type Hand } from './ChainOfHands.tsx'
import { openI18n } from './i18n.ts'
import { TimeRibbon } from './TimeRibbon.tsx'

const zh = await openI18n({ 'zh-CN': {}, en: {} }, 'zh-CN')
const show = (children: ReactNode) =>
  render(<I18nextProvider i18n={zh}>{children}</I18nextProvider>)

const time = { now: '2026-03-17T06:00:00Z', language: 'zh-CN', timeZone: 'Asia/Shanghai' } as const
const received = '2026-03-16T01:12:00Z'

it('says in words how the time stands', () => {
  show(
    <TimeRibbon
      {...time}
      receivedAt={received}
      promisedAt="2026-03-18T10:00:00Z"
      notches={[{ at: '2026-03-16T01:30:00Z', label: '受理' }]}
      pauses={[{ from: '2026-03-16T02:00:00Z', to: '2026-03-16T03:00:00Z', reason: '大雨' }]}
    />,
  )
  const ribbon = screen.getByRole('group', { name: '办理时间' })
  expect(within(ribbon).getByText('还剩 1 天 4 小时')).toBeDefined()
  expect(within(ribbon).getByText('承诺 明天 18:00 前完成')).toBeDefined()
  expect(within(ribbon).getByText('受理 昨天 09:30')).toBeDefined()
  expect(within(ribbon).getByText(/暂停：大雨/)).toBeDefined()
})

it('carries the state in the name of the row, even where the words are left out', () => {
  show(
    <TimeRibbon
      {...time}
      size="row"
      bare
      receivedAt={received}
      promisedAt="2026-03-17T01:00:00Z"
    />,
  )
  const row = screen.getByRole('img')
  expect(row.getAttribute('aria-label')).toBe('已超时 5 小时. 承诺 今天 09:00 前完成')
})

it('calls an estimate an estimate', () => {
  show(<TimeRibbon {...time} receivedAt={received} promisedAt="2027-01-18T10:00:00Z" estimated />)
  expect(screen.getByText('预计 2027年1月18日 周一 18:00 前完成')).toBeDefined()
})

it('does not take a promise to receive for a promise to mend', () => {
  const receive = { promisedAt: '2026-03-17T10:00:00Z', promised: 'taken-up' } as const
  show(<TimeRibbon {...time} receivedAt={received} {...receive} />)
  expect(screen.getByText('承诺 今天 18:00 前受理')).toBeDefined()
})

const hands: Hand[] = [
  { unit: '社区受理台', from: received, to: '2026-03-16T02:00:00Z', accepted: true, did: '立案' },
  { unit: '园林中心', from: '2026-03-16T02:00:00Z', to: null, accepted: false },
]

it('leaves the joint open until the next hand has taken it', () => {
  show(<ChainOfHands {...time} hands={hands} />)
  const [desk, parks] = within(screen.getByRole('list', { name: '经办过程' })).getAllByRole(
    'listitem',
  )
  expect(desk?.textContent).toContain('已交出')
  expect(parks?.dataset['grip']).toBe('offered')
  expect(parks?.textContent).toContain('等待接手')
  expect(parks?.textContent).toContain('已等 1 天 4 小时')
  expect(parks?.getAttribute('aria-current')).toBeNull()
})

const taken: Hand[] = [
  ...hands.slice(0, 1),
  { unit: '园林中心', from: received, to: null, accepted: true },
]

it('names who has it now', () => {
  show(<ChainOfHands {...time} hands={taken} />)
  expect(screen.getAllByRole('listitem')[1]?.getAttribute('aria-current')).toBe('step')
  expect(screen.getByText('正在办')).toBeDefined()
})

it('moves between before and after by keyboard', async () => {
  show(
    <BeforeAfter
      before={{ src: '/a.jpg', alt: '灯不亮' }}
      after={{ src: '/b.jpg', alt: '灯亮了' }}
    />,
  )
  const slider = screen.getByRole('slider', { name: '对比处理前后' })
  slider.focus()
  await userEvent.keyboard('{ArrowRight}{ArrowRight}')
  expect(slider.getAttribute('aria-valuenow')).toBe('60')
  await userEvent.keyboard('{Home}{ArrowLeft}')
  expect(slider.getAttribute('aria-valuenow')).toBe('0')
  expect(screen.getByAltText('灯不亮')).toBeDefined()
})
