import type { Cipher } from '#platform/server/cipher.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import { maskedPhone } from '../domain/mask.ts'
import { digitsOf, isIdentityNumber, tidied } from '../domain/numbers.ts'
import type { SealedField } from '../domain/subject.ts'

/** A value as it is kept and found again; 400 where it cannot be one. */
export function tidiedSealed(field: SealedField, text: string): string {
  if (field === 'name') return text.trim()
  if (field === 'phone') {
    const digits = digitsOf(text)
    if (!/^\+?\d{5,20}$/.test(digits)) throw invalid('subjects.phone_unreadable')
    return digits
  }
  const number = tidied(text)
  if (!isIdentityNumber(number)) throw invalid('subjects.identity_unreadable')
  return number
}

/** Kept apart by field, so that a name that is a number is never found as a telephone. */
export const blindOf = (cipher: Cipher, field: SealedField, clear: string): string =>
  cipher.blindIndex(field === 'phone' ? clear : `${field}:${clear}`)

interface Kept {
  cipher: string
  blind: string
}

/** What is sealed of some subjects, by id and field. */
export async function sealedOf(
  db: Db,
  districtId: string,
  ids: readonly string[],
): Promise<Map<string, Map<string, Kept>>> {
  const found = new Map<string, Map<string, Kept>>()
  if (ids.length === 0) return found
  const rows = await db
    .selectFrom('subjects.sealed')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('subject_id', 'in', [...ids])
    .execute()
  for (const row of rows) {
    const kept = found.get(row.subject_id) ?? new Map<string, Kept>()
    found.set(row.subject_id, kept.set(row.field, row))
  }
  return found
}

/** The telephone as pages show it, or null. */
export function shownPhone(cipher: Cipher, kept: Map<string, Kept> | undefined): string | null {
  const phone = kept?.get('phone')
  return phone ? maskedPhone(cipher.open(phone.cipher)) : null
}

/**
 * Writes what is given (null takes away, undefined stays) and says which fields changed. The same value
 * again changes nothing.
 */
export async function writeSealed(
  tx: Tx,
  cipher: Cipher,
  at: { districtId: string; subjectId: string },
  given: Partial<Record<SealedField, string | null | undefined>>,
): Promise<SealedField[]> {
  const kept = (await sealedOf(tx, at.districtId, [at.subjectId])).get(at.subjectId)
  const changed: SealedField[] = []
  for (const [name, value] of Object.entries(given)) {
    const field = name as SealedField // oxlint-disable-line typescript/no-unsafe-type-assertion -- a partial record of them
    if (value === undefined) continue
    const clear = value === null || value.trim() === '' ? null : tidiedSealed(field, value)
    const blind = clear === null ? undefined : blindOf(cipher, field, clear)
    if (kept?.get(field)?.blind === blind) continue
    changed.push(field)
    if (clear === null || blind === undefined) {
      // oxlint-disable-next-line no-await-in-loop -- one connection, three fields at most
      await tx
        .deleteFrom('subjects.sealed')
        .where('district_id', '=', at.districtId)
        .where('subject_id', '=', at.subjectId)
        .where('field', '=', field)
        .execute()
      continue
    }
    const values = { cipher: cipher.seal(clear), blind }
    // oxlint-disable-next-line no-await-in-loop -- see above
    await tx
      .insertInto('subjects.sealed')
      .values({ district_id: at.districtId, subject_id: at.subjectId, field, ...values })
      .onConflict((c) => c.columns(['district_id', 'subject_id', 'field']).doUpdateSet(values))
      .execute()
  }
  return changed
}
