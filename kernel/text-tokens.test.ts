import fc from 'fast-check'
import { expect, test } from 'vitest'
import { questionTokensOf, tokensOf } from './text-tokens.ts'
import { MOST_TOKENS, writtenTokensOf } from './written-tokens.ts'

test.each([
  ['路灯不亮', ['路', '灯', '不', '亮', '路灯', '灯不', '不亮']],
  ['12号楼', ['12', '号', '楼', '号楼']],
  ['１２３ＡＢＣ', ['123abc']],
  ['Shop No.5, SHOP', ['shop', 'no', '5']],
  ['灯，灯', ['灯']],
  ['银桂A区', ['银', '桂', '银桂', 'a', '区']],
  ['二〇二六', ['二', '〇', '六', '二〇', '〇二', '二六']],
  ['𠮷野家', ['𠮷', '野', '家', '𠮷野', '野家']],
  ['路燈壞了', ['路', '灯', '坏', '了', '路灯', '灯坏', '坏了']],
  ['——！ ', []],
])('%s', (text, tokens) => {
  expect(tokensOf(text)).toEqual(tokens)
})

test('questions ask for the rarer tokens', () => {
  expect(questionTokensOf('路灯坏 灯 3栋')).toEqual(['路灯', '灯坏', '灯', '3', '栋'])
})

test('traditional and simplified ask for the same, also mixed in one text', () => {
  const told = tokensOf('竹林北路12號門口的路燈坏了')
  for (const question of ['路燈坏', '路灯壞', '１２號门口', '12号門口'])
    expect(told).toEqual(expect.arrayContaining(questionTokensOf(question)))
  // A phone, which has no table, tells them apart.
  expect(writtenTokensOf('路燈')).toEqual(['路', '燈', '路燈'])
})

test('tokens are single, capped, and hold those of every question cut from the text', () => {
  const piece = fc.constantFrom('路', '灯', '井', '盖', ' ', '，', 'A', 'b', '7', 'Ｂ', '𠮷')
  fc.assert(
    fc.property(fc.array(piece), fc.array(piece), fc.array(piece), (before, question, after) => {
      const tokens = tokensOf([...before, ' ', ...question, ' ', ...after].join(''))
      expect(new Set(tokens).size).toBe(tokens.length)
      expect(tokens).toEqual(expect.arrayContaining(questionTokensOf(question.join(''))))
    }),
  )
  const book = Array.from({ length: 9000 }, (_, index) => `w${index}`).join(' ')
  expect(tokensOf(book)).toHaveLength(MOST_TOKENS)
  expect(questionTokensOf('x'.repeat(500))).toEqual(tokensOf('x'.repeat(400)))
})
