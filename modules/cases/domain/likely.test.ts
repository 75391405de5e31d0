import { expect, it } from 'vitest'
import { indexOf, likelyMatters } from './likely.ts'

const matter = (code: string, name: string, filingStandard = '') => ({
  code,
  name,
  filingStandard,
  hint: '',
  active: true,
})
const index = indexOf([
  matter('01037', '路灯异常', '路灯不亮、灯杆倾斜'),
  matter('01002', '污水井盖异常', '井盖破损、缺失'),
  matter('09006', '占道经营', '占用道路摆摊设点'),
  matter('06010', '绿地异常', '杂草高于规定'),
])
const names = (words: string) => likelyMatters(index, words).map((m) => m.name)

it('puts first what the message names, then what its standard speaks of', () => {
  expect(names('丰润园小区1栋路灯不亮，晚上走路看不见')[0]).toBe('路灯异常')
  expect(names('骑车看到污水井盖缺了一半')[0]).toBe('污水井盖异常')
  expect(names('门口有人摆摊')[0]).toBe('占道经营')
})

it('proposes nothing where nothing is alike', () => {
  expect(names('有人半夜唱歌')).toEqual([])
  expect(names('')).toEqual([])
})
