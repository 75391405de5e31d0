import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { patrolsContract as contract } from '../../contract/index.ts'
import { proposeRoute } from './proposal.ts'
import { recordPatrols } from './record.ts'
import { listRoutes, saveRoute } from './rounds.ts'
import { readLooks, readOwnPatrols } from './views.ts'

export function patrolRoutes(w: Wiring, { cipher }: { cipher: Cipher }): void {
  const { db, clock } = w
  const asking = (caller: Caller) => ({ caller, now: clock() })
  mount(w, contract.listRoutes, ({ caller }) => listRoutes(db, asking(caller)))
  mount(w, contract.saveRoute, ({ caller, body }) => saveRoute(db, asking(caller), body))
  mount(w, contract.proposeRoute, ({ caller, query }) => proposeRoute(db, asking(caller), query))
  mount(w, contract.readLooks, ({ caller, query }) => readLooks(db, asking(caller), query))
  mount(w, contract.readOwnPatrols, ({ caller }) => readOwnPatrols(db, asking(caller)))
  mount(w, contract.recordPatrols, ({ caller, body }) =>
    recordPatrols(db, { ...asking(caller), cipher }, body),
  )
}
