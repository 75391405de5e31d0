import { expect, it } from 'vitest'
import en from '../../words/sign-in.en.json' with { type: 'json' }
import zh from '../../words/sign-in.zh-CN.json' with { type: 'json' }
import { safeNext, startFor } from './after-sign-in.ts'

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
