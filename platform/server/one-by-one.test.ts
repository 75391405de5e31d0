import { expect, it } from 'vitest'
import { oneByOne } from './one-by-one.ts'

it('does all that can be done, in order, and fails for the rest at the end', async () => {
  const seen: number[] = []
  const work = async (n: number) => {
    seen.push(n)
    if (n === 2) throw new Error('two')
  }
  await expect(oneByOne([1, 2, 3], work, 'numbers were left')).rejects.toMatchObject({
    message: '1 numbers were left',
    errors: [expect.objectContaining({ message: 'two' })],
  })
  expect(seen).toEqual([1, 2, 3])
})

it('counts what was done, and not what had nothing to do', async () => {
  expect(await oneByOne([1, 2, 3], async (n) => n !== 2, 'left')).toBe(2)
})
