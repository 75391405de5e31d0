import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { useEffect } from 'react'
import { I18nextProvider, initReactI18next } from 'react-i18next'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import boards from '../../words/boards.zh-CN.json' with { type: 'json' }
import boardsEn from '../../words/boards.en.json' with { type: 'json' }
import platform from '#platform/web/words/zh-CN.json' with { type: 'json' }
import { BoardPage } from './BoardPage.tsx'
import { ScreenPage } from './ScreenPage.tsx'

const text = (zh: string, preset = false) => ({ zh, en: '', preset })
const board = {
  districtId: '420704',
  communityCode: '420704001014',
  name: '澜湖社区城管工作站',
  communityName: '澜湖社区',
  address: '澜湖社区党群服务中心',
  phone: '0000-00012',
  hours: '每天 8:00–22:00',
  people: [
    {
      title: '城管队员',
      seat: '政府力量',
      seatEn: 'Government',
      organisation: '执法局',
      vacant: false,
      names: ['李明'],
      dutyPhone: null,
    },
    {
      title: '牵头人',
      seat: '',
      seatEn: '',
      organisation: '执法局',
      vacant: true,
      names: [],
      dutyPhone: null,
    },
  ],
  onDuty: [],
  flow: { zh: '发现：扫码上报\n办理', en: 'Found: by the code', preset: false },
  duty: text('把服务送到家门口', true),
  rules: text('不收费'),
  tasks: null,
  reportPath: '/420704/report?door=abc',
  timeZone: 'Asia/Shanghai',
  now: '2026-11-26T02:00:00.000Z',
}
const server = setupServer(
  http.get('*/api/public/420704/stations/420704001014', () => HttpResponse.json(board)),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  server.resetHandlers()
  vi.useRealTimers()
})
afterAll(() => server.close())

async function show(page: React.ReactNode, language = 'zh-CN') {
  const i18n = i18next.createInstance()
  await i18n.use(initReactI18next).init({
    lng: language,
    resources: { 'zh-CN': { boards, platform }, en: { boards: boardsEn, platform } },
    interpolation: { escapeValue: false },
  })
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={new QueryClient()}>{page}</QueryClientProvider>
    </I18nextProvider>,
  )
}
const which = { districtId: '420704', communityCode: '420704001014' }

it('shows the four boards, says which text is an example, and leads to reporting', async () => {
  await show(<BoardPage {...which} />)
  expect(await screen.findByRole('heading', { name: '谁在这里工作' })).toBeTruthy()
  for (const words of ['问题怎么办', '工作站是做什么的', '工作站的规矩'])
    expect(screen.getByRole('heading', { name: words })).toBeTruthy()
  expect(screen.getByText('李明')).toBeTruthy()
  expect(screen.getByText('暂缺')).toBeTruthy()
  expect(screen.getAllByText('通用示例，以本站公布的为准')).toHaveLength(1)
  expect(screen.getByRole('link', { name: /上报问题/ }).getAttribute('href')).toBe(board.reportPath)
})

it('says in English what the district has written in English', async () => {
  await show(<BoardPage {...which} />, 'en')
  expect(await screen.findByText('by the code')).toBeTruthy()
  expect(screen.getByText('不收费')).toBeTruthy()
})

function Slides({ at, onCount }: { at: number; onCount: (count: number) => void }) {
  useEffect(() => onCount(1), [onCount])
  return at < 0 ? null : <p>材料{at}</p>
}

it('turns the boards on the screen by itself, beside the figures of today', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  await show(<ScreenPage {...which} figures={() => <p>四个数</p>} slides={Slides} />)
  expect(await screen.findByRole('heading', { name: '谁在这里工作' })).toBeTruthy()
  expect(screen.getByText('四个数')).toBeTruthy()
  await act(() => vi.advanceTimersByTimeAsync(20_000))
  expect(screen.getByRole('heading', { name: '问题怎么办' })).toBeTruthy()
  // After the boards comes what a module above shows there.
  await act(() => vi.advanceTimersByTimeAsync(60_000))
  expect(screen.getByText('材料0')).toBeTruthy()
})
