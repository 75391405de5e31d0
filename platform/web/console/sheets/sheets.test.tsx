import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { MOST_SHEET_BYTES, sheetEndpoints, type SheetTold } from '#platform/shared/sheets.ts'
import said from '#platform/web/words/errors.zh-CN.json' with { type: 'json' }
import { consoleSpeaking } from '#testing/console-page.tsx'
import { SheetTools } from './SheetTools.tsx'

vi.setConfig({ testTimeout: 60_000 })

const sheet = sheetEndpoints({
  path: '/api/catalogue/sheets/reasons',
  what: 'reasons',
  read: 'catalogue.read',
  edit: 'catalogue.edit',
})
const told: SheetTold = {
  lines: 3,
  created: 1,
  changed: 1,
  same: 1,
  faulty: 0,
  applied: false,
  seen: 'abc',
  changes: [
    { outcome: 'created', what: '退单 own-1', columns: [] },
    { outcome: 'changed', what: '退单 a', columns: ['名称', '启用'] },
  ],
  faults: [],
  notes: ['第 2 条用不到'],
  faultSheet: null,
}
const Sent = z.object({ file: z.string(), language: z.string() }).loose()
let sent: { path: string; body: z.infer<typeof Sent> }[] = []
let answer: SheetTold = told
const take = async (request: Request) => {
  sent.push({ path: new URL(request.url).pathname, body: Sent.parse(await request.json()) })
}
const server = setupServer(
  http.post('*/api/catalogue/sheets/reasons/check', async ({ request }) => {
    await take(request)
    return HttpResponse.json(answer)
  }),
  http.post('*/api/catalogue/sheets/reasons/apply', async ({ request }) => {
    await take(request)
    return HttpResponse.json({ ...told, applied: true })
  }),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
beforeEach(() => {
  sent = []
  answer = told
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const open = await consoleSpeaking({ said })
const page = (may: boolean, canWait = false) =>
  open({
    address: '/x',
    pages: {
      '/x': () => (
        <SheetTools sheet={sheet} what="理由" may={may} queryKey={['x']} canWait={canWait} />
      ),
    },
  }).user
const csv = (text = 'a,b\n', name = '理由.csv') => new File([text], name, { type: 'text/csv' })

async function choose(user: ReturnType<typeof page>, file: File) {
  if (!screen.queryByRole('dialog'))
    await user.click(await screen.findByRole('button', { name: '导入表格 理由' }))
  const dialog = within(await screen.findByRole('dialog'))
  // A browser lets one choose any file all the same.
  const anyFile = userEvent.setup({ applyAccept: false })
  await anyFile.upload(dialog.getByLabelText('选择文件'), file)
  return dialog
}

it('offers the sheet to everybody who reads, and taking it in to those who may', async () => {
  page(false)
  const link = await screen.findByRole('link', { name: '下载表格 理由' })
  expect(link.getAttribute('href')).toBe('/api/catalogue/sheets/reasons?format=xlsx&language=zh-CN')
  expect(screen.queryByRole('button', { name: /导入表格/ })).toBeNull()
})

it('says what a file would do, then does it with a reason', async () => {
  const user = page(true)
  const dialog = await choose(user, csv('代码,名称\n'))
  expect(await dialog.findByText('理由.csv：新增 1 行，修改 1 行，不变 1 行')).toBeDefined()
  expect(dialog.getByText(/退单 a/).textContent).toContain('名称、启用')
  expect(dialog.getByText('第 2 条用不到')).toBeDefined()
  const apply = dialog.getByRole('button', { name: '导入 2 行' })
  expect(apply).toHaveProperty('disabled', true)
  await user.type(dialog.getByLabelText('为什么修改'), '统一口径')
  await user.click(apply)
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(sent.map((s) => s.path.split('/').at(-1))).toEqual(['check', 'apply'])
  expect(sent[1]?.body).toMatchObject({
    file: sent[0]?.body.file,
    seen: 'abc',
    reason: '统一口径',
    language: 'zh-CN',
  })
  expect(sent[1]?.body['startsAt']).toBeUndefined()
})

it('names each cell that cannot be, and then imports nothing', async () => {
  const fault = { cell: 'B4', line: 4, title: '代码', given: '99', why: '代码是五位数字' }
  answer = { ...told, faulty: 1, faults: [fault], faultSheet: 'UEs=' }
  const user = page(true)
  const dialog = await choose(user, csv())
  expect(await dialog.findByText(/有 1 处要修改/)).toBeDefined()
  const row = dialog.getByRole('row', { name: /B4/ })
  expect(row.textContent).toBe('B4代码99代码是五位数字')
  expect(dialog.getByRole('button', { name: '下载要修改的地方' })).toBeDefined()
  expect(dialog.queryByLabelText('为什么修改')).toBeNull()
})

it('does not even send what is no sheet, or too large', async () => {
  const user = page(true)
  const dialog = await choose(user, new File(['x'], '照片.png'))
  expect(await dialog.findByText('照片.png 不是表格，请选 .xlsx 或 .csv 文件')).toBeDefined()
  const big = csv('a', 'big.csv')
  Object.defineProperty(big, 'size', { value: MOST_SHEET_BYTES + 1 })
  await choose(user, big)
  expect(await dialog.findByText(/big.csv 有 6.1 MB，超过了 6 MB/)).toBeDefined()
  expect(sent).toEqual([])
})

it('says which columns a sheet of another kind lacks', async () => {
  server.use(
    http.post('*/api/catalogue/sheets/reasons/check', () =>
      HttpResponse.json(
        { code: 'spreadsheet.columns_missing', details: { columns: '代码、名称' } },
        { status: 400 },
      ),
    ),
  )
  const dialog = await choose(page(true), csv())
  expect(await dialog.findByText(/缺少这些列：代码、名称/)).toBeDefined()
})

it('asks to check again where somebody was faster', async () => {
  server.use(
    http.post('*/api/catalogue/sheets/reasons/apply', () =>
      HttpResponse.json({ code: 'spreadsheet.stale', details: {} }, { status: 409 }),
    ),
  )
  const user = page(true)
  const dialog = await choose(user, csv())
  await user.type(await dialog.findByLabelText('为什么修改'), '改')
  await user.click(dialog.getByRole('button', { name: '导入 2 行' }))
  expect(await dialog.findByText(/您核对之后，有人改过/)).toBeDefined()
  await user.click(dialog.getByRole('button', { name: '再核对一次' }))
  expect(await dialog.findByRole('button', { name: '导入 2 行' })).toBeDefined()
  expect(await dialog.findByText(/新增 1 行/)).toBeDefined()
})

it('can wait for a later day where that is allowed', async () => {
  const user = page(true, true)
  const dialog = await choose(user, csv())
  await user.click(await dialog.findByLabelText('到这个时间生效'))
  await user.type(dialog.getByLabelText('为什么修改'), '改')
  await user.click(dialog.getByRole('button', { name: '导入 2 行' }))
  await waitFor(() => expect(sent).toHaveLength(2))
  expect(sent[1]?.body['startsAt']).toMatch(/T16:00:00.000Z$/)
})
