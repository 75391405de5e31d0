import { findUnit } from '#modules/people/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { forbidden, invalid, refused } from '#platform/server/problem.ts'
import { isFinal } from '../../domain/case.ts'
import {
  mayBeCalled,
  mayCloseWhistle,
  mayJudgeCall,
  mayMoveCall,
  mayRaiseWhistle,
  type WhistleKind,
  type WhistleLevel,
} from '../../domain/whistle.ts'
import { changeCase, type Change, type ChangeInput } from '../change.ts'
import { letSee } from '../sight.ts'
import { caseSettings } from '../settings.ts'
import {
  callOf,
  callsOf,
  findCall,
  findWhistle,
  orRefuse,
  whistleOf,
  whistlerOf,
  type CallRow,
} from './parts.ts'

/** Nobody is called further ahead than this. */
const furthestDays = 60

export interface NewWhistle {
  /** Made by the page: a repeated send blows once. */
  id: string
  kind: WhistleKind
  words: string
  /** Where to report in, where that is not the place of the case. */
  meetAt: string
  reportInBy: Date
  unitIds: readonly string[]
}

/** Calls units to a case. Who may is a verb of the post; at which level follows from how far the post reaches. */
export async function blowWhistle(db: Db, input: ChangeInput & NewWhistle): Promise<void> {
  const { caller, caseId, now } = input
  if (await isBlown(db, input)) return
  await changeCase(db, { caller, caseId, now, baseVersion: input.baseVersion }, async (change) => {
    const by = await whistlerOf(change.tx, caller)
    if (!by.verbs.has('cases.whistle')) throw forbidden('request.forbidden')
    if (by.level === null) throw refused('cases.whistle_level')
    if (isFinal(change.row.status))
      throw refused('cases.wrong_status', { status: change.row.status })
    const last = now.getTime() + furthestDays * 86_400_000
    if (input.reportInBy <= now || input.reportInBy.getTime() > last)
      throw invalid('cases.whistle_time')
    const units = await calledUnits(change, input.unitIds, by.level)
    const keys = { district_id: change.row.district_id, whistle_id: input.id }
    await change.tx
      .insertInto('cases.whistle')
      .values({
        district_id: change.row.district_id,
        id: input.id,
        case_id: change.row.id,
        kind: input.kind,
        level: by.level,
        words: input.words,
        meet_at: input.meetAt,
        report_in_by: input.reportInBy,
        issued_by: by.personId,
        issued_post: by.postId,
        issued_at: now,
      })
      .execute()
    await change.tx
      .insertInto('cases.whistle_call')
      .values(units.map(({ id }) => ({ ...keys, unit_id: id })))
      .execute()
    await letSee(
      change.tx,
      change.row,
      units.map((u) => u.id),
    )
    return {
      type: 'case.whistled',
      body: {
        whistleId: input.id,
        kind: input.kind,
        level: by.level,
        unitIds: units.map((u) => u.id),
        unit: units.map((u) => u.name).join('、'),
        reportInBy: input.reportInBy,
        words: input.words,
      },
    }
  })
}

async function isBlown(
  db: Db,
  { caller, id, caseId }: ChangeInput & { id: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('cases.whistle')
    .select('case_id')
    .where('district_id', '=', caller.districtId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row && row.case_id !== caseId) throw refused('cases.client_id_taken')
  return row !== undefined
}

async function calledUnits(change: Change, unitIds: readonly string[], level: WhistleLevel) {
  const found = []
  const { whistle } = await caseSettings(change.tx, change.row.district_id)
  for (const unitId of new Set(unitIds)) {
    const unit = await findUnit(change.tx, change.row.district_id, unitId) // oxlint-disable-line no-await-in-loop -- one connection
    if (!unit?.active) throw invalid('cases.unit_not_found')
    if (!mayBeCalled(whistle, level, unit.kind))
      throw refused('cases.whistle_callee', { unit: unit.name })
    found.push(unit)
  }
  if (found.length === 0) throw invalid('cases.unit_not_found')
  return found
}

export interface CallMove {
  whistleId: string
  unitId: string
  to: 'acknowledged' | 'arrived' | 'excused'
  words: string
  point: { lon: number; lat: number } | null
}

/** A unit answers or arrives, or the whistler excuses it. Whoever comes late is late, not refused. */
export async function moveCall(db: Db, input: ChangeInput & CallMove): Promise<void> {
  await changeCase(db, input, async (change) => {
    const whistle = await findWhistle(change, input.whistleId)
    const call = await findCall(change, whistle, input.unitId)
    const by = await whistlerOf(change.tx, change.caller)
    orRefuse(mayMoveCall(whistleOf(whistle), callOf(call), by, input.to))
    const late = input.to === 'arrived' && change.now > whistle.report_in_by
    const arrived = {
      arrived_at: change.now,
      arrived_by: by.personId,
      arrived_lon: input.point?.lon ?? null,
      arrived_lat: input.point?.lat ?? null,
      late,
      // A first answer at the door is both.
      acknowledged_at: call.acknowledged_at ?? change.now,
      acknowledged_by: call.acknowledged_by ?? by.personId,
      words: input.words,
    }
    const set = {
      acknowledged: { acknowledged_at: change.now, acknowledged_by: by.personId },
      arrived,
      excused: { excused_words: input.words },
    }[input.to]
    await saveCall(change, call, { state: input.to, ...set })
    return {
      type: `case.whistle_${input.to}`,
      body: {
        whistleId: whistle.id,
        unitId: call.unit_id,
        unit: await unitName(change, call.unit_id),
        words: input.words,
        ...(input.to === 'arrived' ? { late, placed: input.point !== null } : {}),
      },
    }
  })
}

/** 3 good, 2 fair, 1 poor: of this unit in this whistle, by the whistler. */
export async function judgeCall(
  db: Db,
  input: ChangeInput & { whistleId: string; unitId: string; grade: number; words: string },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    const whistle = await findWhistle(change, input.whistleId)
    const call = await findCall(change, whistle, input.unitId)
    const by = await whistlerOf(change.tx, change.caller)
    orRefuse(mayJudgeCall(whistleOf(whistle), callOf(call), by))
    await saveCall(change, call, { judged: input.grade, judged_words: input.words })
    return {
      type: 'case.whistle_judged',
      body: {
        whistleId: whistle.id,
        unitId: call.unit_id,
        unit: await unitName(change, call.unit_id),
        grade: input.grade,
        words: input.words,
      },
    }
  })
}

