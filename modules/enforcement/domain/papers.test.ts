import { expect, it } from 'vitest'
import { dayOfDate } from '#kernel/zone.ts'
import { sixMonthsAfter } from './clocks.ts'
import { samenessOf } from './evidence.ts'
import { chineseNumber, sayArticle } from './law.ts'
import { sayNumber } from './numbering.ts'
import { paperWords } from './paper-words.ts'
import { mayServe, noticeDays, proofOf, serviceModes, type Proof } from './service.ts'
import { stepTypes } from './step-types.ts'

const nothing: Proof = {
  on: '2026-03-16',
  signedBy: '',
  takenFor: '',
  refusal: '',
  witness: '',
  tracking: '',
  arrivedOn: null,
  consentOn: null,
  address: '',
  entrustedTo: '',
  postedAt: '',
  reason: '',
  pictures: 0,
}
const whole: Proof = {
  on: '2026-03-16',
  signedBy: '黄志明',
  takenFor: '',
  refusal: '不签',
  witness: '社区工作人员',
  tracking: 'EMS1',
  arrivedOn: '2026-03-18',
  consentOn: '2026-03-10',
  address: '大东门内正街2号',
  entrustedTo: '邻县城管局',
  postedAt: '公告栏',
  reason: '下落不明',
  pictures: 1,
}

const on = (today: string) => ({ madeOn: '2026-03-16', today })

it('serves by each way with its proof, and names the proof that is missing', () => {
  for (const mode of serviceModes) {
    expect(mayServe(mode, whole, on('2026-03-20')).ok).toBe(true)
    expect(mayServe(mode, nothing, on('2026-03-20'))).toMatchObject({
      ok: false,
      refusal: { word: 'proof_missing', fields: proofOf[mode] },
    })
    for (const field of proofOf[mode]) {
      const less = { ...whole, [field]: nothing[field] }
      expect(mayServe(mode, less, on('2026-03-20'))).toMatchObject({ refusal: { fields: [field] } })
    }
  }
})

it('counts from the day it arrived, and a public notice from its end', () => {
  const day = (mode: (typeof serviceModes)[number]) => {
    const served = mayServe(mode, whole, on('2026-03-20'))
    return served.ok ? served.fact.servedOn : null
  }
  expect(day('direct')).toBe(dayOfDate('2026-03-16'))
  expect(day('post')).toBe(dayOfDate('2026-03-18'))
  expect(day('notice')).toBe(dayOfDate('2026-03-16') + noticeDays)
  expect(mayServe('post', whole, on('2026-03-17'))).toMatchObject({
    refusal: { word: 'service_in_future' },
  })
  expect(mayServe('post', { ...whole, arrivedOn: '2026-03-01' }, on('2026-03-20'))).toMatchObject({
    refusal: { word: 'arrived_before_sent' },
  })
  expect(
    mayServe('message', { ...whole, consentOn: '2026-03-17' }, on('2026-03-20')),
  ).toMatchObject({
    refusal: { word: 'consent_after' },
  })
  expect(mayServe('direct', whole, { madeOn: '2026-03-17', today: '2026-03-20' })).toMatchObject({
    refusal: { word: 'served_before_order' },
  })
})

it('says a number as papers do', () => {
  expect(sayNumber({ prefix: '孝南城管', kind: 'order', year: 2026, serial: 12 })).toBe(
    '孝南城管责改字〔2026〕第12号',
  )
})

it('writes articles as laws do', () => {
  expect(sayArticle('order', 'zh-CN')).toBe('《行政处罚法》第二十八条')
  expect(sayArticle('order', 'en')).toBe('Administrative Punishment Law, article 28')
  expect([0, 10, 11, 20, 101, 110, 1005, 1010, 20_300].map(chineseNumber)).toEqual([
    '零',
    '十',
    '十一',
    '二十',
    '一百零一',
    '一百一十',
    '一千零五',
    '一千零一十',
    '二万零三百',
  ])
})

it('comes to the same day six months on, or to the last of a shorter month', () => {
  expect(sixMonthsAfter('2026-03-16')).toBe('2026-09-16')
  expect(sixMonthsAfter('2026-08-31')).toBe('2027-02-28')
  expect(sixMonthsAfter('2023-08-31')).toBe('2024-02-29')
  expect(sixMonthsAfter('2026-06-30')).toBe('2026-12-30')
})

it('says whether the bytes are those that the camera gave', () => {
  expect(samenessOf(null, 'ab')).toBe('not_said')
  expect(samenessOf('AB', 'ab')).toBe('same')
  expect(samenessOf('ac', 'ab')).toBe('changed')
})

it('has words for every step, for the story of a whole file', () => {
  expect(stepTypes.filter((type) => !(type in paperWords.step))).toEqual([])
})
