import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Encrypts single columns. Each value carries the version of the scheme that made it, so that a
 * national driver (SM4/SM3) or a new key can stand beside the old. The key never enters the database.
 */
export interface Cipher {
  seal(clear: string): string
  open(sealed: string): string
  /** The same for equal values, useless without the key: for finding a phone number again. */
  blindIndex(clear: string): string
  /** A keyed digest of any text: tokens of links. */
  sign(text: string): string
}

/** AES-256-GCM with HMAC-SHA-256, keys derived from one secret of at least 32 bytes (HKDF, RFC 5869). */
export function aesCipher(secret: Buffer): Cipher {
  if (secret.length < 32) throw new Error('the secret must have at least 32 bytes')
  const derive = (info: string) => Buffer.from(hkdfSync('sha256', secret, '', info, 32))
  const [encryption, index, signing] = ['column', 'blind-index', 'link'].map(derive) as [
    Buffer,
    Buffer,
    Buffer,
  ]
  return {
    seal(clear) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', encryption, nonce)
      const body = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()])
      return `a1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(sealed) {
      if (!sealed.startsWith('a1.')) throw new Error('sealed by a scheme that is not configured')
      const bytes = Buffer.from(sealed.slice(3), 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', encryption, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    blindIndex: (clear) => createHmac('sha256', index).update(clear).digest('base64url'),
    sign: (text) => createHmac('sha256', signing).update(text).digest('base64url'),
  }
}
