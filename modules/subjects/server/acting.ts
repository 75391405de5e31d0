import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'

/** Who acts, when, and with what personal fields are sealed and opened. */
export interface Acting {
  caller: Caller
  now: Date
  cipher: Cipher
}
