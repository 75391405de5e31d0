import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import words from '../../../words/console.zh-CN.json' with { type: 'json' }
import many from '../../../words/many.zh-CN.json' with { type: 'json' }
import { aRow } from '../desk/desk-samples.ts'
import { CasesPage } from './CasesPage.tsx'

const server = setupServer(
  http.get('*/api/cases', () =>
    HttpResponse.json({ rows: [aRow(1)], next: null, now: '2026-03-16T05:00:00.000Z' }),
  ),
  http.get('*/api/cases/points', () => HttpResponse.json({ points: [], truncated: false })),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
afterAll(() => server.close())

const open = await consoleSpeaking({ console: words, many })

it('exports what the list shows: the same filters, and nothing that the address made up', async () => {
  open({ address: '/cases?status=filed&q=路灯&zz=1', pages: { '/cases': CasesPage } })
  const link = await screen.findByRole('link', { name: '导出表格' }, { timeout: 10_000 })
  const { pathname, searchParams } = new URL(link.getAttribute('href') ?? '', 'http://x')
  expect(pathname).toBe('/api/cases/export')
  expect(Object.fromEntries(searchParams)).toEqual({
    format: 'xlsx',
    language: 'zh-CN',
    view: 'all',
    status: 'filed',
    q: '路灯',
  })
})
