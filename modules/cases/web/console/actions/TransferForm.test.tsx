import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import words from '../../../words/console.zh-CN.json' with { type: 'json' }
import { useChange } from '../change.ts'
import { aCase } from '../desk/desk-samples.ts'
import { TransferForm } from './TransferForm.tsx'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ console: words })
const page = aCase(1, { allowed: ['transfer'] })
const sent: unknown[] = []
const server = setupServer(
  http.post('*/api/cases/:id/transfer', async ({ request }) => {
    sent.push(await request.json())
    return HttpResponse.json({ ...page, status: 'transferred', allowed: [] })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
afterAll(() => server.close())

function Form() {
  const changing = useChange(page, () => undefined)
  return (
    <TransferForm page={page} action="transfer" changing={changing} onClose={() => undefined} />
  )
}

it('asks for body, letter, date and what the reporter is told; the date reads as the page does', async () => {
  openConsole({ address: '/one', pages: { '/one': Form } })
  const user = userEvent.setup()
  const day = await screen.findByLabelText<HTMLInputElement>(words['transfer.day'])
  expect(day.value).toMatch(/^\d{4}年\d{1,2}月\d{1,2}日$/)
  await user.clear(day)
  await user.type(day, '2026-03-16{Enter}')
  expect(day.value).toBe('2026年3月16日')
  const verb = screen.getByRole<HTMLButtonElement>('button', { name: words['action.transfer'] })
  expect(verb.disabled).toBe(true)
  await user.type(screen.getByLabelText(words['transfer.receiver']), '市水利局')
  await user.type(screen.getByLabelText(words['transfer.reference']), '函 3 号')
  await user.type(screen.getByLabelText(words['transfer.words']), '归水利局管')
  await user.click(verb)
  await waitFor(() =>
    expect(sent).toMatchObject([
      {
        baseVersion: page.version,
        receiver: '市水利局',
        reference: '函 3 号',
        transferredOn: '2026-03-16',
        words: '归水利局管',
      },
    ]),
  )
})