export async function closeWhistle(
  db: Db,
  input: ChangeInput & { whistleId: string; words: string },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    const whistle = await findWhistle(change, input.whistleId)
    const calls = await callsOf(change.tx, whistle.district_id, [whistle.id])
    const by = await whistlerOf(change.tx, change.caller)
    orRefuse(mayCloseWhistle(whistleOf(whistle), calls.map(callOf), by))
    await change.tx
      .updateTable('cases.whistle')
      .set({
        state: 'closed',
        closed_by: by.personId,
        closed_at: change.now,
        closing_words: input.words,
      })
      .where('district_id', '=', whistle.district_id)
      .where('id', '=', whistle.id)
      .execute()
    return { type: 'case.whistle_closed', body: { whistleId: whistle.id, words: input.words } }
  })
}

/** The street or the district takes the whistle over: from now on it judges and closes. */
export async function raiseWhistle(
  db: Db,
  input: ChangeInput & { whistleId: string; words: string },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    const whistle = await findWhistle(change, input.whistleId)
    const by = await whistlerOf(change.tx, change.caller)
    const level = orRefuse(mayRaiseWhistle(whistleOf(whistle), by))
    await change.tx
      .updateTable('cases.whistle')
      .set({ level, issued_post: by.postId, issued_by: by.personId })
      .where('district_id', '=', whistle.district_id)
      .where('id', '=', whistle.id)
      .execute()
    return {
      type: 'case.whistle_raised',
      body: { whistleId: whistle.id, before: whistle.level, level, words: input.words },
    }
  })
}

/** What was seen at a joint visit or said at a meeting, by anybody who may see the case and is in it. */
export async function noteWhistle(
  db: Db,
  input: ChangeInput & {
    whistleId: string
    noteId: string
    kind: 'visit' | 'meeting'
    heldAt: Date
    words: string
  },
): Promise<void> {
  const known = await db
    .selectFrom('cases.whistle_note')
    .select('id')
    .where('district_id', '=', input.caller.districtId)
    .where('id', '=', input.noteId)
    .executeTakeFirst()
  if (known) return
  await changeCase(db, input, async (change) => {
    const whistle = await findWhistle(change, input.whistleId)
    const by = await whistlerOf(change.tx, change.caller)
    const calls = await callsOf(change.tx, whistle.district_id, [whistle.id])
    const called = calls.some((call) => by.unitIds.includes(call.unit_id))
    if (!called && !by.verbs.has('cases.whistle')) throw forbidden('request.forbidden')
    if (input.heldAt > change.now) throw invalid('cases.whistle_note_time')
    await change.tx
      .insertInto('cases.whistle_note')
      .values({
        district_id: whistle.district_id,
        id: input.noteId,
        whistle_id: whistle.id,
        kind: input.kind,
        held_at: input.heldAt,
        words: input.words,
        written_by: by.personId,
        written_at: change.now,
      })
      .execute()
    return {
      type: 'case.whistle_noted',
      body: { whistleId: whistle.id, noteId: input.noteId, kind: input.kind, words: input.words },
    }
  })
}

async function saveCall(
  change: Change,
  call: CallRow,
  set: Partial<Omit<CallRow, 'district_id' | 'whistle_id' | 'unit_id'>>,
): Promise<void> {
  await change.tx
    .updateTable('cases.whistle_call')
    .set(set)
    .where('district_id', '=', call.district_id)
    .where('whistle_id', '=', call.whistle_id)
    .where('unit_id', '=', call.unit_id)
    .execute()
}

const unitName = async (change: Change, unitId: string): Promise<string> =>
  (await findUnit(change.tx, change.row.district_id, unitId))?.name ?? ''
