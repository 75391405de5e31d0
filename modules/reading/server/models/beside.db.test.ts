import { describe, expect, it } from 'vitest'
import { learn, type Example } from '../../domain/classifier/train.ts'
import { endLearning, learnBeside } from './beside.ts'
import { packed } from './packing.ts'

/** Many words of three troubles, enough that they are not learned in passing. */
const said = ['路灯不亮，夜里很黑', '垃圾没有清运，已经发臭', '工地夜里噪声扰民，无法入睡']
const examples: Example[] = Array.from({ length: 600 }, (_, i) => {
  const place = String.fromCodePoint(0x4e00 + i, 0x5e00 + i * 7)
  return {
    message: { subject: '', detail: `${place}${(said[i % 3] ?? '').repeat(60)}` },
    labels: [`${i % 3}`],
    group: `${i}`,
  }
})
const whole = { timeout: 120_000 }

describe('learning beside the server', () => {
  it('learns the same, and leaves the server free meanwhile', whole, async () => {
    let turns = 0
    const ticking = setInterval(() => turns++, 5)
    const { model, scores, held } = await learnBeside(examples)
    clearInterval(ticking)
    expect(turns).toBeGreaterThan(10)
    const here = learn(examples)
    expect(Buffer.compare(packed(model), packed(here.model))).toBe(0)
    expect({ scores, held }).toEqual({ scores: here.scores, held: here.held })
  })

  it('says so when it is ended in the middle', whole, async () => {
    const ending = setTimeout(endLearning, 200)
    await expect(learnBeside(examples)).rejects.toThrow('ended early')
    clearTimeout(ending)
  })

  it('learns little here', async () => {
    const { model } = await learnBeside(examples.slice(0, 9))
    expect(model.labels).toEqual(['0', '1', '2'])
  })
})
