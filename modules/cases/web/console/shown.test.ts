import { expect, it } from 'vitest'
import { openI18n } from '#platform/web/i18n.ts'
import en from '../../words/console.en.json' with { type: 'json' }
import zh from '../../words/console.zh-CN.json' with { type: 'json' }
import { ribbonOf, sayEvent, shortPlace } from './shown.ts'

const i18n = await openI18n({ 'zh-CN': { console: zh }, en: { console: en } }, 'zh-CN')
const at = '2026-03-16T02:00:00.000Z'
const anEvent = (type: string, details: Record<string, unknown> = {}) => ({
  seq: 1,
  type,
  at,
  who: '汪静怡',
  post: '牵头人',
  organisation: null,
  words: null,
  details,
})

/** As the server names them. */
const types = [
  'reported',
  'received',
  'refused',
  'verification_asked',
  'verified',
  'filed',
  'settled',
  'dispatched',
  'reclassified',
  'relocated',
  'assigned',
  'accepted',
  'arrived',
  'finished',
  'request_asked',
  'request_granted',
  'request_denied',
  'resumed',
  'rework',
  'closed',
  'judged',
  'reopened',
  'withdrawn',
  'voided',
  'noted',
  'added',
  'photo_released',
  'photo_hidden',
  'published',
  'unpublished',
].map((type) => `case.${type}`)

it.each(['zh-CN', 'en'])('has a sentence for every event of the server in %s', (language) => {
  const t = i18n.getFixedT(language, 'console')
  const unsaid = types.filter((type) => sayEvent(t, anEvent(type)).includes(type))
  expect(unsaid).toEqual([])
})

it('names who did what to what', () => {
  const t = i18n.getFixedT('zh-CN', 'console')
  const filed = anEvent('case.filed', {
    matter: { kind: 'matter', code: '1' },
    matterName: '路灯异常',
  })
  expect(sayEvent(t, filed)).toBe('牵头人 汪静怡 立案 路灯异常')
  expect(sayEvent(t, anEvent('case.dispatched', { unit: '市政中心' }))).toContain('派给 市政中心')
  expect(sayEvent(t, { ...anEvent('case.added'), who: null, post: null })).toContain('报告人')
  expect(sayEvent(t, anEvent('case.foreseen'))).toContain('case.foreseen')
})

it('gives the notches of a ribbon their words', () => {
  const t = i18n.getFixedT('zh-CN', 'console')
  const ribbon = {
    receivedAt: at,
    promisedAt: null,
    estimated: false,
    closedAt: null,
    pauses: [],
    notches: [{ at, type: 'case.filed' }],
  }
  expect(ribbonOf(t, { status: 'filed', ribbon }).notches).toEqual([{ at, label: '立案' }])
  expect(ribbonOf(t, { status: 'filed', ribbon }).promised).toBe('done')
  expect(ribbonOf(t, { status: 'reported', ribbon }).promised).toBe('taken-up')
})

it('leaves out of an address what every row of a list has', () => {
  expect(shortPlace({ address: '鄂城区凤凰街道澜湖社区滨湖路', communityName: '澜湖社区' })).toBe(
    '滨湖路',
  )
  expect(shortPlace({ address: '竹林北路', communityName: '澜湖社区' })).toBe('竹林北路')
  expect(shortPlace({ address: '', communityName: '澜湖社区' })).toBe('澜湖社区')
})
