import type { Selectable } from 'kysely'
import type { CasesWhistle, CasesWhistleCall } from '#database/types.ts'
import { kindOfPost } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { personOf } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import {
  blowsAt,
  type Call,
  type CallState,
  type Whistle,
  type WhistleLevel,
  type Whistler,
  type WhistleRefusal,
} from '../../domain/whistle.ts'
import type { Decision } from '#kernel/decision.ts'
import { actorOf, type Change } from '../change.ts'
import { caseSettings } from '../settings.ts'

export type WhistleRow = Selectable<CasesWhistle>
export type CallRow = Selectable<CasesWhistleCall>

/** The caller as the rules of whistles see them. */
export async function whistlerOf(db: Db, caller: Caller): Promise<Whistler> {
  const { personId, postId } = personOf(caller)
  const { verbs, unitIds } = actorOf(caller)
  const { whistle } = await caseSettings(db, caller.districtId)
  const postKind = (await kindOfPost(db, caller.districtId, postId)) ?? null
  const level = blowsAt(whistle, { postKind, areas: caller.scope.areas })
  return { personId, postId, verbs, unitIds, level }
}

export const whistleOf = (row: WhistleRow): Whistle => ({
  state: row.state === 'closed' ? 'closed' : 'open',
  level: row.level as WhistleLevel, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
  issuedBy: row.issued_by,
  issuedPost: row.issued_post,
})

export const callOf = (row: CallRow): Call => ({
  unitId: row.unit_id,
  state: row.state as CallState, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
  judged: row.judged,
})

/** The fact, or the refusal as a Problem. */
export function orRefuse<Fact>(decision: Decision<Fact, WhistleRefusal>): Fact {
  if (decision.ok) return decision.fact
  if (decision.refusal === 'forbidden') throw forbidden('request.forbidden')
  throw refused(`cases.${decision.refusal}`)
}

/** A whistle of the case that is held for change. */
export async function findWhistle(change: Change, whistleId: string): Promise<WhistleRow> {
  const row = await change.tx
    .selectFrom('cases.whistle')
    .selectAll()
    .where('district_id', '=', change.row.district_id)
    .where('case_id', '=', change.row.id)
    .where('id', '=', whistleId)
    .executeTakeFirst()
  if (!row) throw notFound('cases.whistle_not_found')
  return row
}

export const callsOf = (db: Db, districtId: string, whistleIds: readonly string[]) =>
  whistleIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('cases.whistle_call')
        .selectAll()
        .where('district_id', '=', districtId)
        .where('whistle_id', 'in', whistleIds)
        .orderBy('unit_id')
        .execute()

export async function findCall(
  change: Change,
  whistle: WhistleRow,
  unitId: string,
): Promise<CallRow> {
  const rows = await callsOf(change.tx, whistle.district_id, [whistle.id])
  const row = rows.find((r) => r.unit_id === unitId)
  if (!row) throw notFound('cases.whistle_call_not_found')
  return row
}
