import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pairsIn, pairsText } from './pairs.ts'
import { mappingPresets } from './presets.ts'

it('reads back what it writes', () => {
  const name = fc.string({ unit: fc.constantFrom('紧', '急', 'a', '1', '.'), minLength: 1 })
  fc.assert(
    fc.property(fc.dictionary(name, fc.constantFrom('urgent', 'routine')), (pairs) => {
      const read = pairsIn(pairsText(pairs), ['urgent', 'routine'])
      expect(read).toEqual({ pairs: { ...pairs }, faults: [] })
    }),
  )
  const { fields } = mappingPresets.hotline
  expect(pairsIn(pairsText(fields), null).pairs).toEqual(fields)
})

it('names the lines that it cannot read', () => {
  const text = '紧急 = urgent\n\n特急\n 加急=快 \n紧急 = routine\n= urgent'
  expect(pairsIn(text, ['urgent', 'routine'])).toEqual({
    pairs: { 紧急: 'urgent' },
    faults: ['特急', '加急=快', '紧急 = routine', '= urgent'],
  })
})
