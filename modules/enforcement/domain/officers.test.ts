import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bodiesWith, powerOf, type Authority } from './authority.ts'
import { twoOfficers, type Candidate, type Certificate } from './officers.ts'

const certificate = (personId: string, over: Partial<Certificate> = {}): Certificate => ({
  personId,
  bodyId: 'team',
  number: `42-${personId}`,
  validFrom: '2024-01-01',
  validUntil: '2026-12-31',
  revokedOn: null,
  ...over,
})
const officer = (personId: string, over: Partial<Candidate> = {}): Candidate => ({
  personId,
  postKinds: ['officer'],
  certificates: [certificate(personId)],
  ...over,
})
const refusal = (first: Candidate, second: Candidate | null, day = '2026-03-16') => {
  const decision = twoOfficers([first, second], 'team', day)
  return decision.ok ? null : decision.refusal
}

it('takes two officers with certificates, and says what is missing', () => {
  expect(refusal(officer('gao'), officer('lin'))).toBeNull()
  expect(refusal(officer('gao'), null)).toMatchObject({
    word: 'second_officer',
    article: 'twoOfficers',
  })
  expect(refusal(officer('gao'), officer('gao'))?.word).toBe('same_officer')
  expect(refusal(officer('gao'), officer('lin', { certificates: [] }))).toMatchObject({
    word: 'no_certificate',
    personId: 'lin',
  })
  expect(refusal(officer('gao'), officer('lin'), '2027-01-01')?.word).toBe('certificate_ended')
  const elsewhere = officer('lin', { certificates: [certificate('lin', { bodyId: 'fire' })] })
  expect(refusal(officer('gao'), elsewhere)?.word).toBe('other_body')
  const revoked = officer('lin', {
    certificates: [certificate('lin', { revokedOn: '2026-03-16' })],
  })
  expect(refusal(officer('gao'), revoked)?.word).toBe('certificate_ended')
})

it('never counts a helper as an officer, whatever paper they hold', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('grid_worker', 'assistant', 'volunteer'),
      fc.boolean(),
      (kind, isFirst) => {
        const helper = officer('li', { postKinds: [kind] })
        const people = isFirst
          ? ([helper, officer('gao')] as const)
          : ([officer('gao'), helper] as const)
        const decision = twoOfficers([people[0], people[1]], 'team', '2026-03-16')
        expect(decision).toMatchObject({ ok: false, refusal: { word: 'not_an_officer' } })
      },
    ),
  )
})

const entry = (over: Partial<Authority>): Authority => ({
  id: 'a',
  matterCode: '*',
  power: 'order',
  bodyId: 'team',
  bodyName: '综合执法中队',
  system: 'ours',
  from: '2026-01-01',
  until: null,
  ...over,
})
const fire = entry({ id: 'f', matterCode: '09012', bodyId: null, bodyName: '消防', system: 'fire' })

it('gives a matter that is named to whom it is given, and the rest to whoever has the rest', () => {
  const ask = { power: 'order' as const, day: '2026-03-16' }
  const entries = [entry({}), fire]
  expect(bodiesWith(entries, { ...ask, matterCode: '06008' }).map((a) => a.id)).toEqual(['a'])
  expect(bodiesWith(entries, { ...ask, matterCode: '09012' }).map((a) => a.id)).toEqual(['f'])
  expect(powerOf(entries, { ...ask, matterCode: '09012', bodyId: 'team' })).toBeNull()
  expect(bodiesWith(entries, { ...ask, matterCode: '06008', day: '2025-12-31' })).toEqual([])
  const ended = [entry({ until: '2026-03-15' })]
  expect(powerOf(ended, { ...ask, matterCode: '06008', bodyId: 'team' })).toBeNull()
})
