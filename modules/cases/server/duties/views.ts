import type { Selectable } from 'kysely'
import type { CasesClock } from '#database/types.ts'
import { nameOf, type Names } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { DutiesView, HandoverView, RulingView, SupportView } from '../../contract/duties.ts'
import type { Actor } from '../../domain/actions.ts'
import {
  mayAnswerHandover,
  mayAskHandover,
  mayCallSupport,
  mayDoSupport,
  supportActs,
  type Led,
} from '../../domain/duties.ts'
import { mayAskRuling, mayRule } from '../../domain/ruling.ts'
import { actorOf } from '../change.ts'
import { runningClocks } from '../clocks.ts'
import { visibleTo } from '../scope.ts'
import { isoOrNull, nameIn, unitNames } from '../views.ts'
import {
  dutyOf,
  handoverOf,
  ledOf,
  rulingOf,
  tasksOf,
  type HandoverRow,
  type RulingRow,
  type TaskRow,
} from './parts.ts'
import { partiesOf } from './ruling.ts'

/** What every view is made of. */
interface Sight {
  kase: Led
  by: Actor
  areas: readonly string[]
  names: Names
  units: Map<string, string>
  clocks: readonly Selectable<CasesClock>[]
  partners: ReadonlySet<string>
  now: Date
}

/** Who leads and who helps in one case, with what the caller may do about each now. */
export async function dutiesOfCase(
  db: Db,
  caller: Caller,
  caseId: string,
  now: Date,
): Promise<DutiesView> {
  const row = await db
    .selectFrom('cases.case as c')
    .selectAll()
    .where('c.id', '=', caseId)
    .where(visibleTo(caller))
    .executeTakeFirst()
  if (!row) throw notFound('cases.case_not_found')
  const [tasks, handovers, rulings, partners, clocks, units] = await Promise.all([
    tasksOf(db, row),
    handoversOf(db, row),
    rulingsOf(db, row),
    partnersOf(db, row.district_id),
    runningClocks(db, row.district_id, row.id),
    unitNames(db, row.district_id),
  ])
  const sight: Sight = {
    kase: ledOf(row),
    by: actorOf(caller),
    areas: caller.scope.areas,
    names: await namesIn(db, row.district_id, { tasks, handovers, rulings }),
    units,
    clocks,
    partners,
    now,
  }
  const allowed = allowedOn(sight, {
    tasks,
    handoverOpen: handovers.some(isOpen),
    rulingOpen: rulings.some(isOpen),
    ruled: rulings.some((r) => r.state === 'ruled'),
  })
  const ruled = rulings.map((r) => rulingView(r, sight))
  const chooses = allowed.length > 0 || ruled.some((r) => r.allowed.length > 0)
  return {
    caseId: row.id,
    version: row.version,
    leadUnit: nameIn(units, row.unit_id),
    support: tasks.filter((t) => t.role === 'support').map((t) => supportView(t, sight)),
    handovers: handovers.map((h) => handoverView(h, sight)),
    rulings: ruled,
    allowed,
    onlyPartners: !sight.by.verbs.has('cases.dispatch'),
    units: chooses ? [...units].map(([id, name]) => ({ id, name, partner: partners.has(id) })) : [],
  }
}

const isOpen = (one: { state: string }) => one.state === 'asked'

const handoversOf = (db: Db, of: { district_id: string; id: string }): Promise<HandoverRow[]> =>
  db
    .selectFrom('cases.handover')
    .selectAll()
    .where('district_id', '=', of.district_id)
    .where('case_id', '=', of.id)
    .orderBy('asked_at')
    .execute()

const rulingsOf = (db: Db, of: { district_id: string; id: string }): Promise<RulingRow[]> =>
  db
    .selectFrom('cases.ruling')
    .selectAll()
    .where('district_id', '=', of.district_id)
    .where('case_id', '=', of.id)
    .orderBy('asked_at')
    .execute()

async function partnersOf(db: Db, districtId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('cases.partner')
    .select('unit_id')
    .where('district_id', '=', districtId)
    .where('active', '=', true)
    .execute()
  return new Set(rows.map((r) => r.unit_id))
}

