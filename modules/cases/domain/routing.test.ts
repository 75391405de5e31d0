import { describe, expect, it } from 'vitest'
import { mayReopen } from './reopening.ts'
import { levelAfter, levels, whoHears, whoHearsInstead } from './escalation.ts'
import { stages } from './case.ts'
import { route, type Rule } from './routing.ts'
import { idOf } from '#kernel/id.ts'

const rule = (over: Partial<Rule>): Rule => ({
  id: over.name ?? 'r',
  position: 10,
  name: 'r',
  whenMatters: [],
  whenGuides: [],
  whenAreas: [],
  whenUrgency: [],
  unitId: 'u',
  enabled: true,
  ...over,
})
const lamp = { matter: 'matter:01037', guide: 'GL04', area: '420704001014001', urgency: 'routine' }

describe('routing', () => {
  it('takes the first rule by position, says why, and skips what is off', () => {
    const rules = [
      rule({ name: 'rest', position: 90, unitId: 'station' }),
      rule({ name: 'off', position: 1, unitId: 'x', enabled: false }),
      rule({
        name: 'lamps',
        position: 20,
        whenMatters: ['matter:01037'],
        whenAreas: ['420704001014'],
        unitId: 'municipal',
      }),
    ]
    expect(route(rules, lamp)).toMatchObject({
      unitId: 'municipal',
      why: ['matter', 'area'],
      rule: { name: 'lamps' },
    })
    expect(route(rules, { ...lamp, area: '420704002' })).toMatchObject({
      unitId: 'station',
      why: [],
    })
  })

  it('says when nobody matched', () => {
    expect(route([rule({ whenMatters: ['component:'] })], lamp)).toEqual({
      rule: null,
      unitId: null,
      why: ['nobody_matched'],
    })
    expect(route([], lamp).unitId).toBeNull()
  })
})

describe('escalation', () => {
  it('climbs every level once and always has somebody to tell', () => {
    const climbed = [levels[0].level as (typeof levels)[number]['level']]
    for (let next = levelAfter(climbed[0]!); next; next = levelAfter(next)) climbed.push(next)
    expect(climbed).toEqual(levels.map((l) => l.level))
    for (const level of climbed)
      for (const stage of stages) expect(whoHears(level, stage).length).toBeGreaterThan(0)
    expect(levels.map((l) => l.share)).toEqual(levels.map((l) => l.share).toSorted((a, b) => a - b))
  })
})

describe('an empty post', () => {
  it('is passed over upward, never sideways or down, and every way ends at the district', () => {
    expect(whoHearsInstead(['unit_manager'])).toEqual([
      'coordinator',
      'secretary',
      'street_centre',
      'district_centre',
    ])
    expect(whoHearsInstead(['clerk', 'dispatcher', 'coordinator'])[0]).toBe('secretary')
    expect(whoHearsInstead(['street_centre'])).toEqual(['district_centre'])
    expect(whoHearsInstead(['district_centre'])).toEqual([])
  })
})

describe('reopening by the reporter', () => {
  const closedAt = new Date('2026-03-16T10:00:00Z')
  const kase = {
    id: idOf<'case'>('c'),
    status: 'closed' as const,
    urgency: 'routine' as const,
    version: 1,
    unitId: null,
    handlerId: null,
    settledOnSpot: false,
    returns: 0,
    reopenings: 0,
    closedAt,
  }
  const limits = { days: 7, times: 2 }

  it.each([
    ['on the last second', new Date('2026-03-23T10:00:00Z'), 0, true],
    ['a second too late', new Date('2026-03-23T10:00:01Z'), 0, false],
    ['a third time', new Date('2026-03-17T10:00:00Z'), 2, false],
  ])('%s', (_, now, reopenings, ok) => {
    expect(mayReopen({ ...kase, reopenings }, limits, now).ok).toBe(ok)
  })
})
