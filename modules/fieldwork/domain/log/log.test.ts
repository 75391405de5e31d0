import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draftOf, logParts, logVerbs, type Done } from './log.ts'

const done = (over: Partial<Done> = {}): Done => ({
  personId: 'li',
  at: '2026-03-16T02:00:00.000Z',
  part: 'cases',
  act: 'accepted',
  of: { kind: 'case', id: 'a', label: '路灯不亮' },
  ...over,
})

describe('a log drafts itself', () => {
  it('with a line for each thing, its deeds in order and each named once', () => {
    const lines = draftOf([
      done({ act: 'finished', at: '2026-03-16T06:00:00.000Z' }),
      done(),
      done({ act: 'noted', at: '2026-03-16T03:00:00.000Z' }),
      done({ act: 'noted', at: '2026-03-16T04:00:00.000Z' }),
      done({ part: 'visits', act: 'met', of: { kind: 'door', id: 'd', label: '3 栋 501' } }),
    ])
    expect(lines).toMatchObject([
      {
        part: 'cases',
        at: '2026-03-16T02:00:00.000Z',
        acts: [
          { act: 'accepted', times: 1 },
          { act: 'noted', times: 2 },
          { act: 'finished', times: 1 },
        ],
      },
      { part: 'visits', of: { label: '3 栋 501' } },
    ])
  })

  it('in whatever order it is told, leaving nothing out and counting nothing twice', () => {
    const any = fc.record({
      personId: fc.constant('li'),
      at: fc.integer({ min: 0, max: 9 }).map((n) => `2026-03-16T0${n}:00:00.000Z`),
      part: fc.constantFrom(...logParts),
      act: fc.constantFrom('a', 'b'),
      of: fc.record({
        kind: fc.constant('case' as const),
        id: fc.constantFrom('x', 'y'),
        label: fc.constant(''),
      }),
    })
    fc.assert(
      fc.property(fc.array(any), (all) => {
        const lines = draftOf(all)
        const sum = lines.flatMap((line) => line.acts).reduce((n, { times }) => n + times, 0)
        expect(sum).toBe(all.length)
        const keys = lines.map((line) => `${line.part} ${line.of.id}`)
        expect(new Set(keys).size).toBe(keys.length)
        const places = lines.map((line) => logParts.indexOf(line.part))
        expect(places).toEqual(places.toSorted((a, b) => a - b))
      }),
    )
  })
})

describe('whoever keeps a log', () => {
  const log = { day: '2026-03-16', signed: false, own: true }
  it('writes and signs it once its day has come, and only adds once it is signed', () => {
    expect(logVerbs(log, '2026-03-16')).toEqual(['write', 'sign'])
    expect(logVerbs({ ...log, signed: true }, '2026-03-17')).toEqual(['add'])
    expect(logVerbs(log, '2026-03-15')).toEqual([])
    expect(logVerbs({ ...log, own: false }, '2026-03-16')).toEqual([])
  })
})
