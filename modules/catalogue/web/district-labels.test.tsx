import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openI18n, speak } from '#platform/web/i18n.ts'
import { useDistrictLabels } from './district-labels.ts'

const words = { console: { 'status.filed': '待派遣', 'status.closed': '已结案' } }
const english = { console: { 'status.filed': 'Waiting', 'status.closed': 'Closed' } }

const server = setupServer(
  http.get('*/api/public/420704/labels', () =>
    HttpResponse.json({ rows: [{ status: 'filed', name: '等派单', nameEn: 'To be sent' }] }),
  ),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())

function Shown() {
  const { t } = useTranslation('console')
  useDistrictLabels('420704', 'console')
  return <p>{`${t('status.filed')} ${t('status.closed')}`}</p>
}

it('says the district’s own words for states in both languages, and ours for the rest', async () => {
  const i18n = await openI18n({ 'zh-CN': words, en: english }, 'zh-CN')
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={new QueryClient()}>
        <Shown />
      </QueryClientProvider>
    </I18nextProvider>,
  )
  expect(screen.getByText('待派遣 已结案')).toBeDefined()
  expect(await screen.findByText('等派单 已结案')).toBeDefined()
  await speak(i18n, 'en')
  expect(await screen.findByText('To be sent Closed')).toBeDefined()
})
