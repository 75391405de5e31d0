import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { consoleSpeaking } from '#testing/console-page.tsx'
import type { NamedPlace } from '../../../contract/places.ts'
import words from '../../../words/named-places.zh-CN.json' with { type: 'json' }
import { NamedPlaces } from './NamedPlaces.tsx'

const openConsole = await consoleSpeaking({ namedPlaces: words })
const house: NamedPlace = {
  id: '00000000-0000-4000-8000-000000000001',
  kind: 'building',
  name: '6栋',
  fullText: '丰润园小区6栋',
  communityCode: '420704001014',
  communityName: '澜湖社区',
  lon: 114.89,
  lat: 30.39,
  from: 0,
  to: 5,
  reasons: ['short'],
}
const server = setupServer(
  http.post('*/api/reading/places', () => HttpResponse.json({ rows: [house], sure: true })),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
afterAll(() => server.close())

it('marks the words that name a place, and one press takes it', async () => {
  const pick = vi.fn<(place: NamedPlace) => void>()
  const Page = () => <NamedPlaces words="丰润园六栋漏水" address="" onPick={pick} />
  const { user } = openConsole({ address: '/desk', pages: { '/desk': Page } })
  const button = await screen.findByRole('button', { name: /丰润园小区6栋/ }, { timeout: 10_000 })
  expect(button.querySelector('mark')?.textContent).toBe('丰润园六栋')
  await user.click(button)
  expect(pick.mock.calls[0]?.[0]).toEqual(house)
})

const Known = () => (
  <>
    <NamedPlaces words="丰润园六栋漏水" address="丰润园小区6栋" onPick={vi.fn<() => void>()} />
    <p>页</p>
  </>
)

it('is silent where the place is known already', async () => {
  openConsole({ address: '/desk', pages: { '/desk': Known } })
  await screen.findByText('页', {}, { timeout: 10_000 })
  expect(screen.queryByRole('button')).toBeNull()
})
