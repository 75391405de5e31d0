import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import { MappingShape } from '../../../contract/index.ts'
import { mappingPresets } from '../../../domain/presets.ts'
import said from '../../../words/zh-CN.json' with { type: 'json' }
import words from '../../../words/links.zh-CN.json' with { type: 'json' }
import { LinksPage } from './LinksPage.tsx'
import { mappingOf, tablesOf } from './draft.ts'

vi.setConfig({ testTimeout: 60_000 })

const openConsole = await consoleSpeaking({ links: words, said })
const id = '11111111-1111-4111-8111-111111111111'
let sent: unknown[] = []
const server = setupServer(
  http.get('*/api/exchange/links', () =>
    HttpResponse.json({
      links: [
        {
          id,
          code: 'hotline',
          name: '12345 热线',
          kind: 'hotline',
          clientId: id,
          mapping: mappingPresets.hotline,
          way: 'http',
          url: 'https://hotline.example/in',
          headerName: 'Authorization',
          hasHeader: true,
          active: true,
          version: 2,
          createdAt: '2026-03-16T02:00:00.000Z',
        },
      ],
      presets: mappingPresets,
      programs: [{ id, name: '市民热线' }],
    }),
  ),
  http.post('*/api/exchange/links', async ({ request }) => {
    sent.push(await request.json())
    return HttpResponse.json({ code: 'exchange.out_of_date', details: {} }, { status: 409 })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

it('keeps the tables of names, and says which lines it cannot read', async () => {
  const { user } = openConsole({ address: '/links', pages: { '/links': LinksPage } })
  expect(await screen.findByText('POST /api/exchange/links/hotline/orders')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: '修改 12345 热线' }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByText('来的对照'))
  const urgency = within(dialog).getByLabelText('紧急程度：对方的 = 我们的')
  await user.type(urgency, '\n火急 = 快')
  expect((await within(dialog).findByRole('alert')).textContent).toContain('火急 = 快')
  const save = within(dialog).getByRole('button', { name: /保\s*存/ })
  expect(save.hasAttribute('disabled')).toBe(true)
  await user.type(urgency, '{Backspace}urgent')
  await user.click(save)
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]).toMatchObject({
    baseVersion: 2,
    mapping: { values: { urgency: { 火急: 'urgent', 紧急: 'urgent' } } },
  })
  // Nothing is said of the header, so it stays; and what was typed stays too.
  expect(sent[0]).not.toHaveProperty('headerValue')
  expect((await within(dialog).findByRole('alert')).textContent).toContain('刚才有人改过')
  sent = []
})

it.each(Object.entries(mappingPresets))(
  '%s: the tables say the mapping and nothing else',
  (_, preset) => {
    const { mapping, faults } = mappingOf(tablesOf(preset), preset)
    expect(faults).toEqual({})
    expect(MappingShape.parse(mapping)).toEqual(MappingShape.parse(preset))
  },
)
