import { readDistrict } from '#modules/places/server/index.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { notFound, refused } from '#platform/server/problem.ts'
import { hashToken, newToken } from './sessions.ts'

export interface SignInLinkInput {
  districtId: string
  personId: string
  /** The post to act in; otherwise the first one held. */
  postId?: string | null
  now: Date
  /** 24 unless told. */
  hours?: number
}

export const linkExpiry = ({ now, hours = 24 }: { now: Date; hours?: number }) =>
  new Date(now.getTime() + hours * 3_600_000)

/** Makes a one-time link and returns its token, which is nowhere else. */
export async function createSignInLink(tx: Tx | Db, input: SignInLinkInput): Promise<string> {
  const token = newToken()
  await tx
    .insertInto('people.sign_in_link')
    .values({
      token_hash: hashToken(token),
      district_id: input.districtId,
      person_id: input.personId,
      post_id: input.postId ?? null,
      created_at: input.now,
      expires_at: linkExpiry(input),
    })
    .execute()
  return token
}

/** Whom a link is for, while it can still be used. */
export async function readLink(db: Db, token: string, now: Date) {
  const link = await findLink(db, token)
  refuseSpent(link, now)
  const district = await readDistrict(db, link.district_id)
  return {
    personName: link.name,
    districtId: link.district_id,
    districtName: district.name,
    expiresAt: link.expires_at.toISOString(),
  }
}

/** Uses a link up: of two who try at once, one succeeds. */
export async function spendLink(tx: Tx, token: string, now: Date) {
  const used = await tx
    .updateTable('people.sign_in_link')
    .set({ used_at: now })
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('token_hash')
    .executeTakeFirst()
  const link = await findLink(tx, token)
  if (!used) refuseSpent(link, now)
  return { districtId: link.district_id, personId: link.person_id, postId: link.post_id }
}

async function findLink(db: Db, token: string) {
  const link = await db
    .selectFrom('people.sign_in_link as l')
    .innerJoin('people.person as p', (j) =>
      j.onRef('p.district_id', '=', 'l.district_id').onRef('p.id', '=', 'l.person_id'),
    )
    .select(['l.district_id', 'l.person_id', 'l.post_id', 'l.expires_at', 'l.used_at', 'p.name'])
    .where('l.token_hash', '=', hashToken(token))
    .where('p.active', '=', true)
    .executeTakeFirst()
  if (!link) throw notFound('people.link_not_found')
  return link
}

function refuseSpent(link: { used_at: Date | null; expires_at: Date }, now: Date): void {
  if (link.used_at !== null) throw refused('people.link_used')
  if (link.expires_at <= now) throw refused('people.link_expired')
}
