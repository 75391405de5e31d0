import { describe, expect, it } from 'vitest'
import { tokenState, verbsForPeopleOnly } from './api-client.ts'
import { passwordFault } from './password.ts'
import { postKindPresets } from './post-kinds.ts'
import { holdsOn, scopeOf } from './scope.ts'
import { countedFailures, isByHand, isIdle, lockMinutes, wantsTouch } from './session.ts'
import { staffingPresets } from './staffing-presets.ts'
import { compareStaffing, seatsFault } from './staffing.ts'
import { keepsApart } from './verbs.ts'

const verbsOf = (code: string) => postKindPresets.find((k) => k.code === code)!.verbs

describe('staffing', () => {
  const model = staffingPresets.find((m) => m.code === '2+1+1+1')!

  it('counts seats without anybody in them, with or without a post', () => {
    const { seats, missing, beside } = compareStaffing(model, [
      { postId: 'a', kind: 'officer', seat: 'officer', holders: 1 },
      { postId: 'b', kind: 'officer', seat: null, holders: 0 },
      { postId: 'c', kind: 'specialist', seat: 'greening', holders: 1 },
      { postId: 'd', kind: 'clerk', seat: null, holders: 1 },
      { postId: 'e', kind: 'clerk', seat: 'officer', holders: 1 },
    ])
    expect(seats.map((s) => [s.seat, s.held, s.vacant, s.missing])).toEqual([
      ['officer', 1, 1, 1],
      ['municipal', 0, 0, 1],
      ['greening', 1, 0, 0],
      ['sanitation', 0, 0, 1],
    ])
    expect(missing).toBe(3)
    expect(beside.sort()).toEqual(['d', 'e'])
  })

  it('tells a surplus only where the model has an upper end', () => {
    const officers = ['a', 'b', 'c'].map((postId) => ({
      postId,
      kind: 'officer',
      seat: 'officer',
      holders: 1,
    }))
    expect(compareStaffing(model, officers).seats[0]).toMatchObject({ held: 3, surplus: 1 })
    const open = staffingPresets.find((m) => m.code === '1+1+N+X')!
    expect(compareStaffing(open, officers).seats[3]).toMatchObject({ held: 3, surplus: 0 })
  })
})

describe('models', () => {
  const seat = { seat: 'a', kinds: ['officer'], name: '甲', least: 1, most: null }

  it('take posts of several kinds, and fill the seat that still lacks one first', () => {
    const model = {
      seats: [
        { ...seat, kinds: ['officer', 'coordinator'], most: 1 },
        { ...seat, seat: 'b' },
      ],
    }
    const { seats, beside } = compareStaffing(model, [
      { postId: '1', kind: 'officer', seat: null, holders: 1 },
      { postId: '2', kind: 'officer', seat: null, holders: 0 },
      { postId: '3', kind: 'coordinator', seat: 'a', holders: 1 },
    ])
    expect(seats.map((s) => s.postIds)).toEqual([['3'], ['1', '2']])
    expect(seats.map((s) => [s.held, s.vacant, s.missing])).toEqual([
      [1, 0, 0],
      [1, 1, 0],
    ])
    expect(beside).toEqual([])
  })

  it('are refused with a seat twice, without a kind, or ending before they begin', () => {
    expect(seatsFault([seat, { ...seat, seat: 'b' }])).toBeNull()
    expect(seatsFault([seat, seat])).toBe('seat_twice')
    expect(seatsFault([{ ...seat, kinds: [] }])).toBe('seat_without_kind')
    expect(seatsFault([{ ...seat, least: 3, most: 2 }])).toBe('seat_turned_round')
  })

  it('of the presets hold together and use kinds that there are', () => {
    const kinds = new Set(postKindPresets.map((k) => k.code))
    for (const model of staffingPresets) {
      expect(seatsFault(model.seats)).toBeNull()
      expect(model.seats.flatMap((s) => s.kinds).filter((k) => !kinds.has(k))).toEqual([])
    }
    expect(staffingPresets.map((m) => m.code)).toEqual(['1+1+N+X', '2+1+1+1', '1245', 'four-tiers'])
  })
})

describe('wrong tries', () => {
  const now = new Date('2026-11-23T12:00:00Z')

  const after = (lockedUntil: string | null) =>
    countedFailures({ failures: 5, lockedUntil: lockedUntil ? new Date(lockedUntil) : null }, now)

  it('lock at every fifth, twice as long each time, four hours at most', () => {
    expect([0, 1, 4, 5, 6, 10, 15, 20, 25, 500].map(lockMinutes)).toEqual([
      0, 0, 0, 15, 0, 30, 60, 120, 240, 240,
    ])
  })

  it('are counted on after a lock, and forgotten after a quiet day', () => {
    expect(after(null)).toBe(6)
    expect(after('2026-11-23T11:00:00Z')).toBe(6)
    expect(after('2026-11-22T11:59:00Z')).toBe(1)
  })
})

