import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../../contract/places.ts'
import { findPlaces } from './find.ts'

export function placeRoutes(w: Wiring): void {
  mount(w, contract.findPlaces, ({ caller, body }) =>
    findPlaces(w.db, caller.districtId, body.words),
  )
}
