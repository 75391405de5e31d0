import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { simplified } from '#kernel/simplified.ts'
import { anyText } from '#testing/arbitrary.ts'
import { calibrate, probabilities } from './calibration.ts'
import { eachTerm, termOf, wordsOf } from './features.ts'
import { rank } from './model.ts'
import { reasonsFor } from './reasons.ts'
import { calibrationError, macroF1, scoresOf } from './scores.ts'
import { learn, type Example } from './train.ts'
import { choose, textsOf, vectorOf, vocabularyOf, weighByLabels } from './vectors.ts'

const places = ['东湖里', '槐树巷', '三里桥', '竹园', '南门口', '新塘村']
const kinds: Record<string, (place: string) => string> = {
  lamp: (place) => `${place}的路灯不亮，晚上很黑`,
  waste: (place) => `${place}垃圾没有清运，已经发臭`,
  noise: (place) => `${place}工地夜里噪声扰民`,
}
const examples: Example[] = Object.entries(kinds).flatMap(([label, say]) =>
  places.map((place) => ({
    message: { subject: '', detail: say(place) },
    labels: [label],
    group: `${label}${place}`,
  })),
)
const { model, scores, held: examined } = learn(examples)
const read = (detail: string, subject = '') => rank(model, { subject, detail }, 3)

const judged = (label: number, truth: number, confidence = 0.9) => ({
  label,
  truth: [truth],
  confidence,
})

/** Every term of a text as it is written, and where it stands. */
function termsIn(text: string): { words: string; from: number; to: number }[] {
  const found: { words: string; from: number; to: number }[] = []
  eachTerm(text, (term, from, to) => found.push({ words: wordsOf(term), from, to }))
  return found
}

describe('what a text says', () => {
  it('is its characters and their twos, words whole, wherever they stand', () => {
    const found = termsIn('路灯 LED灯1号')
    expect(found.map(({ words }) => words)).toEqual(['路', '路灯', '灯', 'led', '灯', '号'])
    expect(found[3]).toMatchObject({ from: 3, to: 6 })
  })

  it('is the same in traditional characters, each still in its place', () => {
    const [traditional, plain] = ['衞生間後面的路燈壞了', '卫生间后面的路灯坏了'].map(termsIn)
    expect(traditional).toEqual(plain)
    expect(read('東湖里的路燈不亮，晚上很黑')).toEqual(read('东湖里的路灯不亮，晚上很黑'))
  })

  it('counts a heading among all words and by itself', () => {
    const known = { columns: { all: new Map([[termOf('灯'), 0]]), subject: new Map() } }
    const rarity = new Float32Array([1, 1])
    known.columns.subject.set(termOf('灯'), 1)
    expect([...vectorOf({ subject: '灯', detail: '' }, { ...known, rarity }).at]).toEqual([0, 1])
    expect([...vectorOf({ subject: '', detail: '灯' }, { ...known, rarity }).at]).toEqual([0])
  })

  it('leaves out places that were made nameless, signs, digits and pictures', () => {
    expect(termsIn('A7县！！12345\u0000\u0007😀😀')).toEqual([])
  })

  it('reads rare characters too, and keeps each term as it is written', () => {
    expect(termsIn('𠀀𠀁〇㐀').map(({ words }) => words)).toEqual([
      '𠀀',
      '𠀀𠀁',
      '𠀁',
      '𠀁〇',
      '〇',
      '〇㐀',
      '㐀',
    ])
    fc.assert(fc.property(anyText, (text) => wordsOf(termOf(text)) === text))
    fc.assert(
      fc.property(anyText, (text) => {
        eachTerm(text, (term) => expect(termOf(wordsOf(term))).toBe(term))
      }),
    )
  })

  it('finds every term where it says that it stands', () => {
    fc.assert(
      fc.property(anyText, (detail) => {
        const lost = termsIn(detail).filter(({ words, from, to }) => {
          const there = simplified(detail.slice(from, to).normalize('NFKC').toLowerCase())
          return !there.includes(words) && words.length < 20
        })
        expect(lost).toEqual([])
      }),
    )
  })
})

