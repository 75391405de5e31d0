import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSure, likenesses, surestFirst } from './likeness.ts'
import { maskedName, maskedPhone } from './mask.ts'
import { creditCheck, isCreditCode, isIdentityNumber, isLicence, tidied } from './numbers.ts'
import { holdsOn, mayRelate, relationKinds, relationsFrom, relationsTo } from './relation.ts'
import { fitsClass, nameOfHome, subjectKinds, usualClass } from './subject.ts'

const alphabet = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY')
const first17 = fc
  .array(fc.constantFrom(...alphabet), { minLength: 17, maxLength: 17 })
  .map((l) => l.join(''))

describe('a unified social credit code', () => {
  it('agrees with its check, as published ones do', () => {
    // A common example, and one that stands in the open register.
    expect(isCreditCode('91350100M000100Y43')).toBe(true)
    expect(isCreditCode('91440300708461136T')).toBe(true)
    expect(isCreditCode('91440300708461136A')).toBe(false)
    expect(isCreditCode('91440300708461136')).toBe(false)
  })

  it('is told from one with a single wrong character', () => {
    fc.assert(
      fc.property(first17, fc.nat(16), fc.constantFrom(...alphabet), (first, at, other) => {
        const code = first + creditCheck(first)
        expect(isCreditCode(code)).toBe(true)
        fc.pre(other !== code.charAt(at))
        expect(isCreditCode(code.slice(0, at) + other + code.slice(at + 1))).toBe(false)
      }),
    )
  })

  it('is kept in one form however it is typed', () => {
    expect(tidied(' ９１35-0100 m000100y43 ')).toBe('91350100M000100Y43')
  })

  it('may be a licence; other licences are taken as they are', () => {
    expect(isLicence('91350100M000100Y43')).toBe(true)
    expect(isLicence('91350100M000100Y44')).toBe(false)
    expect(isLicence('420704600123456')).toBe(true)
    expect(isLicence('12')).toBe(false)
  })
})

describe('an identity number', () => {
  it('holds a date and agrees with its check', () => {
    // The specimen of the standard.
    expect(isIdentityNumber('11010519491231002X')).toBe(true)
    expect(isIdentityNumber('110105194912310021')).toBe(false)
    expect(isIdentityNumber('11010519491331002X')).toBe(false)
  })
})

describe('masks', () => {
  it('show the family name and nothing of how long the rest is', () => {
    expect(maskedName('王小明')).toBe('王**')
    expect(maskedName('王明')).toBe('王**')
    expect(maskedName('欧阳修')).toBe('欧阳**')
    expect(maskedName('欧阳')).toBe('欧**')
  })

  it('never show four digits of the middle of a telephone', () => {
    expect(maskedPhone('13812341234')).toBe('138****1234')
    fc.assert(
      fc.property(fc.stringMatching(/^1\d{10}$/), (phone) => {
        expect(maskedPhone(phone)).not.toContain(phone)
        expect(maskedPhone(phone)).toHaveLength(11)
      }),
    )
    expect(maskedPhone('8812345')).toBe('****45')
  })
})

describe('relations', () => {
  it('fit by kind and direction, and are offered where they fit', () => {
    expect(mayRelate('lives_in', 'household', 'dwelling')).toBe(true)
    expect(mayRelate('lives_in', 'dwelling', 'household')).toBe(false)
    for (const kind of relationKinds)
      for (const from of subjectKinds)
        for (const to of subjectKinds) {
          const fits = mayRelate(kind, from, to)
          expect(relationsFrom(from).some((r) => r.kind === kind && r.to.includes(to))).toBe(fits)
          expect(relationsTo(to).some((r) => r.kind === kind && r.from.includes(from))).toBe(fits)
        }
  })

  it('hold from their first day to their last, both included', () => {
    const of = { since: '2026-03-01', until: '2026-03-31' }
    expect(
      ['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map((d) => holdsOn(of, d)),
    ).toEqual([false, true, true, false])
    expect(holdsOn({ since: null, until: null }, '1999-01-01')).toBe(true)
  })
})

describe('likeness', () => {
  it('names each thing once, by its surest reason, surest first', () => {
    const any = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      why: fc.constantFrom(...likenesses),
    })
    fc.assert(
      fc.property(fc.array(any), (found) => {
        const ordered = surestFirst(found)
        expect(new Set(ordered.map((o) => o.id)).size).toBe(ordered.length)
        expect(ordered.map((o) => o.id).sort()).toEqual([...new Set(found.map((f) => f.id))].sort())
        const ranks = ordered.map((o) => likenesses.indexOf(o.why))
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
      }),
    )
    expect(likenesses.filter(isSure)).toEqual(['identity', 'credit_code', 'licence'])
  })
})

describe('classes and names', () => {
  it('never show people without masks', () => {
    for (const kind of subjectKinds) expect(fitsClass(kind, usualClass(kind))).toBe(true)
    expect(fitsClass('person', 'plain')).toBe(false)
    expect(fitsClass('shop', 'plain')).toBe(true)
  })

  it('name a home by where it is', () => {
    const home = {
      kind: 'dwelling',
      buildingId: null,
      floor: 5,
      room: '502',
      areaM2: null,
    } as const
    expect(nameOfHome('竹林北路12号3栋', { ...home, unit: '2' })).toBe('竹林北路12号3栋2单元502')
    expect(nameOfHome('竹林北路12号3栋', { ...home, unit: '2单元' })).toBe(
      '竹林北路12号3栋2单元502',
    )
  })
})
