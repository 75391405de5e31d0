/**
 * Codes that people read out over the telephone and copy by hand. Left out are 0 O, 1 I L, and of
 * the pairs 2 Z, 5 S, 8 B and V U the second. 27 signs, six of them, one at least a letter:
 * 387,158,345 codes.
 */
export const SHORT_CODE_ALPHABET = '23456789ACDEFGHJKMNPQRTVWXY'
const LETTERS = SHORT_CODE_ALPHABET.slice(8)
const LENGTH = 6

/** What cannot stand in a code is read as its look-alike that can. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { Z: '2', S: '5', B: '8', U: 'V' }

/**
 * A code from random bytes, of which the first six count. Every code is equally likely within one
 * part in 700,000, but that of digits alone the first becomes a letter: six digits are searched for as
 * part of what was written. Codes are not secrets and may repeat: the keeper's UNIQUE index decides, and the
 * loser takes new bytes.
 */
export function shortCode(bytes: Uint8Array): string {
  if (bytes.length < LENGTH) throw new RangeError('a short code takes six bytes')
  let number = bytes.slice(0, LENGTH).reduce((sum, byte) => sum * 256 + byte, 0)
  let code = ''
  for (let index = 0; index < LENGTH; index++) {
    code += SHORT_CODE_ALPHABET[number % SHORT_CODE_ALPHABET.length]
    number = Math.floor(number / SHORT_CODE_ALPHABET.length)
  }
  if (/\D/.test(code)) return code
  return LETTERS.charAt(number % LETTERS.length) + code.slice(1)
}

/**
 * What people type, as the code it means: any case, full width, with spaces and hyphens. Null when
 * it is none: 0 O 1 I L stand for no sign, so guessing one would open another's case.
 */
export function readShortCode(input: string): string | null {
  const signs = Array.from(
    input
      .normalize('NFKC')
      .toUpperCase()
      .replaceAll(/[\s\p{Pd}.]/gu, ''),
  )
  const read = signs.map((sign) => LOOK_ALIKES[sign] ?? sign)
  const valid = read.length === LENGTH && read.every((sign) => SHORT_CODE_ALPHABET.includes(sign))
  return valid ? read.join('') : null
}
