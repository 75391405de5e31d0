import { describe, expect, it } from 'vitest'
import { coveredBy, fitsLevel, parentOf, whereaboutsOf } from './area-code.ts'
import { divisionsOf } from './division.ts'
import { pointFault } from './point.ts'

describe('points', () => {
  it('names swapped coordinates and refuses those outside the country', () => {
    expect(pointFault({ lon: 114.3, lat: 29.8 })).toBeNull()
    expect(pointFault({ lon: 29.8, lat: 114.3 })).toBe('swapped')
    expect(pointFault({ lon: 0, lat: 0 })).toBe('out_of_range')
    expect(pointFault({ lon: Number.NaN, lat: 30 })).toBe('out_of_range')
  })
})

describe('area codes', () => {
  it('know their level, parent and path', () => {
    expect(fitsLevel('421202001001', 'community')).toBe(true)
    expect(fitsLevel('421202001', 'grid')).toBe(false)
    expect(parentOf('421202001001003')).toBe('421202001001')
    expect(parentOf('421202')).toBeNull()
    expect(whereaboutsOf('421202001001')).toEqual({
      streetCode: '421202001',
      communityCode: '421202001001',
      gridCode: '',
    })
  })

  it('are covered by prefixes, and by none where there is none', () => {
    expect(coveredBy('421202001001', ['421202001'])).toBe(true)
    expect(coveredBy('421202001001', ['421202002'])).toBe(false)
    expect(coveredBy('421202001001', [])).toBe(false)
    expect(coveredBy('421202001001', [''])).toBe(false)
  })
})

describe('division lines', () => {
  it('name every division above them once, and place what they call other', () => {
    const line = {
      street_code: '421202001',
      street: '甲街道',
      area_code: '421202',
      area: '甲区',
      city_code: '4212',
      city: '甲市',
    }
    const rows = divisionsOf([
      { ...line, code: '421202001001', name: '一居委会', kind: 'community' },
      { ...line, code: '421202001500', name: '农场', kind: 'other' },
    ])
    expect(rows.map((r) => [r.code, r.kind, r.parentCode])).toEqual([
      ['4212', 'city', null],
      ['421202', 'county', '4212'],
      ['421202001', 'street', '421202'],
      ['421202001001', 'community', '421202001'],
      ['421202001500', 'village', '421202001'],
    ])
  })
})
