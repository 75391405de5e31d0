import { createHash, timingSafeEqual } from 'node:crypto'
import type { Cipher } from '#platform/server/cipher.ts'

/**
 * The key of a link: its id and a signature, so that a message can be written again without keeping
 * the key. Only its hash lies in the database.
 */
export function partnerKey(cipher: Cipher, districtId: string, linkId: string): string {
  const id = Buffer.from(linkId.replaceAll('-', ''), 'hex').toString('base64url')
  return `p${id}.${cipher.sign(`partner:${districtId}:${linkId}`).slice(0, 22)}`
}

export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex')

/** The id that a key names, where its signature is ours; null otherwise. */
export function linkIdIn(cipher: Cipher, districtId: string, key: string): string | null {
  const dot = key.indexOf('.')
  const hex = Buffer.from(key.slice(1, dot), 'base64url').toString('hex')
  if (!key.startsWith('p') || dot < 0 || hex.length !== 32) return null
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const ours = Buffer.from(hashKey(partnerKey(cipher, districtId, id)))
  return timingSafeEqual(ours, Buffer.from(hashKey(key))) ? id : null
}

export const partnerPath = (cipher: Cipher, districtId: string, linkId: string): string =>
  `/${districtId}/partner?key=${partnerKey(cipher, districtId, linkId)}`
