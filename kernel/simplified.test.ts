import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldsInto, simplified } from './simplified.ts'

test.each([
  ['路燈壞了', '路灯坏了'],
  ['機車著火，濃煙從後門冒出來', '机车着火，浓烟从后门冒出来'],
  ['衞生間裏漏水、裡面很臭', '卫生间里漏水、里面很臭'],
  ['垃圾沒清乾淨，臺階破損', '垃圾没清干净，台阶破损'],
  ['路灯坏了，井盖不见了', '路灯坏了，井盖不见了'],
  ['The lamp is 坏 😀𠮷', 'The lamp is 坏 😀𠮷'],
])('%s', (text, plain) => {
  expect(simplified(text)).toBe(plain)
})

test('a folded text is as long as it was, and folds to itself', () => {
  const sign = fc.oneof(
    fc.integer({ min: 0x3400, max: 0x9fff }).map((code) => String.fromCharCode(code)),
    fc.string({ unit: 'grapheme', maxLength: 2 }),
  )
  fc.assert(
    fc.property(fc.array(sign), (signs) => {
      const text = signs.join('')
      const plain = simplified(text)
      expect(plain).toHaveLength(text.length)
      expect(simplified(plain)).toBe(plain)
    }),
  )
  const each = Array.from({ length: 0x1_00_00 }, (_, code) => String.fromCharCode(code))
  const odd = each.filter((one) => {
    const plain = simplified(one)
    return plain.length !== 1 || simplified(plain) !== plain
  })
  expect(odd).toEqual([])
})

test('what is commonly written in simplified characters stays', () => {
  // The 3,755 of level 1 of GB/T 2312, of which only 乾坤 and 著名 are written by others alike.
  const bytes = Array.from({ length: 40 * 94 }, (_, at) => [
    0xb0 + Math.floor(at / 94),
    0xa1 + (at % 94),
  ])
  const common = new TextDecoder('gbk').decode(Uint8Array.from(bytes.slice(0, 3755).flat()))
  expect(common).toHaveLength(3755)
  const changed = Array.from(common).filter((sign) => simplified(sign) !== sign)
  expect(changed).toEqual(['乾', '著'])
})

test('names are folded in the database as here', () => {
  const { written, simple } = foldsInto('路灯坏了')
  expect(written).toHaveLength(simple.length)
  expect(simple[written.indexOf('燈')]).toBe('灯')
  expect(written).not.toContain('樓')
  expect(foldsInto('').written).toBe('')
})
