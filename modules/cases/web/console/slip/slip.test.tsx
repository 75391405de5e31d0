import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import words from '../../../words/slip.zh-CN.json' with { type: 'json' }
import { PrintSlip } from './FollowSlip.tsx'

const open = await consoleSpeaking({ slip: words })
const server = setupServer(
  http.get('*/api/public/:district/district', () => HttpResponse.json({ telephone: '0711-12345' })),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => vi.unstubAllGlobals())
afterAll(() => server.close())

const slip = {
  shortCode: 'K7M4QP',
  followPath: '/420704/follow/K7M4QP?key=own',
  receivePromise: '2031-03-18T10:00:00Z',
}

it('prints code, promise, telephone and a code to scan once all is there, and is gone afterwards', async () => {
  const printed: (string | null)[] = []
  vi.stubGlobal('print', () => printed.push(document.querySelector('.slip')?.textContent ?? null))
  const { user } = open({
    address: '/x',
    pages: { '/x': () => <PrintSlip slip={slip} /> },
    setting: {
      districtId: '420704',
      districtName: '鄂城区',
      timeZone: 'Asia/Shanghai',
      lon: 114.9,
      lat: 30.4,
      verbs: new Set(),
    },
  })
  await user.click(await screen.findByRole('button', { name: words['slip.print'] }))
  await waitFor(() => expect(printed).toHaveLength(1))
  expect(printed[0]).toContain('K7M4QP')
  expect(printed[0]).toContain('18:00 前会有人受理')
  expect(printed[0]).toContain('0711-12345')
  const paper = within(screen.getByRole('article', { name: words['slip.title'] }))
  expect(paper.getByRole('img', { name: words['slip.scan'] })).toBeDefined()
  window.dispatchEvent(new Event('afterprint'))
  await waitFor(() => expect(screen.queryByRole('article')).toBeNull())
})
