import type { Db, Tx } from '#platform/server/database.ts'
import { Problem } from '#platform/server/problem.ts'
import { TICKET_MINUTES } from '../../domain/second-factor.ts'
import { hashToken, newToken } from '../sessions.ts'

export interface TicketOf {
  districtId: string
  personId: string
  postId: string | null
  phone: boolean
  /** Where the first step was passed, if not here. */
  providerId?: string | null
}

/** Notes that the first step was passed; the code must follow within minutes. */
export async function makeTicket(tx: Tx, of: TicketOf, now: Date): Promise<string> {
  const token = newToken()
  await tx.deleteFrom('people.sign_in_ticket').where('expires_at', '<', now).execute()
  await tx
    .insertInto('people.sign_in_ticket')
    .values({
      token_hash: hashToken(token),
      district_id: of.districtId,
      person_id: of.personId,
      post_id: of.postId,
      phone: of.phone,
      provider_id: of.providerId ?? null,
      created_at: now,
      expires_at: new Date(now.getTime() + TICKET_MINUTES * 60_000),
    })
    .execute()
  return token
}

const gone = () => new Problem(401, 'people.ticket_expired')

/** Whose sign-in waits for a code; a wrong code leaves it waiting. */
export async function readTicket(db: Db, token: string, now: Date): Promise<TicketOf> {
  const row = await db
    .selectFrom('people.sign_in_ticket as t')
    .innerJoin('people.person as p', (j) =>
      j.onRef('p.district_id', '=', 't.district_id').onRef('p.id', '=', 't.person_id'),
    )
    .select(['t.district_id', 't.person_id', 't.post_id', 't.phone', 't.provider_id'])
    .where('t.token_hash', '=', hashToken(token))
    .where('t.used_at', 'is', null)
    .where('t.expires_at', '>', now)
    .where('p.active', '=', true)
    .executeTakeFirst()
  if (!row) throw gone()
  return {
    districtId: row.district_id,
    personId: row.person_id,
    postId: row.post_id,
    phone: row.phone,
    providerId: row.provider_id,
  }
}

/** Uses a ticket up: of two who bring it at once, one succeeds. */
export async function spendTicket(tx: Tx, token: string, now: Date): Promise<void> {
  const used = await tx
    .updateTable('people.sign_in_ticket')
    .set({ used_at: now })
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('token_hash')
    .executeTakeFirst()
  if (!used) throw gone()
}
