import { expect, it } from 'vitest'
import { stepTypes } from '#modules/enforcement/domain/step-types.ts'
import en from '#modules/fieldwork/words/log.en.json' with { type: 'json' }
import zh from '#modules/fieldwork/words/log.zh-CN.json' with { type: 'json' }

it('the log of the day has words for every step on the ladder', () => {
  for (const words of [zh, en])
    expect(stepTypes.filter((type) => !(`did.step.${type}` in words))).toEqual([])
})
