import { configs } from 'opencc-js/preset/t2cn'

/**
 * Of each character the one that mainland China writes for it, as far as it stands alone: 燈 is 灯, 裏 is
 * 里. Only what is one character for one, so that places in the text stay places; what a word as a whole
 * would have become is not asked after. Hong Kong's forms go by those of Taiwan to ours, as OpenCC's.
 */
const simple = tableOf(configs['hk2s']?.conversionChain ?? [])

function tableOf(chain: NonNullable<(typeof configs)[string]>['conversionChain']): Uint16Array {
  const table = new Uint16Array(0x1_00_00)
  const steps = chain.map((group) => pairsOf(group))
  // OpenCC leaves 著 as it is, for 著名 is written so by all; a fire that breaks out is 著火 to half of them.
  for (const sign of new Set([...steps.flatMap((step) => [...step.keys()]), '著'])) {
    const plain = steps.reduce((now, step) => step.get(now) ?? now, sign === '著' ? '着' : sign)
    table[sign.charCodeAt(0)] = plain.charCodeAt(0)
  }
  // 薴 becomes 苧, which becomes 苎: whoever is folded twice must be folded once.
  for (const [sign, to] of table.entries()) table[sign] = table[to] || to
  return table
}

function pairsOf(group: readonly (string | readonly (readonly [string, string])[])[]) {
  const pairs = new Map<string, string>()
  for (const list of group) {
    const entries =
      typeof list === 'string' ? list.split('|').map((entry) => entry.split(' ')) : list
    for (const [sign = '', to = ''] of entries)
      if (sign.length === 1 && to.length === 1 && !pairs.has(sign)) pairs.set(sign, to)
  }
  return pairs
}

/** The simplified form of one UTF-16 unit; what has none stays as it is. */
export const simplifiedCode = (code: number): number => simple[code] || code

/** The text in simplified characters, each in its place: as long as it was, and folded again the same. */
export function simplified(text: string): string {
  let at = 0
  while (at < text.length && !simple[text.charCodeAt(at)]) at += 1
  if (at === text.length) return text
  let plain = text.slice(0, at)
  for (; at < text.length; at++) plain += String.fromCharCode(simplifiedCode(text.charCodeAt(at)))
  return plain
}

/** Of each simplified character the others that are folded to it. */
const written = new Map<number, string>()
for (const [sign, to] of simple.entries())
  if (to !== 0 && to !== sign) written.set(to, (written.get(to) ?? '') + String.fromCharCode(sign))

/**
 * What `translate` of PostgreSQL needs to fold a name that may stand in this simplified text: two
 * strings of the same length, only of characters that the text has.
 */
export function foldsInto(plain: string): { written: string; simple: string } {
  let [all, to] = ['', '']
  for (const sign of new Set(plain.split(''))) {
    const others = written.get(sign.charCodeAt(0)) ?? ''
    all += others
    to += sign.repeat(others.length)
  }
  return { written: all, simple: to }
}
