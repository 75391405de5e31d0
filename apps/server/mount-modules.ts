import { casesRoutes, photoSight } from '#modules/cases/server/index.ts'
import { catalogueRoutes } from '#modules/catalogue/server/index.ts'
import { enforcementRoutes, evidenceSight } from '#modules/enforcement/server/index.ts'
import { exchangeRoutes, forgetOrders, type Outgoing } from '#modules/exchange/server/index.ts'
import { eitherSight, filesRoutes, type FileStore } from '#modules/files/server/index.ts'
import {
  checkSight,
  daySight,
  fieldworkRoutes,
  hazardSight,
} from '#modules/fieldwork/server/index.ts'
import { insightRoutes } from '#modules/insight/server/index.ts'
import { noticesRoutes } from '#modules/notices/server/index.ts'
import { outreachRoutes, outreachSight } from '#modules/outreach/server/index.ts'
import { nameOf, peopleRoutes } from '#modules/people/server/index.ts'
import { placesRoutes, type PlacesParts } from '#modules/places/server/index.ts'
import { servicesRoutes, signSight } from '#modules/services/server/index.ts'
import { subjectsRoutes } from '#modules/subjects/server/index.ts'
import { readingRoutes } from '#modules/reading/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import type { Wiring } from '#platform/server/mount.ts'
import { askLimit, floodLimit, pictureLimit } from './flood-limit.ts'
import { logSources } from './log-sources.ts'
import { forgottenBeside, personalSources } from './personal-sources.ts'

/** What the modules are given by the program. */
export interface ModuleParts {
  db: Db
  clock: () => Date
  cipher: Cipher
  store: FileStore
  secureCookies?: boolean
  /** Reports from one address within a minute; a crowd may sit behind it. */
  reportsPerMinute?: number
  /** Pictures likewise. */
  picturesPerMinute?: number
  /** Background tiles for the map; the browser may then fetch from that host, and from no other. */
  tiles?: PlacesParts['tiles']
  /** Where people reach this server. */
  publicUrl?: string
  /** Which addresses of other systems may be called. */
  outgoing?: Outgoing
}

/** Whoever may see what a picture belongs to may see the picture. */
const sight = eitherSight(
  photoSight,
  evidenceSight,
  checkSight,
  hazardSight,
  daySight,
  outreachSight,
  signSight,
)

/** All endpoints of all modules, from the ground up. */
export function mountModules(wiring: Wiring, parts: ModuleParts): void {
  const limits = limitsOf(parts)
  placesRoutes(wiring, {
    tiles: parts.tiles ?? null,
    personNames: async (db, districtId, personIds) =>
      (await nameOf(db, districtId, { personIds })).persons,
  })
  peopleRoutes(wiring, {
    cipher: parts.cipher,
    secureCookies: parts.secureCookies ?? false,
    limitAsking: limits.asking,
    publicUrl: parts.publicUrl ?? '',
  })
  filesRoutes(wiring, {
    store: parts.store,
    sight,
    limit: limits.pictures,
  })
  noticesRoutes(wiring, { cipher: parts.cipher })
  catalogueRoutes(wiring)
  subjectsRoutes(wiring, { cipher: parts.cipher })
  casesRoutes(wiring, {
    cipher: parts.cipher,
    store: parts.store,
    limit: limits.reports,
    limitAsking: limits.asking,
    forgetOrders,
    beside: forgottenBeside,
    personalSources,
  })
  exchangeRoutes(wiring, {
    cipher: parts.cipher,
    outgoing: parts.outgoing ?? { production: true, networks: [] },
    publicUrl: parts.publicUrl ?? '',
  })
  enforcementRoutes(wiring, { cipher: parts.cipher, store: parts.store })
  readingRoutes(wiring)
  fieldworkRoutes(wiring, { ...parts, logSources })
  outreachRoutes(wiring, outreachPartsOf(parts, limits))
  servicesRoutes(wiring, {
    cipher: parts.cipher,
    store: parts.store,
    limit: limits.reports,
    limitAsking: limits.asking,
  })
  insightRoutes(wiring)
}

function limitsOf({ clock, reportsPerMinute = 60, picturesPerMinute = 600 }: ModuleParts) {
  return {
    reports: floodLimit(clock, { perAddress: reportsPerMinute }),
    pictures: pictureLimit(clock, { perAddress: picturesPerMinute }),
    asking: askLimit(clock, { perAddress: 10 * reportsPerMinute }),
  }
}

const outreachPartsOf = (parts: ModuleParts, limits: ReturnType<typeof limitsOf>) => ({
  cipher: parts.cipher,
  store: parts.store,
  limitAsking: limits.asking,
  // As reports of strangers: sized for a crowd behind one address.
  limitSigningUp: (caller: Caller) => limits.reports(caller, { lon: null, lat: null }),
  publicUrl: parts.publicUrl ?? '',
})
