export const itemKinds = ['yes_no', 'number', 'text'] as const
export type ItemKind = (typeof itemKinds)[number]

export interface CheckItem {
  kind: ItemKind
  least: number | null
  most: number | null
  /** A picture belongs to the answer. */
  picture: boolean
}

export interface CheckAnswer {
  /** `yes`, `no`, a number or words; null: it could not be looked at, and `words` say why. */
  value: string | null
  words: string
  photos: readonly string[]
  /** What was done about it where it is not all right. */
  trouble: 'case' | 'settled' | null
}

const NUMBER = /^-?\d{1,9}(\.\d{1,4})?$/

export const numberIn = (value: string): number | null =>
  NUMBER.test(value.trim()) ? Number(value) : null

/** Whether an answer says that all is right: a yes, a number within its bounds, any words. */
export function isFine(item: CheckItem, { value, trouble }: CheckAnswer): boolean {
  if (trouble !== null) return false
  if (value === null) return true
  if (item.kind === 'yes_no') return value === 'yes'
  if (item.kind === 'text') return true
  const number = numberIn(value)
  if (number === null) return false
  return (
    (item.least === null || number >= item.least) && (item.most === null || number <= item.most)
  )
}

/** What a value lacks to be an answer to its item. */
function valueLack({ kind }: CheckItem, value: string): AnswerLack | null {
  if (value.trim() === '') return 'value'
  if (kind === 'number') return numberIn(value) === null ? 'number' : null
  return kind === 'text' || value === 'yes' || value === 'no' ? null : 'value'
}

/** What an answer lacks, as a word for the sentence that says so; null: nothing. */
export function lackOf(item: CheckItem, answer: CheckAnswer): AnswerLack | null {
  const { value, photos, trouble } = answer
  const wordless = answer.words.trim() === '' ? 'words' : null
  if (value === null) return wordless
  const lack = valueLack(item, value)
  if (lack !== null) return lack
  if ((item.picture || trouble === 'settled') && photos.length === 0) return 'picture'
  // Of a case the item says what is wrong; what is settled or only noted needs its words.
  return isFine(item, answer) || trouble === 'case' ? null : wordless
}

export const answerLacks = ['value', 'number', 'picture', 'words'] as const
export type AnswerLack = (typeof answerLacks)[number]
