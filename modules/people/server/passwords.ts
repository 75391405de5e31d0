import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

const COST = 15
const BLOCK = 8
const LENGTH = 32
/** scrypt needs 128 · N · r bytes, 32 MiB; the default limit is just that and refuses it. */
const MEMORY = 64 * 1024 * 1024

const derive = (password: string, salt: Buffer, cost: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options = { N: 2 ** cost, r: BLOCK, p: 1, maxmem: MEMORY }
    scrypt(password.normalize('NFKC'), salt, LENGTH, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })

/** `scrypt$15$salt$hash`: the cost stands in it, so that it can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST)
  return `scrypt$${COST}$${salt.toString('base64url')}$${key.toString('base64url')}`
}

/** A hash of nothing anybody knows: names without a password take as long as those with one. */
const dummy = `scrypt$${COST}$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** Whether the password made the hash; without a hash it takes as long and is false. */
export async function passwordFits(password: string, hash: string | null): Promise<boolean> {
  const [, cost = '', salt = '', key = ''] = (hash ?? dummy).split('$')
  const derived = await derive(password, Buffer.from(salt, 'base64url'), Number(cost))
  const stored = Buffer.from(key, 'base64url')
  const same = stored.length === derived.length && timingSafeEqual(stored, derived)
  return same && hash !== null
}
