import type { Cipher } from '#platform/server/cipher.ts'
import type { Order } from '../../domain/order.ts'

/** What an order's row keeps of what came; nothing, once it was kept long enough. */
export const keptIn = (sealed: string | null, cipher: Cipher): Partial<Order> =>
  sealed === null ? {} : (JSON.parse(cipher.open(sealed)) as Partial<Order>) // oxlint-disable-line typescript/no-unsafe-type-assertion -- sealed by take.ts
