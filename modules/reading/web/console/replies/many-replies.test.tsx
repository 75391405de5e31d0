import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aRow, idOf } from '#modules/cases/web/console/desk/desk-samples.ts'
import { ManyDialog } from '#modules/cases/web/console/many/ManyDialog.tsx'
import {
  RepliesSlot,
  type RepliesAdvice as RepliesAdviceSlot,
} from '#modules/cases/web/reply-slot.ts'
import many from '#modules/cases/words/many.zh-CN.json' with { type: 'json' }
import said from '#modules/cases/words/zh-CN.json' with { type: 'json' }
import { consoleSpeaking } from '#testing/console-page.tsx'
import words from '../../../words/reply-check.zh-CN.json' with { type: 'json' }
import { OneOfReplies, RepliesAdvice } from './RepliesAdvice.tsx'

const openConsole = await consoleSpeaking({ many, said, replyCheck: words })
const template = {
  id: idOf(70),
  name: '修好了',
  whenStatuses: [],
  whenMatters: [],
  words: '{place}的路灯已更换。',
  active: true,
  version: 1,
}
const outcomes = [
  '丰润园6栋的路灯已更换。',
  '丰润园7栋（找王先生13812345678）的路灯已更换。',
  '市政中心今天已更换竹林北路的路灯，有事请致电社区。',
]
let sent = 0
const server = setupServer(
  http.get('*/api/reply-templates', () =>
    HttpResponse.json({ rows: [template], gaps: ['place'], allowed: [] }),
  ),
  http.post('*/api/cases/many/preview', () =>
    HttpResponse.json({
      rows: outcomes.map((outcome, i) => ({
        caseId: idOf(i + 1),
        shortCode: `K7M${i}PQ`,
        title: '',
        can: true,
        outcome,
        problem: null,
      })),
    }),
  ),
  http.post('*/api/cases/many', () => {
    sent += 1
    return HttpResponse.json({ rows: [], done: 0 })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
afterAll(() => server.close())

const nothing = () => undefined
const advice: RepliesAdviceSlot = {
  all: (watch) => <RepliesAdvice {...watch} />,
  one: (reply) => <OneOfReplies {...reply} />,
}
const Page = () => (
  <RepliesSlot value={advice}>
    <ManyDialog
      act="reply"
      rows={[1, 2, 3].map((n) => aRow(n))}
      onDone={nothing}
      onClose={nothing}
    />
  </RepliesSlot>
)

it('says of each of many replies what it lacks, and sends none with a number that nobody looked at', async () => {
  const { user } = openConsole({ address: '/many', pages: { '/many': Page } })
  const field = await screen.findByLabelText(many['field.template'], {}, { timeout: 10_000 })
  await user.click(field)
  await user.click(await screen.findByText(template.name))
  const list = await screen.findByRole('list', { name: many.preview })
  // What none of them says is said once, what one lacks besides beside it.
  expect(await screen.findByText('每一条都还可以写明：依据什么。')).toBeTruthy()
  const [first, second, third] = within(list).getAllByRole('listitem')
  expect(first?.textContent).toMatch(/还可以写明：谁做的、什么时候、有事找谁/)
  expect(first?.textContent).not.toMatch(/依据|个人号码/)
  expect(second?.textContent).toContain('里面有个人号码：13812345678')
  expect(third?.textContent).not.toMatch(/还可以写明|个人号码/)
  expect(screen.getByText(/3 条里有 1 条写着个人号码/)).toBeTruthy()
  const send = screen.getByRole('button', { name: '发出 3 条答复' })
  expect(send).toHaveProperty('disabled', true)
  await user.click(screen.getByRole('checkbox', { name: words['all.confirm'] }))
  expect(send).toHaveProperty('disabled', false)
  expect(sent).toBe(0)
  await user.click(send)
  expect(sent).toBe(1)
})
