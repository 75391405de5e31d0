import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { I18nextProvider } from 'react-i18next'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openI18n } from '#platform/web/i18n.ts'
import { CopiesPart } from './CopiesPart.tsx'

const copy = { id: '0198a000-0000-7000-8000-000000000001', publishedAt: '2026-03-16T02:00:00.000Z' }
let copies = [copy]
let asked: string | null = null
const server = setupServer(
  http.get('*/api/public/420704/cases/:code/evidence-copies', ({ request }) => {
    asked = new URL(request.url).search
    return HttpResponse.json({ timeZone: 'Asia/Shanghai', copies })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  copies = [copy]
})
afterAll(() => server.close())

const show = async (viewKey: string) => {
  const i18n = await openI18n({ 'zh-CN': {}, en: {} }, 'zh-CN')
  const part = { districtId: '420704', shortCode: 'AB12-CD', viewKey, onChange: () => undefined }
  const client = new QueryClient()
  const page = render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <CopiesPart {...part} />
      </QueryClientProvider>
    </I18nextProvider>,
  )
  await expect.poll(() => asked).toBe(viewKey === '' ? '' : `?key=${viewKey}`)
  await expect.poll(() => client.isFetching()).toBe(0)
  return page
}

it('shows published copies by the link that opened the page, and says what cannot be read', async () => {
  await show('k.1')
  const picture = await screen.findByRole('img', { name: '现场照片' })
  expect(picture.getAttribute('src')).toBe(
    `/api/public/420704/cases/AB12-CD/evidence-copies/${copy.id}?key=k.1`,
  )
  expect(screen.getByText(/人脸、车牌等已遮挡/)).toBeTruthy()
  expect(screen.getByText(/公开$/).textContent).toContain('3月16日')
})

it('takes no room where nothing is published', async () => {
  copies = []
  const { container } = await show('')
  expect(container.childElementCount).toBe(0)
})
