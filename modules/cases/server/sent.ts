import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Db } from '#platform/server/database.ts'
import { refused } from '#platform/server/problem.ts'

/** What a phone sends until it hears an answer: its own id, and a digest of what it wants. */
export interface Sent {
  id: string
  same: string
}

/**
 * For `ChangeInput.sent`. `act` is what tells one act from another under the same id; of a resident's
 * words nothing may enter it, since an event keeps its digest for good.
 */
export function sentAs(
  id: string | null | undefined,
  act: Record<string, unknown>,
): Sent | undefined {
  if (id === null || id === undefined) return undefined
  return { id, same: createHash('sha256').update(canonicalJson(act)).digest('hex').slice(0, 32) }
}

/**
 * Whether this case shows that the same act has arrived before: then it counts once, and whoever sends
 * it again is answered as the first time. The same id for another act is refused.
 */
export async function isRepeated(
  db: Db,
  kase: { district_id: string; id: string },
  sent: Sent | undefined,
): Promise<boolean> {
  if (!sent) return false
  const before = await db
    .selectFrom('cases.event')
    .select(sql<string | null>`body->'sent'->>'same'`.as('same'))
    .where('district_id', '=', kase.district_id)
    .where('case_id', '=', kase.id)
    .where(sql<boolean>`body->'sent'->>'id' = ${sent.id}`)
    .executeTakeFirst()
  if (before && before.same !== sent.same) throw refused('cases.client_id_taken')
  return before !== undefined
}
