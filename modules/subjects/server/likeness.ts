import { sql, type RawBuilder } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import type { LikenessView } from '../contract/shapes.ts'
import { isSure, surestFirst, type Likeness } from '../domain/likeness.ts'
import { digitsOf, tidied } from '../domain/numbers.ts'
import { nameOfHome, type Details, type SealedField } from '../domain/subject.ts'
import { subjectBriefs } from './brief.ts'
import { blindOf } from './sealed.ts'
import { visibleTo } from './scope.ts'

export interface Given {
  id: string
  name: string
  addressText: string
  addressId: string | null
  phone: string
  identity: string
  details: Details
}

const MOST = 20

/** Entries in the caller's sight that may be the same thing, the surest first. */
export async function likeOnes(
  db: Db,
  { caller, cipher }: { caller: Caller; cipher: Cipher },
  given: Given,
): Promise<LikenessView[]> {
  const { districtId } = caller
  const parts = questions(districtId, cipher, given)
  if (parts.length === 0) return []
  const { rows } = await sql<{ id: string; why: Likeness }>`
    select s.id, like_one.why from (${sql.join(parts, sql` union all `)}) like_one
    join subjects.subject own on own.district_id = ${districtId} and own.id = like_one.id
    join subjects.subject s on s.district_id = own.district_id and s.id = own.root_id
    where s.id <> ${given.id} and ${visibleTo(caller)} limit 200`.execute(db)
  const ordered = surestFirst(rows).slice(0, MOST)
  const briefs = await subjectBriefs(
    db,
    districtId,
    ordered.map(({ id }) => id),
  )
  return ordered.flatMap(({ id, why }) => {
    const subject = briefs.get(id)
    return subject ? [{ subject, why, sure: isSure(why) }] : []
  })
}

function questions(
  districtId: string,
  cipher: Cipher,
  { name, addressText, addressId, phone, identity, details }: Given,
): RawBuilder<unknown>[] {
  const parts: RawBuilder<unknown>[] = []
  const sealed = (field: SealedField, clear: string, why: Likeness) =>
    parts.push(sql`select subject_id as id, ${why}::text as why from subjects.sealed
      where district_id = ${districtId} and field = ${field}
        and blind = ${blindOf(cipher, field, clear)}`)
  if (identity !== '') sealed('identity', tidied(identity), 'identity')
  if (digitsOf(phone) !== '') sealed('phone', digitsOf(phone), 'phone')
  if (details.kind === 'organisation' && details.creditCode)
    parts.push(sql`select subject_id as id, 'credit_code' as why from subjects.organisation
      where district_id = ${districtId} and credit_code = ${tidied(details.creditCode)}`)
  if (details.kind === 'shop' && details.licence)
    parts.push(sql`select subject_id as id, 'licence' as why from subjects.shop
      where district_id = ${districtId} and licence = ${tidied(details.licence)}`)
  const here = addressId
    ? sql`(address_text = ${addressText} or address_id = ${addressId})`
    : sql`address_text = ${addressText}`
  if (addressText === '') return parts
  if (details.kind === 'person') {
    if (name !== '')
      parts.push(sql`select s.id, 'name_and_place' as why from subjects.subject s
        join subjects.sealed n on n.district_id = s.district_id and n.subject_id = s.id
          and n.field = 'name' and n.blind = ${blindOf(cipher, 'name', name)}
        where s.district_id = ${districtId} and s.kind = 'person' and ${here}`)
    return parts
  }
  const called = name === '' ? nameOfHome(addressText, details) : name
  parts.push(sql`select id, 'name_and_place' as why from subjects.subject
    where district_id = ${districtId} and kind = ${details.kind} and name = ${called} and ${here}`)
  return parts
}
