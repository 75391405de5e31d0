import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placesIn, type KnownPlace } from './find.ts'
import { folded, numberOf } from './folding.ts'

const made = (
  id: string,
  kind: KnownPlace['kind'],
  [name, fullText, communityCode = 'a']: string[],
): KnownPlace => ({
  id,
  kind,
  name: name ?? '',
  fullText: fullText ?? '',
  communityCode,
})
const known = [
  made('estate', 'estate', ['丰润园小区', '鄂城区凤凰街道澜湖社区丰润园小区']),
  made('six', 'building', ['6栋', '鄂城区凤凰街道澜湖社区丰润园小区6栋']),
  made('twelve', 'building', ['12栋', '鄂城区凤凰街道澜湖社区丰润园小区12栋']),
  made('road', 'road', ['竹林北路', '鄂城区凤凰街道竹林北路']),
  made('door', 'entrance', ['12号', '鄂城区凤凰街道澜湖社区竹林北路12号']),
  made('east', 'landmark', ['人民广场', '鄂城区人民广场', 'a']),
  made('west', 'landmark', ['人民广场', '鄂城区人民广场', 'b']),
]
const communities = [
  { code: 'a', name: '澜湖社区' },
  { code: 'b', name: '银桂社区' },
]
const find = (text: string) => placesIn(text, known, communities)
const best = (text: string) => {
  const { found, sure } = find(text)
  const [first] = found
  return [first?.id, first && text.slice(first.from, first.to), sure]
}

describe('places in a text', () => {
  it.each([
    ['丰润园小区6栋楼下漏水', 'six', '丰润园小区6栋'],
    ['丰润园六栋漏水', 'six', '丰润园六栋'],
    ['丰润园小区 １２ 号楼停电', 'twelve', '丰润园小区 １２ 号楼'],
    ['丰润园十二幢停电', 'twelve', '丰润园十二幢'],
    ['我住在丰润园，晚上太吵', 'estate', '丰润园'],
    ['鄂城区凤凰街道澜湖社区丰润园小区6栋', 'six', '鄂城区凤凰街道澜湖社区丰润园小区6栋'],
    ['竹林北路12号门口的灯', 'door', '竹林北路12号'],
    ['银桂社区人民广场积水', 'west', '人民广场'],
    ['我住豐潤園小區十二號樓，停電', 'twelve', '豐潤園小區十二號樓'],
    ['竹林北路１２號门口的路燈', 'door', '竹林北路１２號'],
  ])('are found: %s', (text, id, words) => {
    expect(best(text)).toEqual([id, words, true])
  })

  it('are not made up: another number, a road alone, two of one name', () => {
    expect(best('丰润园小区16栋')).toEqual(['estate', '丰润园小区', true])
    expect(best('竹林北路112号')).toEqual(['road', '竹林北路', false])
    const { found, sure } = find('人民广场积水')
    expect([found.map((f) => f.id).toSorted(), sure]).toEqual([['east', 'west'], false])
    expect(found[0]?.reasons).toContain('one_of_several')
    expect(find('路灯不亮')).toEqual({ found: [], sure: false })
  })

  it('are marked within the text, whatever it is', () => {
    const any = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc
        .array(
          fc.constantFrom(
            '丰润园',
            '小区',
            '六',
            '6',
            '栋',
            ' ',
            '竹林北路',
            '12号',
            '豐潤園',
            '號樓',
            '😀',
            '，',
          ),
          { maxLength: 15 },
        )
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(any, (text) => {
        for (const { from, to } of find(text).found)
          expect(0 <= from && from < to && to <= text.length).toBe(true)
      }),
    )
    const started = performance.now()
    find('丰润园小区6栋'.repeat(15_000))
    expect(performance.now() - started).toBeLessThan(3000)
  })
})

describe('folding', () => {
  it('reads Chinese numbers', () => {
    expect(
      ['十', '十二', '二十', '二十三', '一百零五', '三五', '一百二十', '两'].map(numberOf),
    ).toEqual([10, 12, 20, 23, 105, 35, 120, 2])
  })

  it('keeps every character in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const { text: plain, at } = folded(text)
        expect(at).toHaveLength(plain.length + 1)
        expect(at.every((place, i) => i === 0 || place >= (at[i - 1] ?? 0))).toBe(true)
      }),
    )
  })
})
