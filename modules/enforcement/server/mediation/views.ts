import { dayOfDate } from '#kernel/zone.ts'
import { groupBy } from '#kernel/group.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import type { MediationView } from '../../contract/mediation.ts'
import { isConfirmable, mediationStepsNow } from '../../domain/mediation.ts'
import { mediationOf } from './mediate.ts'

const masked = (name: string) => `${Array.from(name)[0] ?? ''}**`

/** The mediations beside a file, newest first; names and words for whoever may know them. */
export async function mediationsOf(
  db: Db,
  of: { districtId: string; fileId: string; today: string },
  by: { cipher: Cipher; seesNames: boolean; mayMediate: boolean },
): Promise<MediationView[]> {
  const rows = await db
    .selectFrom('enforcement.mediation')
    .selectAll()
    .where('district_id', '=', of.districtId)
    .where('file_id', '=', of.fileId)
    .orderBy('began_at', 'desc')
    .execute()
  if (rows.length === 0) return []
  const parties = groupBy(
    await db
      .selectFrom('enforcement.mediation_party')
      .selectAll()
      .where('district_id', '=', of.districtId)
      .where(
        'mediation_id',
        'in',
        rows.map((row) => row.id),
      )
      .orderBy('id')
      .execute(),
    (party) => party.mediation_id,
  )
  const nameIn = (sealed: string) => {
    const name = by.cipher.open(sealed)
    return by.seesNames ? name : masked(name)
  }
  return rows.map((row) => {
    const own = parties.get(row.id) ?? []
    const mediation = mediationOf(row, own.length)
    return {
      id: row.id,
      bodyKind: mediation.body,
      bodyName: row.body_name,
      mediator: row.mediator,
      facts: by.seesNames ? by.cipher.open(row.facts_cipher) : '',
      state: mediation.state,
      form: row.form === 'oral' || row.form === 'written' ? row.form : null,
      agreement: by.seesNames && row.agreement_cipher ? by.cipher.open(row.agreement_cipher) : null,
      agreedOn: row.agreed_on,
      performUntil: row.perform_until,
      confirmUntil: row.confirm_until,
      court: row.court,
      courtResult: by.seesNames ? row.court_result : null,
      followUp: by.seesNames ? row.follow_up : null,
      beganAt: row.began_at.toISOString(),
      parties: own.map((p) => ({ id: p.id, name: nameIn(p.name_cipher), signed: p.signed })),
      confirmable: isConfirmable(mediation.body),
      allowed: by.mayMediate ? mediationStepsNow(mediation, dayOfDate(of.today)) : [],
    }
  })
}