describe('what a term is worth', () => {
  const texts = ['路灯坏', '路灯黑', '路脏', '路臭'].map((detail) => ({ subject: '', detail }))
  const reading = textsOf(texts)
  let step = reading.next()
  while (step.done !== true) step = reading.next()
  const known = step.value
  const among = [0, 1, 2, 3]
  const common = choose(known, among, 100)
  const weighed = weighByLabels(known, among, {
    chosen: common,
    answers: { labels: 2, of: [[0], [0], [1], [1]] },
  })
  const columns = vocabularyOf(known, common).columns.all
  const by = (words: string) => {
    const column = columns.get(termOf(words)) ?? -1
    return (weighed.rarity[column] ?? 0) / (common.rarity[column] ?? 1)
  }

  it('is more the more it tells of one label, and never nothing', () => {
    expect(by('灯')).toBeGreaterThan(by('路'))
    expect(by('路')).toBeCloseTo(0.3)
  })
})

describe('a classifier', () => {
  it('tells apart what it has learned, and says why', () => {
    const detail = '北苑门口路灯坏了两盏'
    const [first] = read(detail)
    expect(first?.label).toBe('lamp')
    const [reasons = []] = reasonsFor(model, { subject: '', detail }, ['lamp'])
    expect(reasons.map(({ from, to }) => detail.slice(from, to)).join('|')).toContain('路灯')
  })

  it('examines itself on what it has not seen', () => {
    expect(examined.every((one) => one !== null)).toBe(true)
    expect(scores).toMatchObject({ cases: 18, accuracy: 1, macroF1: 1 })
  })

  it('is less sure of what it does not know', () => {
    const unknown = read('hello')[0]?.confidence ?? 1
    expect(unknown).toBeLessThan(read('路灯不亮')[0]?.confidence ?? 0)
  })

  it('learns from hints without being examined on them', () => {
    const hint = {
      message: { subject: '', detail: '井盖丢失' },
      labels: ['cover'],
      group: 'x',
      hint: true,
    }
    const more = learn([
      ...examples,
      hint,
      { ...hint, message: { subject: '', detail: '井盖破损' } },
    ])
    expect(more.held.at(-1)).toBeNull()
    expect(more.scores.cases).toBe(18)
    expect(rank(more.model, { subject: '', detail: '井盖不见了' }, 1)[0]?.label).toBe('cover')
  })

  it('answers whatever is written', () => {
    const odd = [
      '',
      '😀🎉',
      '\u0000\u001b[31m',
      '路燈壞了，請派人維修',
      'the lamp is broken',
      '灯'.repeat(100_000),
    ]
    for (const detail of odd) {
      const ranked = read(detail, detail)
      expect(ranked).toHaveLength(3)
      expect(ranked.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1)
    }
    fc.assert(
      fc.property(anyText, fc.string({ unit: 'grapheme' }), (detail, subject) => {
        const ranked = read(detail, subject)
        expect(ranked.every(({ confidence }) => confidence >= 0 && confidence <= 1)).toBe(true)
        for (const { part, from, to } of reasonsFor(model, { subject, detail }, ['lamp']).flat()) {
          expect(from).toBeLessThan(to)
          expect(to).toBeLessThanOrEqual((part === 'subject' ? subject : detail).length)
        }
      }),
    )
  })

  it('learns the same from the same', () => {
    expect(learn(examples).model.rows).toEqual(model.rows)
  })
})

describe('confidence', () => {
  it('keeps the order of scores', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 9 }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (given, steepness) => {
          const got = probabilities(given, { steepness })
          expect(got.indexOf(Math.max(...got))).toBe(given.indexOf(Math.max(...given)))
          expect(got.reduce((a, b) => a + b)).toBeCloseTo(1)
        },
      ),
    )
  })

  it('falls where the scores were wrong as often as right', () => {
    const sure = Array.from({ length: 50 }, () => ({ scores: [2, -2], truth: [0] }))
    const torn = sure.map((one, i) => ({ ...one, truth: [i % 2] }))
    const of = (held: typeof sure) => probabilities([2, -2], calibrate(held))[0]
    expect(of(sure)).toBeGreaterThan(0.95)
    expect(of(torn)).toBeLessThan(0.6)
  })
})

describe('scores', () => {
  it('are counted as they are defined', () => {
    const four = [judged(0, 0), judged(0, 0), judged(1, 1), judged(1, 0)]
    expect(macroF1(four)).toBeCloseTo((0.8 + 2 / 3) / 2)
    expect(calibrationError(four)).toBeCloseTo(0.15)
    expect(scoresOf(four).accuracy).toBe(0.75)
  })

  it('of nothing are nought', () => {
    expect(scoresOf([])).toEqual({
      cases: 0,
      accuracy: 0,
      macroF1: 0,
      sureAccuracy: 0,
      calibrationError: 0,
    })
  })
})
