/** GB 32100-2015: no I, O, S, V, Z. */
const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** As it is kept: upper case, without blanks and dashes. */
export const tidied = (text: string): string =>
  text.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '')

/** Whether a unified social credit code (统一社会信用代码) agrees with its last character. */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return false
  const sum = creditWeights.reduce((s, w, i) => s + w * letters.indexOf(code.charAt(i)), 0)
  return letters.charAt((31 - (sum % 31)) % 31) === code.charAt(17)
}

/** The last character that belongs to the first seventeen. */
export function creditCheck(first: string): string {
  const sum = creditWeights.reduce((s, w, i) => s + w * letters.indexOf(first.charAt(i)), 0)
  return letters.charAt((31 - (sum % 31)) % 31)
}

const identityWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Whether an identity number (GB 11643-1999) holds a date and agrees with its last character. */
export function isIdentityNumber(number: string): boolean {
  if (!/^\d{6}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]$/.test(number))
    return false
  const sum = identityWeights.reduce((s, w, i) => s + w * Number(number.charAt(i)), 0)
  return '10X98765432'.charAt(sum % 11) === number.charAt(17)
}

/**
 * Whether a licence number can be meant: eighteen characters are a credit code and agree with their
 * check, others (older numbers, food licences) are taken as they stand.
 */
export const isLicence = (licence: string): boolean =>
  licence.length === 18 ? isCreditCode(licence) : /^[0-9A-Z\u3400-\u9FFF()[\]]{6,40}$/.test(licence)

/** A telephone as it is stored. */
export const digitsOf = (phone: string): string =>
  phone.normalize('NFKC').replaceAll(/[^0-9+]/g, '')
