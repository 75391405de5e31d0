import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Wiring } from '#platform/server/mount.ts'
import { auditRoutes } from './audit-routes.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { boardRoutes } from './boards/routes.ts'
import { clientRoutes } from './client-routes.ts'
import { kindHistoryRoutes } from './kinds/history.ts'
import { leaveRoutes } from './leave/routes.ts'
import { ownRoutes } from './own-routes.ts'
import { personRoutes } from './person-routes.ts'
import { providerRoutes } from './providers/routes.ts'
import { rosterRoutes } from './rosters/routes.ts'
import { secondFactorRoutes } from './second-factor/routes.ts'
import { peopleSheetRoutes } from './sheets/routes.ts'
import { staffRoutes } from './staff-routes.ts'
import { stationRoutes } from './station-routes.ts'
import { viewAsRoutes } from './view-as/routes.ts'

export { verbs as peopleVerbs } from '../domain/verbs.ts'
export { actingIn } from './acting.ts'
export { audit, auditFact, type AuditInput } from './audit.ts'
export { type Administrator, createAdministrators, seedPeopleDefaults } from './defaults.ts'
export {
  coordinatorPost,
  coversPlace,
  addressesOf,
  emailOf,
  findUnit,
  type Holder,
  type HolderFilter,
  holders,
  kindOfPost,
  nameOf,
  postKindsWith,
  type Names,
  phoneOf,
  type PostNamed,
  rosterOf,
  type Rostered,
  secretaryPost,
  type StationNamed,
  stationsWithin,
  type Unit,
  unitsOf,
} from './directory.ts'
export { programsOf } from './api-clients.ts'
export { forgetAudit, forgetSignIns } from './forget.ts'
export { openGate } from './gate.ts'
export { saveLeave } from './leave/keep.ts'
export { resetPassword } from './logins.ts'
export { masked } from './person-queries.ts'
export {
  appoint,
  type HoldingInput,
  type OrganisationInput,
  type PersonInput,
  type PostInput,
  saveOrganisation,
  savePerson,
  savePost,
  saveStation,
  type StationInput,
} from './records.ts'
export { dutyFirst, onDuty, onDutyFirst } from './rosters/on-duty.ts'
export { changeShifts, planPattern, saveShiftKind } from './rosters/plan.ts'
export { saveDutySettings } from './rosters/settings.ts'
export { askForSwap } from './rosters/swaps.ts'
export { notesDone, takeShiftNote, writeShiftNote } from './rosters/notes.ts'
export { dropFactor } from './second-factor/factor.ts'
export { listOrganisations } from './staff-queries.ts'
export { createSignInLink, type SignInLinkInput } from './sign-in-links.ts'

/** `secureCookies` under https: browsers then send the session over nothing else. */
export interface PeopleParts {
  cipher: Cipher
  secureCookies: boolean
  /** Told of every stranger who asks the way to a provider. */
  limitAsking: (caller: Caller) => void
  /** Where people reach this server, for the codes on boards; that of the request where it is empty. */
  publicUrl?: string
}

export function peopleRoutes(
  w: Wiring,
  { cipher, secureCookies, limitAsking, publicUrl = '' }: PeopleParts,
): void {
  boardRoutes(w, publicUrl)
  signInRoutes(w, { cipher, secureCookies })
  secondFactorRoutes(w, cipher)
  leaveRoutes(w)
  rosterRoutes(w)
  kindHistoryRoutes(w)
  viewAsRoutes(w, secureCookies)
  providerRoutes(w, { cipher, secureCookies, limitAsking })
  ownRoutes(w, cipher)
  personRoutes(w, cipher)
  staffRoutes(w)
  peopleSheetRoutes(w, cipher)
  stationRoutes(w)
  clientRoutes(w)
  auditRoutes(w)
}
