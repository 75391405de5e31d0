import type { Received } from '#modules/cases/server/index.ts'
import type { FileStore } from '#modules/files/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import type { Album } from './pictures.ts'
import type { CasePlan } from './plans.ts'
import type { Random } from './random.ts'
import { member, type Crew } from './staff.ts'
import type { VirtualClock } from './time.ts'

export interface Stage {
  db: Db
  store: FileStore
  cipher: Cipher
  districtId: string
  crew: Crew
  album: Album
  /** The present, which no case passes. */
  present: Date
}

export interface Play extends Stage {
  plan: CasePlan
  random: Random
  clock: VirtualClock
  made: Received
  shown: boolean
}

/** The next change: who, when, on which case. */
export const by = ({ made, crew }: Play, who: string, now: Date) => ({
  caseId: made.caseId,
  caller: member(crew, who),
  now,
  baseVersion: null,
})
