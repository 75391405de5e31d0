import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf, placeIn, thingKinds, type Thing } from './order.ts'

const place = fc.record({
  lon: fc.double({ min: 114.88, max: 114.92, noNaN: true }),
  lat: fc.double({ min: 30.38, max: 30.41, noNaN: true }),
})
const thing = fc.record<Thing>({
  kind: fc.constantFrom(...thingKinds),
  id: fc.uuid(),
  title: fc.constantFrom('a', 'b', 'c'),
  address: fc.constantFrom(
    '',
    '丰润园3栋101',
    '丰润园3栋2单元',
    '竹林北路12号',
    '竹林北路9号',
    '桥头',
  ),
  at: fc.option(place),
  late: fc.boolean(),
  href: fc.constant('/work'),
})
const ids = (of: readonly Thing[]) => of.map((one) => one.id).toSorted()
const things = fc.uniqueArray(thing, { selector: (one) => one.id, maxLength: 30 })

describe('the day', () => {
  it('is by building, or street where no building is named', () => {
    expect(placeIn('丰润园3栋1单元301')).toBe('丰润园3栋')
    expect(placeIn('竹林北路12号')).toBe('竹林北路')
    expect(placeIn('桥头')).toBe('桥头')
    expect(placeIn('')).toBe('')
  })

  it('holds everything once, does not depend on the order given, and a place comes once', () => {
    fc.assert(
      fc.property(things, fc.option(place), fc.nat(100), (all, here, turn) => {
        const day = dayOf(all, here)
        expect(ids(day.flatMap((stop) => stop.things))).toEqual(ids(all))
        expect(new Set(day.map((stop) => stop.place)).size).toBe(day.length)
        const cut = all.length === 0 ? 0 : turn % all.length
        expect(dayOf([...all.slice(cut), ...all.slice(0, cut)], here)).toEqual(day)
      }),
    )
  })

  it('goes from the nearest to the farthest, and what is nowhere comes last', () => {
    fc.assert(
      fc.property(things, fc.option(place), (all, here) => {
        const day = dayOf(all, here)
        expect(day.slice(0, -1).every((stop) => stop.place !== '')).toBe(true)
        const metres = day
          .filter((stop) => stop.place !== '')
          .map((stop) => stop.metres ?? Number.POSITIVE_INFINITY)
        expect(metres).toEqual(metres.toSorted((a, b) => a - b))
      }),
    )
  })

  it('puts what is late first at its place, and a late place first without a position', () => {
    fc.assert(
      fc.property(things, (all) => {
        const day = dayOf(all, null)
        for (const { things: here } of day) {
          const late = here.map((one) => one.late)
          expect(late).toEqual(late.toSorted((a, b) => Number(b) - Number(a)))
        }
        const late = day
          .filter((stop) => stop.place !== '')
          .map((stop) => stop.things.some((one) => one.late))
        expect(late).toEqual(late.toSorted((a, b) => Number(b) - Number(a)))
      }),
    )
  })
})
