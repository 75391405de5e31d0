import { expect, it } from 'vitest'
import type { MatterView } from '#modules/catalogue/contract/index.ts'
import { mattersFor } from './matters.ts'

const matter = (code: string, name: string, hint = ''): MatterView => ({
  kind: 'matter',
  code,
  name,
  major: '01',
  majorName: '市容环境',
  guideItemCode: null,
  class: null,
  filingStandard: '',
  closingStandard: '',
  hint,
  lead: '',
  urgency: 'routine',
  hazard: false,
  origin: 'standard',
  active: true,
  version: 0,
})
const all = [
  matter('01004', '垃圾满溢', '暴露垃圾也报这里'),
  matter('01001', '暴露垃圾'),
  matter('02003', '井盖异常'),
]

const names = (text: string) => mattersFor(all, text).map(({ name }) => name)

it('finds a matter without a line as the server would: by its name first, by words, by code', () => {
  expect(names('暴露垃圾')).toEqual(['暴露垃圾', '垃圾满溢'])
  expect(names('市容 井盖')).toEqual(['井盖异常'])
  expect(names('010')).toEqual(['垃圾满溢', '暴露垃圾'])
  expect(names('树枝')).toEqual([])
  expect(names('…')).toEqual([])
})
