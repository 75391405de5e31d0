import type { Caller } from '#platform/server/caller.ts'
import type { Wiring } from '#platform/server/mount.ts'
import { forbidden } from '#platform/server/problem.ts'
import { coveredBy } from '../domain/area-code.ts'

/** 403 for a place outside the caller's areas. */
export function keepInScope(caller: Caller, code: string): void {
  if (!coveredBy(code, caller.scope.areas)) throw forbidden('request.forbidden')
}

export const mayEditFor = (caller: Caller) => (code: string) => coveredBy(code, caller.scope.areas)

/** What belongs to the district as a whole is kept by whoever keeps all of it. */
export function keepDistrictScope(caller: Caller): void {
  keepInScope(caller, caller.districtId)
}

/** Files of a city's size; all other paths keep the small limit. */
const MOST_BYTES = 32 * 1024 * 1024

/** Mounts in a context of its own, so that no other path takes bodies this large. */
export function largeBodies(w: Wiring, mountAll: (large: Wiring) => void): void {
  w.app.register(async (app) => {
    app.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit: MOST_BYTES },
      app.getDefaultJsonParser('error', 'error'),
    )
    mountAll({ ...w, app })
  })
}
