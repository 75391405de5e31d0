import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { I18nextProvider } from 'react-i18next'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openI18n } from '#platform/web/i18n.ts'
import work from '../../words/work.zh-CN.json' with { type: 'json' }
import { letOpen } from './doors.ts'
import { Doors } from './WorkDoors.tsx'

const words = { ...work, 'visit.title': '走访', 'words.door': '劝导' }
const i18n = await openI18n({ 'zh-CN': { phone: words }, en: { phone: words } }, 'zh-CN')

letOpen({ to: '/work/visits', word: 'visit.title', verb: 'fieldwork.visit' })
letOpen({ to: '/work/words', word: 'words.door', verb: 'enforcement.dissuade' })

const every = [
  'cases.accept',
  'cases.report',
  'cases.inspect',
  'fieldwork.visit',
  'enforcement.dissuade',
]

function stand(at: string, verbs: readonly string[]) {
  history.replaceState(null, '', at)
  return render(
    <I18nextProvider i18n={i18n}>
      <Doors verbs={verbs} />
    </I18nextProvider>,
  )
}

const said = (of: HTMLElement) =>
  within(of)
    .getAllByRole('link')
    .map((one) => one.textContent)

const foot = () => screen.getByRole('navigation', { name: '我的任务' })

beforeEach(() => history.replaceState(null, '', '/work'))
afterEach(cleanup)

it('shows every door where five are open, and says on which page this is', () => {
  stand('/work', every.slice(0, 4))
  expect(said(foot())).toEqual(['任务', '上报', '核查', '值班', '走访'])
  expect(screen.queryByRole('button', { name: '更多' })).toBeNull()
  expect(screen.getByRole('link', { name: '任务' }).getAttribute('aria-current')).toBe('page')
})

it('keeps the first four at the foot where more are open; the rest are opened by keys alone', async () => {
  stand('/work', every)
  expect(said(foot())).toEqual(['任务', '上报', '核查', '值班'])
  const more = screen.getByRole('button', { name: '更多' })
  expect(more.getAttribute('aria-current')).toBeNull()
  more.focus()
  await userEvent.keyboard('{Enter}')
  expect(said(screen.getByRole('dialog', { name: '更多' }))).toEqual(['走访', '劝导'])
})

it('marks the button where this page is among the rest, and there the door itself', async () => {
  stand('/work/words', every)
  const more = screen.getByRole('button', { name: '更多' })
  expect(more.getAttribute('aria-current')).toBe('true')
  await userEvent.click(more)
  const rest = within(screen.getByRole('dialog'))
  expect(rest.getByRole('link', { name: '劝导' }).getAttribute('aria-current')).toBe('page')
  expect(rest.getByRole('link', { name: '走访' }).getAttribute('aria-current')).toBeNull()
})

it('offers only the doors that the person may open', () => {
  stand('/work', ['cases.accept'])
  expect(said(foot())).toEqual(['任务', '值班'])
  cleanup()
  // A grid worker is given no tasks.
  stand('/work/report', every.slice(1))
  expect(said(foot())).toEqual(['上报', '核查', '值班', '走访', '劝导'])
  cleanup()
  stand('/work/report', ['cases.report'])
  expect(said(foot())).toEqual(['上报', '值班'])
})
