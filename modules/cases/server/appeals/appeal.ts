import type { Decision } from '#kernel/decision.ts'
import { findUnit } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import {
  mayAppeal,
  mayReview,
  type Appeal,
  type Appellant,
  type AppealRefusal,
  type AppealState,
} from '../../domain/appeal.ts'
import { actorOf, changeCase, type ChangeInput } from '../change.ts'
import { attachTo } from '../desk.ts'
import { caseSettings } from '../settings.ts'
import { lateClocks } from './late.ts'

export function appellantOf(caller: Caller): Appellant {
  const { personId } = personOf(caller)
  const { verbs, unitIds } = actorOf(caller)
  return { personId, verbs, unitIds }
}

export const appealOf = (row: {
  state: string
  unit_id: string
  asked_by: string
  first_by: string | null
}): Appeal => ({
  state: row.state as AppealState, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
  unitId: row.unit_id,
  askedBy: row.asked_by,
  firstBy: row.first_by,
})

function orRefuse<Fact>(decision: Decision<Fact, AppealRefusal>): Fact {
  if (decision.ok) return decision.fact
  if (decision.refusal === 'forbidden') throw forbidden('request.forbidden')
  throw refused(`cases.${decision.refusal}`)
}

/** A unit appeals against having been late in a stage, once for each; sent again, it is made once. */
export async function makeAppeal(
  db: Db,
  input: ChangeInput & { id: string; clockId: string; words: string; photos: readonly string[] },
): Promise<void> {
  const { caller, caseId } = input
  const known = await db
    .selectFrom('cases.appeal')
    .select(['case_id', 'clock_id'])
    .where('district_id', '=', caller.districtId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (known && (known.case_id !== caseId || known.clock_id !== input.clockId))
    throw refused('cases.client_id_taken')
  if (known) return
  await changeCase(db, input, async (change) => {
    const { tx, row, now } = change
    const clock = (await lateClocks(tx, caller, row.id)).find((k) => k.id === input.clockId)
    if (!clock) throw notFound('cases.late_clock_not_found')
    const { days } = (await caseSettings(tx, row.district_id)).appeal
    const by = appellantOf(caller)
    orRefuse(mayAppeal(clock, by, { days, now }))
    if (clock.appealed) throw refused('cases.appeal_made')
    const unitId = clock.unitId ?? ''
    await tx
      .insertInto('cases.appeal')
      .values({
        district_id: row.district_id,
        id: input.id,
        case_id: row.id,
        clock_id: clock.id,
        unit_id: unitId,
        words: input.words,
        file_ids: [...input.photos],
        asked_by: by.personId,
        asked_at: now,
      })
      .execute()
    await attachTo(change, 'addition', input.photos)
    const unit = await findUnit(tx, row.district_id, unitId)
    return {
      type: 'case.appealed',
      body: {
        appealId: input.id,
        clockId: clock.id,
        stage: clock.stage,
        unit: unit?.name ?? '',
        words: input.words,
        photos: input.photos,
      },
    }
  })
}

/** The first review is an opinion, the second one decides. The clock's own row is never touched. */
export async function reviewAppeal(
  db: Db,
  input: ChangeInput & { appealId: string; grant: boolean; words: string },
): Promise<void> {
  await changeCase(db, input, async ({ tx, row, now, around }) => {
    const appeal = await tx
      .selectFrom('cases.appeal')
      .selectAll()
      .where('district_id', '=', row.district_id)
      .where('case_id', '=', row.id)
      .where('id', '=', input.appealId)
      .executeTakeFirst()
    if (!appeal) throw notFound('cases.appeal_not_found')
    const by = appellantOf(input.caller)
    const step = orRefuse(mayReview(appealOf(appeal), by, around.workers))
    const state = step === 'first' ? 'reviewed' : input.grant ? 'granted' : 'denied'
    const said =
      step === 'first'
        ? {
            first_by: by.personId,
            first_at: now,
            first_grants: input.grant,
            first_words: input.words,
          }
        : { second_by: by.personId, second_at: now, second_words: input.words }
    await tx
      .updateTable('cases.appeal')
      .set({ state, ...said })
      .where('district_id', '=', row.district_id)
      .where('id', '=', appeal.id)
      .execute()
    return {
      type: step === 'first' ? 'case.appeal_reviewed' : 'case.appeal_decided',
      body: { appealId: appeal.id, grant: input.grant, words: input.words },
    }
  })
}
