import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db, Tx } from '#platform/server/database.ts'

/** Whose data is asked for, as a source may look them up. */
export interface PersonConcerned {
  /** Digits, or null where the request names none. */
  phone: string | null
  /** As the request gives it; namesakes are many, so it finds nothing by itself. */
  name: string | null
  /** Entries, of any source, that the request has dealt with: they are found though their number is gone. */
  known: readonly string[]
  /** The cases of their reports, as the request found them, for what is kept beside a case. */
  cases: readonly CaseConcerned[]
  /** In clear, for the copy that is handed over; otherwise telephones and numbers are masked. */
  clear: boolean
}

export interface CaseConcerned {
  caseId: string
  /** Whether it has ended. */
  final: boolean
  /** Kept as evidence, by a decision with a reason. */
  held: boolean
}

export interface PersonalAsking {
  caller: Caller
  cipher: Cipher
  now: Date
}

export interface PersonalItem {
  /** Named in the words of requests: `field.<name>`. */
  field: string
  text: string | null
  /** Why it is not erased: gone, still needed, evidence, kept by law, a public register; null: it may be. */
  fault: 'gone' | 'evidence' | 'open' | 'law' | 'public' | null
  mayMend: boolean
}

export interface PersonalEntry {
  id: string
  label: string
  at: string
  items: PersonalItem[]
}

export interface PersonalStep {
  entryId: string
  field: string
}

/**
 * A store of personal data beside the cases. The program wires them (`personalSources`): requests of persons
 * concerned then find, copy, mend and erase there as well. Each looks only where the caller may look, runs in
 * the transaction it is given, and refuses what is not its own; whether an item may be erased or mended was
 * asked of `find` in that transaction before.
 */
export interface PersonalSource {
  name: string
  find: (db: Db, asking: PersonalAsking, who: PersonConcerned) => Promise<PersonalEntry[]>
  erase: (tx: Tx, asking: PersonalAsking, of: PersonalStep) => Promise<void>
  mend: (tx: Tx, asking: PersonalAsking, of: PersonalStep & { value: string }) => Promise<void>
}
