import { Button } from 'antd'
import { screen, within } from '@testing-library/react'
import { useState } from 'react'
import { expect, it } from 'vitest'
import words from '#modules/cases/words/console.zh-CN.json' with { type: 'json' }
import { consoleSpeaking } from '#testing/console-page.tsx'
import { Begin, BringIn, takeFocus } from './BringIn.tsx'

const openConsole = await consoleSpeaking({ console: words })

function Part() {
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <Begin of="whistle">
        <Button onClick={() => setOpen(true)}>吹哨请单位来</Button>
      </Begin>
    )
  return (
    <form ref={takeFocus} aria-label="吹哨">
      <textarea aria-label="说什么" />
    </form>
  )
}

it('offers the verbs of every part in one row, and leads the keyboard into the form it opens', async () => {
  const { user } = openConsole({
    address: '/case',
    pages: {
      '/case': () => (
        <BringIn>
          <Begin of="plan">
            <Button>定一事一策方案</Button>
          </Begin>
          <Part />
        </BringIn>
      ),
    },
  })
  const row = await screen.findByRole('region', { name: words['bringIn'] })
  const verbs = () => within(row).queryAllByRole('button')
  // In the order of the row, whichever part was ready first.
  await expect
    .poll(() => verbs().map((b) => b.textContent))
    .toEqual(['吹哨请单位来', '定一事一策方案'])
  await user.click(within(row).getByRole('button', { name: '吹哨请单位来' }))
  expect(document.activeElement).toBe(screen.getByLabelText('说什么'))
  expect(verbs()).toHaveLength(1)
})
