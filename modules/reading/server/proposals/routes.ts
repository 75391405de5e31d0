import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../../contract/proposals.ts'
import { settingsOf } from './settings.ts'

export function proposalRoutes(w: Wiring): void {
  mount(w, contract.readReadingSettings, ({ caller }) => settingsOf(w.db, caller.districtId))
}
