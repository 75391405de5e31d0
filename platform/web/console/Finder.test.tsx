import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { Finder } from './Finder.tsx'
import { foundBy } from './found.ts'

interface Answering {
  rows: readonly string[]
  waiting?: boolean
  failed?: boolean
}

interface PageProps {
  now: Answering
  chosenAtFirst?: string | undefined
  chose: (row: string) => void
  sent: () => void
}

const same = (row: string) => row

/** A field in a form that would be sent by Enter. */
function Page({ now, chosenAtFirst, chose, sent }: PageProps) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(chosenAtFirst)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        sent()
      }}
    >
      <Finder
        label="事项"
        none="没有"
        text={text}
        onText={setText}
        rows={now.rows}
        waiting={now.waiting ?? false}
        failed={now.failed ?? false}
        keyOf={same}
        line={same}
        chosen={chosen}
        onChoose={(row) => {
          setChosen(row)
          chose(row)
        }}
      />
      <button type="submit">立案</button>
    </form>
  )
}

/** Answers come when the test lets them. */
function opened(first: Answering, chosenAtFirst?: string) {
  const chose = vi.fn<(row: string) => void>()
  const sent = vi.fn<() => void>()
  const page = (now: Answering) => <Page {...{ now, chosenAtFirst, chose, sent }} />
  const { rerender } = render(page(first))
  const field = screen.getByRole('combobox', { name: '事项' })
  const answer = (now: Answering) => rerender(page(now))
  return { field, chose, sent, answer, user: userEvent.setup() }
}

it('keeps an Enter that is faster than the answer, and takes the first row that answers', async () => {
  const { user, field, chose, sent, answer } = opened({ rows: ['路灯', '井盖'] })
  await user.type(field, '井盖')
  answer({ rows: [], waiting: true })
  await user.keyboard('{Enter}')
  expect(chose).not.toHaveBeenCalled()
  answer({ rows: ['井盖', '路灯'] })
  expect(chose.mock.calls).toEqual([['井盖']])
  expect(sent).not.toHaveBeenCalled()
})

it('never takes a row of earlier words, nor sends the form with what was chosen before', async () => {
  const { user, field, chose, sent, answer } = opened({ rows: ['路灯'], waiting: true }, '路灯')
  await user.type(field, '井盖{Enter}')
  expect(sent).not.toHaveBeenCalled()
  answer({ rows: ['井盖'] })
  expect(chose.mock.calls).toEqual([['井盖']])
  // What is chosen already leaves Enter to the form.
  await user.keyboard('{Enter}')
  expect(sent).toHaveBeenCalledOnce()
})

it('sends nothing where nothing fits', async () => {
  const { user, field, sent, chose } = opened({ rows: [] }, '路灯')
  await user.type(field, '没有这样的{Enter}')
  expect(screen.getByText('没有')).toBeTruthy()
  expect(sent).not.toHaveBeenCalled()
  expect(chose).not.toHaveBeenCalled()
})

it.each(['更{Backspace}', '{Tab}'])('forgets a kept Enter after %s', async (after) => {
  const { user, field, chose, answer } = opened({ rows: [], waiting: true })
  await user.type(field, `井盖{Enter}${after}`)
  answer({ rows: ['井盖'] })
  expect(chose).not.toHaveBeenCalled()
  cleanup()
})

it('keeps what was pointed at when the list is drawn anew around it', async () => {
  const { user, field, chose, answer } = opened({ rows: ['路灯', '井盖'] })
  await user.click(field)
  await user.keyboard('{ArrowDown}')
  answer({ rows: ['树木', '路灯', '井盖'] })
  await user.keyboard('{Enter}')
  expect(chose.mock.calls).toEqual([['井盖']])
})

it('says that the search failed, not that there is nothing, and sends nothing', async () => {
  const { user, field, sent, answer } = opened({ rows: ['路灯'] })
  await user.type(field, '井盖')
  answer({ rows: [], failed: true })
  expect(screen.getByRole('alert')).toBeTruthy()
  expect(screen.queryByText('没有')).toBeNull()
  await user.keyboard('{Enter}')
  expect(sent).not.toHaveBeenCalled()
  answer({ rows: [] })
  expect(screen.queryByRole('alert')).toBeNull()
  expect(screen.getByText('没有')).toBeTruthy()
})

const ofQuery = {
  data: undefined,
  isPending: false,
  isPlaceholderData: false,
  isLoadingError: false,
  fetchStatus: 'idle' as const,
}

it('tells a question that could not be asked from one with no answer', () => {
  const failed = foundBy({ ...ofQuery, isLoadingError: true }, '井盖', '井盖')
  expect(failed).toEqual({ rows: [], waiting: false, failed: true })
  const none = foundBy({ ...ofQuery, data: [] }, '井盖', '井盖')
  expect(none).toEqual({ rows: [], waiting: false, failed: false })
})
