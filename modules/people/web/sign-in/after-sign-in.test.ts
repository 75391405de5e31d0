import { expect, it } from 'vitest'
import en from '../../words/sign-in.en.json' with { type: 'json' }
import zh from '../../words/sign-in.zh-CN.json' with { type: 'json' }
import { CallError } from '#platform/web/call.ts'
import { lockedMinutes, safeNext, startFor, troubleOf } from './after-sign-in.ts'

it('has the same words in both languages', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
})

it('starts the desk and administrators at the console, the others at their tasks', () => {
  expect(startFor(['cases.read', 'cases.receive'])).toBe('/console')
  expect(startFor(['audit.read'])).toBe('/console')
  expect(startFor(['cases.accept', 'people.read', 'catalogue.read'])).toBe('/work')
})

it('goes on only to pages of our own', () => {
  expect(safeNext('/console/cases?view=desk')).toBe('/console/cases?view=desk')
  for (const bad of [
    '//evil.example',
    'https://evil.example/work',
    '/\\evil.example',
    '/421202',
    null,
  ])
    expect(safeNext(bad)).toBeNull()
})

it('says for how long a name is locked, apart from other limits', () => {
  const locked = new CallError(429, 'people.sign_in_locked', { minutes: 30 })
  expect([troubleOf(locked), lockedMinutes(locked)]).toEqual(['locked', 30])
  expect(troubleOf(new CallError(429, 'request.too_many'))).toBe('tooOften')
  expect(troubleOf(new CallError(401, 'people.sign_in_failed'))).toBe('wrong')
  expect(troubleOf(new CallError(0, 'network.unreachable'))).toBe('failed')
})