const namesIn = (
  db: Db,
  districtId: string,
  of: {
    tasks: readonly TaskRow[]
    handovers: readonly HandoverRow[]
    rulings: readonly RulingRow[]
  },
) =>
  nameOf(db, districtId, {
    personIds: [
      ...of.tasks.flatMap((t) => t.assignee_id ?? []),
      ...of.handovers.map((h) => h.asked_by),
      ...of.rulings.flatMap((r) => [r.asked_by, ...(r.ruled_by ? [r.ruled_by] : [])]),
    ],
    postIds: of.rulings.flatMap((r) => [r.asked_post, ...(r.ruled_post ? [r.ruled_post] : [])]),
  })

function allowedOn(
  { kase, by }: Sight,
  there: { tasks: readonly TaskRow[]; handoverOpen: boolean; rulingOpen: boolean; ruled: boolean },
): DutiesView['allowed'] {
  const allowed: DutiesView['allowed'] = []
  // Asked of a unit that nobody is: the form names the one.
  if (mayCallSupport(kase, by, { id: '', partner: true }, []).ok) allowed.push('call_support')
  if (mayAskHandover(kase, by, null, there.handoverOpen).ok) allowed.push('ask_handover')
  const parties = partiesOf(there.tasks)
  const disputed = { open: there.rulingOpen, ruled: there.ruled, parties }
  if (parties.length > 0 && mayAskRuling(kase, disputed, by).ok) allowed.push('ask_ruling')
  return allowed
}

/** When the running clock of a task, or of the case's ruling, is over. */
function timeOf({ clocks, now }: Sight, of: { taskId: string } | 'ruling') {
  const clock = clocks.find((c) =>
    of === 'ruling' ? c.stage === 'ruling' : c.task_id === of.taskId,
  )
  const due = clock?.due_at ?? null
  return { dueAt: isoOrNull(due), overdue: due !== null && due < now }
}

function supportView(task: TaskRow, sight: Sight): SupportView {
  const { kase, by, names, units, partners } = sight
  return {
    taskId: task.id,
    unitId: task.unit_id,
    unitName: units.get(task.unit_id) ?? '',
    state: task.state,
    brief: task.brief ?? '',
    bound: task.bound,
    assignee: nameIn(names.persons, task.assignee_id),
    calledAt: task.offered_at.toISOString(),
    acceptedAt: isoOrNull(task.accepted_at),
    endedAt: isoOrNull(task.ended_at),
    did: task.words,
    ...timeOf(sight, { taskId: task.id }),
    partner: partners.has(task.unit_id),
    allowed: supportActs.filter((act) => mayDoSupport(kase, dutyOf(task), by, act).ok),
  }
}

function handoverView(row: HandoverRow, sight: Sight): HandoverView {
  const { kase, by, names, units } = sight
  const acts = { accept: 'accepted', refuse: 'refused', withdraw: 'withdrawn' } as const
  const handover = handoverOf(row)
  return {
    id: row.id,
    fromUnit: units.get(row.from_unit) ?? '',
    toUnit: units.get(row.to_unit) ?? '',
    state: handover.state,
    words: row.words,
    askedBy: names.persons.get(row.asked_by) ?? '',
    askedAt: row.asked_at.toISOString(),
    answeredAt: isoOrNull(row.answered_at),
    answer: row.answer,
    ...(handover.state === 'asked'
      ? timeOf(sight, { taskId: row.task_id })
      : { dueAt: null, overdue: false }),
    allowed: (['accept', 'refuse', 'withdraw'] as const).filter(
      (act) => mayAnswerHandover(kase, handover, by, acts[act]).ok,
    ),
  }
}

function rulingView(row: RulingRow, sight: Sight): RulingView {
  const { kase, by, areas, names, units } = sight
  const ruling = rulingOf(row)
  const said = (post: string | null, person: string | null) =>
    [nameIn(names.posts, post), nameIn(names.persons, person)].filter(Boolean).join(' ')
  return {
    id: row.id,
    state: ruling.state,
    words: row.words,
    parties: row.parties.map((id) => ({ id, name: units.get(id) ?? '' })),
    askedBy: said(row.asked_post, row.asked_by),
    askedAt: row.asked_at.toISOString(),
    ...(ruling.state === 'asked' ? timeOf(sight, 'ruling') : { dueAt: null, overdue: false }),
    unitName: nameIn(units, row.unit_id),
    supportNames: row.support_units.map((id) => units.get(id) ?? ''),
    reasons: row.reasons,
    level: row.level as RulingView['level'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
    ruledBy: row.ruled_by === null ? null : said(row.ruled_post, row.ruled_by),
    ruledAt: isoOrNull(row.ruled_at),
    allowed: mayRule(kase, ruling, by, areas).ok ? ['rule'] : [],
  }
}
