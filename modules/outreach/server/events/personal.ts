import { sql } from 'kysely'
import type { PersonalAsking, PersonalSource } from '#modules/cases/server/index.ts'
import { masked } from '#modules/people/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { brokenConstraint } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import { ownsArea } from '../scope.ts'
import type { EventRow, SignUpRow } from './parts.ts'

type Found = SignUpRow & Pick<EventRow, 'title' | 'area_code' | 'ends_at'> & { event_state: string }

/** Sign-ups under a telephone, of events whose whole area is the caller's. A seat that is waited for is needed. */
export const personalSignUps: PersonalSource['find'] = async (db, { caller, cipher, now }, who) => {
  const index = who.phone === null ? null : cipher.blindIndex(who.phone)
  const { rows } = await sql<Found>`
    select s.*, e.title, e.area_code, e.ends_at, e.state as event_state
    from outreach.sign_up s
    join outreach.event e on e.district_id = s.district_id and e.id = s.event_id
    where s.district_id = ${caller.districtId}
      and (s.id = any(${[...who.known]}::uuid[]) or s.phone_index = ${index})
    order by s.at desc, s.id limit 200`.execute(db)
  return rows
    .filter((row) => ownsArea(caller, row.area_code))
    .map((row) => {
      const open = row.state !== 'cancelled' && row.event_state !== 'cancelled' && row.ends_at > now
      const item = (field: string, sealed: string | null, show = (text: string) => text) => ({
        field,
        text: sealed === null ? null : show(cipher.open(sealed)),
        fault: sealed === null ? ('gone' as const) : open ? ('open' as const) : null,
        mayMend: row.forgotten_at === null,
      })
      return {
        id: row.id,
        label: row.title,
        at: row.at.toISOString(),
        items: [
          item('name', row.name_cipher),
          item('phone', row.phone_cipher, who.clear ? undefined : masked),
        ],
      }
    })
}

/** Takes the name or the telephone away; that so many signed up and came stays. */
export const eraseSignUp: PersonalSource['erase'] = (tx, asking, of) =>
  write(tx, asking, { ...of, value: null })

/** Puts the name or the telephone right; a number that has signed up there already is refused. */
export const mendSignUp: PersonalSource['mend'] = (tx, asking, of) => write(tx, asking, of)

async function write(
  tx: Tx,
  { caller, cipher, now }: PersonalAsking,
  of: { entryId: string; field: string; value: string | null },
): Promise<void> {
  const { rows } = await sql<SignUpRow & { area_code: string }>`
    select s.*, e.area_code from outreach.sign_up s
    join outreach.event e on e.district_id = s.district_id and e.id = s.event_id
    where s.district_id = ${caller.districtId} and s.id = ${of.entryId}::uuid
    for update of s`.execute(tx)
  const [row] = rows
  if (!row || !ownsArea(caller, row.area_code)) throw notFound('outreach.sign_up_not_found')
  if (row.forgotten_at !== null) throw refused('outreach.sign_up_forgotten')
  const columns = { ...columnsOf(cipher, of), body_index: null }
  const { name_cipher, phone_cipher } = { ...row, ...columns }
  const none = name_cipher === null && phone_cipher === null
  try {
    await tx
      .updateTable('outreach.sign_up')
      .set({ ...columns, forgotten_at: none ? now : null })
      .where('district_id', '=', caller.districtId)
      .where('id', '=', row.id)
      .execute()
  } catch (error) {
    if (brokenConstraint(error) === 'sign_up_once_by_phone')
      throw refused('outreach.signed_up_already')
    throw error
  }
}

function columnsOf(
  cipher: PersonalAsking['cipher'],
  { field, value }: { field: string; value: string | null },
): Partial<Pick<SignUpRow, 'name_cipher' | 'phone_cipher' | 'phone_index'>> {
  if (field === 'name') return { name_cipher: value === null ? null : cipher.seal(value) }
  if (field !== 'phone') throw invalid('outreach.sign_up_not_found')
  if (value === null) return { phone_cipher: null, phone_index: null }
  const phone = value.replaceAll(/[^0-9+]/g, '')
  if (phone.length < 7) throw invalid('cases.personal_no_phone')
  return { phone_cipher: cipher.seal(phone), phone_index: cipher.blindIndex(phone) }
}
