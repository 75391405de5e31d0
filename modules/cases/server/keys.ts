import { timingSafeEqual } from 'node:crypto'
import type { Cipher } from '#platform/server/cipher.ts'

/**
 * The keys in a reporter's links, made from ids and a secret, so nothing is stored and a retry gets
 * the same link. `l…` may be shared and only looks; `o…` is the reporter's own: judges and adds.
 */
export function lookKey(cipher: Cipher, districtId: string, caseId: string): string {
  return `l${cipher.sign(`look:${districtId}:${caseId}`).slice(0, 22)}`
}

export function ownKey(
  cipher: Cipher,
  districtId: string,
  caseId: string,
  reportId: string,
): string {
  const id = Buffer.from(reportId.replaceAll('-', ''), 'hex').toString('base64url')
  return `o${id}.${cipher.sign(`own:${districtId}:${caseId}:${reportId}`).slice(0, 22)}`
}

const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** The report that an own key names, whether or not the key is a true one. */
export function reportIdIn(key: string | undefined): string | null {
  if (!key?.startsWith('o')) return null
  const hex = Buffer.from(key.slice(1, key.indexOf('.')), 'base64url').toString('hex')
  if (hex.length !== 32) return null
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** What a key opens: nothing, looking, or the reporter's own report. */
export function readKey(
  cipher: Cipher,
  of: { districtId: string; caseId: string },
  key: string | undefined,
): { level: 'none' | 'look' } | { level: 'own'; reportId: string } {
  if (!key) return { level: 'none' }
  if (key.startsWith('l'))
    return same(key, lookKey(cipher, of.districtId, of.caseId))
      ? { level: 'look' }
      : { level: 'none' }
  const reportId = reportIdIn(key)
  if (reportId === null) return { level: 'none' }
  return same(key, ownKey(cipher, of.districtId, of.caseId, reportId))
    ? { level: 'own', reportId }
    : { level: 'none' }
}