describe('programs', () => {
  it('never do what an administrator does or what identifies a reporter', () => {
    expect(verbsForPeopleOnly(['cases.report', 'cases.read', 'places.read'])).toEqual([])
    expect(verbsForPeopleOnly(['people.grant', 'cases.see_contact', 'cases.report'])).toEqual([
      'people.grant',
      'cases.see_contact',
    ])
  })

  it('lose a token at its last moment, or when it is revoked', () => {
    const expiresAt = new Date('2026-11-23T12:00:00Z')
    expect(tokenState({ expiresAt, revokedAt: null }, new Date('2026-11-23T11:59:59Z'))).toBe(
      'valid',
    )
    expect(tokenState({ expiresAt, revokedAt: null }, now)).toBe('expired')
    expect(tokenState({ expiresAt, revokedAt: now }, now)).toBe('revoked')
  })

  const now = new Date('2026-11-23T12:00:00Z')
})

describe('scope of a post', () => {
  const post = { areas: ['421202001001', ''], organisationId: 'u' }

  it('follows the reach, and an empty area is nothing', () => {
    expect(scopeOf({ ...post, reach: 'areas' })).toEqual({ areas: ['421202001001'], units: [] })
    expect(scopeOf({ ...post, reach: 'unit' })).toEqual({ areas: [], units: ['u'] })
    expect(scopeOf({ ...post, reach: 'both' })).toEqual({ areas: ['421202001001'], units: ['u'] })
    expect(scopeOf({ ...post, reach: 'none' })).toEqual({ areas: [], units: [] })
  })

  it('includes the last day of a holding', () => {
    const holding = { from: '2026-01-01', until: '2026-01-31' }
    expect(holdsOn(holding, '2026-01-31')).toBe(true)
    expect(holdsOn(holding, '2026-02-01')).toBe(false)
    expect(holdsOn(holding, '2025-12-31')).toBe(false)
  })
})

describe('passwords', () => {
  it('need ten characters of three classes and not the own name', () => {
    expect(passwordFault('Short1!', 'li')).toBe('password_short')
    expect(passwordFault('onlysmallletters', 'li')).toBe('password_simple')
    expect(passwordFault('lantern-7-street', 'wang')).toBeNull()
    expect(passwordFault('wangLantern77', 'wang')).toBe('password_is_name')
    expect(passwordFault('路灯坏了今晚就修好a', '')).toBe('password_simple')
    expect(passwordFault('路灯坏了今晚就修a7', '')).toBeNull()
  })
})

describe('sessions', () => {
  const limits = { deskIdleMinutes: 30, phoneIdleDays: 30 }
  const seenAt = new Date('2026-11-23T00:00:00Z')

  it('end after half an hour at the desk, after a month on a phone', () => {
    const late = new Date('2026-11-23T00:31:00Z')
    expect(isIdle({ phone: false, seenAt }, limits, late)).toBe(true)
    expect(isIdle({ phone: true, seenAt }, limits, late)).toBe(false)
    expect(isIdle({ phone: true, seenAt }, limits, new Date('2026-12-24T00:00:00Z'))).toBe(true)
  })

  it('are touched at most once a minute', () => {
    expect(wantsTouch(seenAt, new Date('2026-11-23T00:00:59Z'))).toBe(false)
    expect(wantsTouch(seenAt, new Date('2026-11-23T00:01:00Z'))).toBe(true)
  })
})

describe('rights of the presets', () => {
  it('keep the three administrators apart', () => {
    for (const { verbs } of postKindPresets) expect(keepsApart(verbs)).toBe(true)
    const pairs = [
      ['system_admin', 'security_admin'],
      ['security_admin', 'audit_admin'],
      ['audit_admin', 'system_admin'],
    ] as const
    for (const [a, b] of pairs) {
      const shared = verbsOf(a).filter((verb) => verbsOf(b).includes(verb))
      expect(shared.filter((verb) => verb !== 'places.read')).toEqual([])
      expect(keepsApart([...verbsOf(a), ...verbsOf(b)])).toBe(false)
    }
    expect(keepsApart([...verbsOf('audit_admin'), ...verbsOf('coordinator')])).toBe(true)
    expect(keepsApart(['audit.read', 'people.edit'])).toBe(false)
  })

  it('make the coordinator a clerk and a dispatcher who designates', () => {
    const held = verbsOf('coordinator')
    for (const verb of [...verbsOf('clerk'), ...verbsOf('dispatcher'), 'cases.designate'])
      expect(held).toContain(verb)
    expect(held).not.toContain('cases.suspend')
  })

  it('let units only do tasks, and nobody but centres make void', () => {
    expect(verbsOf('specialist')).not.toContain('cases.dispatch')
    const voiders = postKindPresets.filter((k) => k.verbs.includes('cases.void')).map((k) => k.code)
    expect(voiders).toEqual(['street_centre', 'district_centre'])
  })
})

const byHand = (method: string, path: string, present: boolean) =>
  isByHand({ method, path, present })

it('takes for the work of a hand what is asked while somebody is there, and every write', () => {
  expect(byHand('GET', '/api/cases', false)).toBe(false)
  expect(byHand('HEAD', '/api/cases', false)).toBe(false)
  expect(byHand('GET', '/api/cases', true)).toBe(true)
  expect(byHand('POST', '/api/cases/:caseId/note', false)).toBe(true)
  expect(byHand('GET', '/api/live', true)).toBe(false)
})
