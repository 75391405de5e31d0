import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import words from '#modules/cases/words/console.zh-CN.json' with { type: 'json' }
import partners from '#modules/cases/words/partners.zh-CN.json' with { type: 'json' }
import { consoleSpeaking } from '#testing/console-page.tsx'
import { idOf, organisation, setting } from '#testing/people-rows.ts'
import type { LinksView, PartnerRow } from '../../../contract/partners.ts'
import { PartnerPart } from './PartnerPart.tsx'
import { PartnersPage } from './PartnersPage.tsx'

vi.setConfig({ testTimeout: 60_000 })
const server = setupServer()
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const open = await consoleSpeaking({ console: words, partners })
const here = { ...setting, verbs: new Set(['cases.partner']) }
const at = '2026-03-16T02:00:00.000Z'

const view = (over: Partial<LinksView> = {}): LinksView => ({
  caseId: idOf(1),
  version: 9,
  links: [],
  mayGive: [{ taskId: idOf(2), unitName: '丰润园物业', brief: '接好冷凝水', again: false }],
  photos: [idOf(3)],
  ...over,
})
const link = (over = {}): LinksView['links'][number] => ({
  id: idOf(5),
  taskId: idOf(2),
  unitName: '丰润园物业',
  words: '接好冷凝水',
  state: 'live',
  madeBy: '派遣员 柳',
  madeAt: at,
  expiresAt: at,
  uses: [{ act: 'opened', at }],
  allowed: ['show', 'revoke'],
  ...over,
})

const part = (first: LinksView) => {
  server.use(http.get('*/api/cases/:caseId/partner-links', () => HttpResponse.json(first)))
  return open({
    address: '/case',
    pages: { '/case': () => <PartnerPart caseId={idOf(1)} /> },
    setting: here,
  })
}

describe('links of partners on the case page', () => {
  it('gives one with words and pictures that were chosen, and shows it to be copied', async () => {
    const sent: unknown[] = []
    server.use(
      http.post('*/api/cases/:caseId/partner-links', async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json({ ...view({ links: [link()] }), path: '/420704/partner?key=p1.x' })
      }),
    )
    const { user } = part(view())
    await user.click(await screen.findByRole('button', { name: '给 丰润园物业 发链接' }))
    const form = screen.getByRole('form', { name: '给 丰润园物业 发链接' })
    expect(within(form).getByText(/不要写报告人是谁/)).toBeDefined()
    await user.click(within(form).getByRole('checkbox'))
    await user.click(within(form).getByRole('button', { name: '发链接' }))
    await waitFor(() =>
      expect(sent).toMatchObject([
        { baseVersion: 9, taskId: idOf(2), words: '接好冷凝水', fileIds: [idOf(3)], days: 7 },
      ]),
    )
    const field = await screen.findByLabelText<HTMLInputElement>('链接')
    expect(field.value).toContain('/420704/partner?key=p1.x')
  })

  it('shows a live link again on demand, with its use, and takes it back', async () => {
    const revoked: unknown[] = []
    server.use(
      http.post('*/api/cases/:caseId/partner-links/:id/show', () =>
        HttpResponse.json({ path: '/420704/partner?key=p1.x' }),
      ),
      http.post('*/api/cases/:caseId/partner-links/:id/revoke', async ({ request }) => {
        revoked.push(await request.json())
        return HttpResponse.json(view({ links: [link({ state: 'revoked', allowed: [] })] }))
      }),
    )
    const { user } = part(view({ links: [link()], mayGive: [] }))
    expect(await screen.findByText('使用记录 1')).toBeDefined()
    await user.click(screen.getByRole('button', { name: '收回链接' }))
    await waitFor(() => expect(revoked).toEqual([{ baseVersion: 9 }]))
    await user.click(screen.getByRole('button', { name: '看链接' }))
    expect(await screen.findByLabelText('链接')).toBeDefined()
  })
})

const row = (over: Partial<PartnerRow> = {}): PartnerRow => ({
  unitId: idOf(8),
  unitName: '丰润园物业',
  trade: 'property',
  contact: '程师傅',
  phone: '139****34',
  email: null,
  active: true,
  version: 1,
  openTasks: 2,
  ...over,
})

describe('the partners', () => {
  it('are listed with whom to reach; a telephone left empty is not sent', async () => {
    const sent: unknown[] = []
    server.use(
      http.get('*/api/partners', () => HttpResponse.json({ partners: [row()], allowed: ['edit'] })),
      http.get('*/api/people/organisations', () =>
        HttpResponse.json({ organisations: [organisation] }),
      ),
      http.put('*/api/partners/:unitId', async ({ request }) => {
        sent.push(await request.json())
        return HttpResponse.json(row({ contact: '柯师傅' }))
      }),
    )
    const { user } = open({
      address: '/partners',
      pages: { '/partners': PartnersPage },
      setting: here,
    })
    expect(await screen.findByText(/程师傅 · 139\*\*\*\*34/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: '改 丰润园物业' }))
    const contact = screen.getByLabelText('联系人')
    await user.clear(contact)
    await user.type(contact, '柯师傅')
    await user.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toMatchObject({ contact: '柯师傅', version: 1 })
    expect(sent[0]).not.toHaveProperty('phone')
  })
})
