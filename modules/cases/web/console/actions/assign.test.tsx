import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import words from '../../../words/console.zh-CN.json' with { type: 'json' }
import { useChange } from '../change.ts'
import { aCase, idOf } from '../desk/desk-samples.ts'
import { AssignForm } from './SendForms.tsx'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ console: words })
const page = aCase(1, { allowed: ['assign'], unitId: idOf(30) })
const holder = (n: number, name: string, over = {}) => ({
  personId: idOf(n),
  name,
  also: [],
  standsInFor: null,
  awayUntil: null,
  onDutyUntil: null,
  ...over,
})
const post = {
  id: idOf(50),
  kind: 'hand',
  title: '市政主理人',
  organisationId: idOf(30),
  stationId: null,
  seat: null,
  areas: [],
  active: true,
  version: 0,
  organisationName: '市政中心',
  stationName: null,
  holders: [
    holder(1, '请假的人', { awayUntil: '2026-11-27' }),
    holder(2, '闲着的人'),
    holder(3, '在岗的人', { onDutyUntil: '2026-11-23T08:00:00.000Z' }),
  ],
}
const server = setupServer(
  http.get('*/api/people/posts', () => HttpResponse.json({ posts: [post] })),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
afterAll(() => server.close())

function Form() {
  const changing = useChange(page, () => undefined)
  return <AssignForm page={page} action="assign" changing={changing} onClose={() => undefined} />
}

it('offers those on duty first and those on leave last, and says so', async () => {
  openConsole({ address: '/one', pages: { '/one': Form } })
  await userEvent.setup().click(await screen.findByLabelText(words['field.person']))
  await screen.findByText(/在岗的人/)
  const offered = document.querySelectorAll('.ant-select-item-option-content')
  expect([...offered].map((one) => one.textContent)).toEqual([
    '在岗的人（在岗，到 11月23日 周一 16:00）',
    '闲着的人',
    '请假的人（请假到 2026-11-27）',
  ])
})
