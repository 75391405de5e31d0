import { sql, type RawBuilder, type Selectable } from 'kysely'
import { questionTokensOf } from '#kernel/text-tokens.ts'
import type { SubjectsSubject } from '#database/types.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { plannedAnew, type Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import { SubjectDetails, type SubjectRow } from '../contract/shapes.ts'
import { digitsOf, tidied } from '../domain/numbers.ts'
import type { Need, SubjectKind, SubjectStatus } from '../domain/subject.ts'
import { briefOf, kindOf } from './brief.ts'
import { readDetails } from './details.ts'
import { visibleTo } from './scope.ts'
import { blindOf, sealedOf, shownPhone } from './sealed.ts'

export interface SubjectFilter {
  q: string
  kind?: SubjectKind | undefined
  status?: SubjectStatus | undefined
  under?: string | undefined
  need?: Need | undefined
  after?: string | undefined
  limit: number
}

/**
 * The register by address, in the caller's sight: what was joined is found by its own words and shown
 * as the one that stayed. A text finds words of names and addresses, a whole name of a person, a whole
 * telephone, a licence, a credit code or an identity number.
 */
export async function listSubjects(
  db: Db,
  { caller, cipher }: { caller: Caller; cipher: Cipher },
  filter: SubjectFilter,
): Promise<{ rows: SubjectRow[]; next: string | null }> {
  const { kind, status, under, need, limit } = filter
  const last = filter.after === undefined ? null : cursorOf(filter.after)
  const conditions: RawBuilder<boolean>[] = [visibleTo(caller), sql<boolean>`s.merged_into is null`]
  if (kind) conditions.push(sql<boolean>`s.kind = ${kind}`)
  if (status) conditions.push(sql<boolean>`s.status = ${status}`)
  if (under) conditions.push(underArea(under))
  if (need)
    conditions.push(sql<boolean>`exists (select from subjects.household h
      where h.district_id = s.district_id and h.subject_id = s.id and ${need} = any(h.needs))`)
  if (filter.q !== '') conditions.push(fits(caller.districtId, cipher, filter.q))
  if (last) conditions.push(sql<boolean>`(s.address_text, s.id) > (${last.text}, ${last.id}::uuid)`)
  const { rows } = await sql<Selectable<SubjectsSubject>>`
    ${plannedAnew} select s.* from subjects.subject s where ${sql.join(conditions, sql` and `)}
    order by s.address_text, s.id limit ${limit + 1}`.execute(db)
  const page = rows.slice(0, limit)
  const end = page.at(-1)
  return {
    rows: await rowsOf(db, { districtId: caller.districtId, cipher }, page),
    next: rows.length > limit && end ? `${end.id}${end.address_text}` : null,
  }
}

function underArea(code: string): RawBuilder<boolean> {
  const column = {
    6: 's.district_id',
    9: 's.street_code',
    12: 's.community_code',
    15: 's.grid_code',
  }[code.length]
  return column ? sql<boolean>`${sql.ref(column)} = ${code}` : sql<boolean>`false`
}

function fits(districtId: string, cipher: Cipher, q: string): RawBuilder<boolean> {
  const blinds = [blindOf(cipher, 'name', q)]
  const digits = digitsOf(q)
  if (/^\+?\d{5,20}$/.test(digits)) blinds.push(blindOf(cipher, 'phone', digits))
  const code = tidied(q)
  if (/^\d{17}[\dX]$/.test(code)) blinds.push(blindOf(cipher, 'identity', code))
  const found = [
    sql`select subject_id as id from subjects.sealed
      where district_id = ${districtId} and blind = any(${blinds}::text[])`,
  ]
  const tokens = questionTokensOf(q)
  if (tokens.length > 0)
    found.push(sql`select id from subjects.subject
      where district_id = ${districtId} and tokens @> ${tokens}::text[]`)
  if (/^[0-9A-Z]{6,40}$/.test(code))
    found.push(
      sql`select subject_id as id from subjects.shop
        where district_id = ${districtId} and licence = ${code}`,
      sql`select subject_id as id from subjects.organisation
        where district_id = ${districtId} and credit_code = ${code}`,
    )
  // What was joined is found too, and stands for the one that stayed.
  return sql<boolean>`s.id in (select f.root_id from subjects.subject f
    where f.district_id = ${districtId} and f.id in (${sql.join(found, sql` union all `)}))`
}

/** Rows of the register with their details, telephones masked. */
export async function rowsOf(
  db: Db,
  { districtId, cipher }: { districtId: string; cipher: Cipher },
  rows: readonly Selectable<SubjectsSubject>[],
): Promise<SubjectRow[]> {
  const details = await readDetails(
    db,
    districtId,
    rows.map((row) => ({ id: row.id, kind: kindOf(row) })),
  )
  const sealed = await sealedOf(
    db,
    districtId,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    ...briefOf(row),
    phone: shownPhone(cipher, sealed.get(row.id)),
    details: SubjectDetails.parse(details.get(row.id)),
    changedAt: row.changed_at.toISOString(),
    version: row.version,
  }))
}

/** The id comes first, since it is of one length. */
function cursorOf(after: string): { id: string; text: string } {
  const id = after.slice(0, 36)
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw invalid('request.malformed')
  return { id, text: after.slice(36) }
}
