import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { forbidden } from '#platform/server/problem.ts'
import * as contract from '../contract/index.ts'
import { inbox, markRead, unreadCount, type Reader } from './inbox.ts'
import { listStuck, settleStuck } from './stuck.ts'

/** My own inbox, and the outbox for those who look after it. */
export function noticesRoutes(w: Wiring, { cipher }: { cipher: Cipher }): void {
  mount(w, contract.listNotices, ({ caller, query }) => inbox(w.db, readerOf(caller), query))

  mount(w, contract.markRead, async ({ caller, body }) => {
    const reader = readerOf(caller)
    await markRead(w.db, reader, body, w.clock())
    return { unread: await unreadCount(w.db, reader) }
  })

  mount(w, contract.listStuck, ({ caller, query }) =>
    listStuck(w.db, cipher, caller.districtId, query),
  )

  mount(w, contract.sendAgain, ({ caller, params }) =>
    settleStuck(w.db, caller, { ...params, to: 'waiting', now: w.clock() }),
  )

  mount(w, contract.dropDelivery, ({ caller, params }) =>
    settleStuck(w.db, caller, { ...params, to: 'dropped', now: w.clock() }),
  )
}

function readerOf({ districtId, personId }: Caller): Reader {
  if (!personId) throw forbidden('request.forbidden')
  return { districtId, personId }
}
