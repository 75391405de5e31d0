import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../../contract/many.ts'
import { previewMany, runMany } from './many.ts'

export function manyRoutes(w: Wiring): void {
  mount(w, contract.previewMany, async ({ caller, body }) => ({
    rows: await previewMany(w.db, body, { caller, now: w.clock() }),
  }))
  mount(w, contract.runMany, ({ caller, body }) => runMany(w.db, body, { caller, now: w.clock() }))
}
