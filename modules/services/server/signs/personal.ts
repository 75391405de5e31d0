import { sql } from 'kysely'
import type { Forget, PersonalAsking, PersonalSource } from '#modules/cases/server/index.ts'
import { masked } from '#modules/people/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import { visibleSign } from './sign-rows.ts'

/** Shops are told of their filing by this telephone, and asked by this name, until it has ended. */
const ended = ['filed', 'withdrawn']

/** Who filed shop signs under a telephone, in the caller's area. What hangs over the street is no data of a person. */
export const personalSigns: PersonalSource['find'] = async (db, { caller, cipher }, who) => {
  const rows = await db
    .selectFrom('services.sign_filing as f')
    .selectAll('f')
    .where('f.district_id', '=', caller.districtId)
    .where(visibleSign(caller))
    .where((eb) =>
      eb.or([
        eb('f.id', '=', sql<string>`any(${[...who.known]}::uuid[])`),
        eb('f.phone_index', '=', who.phone === null ? null : cipher.blindIndex(who.phone)),
      ]),
    )
    .orderBy('f.submitted_at', 'desc')
    .orderBy('f.id')
    .limit(200)
    .execute()
  return rows.map((row) => {
    const item = (field: string, sealed: string | null, show = (text: string) => text) => ({
      field,
      text: sealed === null ? null : show(cipher.open(sealed)),
      fault:
        sealed === null ? ('gone' as const) : ended.includes(row.state) ? null : ('open' as const),
      mayMend: true,
    })
    return {
      id: row.id,
      label: [row.shop, row.address].filter(Boolean).join(' '),
      at: row.submitted_at.toISOString(),
      items: [
        item('name', row.name_cipher),
        item('phone', row.phone_cipher, who.clear ? undefined : masked),
      ],
    }
  })
}

/** Takes the name or the telephone of an applicant away; the filing, its number and its papers stay. */
export const eraseApplicant: PersonalSource['erase'] = (tx, asking, of) =>
  write(tx, asking, { ...of, value: null })

/** Puts the name or the telephone of an applicant right. */
export const mendApplicant: PersonalSource['mend'] = (tx, asking, of) => write(tx, asking, of)

async function write(
  tx: Tx,
  { caller, cipher }: PersonalAsking,
  of: { entryId: string; field: string; value: string | null },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('services.sign_filing as f')
    .set({ ...columnsOf(cipher, of), body_hash: '' })
    .set((eb) => ({ version: eb('f.version', '+', 1) }))
    .where('f.district_id', '=', caller.districtId)
    .where('f.id', '=', of.entryId)
    .where(visibleSign(caller))
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) throw notFound('services.sign_not_found')
}

function columnsOf(
  cipher: PersonalAsking['cipher'],
  { field, value }: { field: string; value: string | null },
) {
  if (field === 'name') return { name_cipher: value === null ? null : cipher.seal(value) }
  if (field !== 'phone') throw invalid('services.sign_not_found')
  if (value === null) return { phone_cipher: null, phone_index: null }
  const phone = value.replaceAll(/[^0-9+]/g, '')
  if (phone.length < 5) throw invalid('cases.personal_no_phone')
  return { phone_cipher: cipher.seal(phone), phone_index: cipher.blindIndex(phone) }
}

/** Applicants of filings whose last step lies long enough back; what still runs keeps them. */
export const forgetApplicants: Forget = async (db, { districtId, before, dry }) => {
  const due = sql`f.district_id = ${districtId} and f.state = any(${ended}::text[])
    and (f.name_cipher is not null or f.phone_cipher is not null)
    and not exists (select from services.sign_step s where s.district_id = f.district_id
      and s.filing_id = f.id and s.at >= ${before})`
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found from services.sign_filing f where ${due}`.execute(db)
  const found = rows[0]?.found ?? 0
  if (dry || found === 0) return { found, kept: 0, done: 0 }
  const { numAffectedRows } = await sql`
    update services.sign_filing f set name_cipher = null, phone_cipher = null, phone_index = null,
      body_hash = '', version = version + 1
    where ${due}`.execute(db)
  return { found, kept: 0, done: Number(numAffectedRows ?? 0) }
}
