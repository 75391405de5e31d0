import { screen, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { CaseAction, Question } from '../../../contract/index.ts'
import words from '../../../words/console.zh-CN.json' with { type: 'json' }
import said from '../../../words/zh-CN.json' with { type: 'json' }
import type { Changing, Make } from '../change.ts'
import { aCase, idOf } from '../desk/desk-samples.ts'
import { MatterForm } from './MatterForm.tsx'
import { FinishForm } from './WordsForms.tsx'

vi.setConfig({ testTimeout: 40_000 })

const openConsole = await consoleSpeaking({ console: words, said })

const ask = (key: string, over: Partial<Question> = {}): Question => ({
  key,
  at: 'filing',
  kind: 'text',
  label: key,
  options: [],
  required: false,
  ...over,
})
const questions: Question[] = [
  ask('灯杆编号', { required: true }),
  ask('坏了几盏', { kind: 'number' }),
  ask('路面有没有电线', { kind: 'yes_no', required: true }),
  ask('灯的样子', { kind: 'several', options: ['单臂', '双臂'] }),
  ask('用了什么灯泡', { at: 'finish', kind: 'one', options: ['LED', '钠灯'], required: true }),
]
const page = aCase(1, {
  questions,
  matter: { kind: 'component', code: '01010', name: '路灯' },
})

/** The form as the case page gives it room; what it would send is asked of it, and nothing is sent. */
function opened(action: CaseAction, Form: typeof MatterForm) {
  const asked: string[] = []
  const bodies: unknown[] = []
  vi.stubGlobal('fetch', async (input: string, init?: RequestInit) => {
    if (init?.method === 'POST') {
      asked.push(input)
      bodies.push(JSON.parse(typeof init.body === 'string' ? init.body : ''))
      return Response.json(page)
    }
    return Response.json({ rows: [], items: [], cases: [], next: null })
  })
  const changing: Changing = {
    send: async (make: Make) => {
      await make({ params: { caseId: idOf(1) }, base: { baseVersion: 3 } })
      return true
    },
    busy: false,
    error: null,
    since: null,
    forget: () => undefined,
  }
  const { user } = openConsole({
    address: '/form',
    pages: { '/form': () => <Form {...{ page, action, changing }} onClose={() => undefined} /> },
  })
  return { user, asked, bodies }
}

const sendVerb = async (name: string) => screen.findByRole<HTMLButtonElement>('button', { name })

it('filing asks what is asked at filing, and waits for what must be answered', async () => {
  const { user, bodies } = opened('file', MatterForm)
  const send = await sendVerb('立案')
  expect(screen.queryByText('用了什么灯泡')).toBeNull()
  expect(send.disabled).toBe(true)
  await user.type(screen.getByRole('textbox', { name: '灯杆编号' }), 'L-204')
  expect(send.disabled).toBe(true)
  await user.click(screen.getByRole('radio', { name: '是' }))
  await waitFor(() => expect(send.disabled).toBe(false))
  await user.type(screen.getByRole('spinbutton'), '2')
  await user.click(screen.getByRole('checkbox', { name: '双臂' }))
  await user.click(send)
  await waitFor(() => expect(bodies).toHaveLength(1))
  expect(bodies[0]).toMatchObject({
    baseVersion: 3,
    answers: { 灯杆编号: 'L-204', 坏了几盏: 2, 路面有没有电线: true, 灯的样子: ['双臂'] },
  })
})

it('finishing asks what is asked at finishing, and nothing of before', async () => {
  const { user, bodies } = opened('finish', FinishForm)
  const send = await sendVerb('办完了')
  expect(screen.queryByText('灯杆编号')).toBeNull()
  await user.type(screen.getByRole('textbox'), '换了灯泡')
  expect(send.disabled).toBe(true)
  await user.click(screen.getByRole('radio', { name: 'LED' }))
  await waitFor(() => expect(send.disabled).toBe(false))
  await user.click(send)
  await waitFor(() => expect(bodies).toHaveLength(1))
  expect(bodies[0]).toMatchObject({ answers: { 用了什么灯泡: 'LED' }, words: '换了灯泡' })
})
