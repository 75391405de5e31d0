import { mount, type Wiring } from '#platform/server/mount.ts'
import type { Caller } from '#platform/server/caller.ts'
import * as contract from '../../contract/pools.ts'
import { claimEntry, passEntry, putIntoPool, withdrawEntry } from './pool.ts'
import { listPools, savePool } from './settings.ts'
import { poolEntries, poolsOfCase } from './views.ts'

export function poolRoutes(w: Wiring): void {
  const { db, clock } = w
  const waiting = async (caller: Caller, now: Date) => ({
    entries: await poolEntries(db, caller),
    now: now.toISOString(),
  })
  mount(w, contract.listPools, ({ caller }) => listPools(db, caller, clock()))
  mount(w, contract.savePool, async ({ caller, params, body }) => {
    const now = clock()
    await savePool(db, caller, { ...params, ...body, now })
    return listPools(db, caller, now)
  })
  mount(w, contract.poolEntries, ({ caller }) => waiting(caller, clock()))
  mount(w, contract.poolsOfCase, ({ caller, params }) => poolsOfCase(db, caller, params.caseId))
  mount(w, contract.putIntoPool, async ({ caller, params, body }) => {
    const now = clock()
    await putIntoPool(db, { ...params, ...body, caller, now })
    return waiting(caller, now)
  })
  const steps = [
    [contract.claimEntry, claimEntry],
    [contract.passEntry, passEntry],
    [contract.withdrawEntry, withdrawEntry],
  ] as const
  for (const [endpoint, work] of steps)
    mount(w, endpoint, async ({ caller, params }) => {
      const now = clock()
      await work(db, { ...params, caller, now })
      return waiting(caller, now)
    })
}
