import { act, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useDraft } from './draft.ts'

const open = () =>
  renderHook(({ present, version }) => useDraft(present, version), {
    initialProps: { present: { a: 1, b: 1 }, version: 1 },
  })

it('takes over what somebody else saved while nothing waits', () => {
  const { result, rerender } = open()
  rerender({ present: { a: 2, b: 1 }, version: 2 })
  expect(result.current).toMatchObject({ value: { a: 2 }, version: 2, count: 0 })
})

it('keeps changes, and the version they were made on, when somebody else was faster', () => {
  const { result, rerender } = open()
  act(() => result.current.set({ a: 1, b: 5 }))
  rerender({ present: { a: 2, b: 1 }, version: 2 })
  expect(result.current).toMatchObject({ value: { a: 1, b: 5 }, version: 1, count: 1 })
  act(() => result.current.reset())
  expect(result.current).toMatchObject({ value: { a: 2, b: 1 }, version: 2, count: 0 })
})

it('has nothing waiting once saved, and then follows', () => {
  const { result, rerender } = open()
  act(() => result.current.set({ a: 1, b: 5 }))
  act(() => result.current.saved())
  expect(result.current.count).toBe(0)
  rerender({ present: { a: 1, b: 5 }, version: 2 })
  expect(result.current.version).toBe(2)
})
