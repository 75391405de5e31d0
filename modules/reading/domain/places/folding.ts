import { simplified } from '#kernel/simplified.ts'

const NUMERALS = '零一二三四五六七八九'
const COUNTED = '号|栋|幢|座|单元|楼|室|组|期|门|弄'
const RUN = new RegExp(`[零〇一二两三四五六七八九十百]+(?=${COUNTED})`, 'gu')
const HOUSE = /(?:号楼|#楼|幢|座|#)/gu
const APART = /[\s\p{C},，。.、·:：;；()（）\-—_'"“”]/u

/** A text as it is compared, and from where each of its characters came. */
export interface Folded {
  text: string
  /** Of each character of `text` the place in the original, and one more: the original's end. */
  at: number[]
}

/** 十二 is 12, 二十三 is 23, 一百零五 is 105, 三五 is 35. */
export function numberOf(words: string): number {
  const plain = words.replaceAll('〇', '零').replaceAll('两', '二')
  if (!/[十百]/u.test(plain))
    return Number(Array.from(plain, (sign) => NUMERALS.indexOf(sign)).join(''))
  let [sum, digit] = [0, 0]
  for (const sign of plain) {
    const scale = { 十: 10, 百: 100 }[sign]
    if (scale === undefined) digit = NUMERALS.indexOf(sign)
    else {
      sum += Math.max(1, digit) * scale
      digit = 0
    }
  }
  return sum + digit
}

/**
 * What writers vary and readers do not see: width, case, spaces and signs are gone, traditional
 * characters are simplified, 十二号楼, 12幢 and 12# are 12栋. Each character knows whence it came, so that what is found can be shown in the words.
 */
export function folded(original: string): Folded {
  const at: number[] = []
  let text = ''
  let index = 0
  for (const sign of original) {
    const plain = simplified(sign.normalize('NFKC').toLowerCase())
    if (!APART.test(plain))
      for (const unit of plain.split('')) {
        text += unit
        at.push(index)
      }
    index += sign.length
  }
  const whole = { text, at: [...at, original.length] }
  const counted = replaced(whole, RUN, (words) => String(numberOf(words)))
  return replaced(counted, HOUSE, (words, before) => (/\d$/u.test(before) ? '栋' : words))
}

/** Replaces parts of a text; the new characters all came from where the part began. */
function replaced(
  { text, at }: Folded,
  pattern: RegExp,
  by: (words: string, before: string) => string,
): Folded {
  let [out, from] = ['', 0]
  const places: number[] = []
  const copy = (to: number) => {
    out += text.slice(from, to)
    for (let i = from; i < to; i++) places.push(at[i] ?? 0)
  }
  for (const { 0: words, index } of text.matchAll(pattern)) {
    copy(index)
    const next = by(words, text.slice(0, index))
    out += next
    for (let i = 0; i < next.length; i++) places.push(at[index] ?? 0)
    from = index + words.length
  }
  copy(text.length)
  return { text: out, at: [...places, at.at(-1) ?? 0] }
}
