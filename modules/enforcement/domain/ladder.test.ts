import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  afterStep,
  canTake,
  fileStates,
  findings,
  isEnded,
  mayStep,
  steps,
  stepsNow,
  theirStates,
  wares,
  type FileState,
  type LadderFile,
} from './ladder.ts'

const verbs = new Set(['enforcement.dissuade', 'enforcement.talk', 'enforcement.act'])
const aFile = (over: Partial<LadderFile> = {}): LadderFile => ({
  state: 'words',
  matterCode: '06008',
  sells: 'none',
  dissuasions: 0,
  talks: 0,
  stallsOffered: false,
  orderUntil: null,
  promisedUntil: null,
  servedOn: null,
  ...over,
})
const refusalOf = (file: LadderFile, step: Parameters<typeof mayStep>[1]['step'], over = {}) => {
  const decision = mayStep(file, { step, verbs, today: 100, ...over })
  return decision.ok ? null : decision.refusal
}

const files = fc.record<LadderFile>({
  state: fc.constantFrom(...fileStates),
  matterCode: fc.constantFrom(null, '06008', '06028'),
  sells: fc.constantFrom(...wares),
  dissuasions: fc.nat(5),
  talks: fc.nat(3),
  stallsOffered: fc.boolean(),
  orderUntil: fc.option(fc.integer({ min: 90, max: 110 })),
  promisedUntil: fc.option(fc.integer({ min: 90, max: 110 })),
  servedOn: fc.option(fc.integer({ min: 90, max: 110 })),
})

it('reaches every state, and leaves every state that is not an end', () => {
  const reached = new Set<FileState>(['words'])
  for (let size = 0; size !== reached.size;) {
    size = reached.size
    for (const from of Array.from(reached))
      for (const step of steps.filter((s) => canTake(s, from)))
        for (const finding of findings)
          for (const theirs of theirStates) reached.add(afterStep(step, from, { finding, theirs }))
  }
  expect([...reached].sort()).toEqual([...fileStates].sort())
  for (const state of fileStates)
    expect(steps.some((step) => canTake(step, state)) || isEnded(state)).toBe(true)
})

it('says by which article a step out of order is refused', () => {
  expect(refusalOf(aFile(), 'serve')).toEqual({ word: 'order_first', article: 'order' })
  expect(refusalOf(aFile({ state: 'ordered' }), 'reinspect')).toEqual({
    word: 'service_first',
    article: 'service',
  })
  expect(refusalOf(aFile({ state: 'served' }), 'hand_over')).toEqual({
    word: 'reinspection_first',
    article: 'order',
  })
})

it('leads who sells greens or daily goods to a stall before it orders anything', () => {
  const greens = aFile({ sells: 'farm_produce', dissuasions: 3 })
  expect(refusalOf(greens, 'order')).toEqual({ word: 'stalls_first', article: 'stalls' })
  expect(refusalOf({ ...greens, stallsOffered: true }, 'order')).toBeNull()
  expect(refusalOf(aFile({ sells: 'cooked_food' }), 'order')).toBeNull()
})

it('wants words before anything else where the noise of neighbours is the matter', () => {
  const noise = aFile({ matterCode: '06028' })
  expect(refusalOf(noise, 'order')).toEqual({
    word: 'dissuasion_first',
    article: 'noiseDissuasion',
  })
  expect(refusalOf({ ...noise, dissuasions: 1 }, 'order')).toBeNull()
})

it('sees early what is done early, and only on the day what is not', () => {
  const served = aFile({ state: 'served', orderUntil: 103, servedOn: 98 })
  expect(refusalOf(served, 'reinspect', { finding: 'mended' })).toBeNull()
  expect(refusalOf(served, 'reinspect', { finding: 'not_mended' })?.word).toBe('before_the_date')
  expect(refusalOf(served, 'reinspect', { finding: 'not_mended', today: 103 })).toBeNull()
  expect(refusalOf({ ...served, servedOn: 130 }, 'reinspect')?.word).toBe('not_served_yet')
})

it('calls no promise broken before its day', () => {
  const promised = aFile({ state: 'promised', talks: 1, promisedUntil: 103 })
  expect(refusalOf(promised, 'revisit', { finding: 'not_mended' })?.word).toBe('before_the_promise')
  expect(refusalOf(promised, 'revisit', { finding: 'mended' })).toBeNull()
  expect(refusalOf(promised, 'revisit', { finding: 'not_mended', today: 103 })).toBeNull()
})

it('closes nothing on a promise', () => {
  expect(isEnded(afterStep('promise', 'words'))).toBe(false)
  expect(afterStep('revisit', 'promised', { finding: 'not_mended' })).toBe('words')
  expect(afterStep('revisit', 'promised', { finding: 'mended' })).toBe('mended')
})

/** Nobody comes to be served without an order, or unmended without service; no end comes by itself. */
const ways = (to: FileState, step: string, from: FileState): boolean => {
  if (to === 'mended') return step === 'revisit' || step === 'reinspect'
  if (to === 'decided') return step === 'news'
  if (to === 'void') return step === 'make_void'
  if (to === 'served') return from === 'ordered'
  return to === 'unmended' ? from === 'served' : true
}

it('ends only by what somebody saw, by the body that punishes, or as void', () => {
  fc.assert(
    fc.property(
      files,
      fc.constantFrom(...steps),
      fc.constantFrom(...findings),
      fc.constantFrom(...theirStates),
      (file, step, finding, theirs) => {
        if (!mayStep(file, { step, verbs, today: 100, finding }).ok) return
        const to = afterStep(step, file.state, { finding, theirs })
        expect(to === file.state || ways(to, step, file.state)).toBe(true)
      },
    ),
  )
})

it('offers what it would allow, nothing without a verb, and nothing at the end', () => {
  fc.assert(
    fc.property(files, (file) => {
      expect(stepsNow(file, { verbs: new Set(), today: 100 })).toEqual([])
      const offered = stepsNow(file, { verbs, today: 100 })
      expect(offered).toEqual(steps.filter((step) => mayStep(file, { step, verbs, today: 100 }).ok))
      expect(isEnded(file.state) && offered.length > 0).toBe(false)
    }),
  )
})
