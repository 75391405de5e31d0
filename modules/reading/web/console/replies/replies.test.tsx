import { screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import words from '../../../words/reply-check.zh-CN.json' with { type: 'json' }
import { ReplyAdvice } from './ReplyAdvice.tsx'

const openConsole = await consoleSpeaking({ replyCheck: words })

function Form() {
  const [text, setText] = useState('')
  const [held, setHeld] = useState(false)
  return (
    <>
      <input aria-label="答复" value={text} onChange={(e) => setText(e.target.value)} />
      <ReplyAdvice words={text} onHeld={setHeld} />
      <button type="button" disabled={held}>
        发送
      </button>
    </>
  )
}

const send = () => screen.getByRole<HTMLButtonElement>('button', { name: '发送' })

it('says what a reply lacks, and holds it only until somebody has looked at a number', async () => {
  const { user } = openConsole({ address: '/form', pages: { '/form': Form } })
  const field = await screen.findByLabelText('答复', {}, { timeout: 10_000 })
  await user.type(field, '已更换灯泡')
  expect(screen.getByText(/还可以写明：谁做的、什么时候/)).toBeTruthy()
  expect(send().disabled).toBe(false)
  await user.type(field, '，请找 13812345678')
  expect(screen.getByText(/13812345678/)).toBeTruthy()
  expect(send().disabled).toBe(true)
  await user.click(screen.getByRole('checkbox', { name: words.confirm }))
  expect(send().disabled).toBe(false)
  await user.type(field, ' 13912345678')
  expect(send().disabled).toBe(true)
})
