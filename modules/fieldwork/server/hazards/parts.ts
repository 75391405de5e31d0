import { createHash } from 'node:crypto'
import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { FieldworkHazard } from '#database/types.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Tx } from '#platform/server/database.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import {
  hazardStates,
  type Hazard,
  type HazardActor,
  type HazardRefusal,
} from '../../domain/hazards/hazard.ts'

export type HazardRow = Selectable<FieldworkHazard>

export interface Acting {
  caller: Caller
  now: Date
  cipher: Cipher
}

/** A check constraint holds each of these words. */
export const oneOf = <Word extends string>(words: readonly Word[], word: string): Word =>
  words.find((known) => known === word) ?? words[0]!

export const hazardOf = (row: HazardRow): Hazard => ({
  state: oneOf(hazardStates, row.state),
  foundBy: row.found_by,
  fixedBy: row.fixed_by,
})

export const actorOf = ({ personId, verbs }: Caller): HazardActor => ({
  personId: personId ?? '',
  minds: verbs.has('fieldwork.hazard'),
  plans: verbs.has('fieldwork.plan'),
})

/** The closest code of the place of a hazard. */
export const areaOf = (row: HazardRow): string =>
  row.grid_code || row.community_code || row.street_code || row.district_id

/** The number as people say it: 2026-0012. */
export const numberOf = (row: Pick<HazardRow, 'year' | 'number'>): string =>
  `${row.year}-${String(row.number).padStart(4, '0')}`

/** What it says, without when it was sent: the same again is the same. */
export function hashOf(given: object): string {
  const { said: _, ...same } = given as { said?: unknown }
  return createHash('sha256').update(canonicalJson(same)).digest('hex')
}

/** Whether the same was sent before; where a name was forgotten its digest went along, and the id alone tells. */
export const isSame = (kept: string, hash: string): boolean => kept === '' || kept === hash

/**
 * Hazards (alias `x`) that a caller sees: of the district, within the place codes of the post; at a
 * sensitive door only whoever may look at contacts.
 */
export function visibleHazard({ scope, districtId, verbs }: Caller): RawBuilder<boolean> {
  const of = (length: number) => scope.areas.filter((code) => code.length === length)
  const parts: RawBuilder<unknown>[] = []
  const column = (name: string, codes: readonly string[]) => {
    if (codes.length > 0) parts.push(sql`${sql.ref(name)} = any(${codes}::text[])`)
  }
  column('x.district_id', of(6))
  column('x.street_code', of(9))
  column('x.community_code', of(12))
  column('x.grid_code', of(15))
  if (parts.length === 0) return sql<boolean>`false`
  const open = verbs.has('subjects.see_contact')
    ? sql`true`
    : sql`(x.subject_id is null or exists (select from subjects.v_subject own
        join subjects.v_subject s on s.district_id = own.district_id and s.id = own.root_id
        where own.district_id = x.district_id and own.id = x.subject_id and s.class <> 'sensitive'))`
  return sql<boolean>`(x.district_id = ${districtId} and (${sql.join(parts, sql` or `)}) and ${open})`
}

/** A hazard that the caller sees, locked. */
export async function lockHazard(tx: Tx, caller: Caller, id: string): Promise<HazardRow> {
  const { rows } = await sql<HazardRow>`select x.* from fieldwork.hazard x
    where x.id = ${id} and ${visibleHazard(caller)} for update of x`.execute(tx)
  const [row] = rows
  if (!row) throw notFound('fieldwork.hazard_not_found')
  return row
}

/** The refusal as a Problem. */
export function hazardProblem(refusal: HazardRefusal) {
  if (refusal === 'forbidden') return forbidden('request.forbidden')
  return refusal === 'hazard_not_yours'
    ? forbidden('fieldwork.hazard_not_yours')
    : refused(`fieldwork.${refusal}`)
}
