import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import words from '../../../words/console.zh-CN.json' with { type: 'json' }
import said from '../../../words/zh-CN.json' with { type: 'json' }
import type { Changing } from '../change.ts'
import { aCase, idOf, matter } from '../desk/desk-samples.ts'
import { MatterForm } from './MatterForm.tsx'

vi.setConfig({ testTimeout: 60_000 })
const openConsole = await consoleSpeaking({ console: words, said })
const waste = { ...matter, code: '06010', name: '暴露垃圾' }
/** The catalogue answers each search when the test lets it. */
const waiting = new Map<string, () => void>()
const sent: unknown[] = []

const server = setupServer(
  http.get('*/api/catalogue/matters', async ({ request }) => {
    const text = new URL(request.url).searchParams.get('text')
    if (text === null) return HttpResponse.json({ rows: [matter, waste], next: null })
    await new Promise<void>((resolve) => waiting.set(text, resolve))
    const rows = [matter, waste].filter((m) => m.name.includes(text))
    return HttpResponse.json({ rows, next: null })
  }),
  http.get('*/api/catalogue/guide-items', () => HttpResponse.json({ rows: [] })),
  http.post('*/api/cases/:id/:action', async ({ request }) => {
    sent.push(await request.json())
    return HttpResponse.json(aCase(1))
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  waiting.clear()
  sent.length = 0
})
afterAll(() => server.close())

function opened(page = aCase(1, { words: '门口路灯不亮', matter: null })) {
  const changing: Changing = {
    send: async (make) => {
      await make({ params: { caseId: idOf(1) }, base: { baseVersion: 3 } })
      return true
    },
    busy: false,
    error: null,
    since: null,
    forget: () => undefined,
  }
  const form = () => <MatterForm {...{ page, changing }} action="file" onClose={() => undefined} />
  return openConsole({ address: '/form', pages: { '/form': form } })
}
const field = () => screen.findByRole<HTMLInputElement>('combobox', { name: '事项' })
const answer = async (text: string) => {
  await waitFor(() => expect(waiting.has(text)).toBe(true))
  waiting.get(text)?.()
}
const marked = () =>
  document.querySelector('[role=option][aria-selected=true]')?.textContent ?? 'nothing'

it('an Enter pressed while the likely matters give way to those searched for is not lost', async () => {
  const { user } = opened()
  await user.clear(await field())
  // What is likely stands there before a word was written: the list that the Enter seemed to mean.
  await screen.findByRole('option', { name: /路灯/ })
  await user.type(await field(), '路灯')
  await user.keyboard('{Enter}')
  await answer('路灯')
  await waitFor(() => expect(marked()).toContain('路灯'))
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(sent).toMatchObject([{ matter: { code: matter.code } }]))
})

it('files nothing under the matter of before while other words are being searched', async () => {
  const { user } = opened(aCase(1, { matter: { kind: 'component', code: '01010', name: '路灯' } }))
  await user.clear(await field())
  await user.type(await field(), '垃圾')
  await user.keyboard('{Enter}{Control>}{Enter}{/Control}')
  expect(sent).toEqual([])
  await answer('垃圾')
  await waitFor(() => expect(marked()).toContain('暴露垃圾'))
  await user.keyboard('{Enter}')
  await waitFor(() => expect(sent).toMatchObject([{ matter: { code: '06010' } }]))
})

it('says that the catalogue could not be asked, not that it holds no such matter', async () => {
  server.use(
    http.get('*/api/catalogue/matters', ({ request }) =>
      new URL(request.url).searchParams.has('text')
        ? HttpResponse.error()
        : HttpResponse.json({ rows: [matter, waste], next: null }),
    ),
  )
  const { user } = opened()
  await user.clear(await field())
  await user.type(await field(), '路灯')
  const told = await screen.findByRole('alert', {}, { timeout: 15_000 })
  expect(told.closest('.finder')).not.toBeNull()
  expect(screen.queryByText(words['matter.none'])).toBeNull()
  server.resetHandlers()
})
