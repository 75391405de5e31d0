import { groupBy } from '#kernel/group.ts'
import { nameOf, type Names } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { CallView, WhistleView } from '../../contract/whistles.ts'
import { isFinal } from '../../domain/case.ts'
import {
  canCallMove,
  mayCloseWhistle,
  mayJudgeCall,
  mayMoveCall,
  mayRaiseWhistle,
  type Whistle,
  type Whistler,
} from '../../domain/whistle.ts'
import { visibleTo } from '../scope.ts'
import { callOf, callsOf, whistleOf, whistlerOf, type CallRow, type WhistleRow } from './parts.ts'

interface OfCase {
  id: string
  title: string
  shortCode: string
  version: number
}

/** The whistles of one case, with what the caller may do about each now. */
export async function whistlesOfCase(db: Db, caller: Caller, caseId: string) {
  const kase = await db
    .selectFrom('cases.case as c')
    .select(['c.id', 'c.title', 'c.short_code as shortCode', 'c.version', 'c.status'])
    .where('c.id', '=', caseId)
    .where(visibleTo(caller))
    .executeTakeFirst()
  if (!kase) throw notFound('cases.case_not_found')
  const rows = await db
    .selectFrom('cases.whistle')
    .selectAll()
    .where('district_id', '=', caller.districtId)
    .where('case_id', '=', caseId)
    .orderBy('issued_at', 'desc')
    .execute()
  const by = caller.personId && caller.postId ? await whistlerOf(db, caller) : null
  return {
    whistles: await viewsOf(db, caller, rows, new Map([[kase.id, kase]])),
    version: kase.version,
    mayBlow:
      by !== null && by.verbs.has('cases.whistle') && by.level !== null && !isFinal(kase.status),
  }
}

/** Open whistles on cases in the scope (those that call the own unit are among them), due first. */
export async function whistleBoard(
  db: Db,
  caller: Caller,
  state: 'open' | 'closed',
): Promise<WhistleView[]> {
  const cases = db
    .selectFrom('cases.case as c')
    .select(['c.id', 'c.title', 'c.short_code as shortCode', 'c.version'])
    .where(visibleTo(caller))
  const rows = await db
    .selectFrom('cases.whistle as w')
    .innerJoin(cases.as('k'), 'k.id', 'w.case_id')
    .selectAll('w')
    .select(['k.title', 'k.shortCode', 'k.version'])
    .where('w.district_id', '=', caller.districtId)
    .where('w.state', '=', state)
    .orderBy('w.report_in_by', state === 'open' ? 'asc' : 'desc')
    .limit(200)
    .execute()
  const ofCases = new Map(rows.map((r) => [r.case_id, { ...r, id: r.case_id }]))
  return viewsOf(db, caller, rows, ofCases)
}

async function viewsOf(
  db: Db,
  caller: Caller,
  rows: readonly WhistleRow[],
  cases: ReadonlyMap<string, OfCase>,
): Promise<WhistleView[]> {
  if (rows.length === 0) return []
  const ids = rows.map((r) => r.id)
  const [calls, notes] = await Promise.all([
    callsOf(db, caller.districtId, ids),
    db
      .selectFrom('cases.whistle_note')
      .selectAll()
      .where('district_id', '=', caller.districtId)
      .where('whistle_id', 'in', ids)
      .orderBy('held_at')
      .execute(),
  ])
  const names = await nameOf(db, caller.districtId, {
    personIds: [...rows.map((r) => r.issued_by), ...notes.map((n) => n.written_by)],
    postIds: rows.map((r) => r.issued_post),
    organisationIds: calls.map((c) => c.unit_id),
  })
  const callsBy = groupBy(calls, (c) => c.whistle_id)
  const notesBy = groupBy(notes, (n) => n.whistle_id)
  const by = caller.personId && caller.postId ? await whistlerOf(db, caller) : null
  return rows.map((row) => {
    const own = callsBy.get(row.id) ?? []
    const whistle = whistleOf(row)
    const kase = cases.get(row.case_id)
    return {
      id: row.id,
      caseId: row.case_id,
      caseTitle: kase?.title ?? '',
      caseShortCode: kase?.shortCode ?? '',
      caseVersion: kase?.version ?? 0,
      kind: row.kind as WhistleView['kind'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
      level: whistle.level,
      state: whistle.state,
      words: row.words,
      meetAt: row.meet_at,
      reportInBy: row.report_in_by.toISOString(),
      issuedAt: row.issued_at.toISOString(),
      issuedBy: [names.posts.get(row.issued_post), names.persons.get(row.issued_by)]
        .filter(Boolean)
        .join(' '),
      closedAt: row.closed_at?.toISOString() ?? null,
      closingWords: row.closing_words,
      calls: own.map((call) => callView(call, names, whistle, by)),
      notes: (notesBy.get(row.id) ?? []).map((note) => ({
        id: note.id,
        kind: note.kind as 'visit' | 'meeting', // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
        heldAt: note.held_at.toISOString(),
        words: note.words,
        by: names.persons.get(note.written_by) ?? '',
      })),
      allowed: by ? allowedOn(whistle, own, by) : [],
    }
  })
}

function allowedOn(whistle: Whistle, calls: readonly CallRow[], by: Whistler) {
  const allowed: WhistleView['allowed'] = []
  if (mayCloseWhistle(whistle, calls.map(callOf), by).ok) allowed.push('close')
  if (mayRaiseWhistle(whistle, by).ok) allowed.push('raise')
  const called = calls.some((call) => by.unitIds.includes(call.unit_id))
  if (called || by.verbs.has('cases.whistle')) allowed.push('note')
  return allowed
}

function callView(row: CallRow, names: Names, whistle: Whistle, by: Whistler | null): CallView {
  const call = callOf(row)
  const moves = { acknowledge: 'acknowledged', arrive: 'arrived', excuse: 'excused' } as const
  const allowed: CallView['allowed'] = []
  if (by)
    for (const [name, to] of Object.entries(moves))
      if (canCallMove(call.state, to) && mayMoveCall(whistle, call, by, to).ok)
        allowed.push(name as keyof typeof moves) // oxlint-disable-line typescript/no-unsafe-type-assertion -- the keys of the literal above
  if (by && mayJudgeCall(whistle, call, by).ok) allowed.push('judge')
  return {
    unitId: row.unit_id,
    unitName: names.organisations.get(row.unit_id) ?? '',
    state: call.state,
    late: row.late,
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    arrivedAt: row.arrived_at?.toISOString() ?? null,
    words: row.words,
    excusedWords: row.excused_words,
    judged: row.judged,
    judgedWords: row.judged_words,
    allowed,
  }
}
