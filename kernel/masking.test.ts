import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCardNumber, isIdentityNumber, maskedText, MOST_MASKED, personalIn } from './masking.ts'

const kindsIn = (text: string) => personalIn(text).map((p) => p.kind)

const two = (n: number) => String(n).padStart(2, '0')

/** A number of an identity card with its right last digit. */
const identity = fc
  .tuple(
    fc.integer({ min: 110000, max: 659999 }),
    fc.integer({ min: 1930, max: 2019 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([area, year, month, day, serial]) => {
    const body = `${area}${year}${two(month)}${two(day)}${String(serial).padStart(3, '0')}`
    const sum = Array.from(body).reduce((all, d, at) => all + Number(d) * (2 ** (17 - at) % 11), 0)
    return `${body}${'10X98765432'[sum % 11]}`
  })
const mobile = fc
  .tuple(fc.constantFrom('13', '15', '17', '18', '19'), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([head, rest]) => `${head}${String(rest).padStart(9, '0')}`)
const around = fc.string({
  unit: fc.constantFrom('路', '灯', '不', '亮', '，', ' ', '请', '\n'),
  maxLength: 8,
})
const wide = (text: string) =>
  text.replace(/[0-9X]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))

describe('what is personal', () => {
  it('are identity numbers and telephones, wherever they stand and however wide they are', () => {
    fc.assert(
      fc.property(
        fc.oneof(identity, mobile),
        around,
        around,
        fc.boolean(),
        (number, a, b, full) => {
          const text = `${a}${full ? wide(number) : number}${b}`
          const shown = maskedText(text)
          expect(shown.normalize('NFKC')).not.toContain(number)
          expect(shown.startsWith(a) && shown.endsWith(b)).toBe(true)
        },
      ),
    )
  })

  it('is checked by its last digit where it has one', () => {
    fc.assert(fc.property(identity, (number) => isIdentityNumber(number)))
    expect(isIdentityNumber('11010519491231002X')).toBe(true)
    expect(isIdentityNumber('110105194912310021')).toBe(false)
    expect(isCardNumber('6222021234567890129')).toBe(false)
    expect(isCardNumber('4111 1111 1111 1111')).toBe(true)
  })

  it('stays hidden when it is masked again, and nothing else is touched', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const shown = maskedText(text)
        expect(shown.length).toBe(text.length)
        expect(maskedText(shown)).toBe(shown)
      }),
    )
  })

  it.each([
    ['电话13812345678', '电话138******78'],
    ['电话 138-1234-5678 谢谢', '电话 138-****-**78 谢谢'],
    ['身份证11010519491231002X', '身份证******************'],
    ['卡号 4111 1111 1111 1111', '卡号 **** **** **** ****'],
    ['车牌鄂G12345占道', '车牌鄂G*****占道'],
    ['新能源鄂AD12345停在门口', '新能源鄂A******停在门口'],
    ['写信给 li.hua@example.com', '写信给 ****@example.com'],
    ['座机0711-3876543', '座机071*-*****43'],
    ['我叫王小明，家住三栋', '我叫王**，家住三栋'],
    ['投诉人：王和平', '投诉人：王**'],
    ['联系人：李华 13812345678', '联系人：李* 138******78'],
    ['三楼的张建国先生说', '三楼的张**先生说'],
    ['王女士反映路灯不亮', '王女士反映路灯不亮'],
    ['业主陈志强反映漏水', '业主陈**反映漏水'],
    ['本人欧阳文静，住五栋', '本人欧***，住五栋'],
  ])('hides %s', (text, shown) => {
    expect(maskedText(text)).toBe(shown)
  })

  it.each([
    '石桥村路灯不亮',
    '我是石桥村的村民',
    '我是广铁集团职工',
    '业主张贴了通知',
    '居民方便出行',
    '竹林北路12号3栋2单元501',
    '2026年3月16日10时，一共花了120000元',
    '案件编号4207042026031600012',
    '工程造价1234567890123456元',
    '业主王府井花园停水',
    'Street lamp no. 4471 is dark',
    '',
    '😀😀',
  ])('leaves %s', (text) => {
    expect(maskedText(text)).toBe(text)
    expect(kindsIn(text)).toEqual([])
  })

  it('is looked for in a book without failing, and what was not looked at is not shown', () => {
    const long = '我叫王小明'.repeat(30_000)
    const started = performance.now()
    const shown = maskedText(long)
    expect(performance.now() - started).toBeLessThan(3000)
    expect(shown.length).toBe(MOST_MASKED)
  })
})
