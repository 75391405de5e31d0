import type { Selectable } from 'kysely'
import type { CasesClock, CasesEvent, CasesTask } from '#database/types.ts'
import { listReasons, readGuideItem, readMatter } from '#modules/catalogue/server/index.ts'
import { nameOf } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { CasePage, ClockView, EventView, Hand, TaskView } from '../contract/shapes.ts'
import { allowedActions } from '../domain/actions.ts'
import { actorOf, aroundOf, caseOf } from './change.ts'
import { visibleTo } from './scope.ts'
import { isoOrNull, ribbonOf, rowView, unitNames, type Row } from './views.ts'

type Names = Awaited<ReturnType<typeof nameOf>>

/** Everything of one case that the caller may see; 404 outside the scope. */
export async function casePage(
  db: Db,
  caller: Caller,
  caseId: string,
  now: Date,
): Promise<CasePage> {
  const row = await db
    .selectFrom('cases.case as c')
    .selectAll()
    .where('c.id', '=', caseId)
    .where(visibleTo(caller))
    .executeTakeFirst()
  if (!row) throw notFound('cases.case_not_found')
  const parts = await partsOf(db, row)
  const names = await nameOf(db, row.district_id, {
    personIds: [
      ...parts.events.map((e) => e.person_id),
      ...parts.tasks.map((t) => t.assignee_id),
      ...parts.requests.map((r) => r.asked_by),
    ].filter((id) => id !== null),
    postIds: parts.events.map((e) => e.post_id).filter((id) => id !== null),
    organisationIds: parts.events.map((e) => e.organisation_id).filter((id) => id !== null),
  })
  const reasons = new Map(
    (await listReasons(db, row.district_id)).map((r) => [`${r.kind}/${r.code}`, r.name]),
  )
  const around = await aroundOf(db, row)
  // The reporter's own words may identify; of a confidential report units see only what the desk wrote.
  const open = !row.confidential || caller.verbs.has('cases.see_contact')
  return {
    ...rowView(row, now, {
      ribbon: ribbonOf(row, parts.clocks, parts.events),
      thumb: parts.photos[0]?.file_id ?? null,
      unitName: row.unit_id === null ? null : (parts.units.get(row.unit_id) ?? null),
      communityName: parts.areas.get(row.community_code) ?? '',
    }),
    ...(open ? {} : { title: row.matter_name ?? row.short_code }),
    words: open ? row.words : (row.public_words ?? ''),
    originalText: open ? (parts.reports[0]?.original_text ?? null) : null,
    confidential: row.confidential,
    public: row.public,
    publicWords: row.public_words,
    guideItemCode: row.guide_item_code,
    settledOnSpot: row.settled_on_spot,
    events: parts.events.map((e) => eventView(e, names, { open, reasons })),
    photos: parts.photos
      .filter((p) => open || p.role !== 'report')
      .map((p) => ({
        fileId: p.file_id,
        role: p.role as CasePage['photos'][number]['role'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
        at: (parts.events[p.event_seq - 1]?.at ?? row.reported_at).toISOString(),
        released: p.released_at !== null,
      })),
    tasks: parts.tasks.map((t) => taskView(t, parts.units, names)),
    requests: parts.requests.map((r) => ({
      id: r.id,
      kind: r.kind,
      state: r.state,
      reasonCode: r.reason_code,
      reason: reasons.get(`${r.kind}/${r.reason_code}`) ?? r.reason_code,
      words: r.words,
      askedLimit: r.asked_limit as Record<string, unknown> | null, // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by askRequest
      resumeAt: isoOrNull(r.resume_at),
      askedBy: names.persons.get(r.asked_by) ?? '',
      askedAt: r.asked_at.toISOString(),
      decidedAt: isoOrNull(r.decided_at),
      decisionWords: r.decision_words,
    })),
    clocks: parts.clocks.map(clockView),
    hands: handsOf(parts.tasks, parts.units, names),
    routing: routingView(row, parts.units),
    ...(await standards(db, row)),
    reporter: { hasContact: around.hasContact, masked: null },
    verdicts: parts.verdicts.map((v) => ({
      round: v.round,
      askedAt: v.asked_at.toISOString(),
      answeredAt: isoOrNull(v.answered_at),
      solved: v.solved,
      satisfied: v.satisfied,
      words: open ? v.words : null,
      way: v.way,
    })),
    allowed: allowedActions(caseOf(row), actorOf(caller), around),
  }
}

async function partsOf(db: Db, row: Row) {
  const of = { district_id: row.district_id, case_id: row.id }
  const [events, photos, tasks, requests, clocks, reports, verdicts, units, areas] =
    await Promise.all([
      db
        .selectFrom('cases.event')
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy('seq')
        .execute(),
      db
        .selectFrom('cases.attachment')
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy('event_seq')
        .execute(),
      db
        .selectFrom('cases.task')
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy('offered_at')
        .execute(),
      db
        .selectFrom('cases.request')
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy('asked_at')
        .execute(),
      db
        .selectFrom('cases.clock')
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy('started_at')
        .execute(),
      db
        .selectFrom('cases.report')
        .select(['original_text', 'at'])
        .where((eb) => eb.and(of))
        .orderBy('at')
        .execute(),
      db
        .selectFrom('cases.verdict')
        .selectAll()
        .where((eb) => eb.and(of))
        .orderBy('round')
        .execute(),
      unitNames(db, row.district_id),
      areaNames(db, row.district_id),
    ])
  return { events, photos, tasks, requests, clocks, reports, verdicts, units, areas }
}

function eventView(
  event: Selectable<CasesEvent>,
  names: Names,
  see: { open: boolean; reasons: Map<string, string> },
): EventView {
  const { words, ...details } = event.body as Record<string, unknown> // oxlint-disable-line typescript/no-unsafe-type-assertion -- bodies are objects
  const personal = event.personal as { words?: string } | null // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by appendEvent
  const reason =
    typeof details['reasonCode'] === 'string' ? reasonName(details, see.reasons) : undefined
  return {
    seq: event.seq,
    type: event.type,
    at: event.at.toISOString(),
    who: event.person_id === null ? null : (names.persons.get(event.person_id) ?? null),
    post: event.post_id === null ? null : (names.posts.get(event.post_id) ?? null),
    organisation:
      event.organisation_id === null
        ? null
        : (names.organisations.get(event.organisation_id) ?? null),
    words:
      typeof words === 'string' && words !== ''
        ? words
        : see.open
          ? (personal?.words ?? null)
          : null,
    details: { ...details, ...(reason ? { reason } : {}) },
  }
}

function reasonName(
  details: Record<string, unknown>,
  reasons: Map<string, string>,
): string | undefined {
  const code = String(details['reasonCode'])
  const kind = typeof details['kind'] === 'string' ? details['kind'] : 'refusal'
  return reasons.get(`${kind}/${code}`)
}

export function taskView(
  task: Selectable<CasesTask>,
  units: Map<string, string>,
  names: Names,
): TaskView {
  return {
    id: task.id,
    caseId: task.case_id,
    unitId: task.unit_id,
    unitName: units.get(task.unit_id) ?? '',
    role: task.role === 'support' ? 'support' : 'lead',
    state: task.state,
    assigneeId: task.assignee_id,
    assignee: task.assignee_id === null ? null : (names.persons.get(task.assignee_id) ?? null),
    offeredAt: task.offered_at.toISOString(),
    acceptedAt: isoOrNull(task.accepted_at),
    arrivedAt: isoOrNull(task.arrived_at),
    endedAt: isoOrNull(task.ended_at),
  }
}

function clockView(clock: Selectable<CasesClock>): ClockView {
  return {
    id: clock.id,
    stage: clock.stage,
    startedAt: clock.started_at.toISOString(),
    stoppedAt: isoOrNull(clock.stopped_at),
    dueAt: isoOrNull(clock.due_at),
    estimated: clock.estimated,
    limit: clock.time_limit as Record<string, unknown>, // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by startClock
    onTime: clock.on_time,
    paused: clock.stopped_at === null && clock.due_at === null,
    policyVersion: clock.policy_version,
    calendarVersion: clock.calendar_version,
  }
}

/** Who has had it: one hand per task of a unit. */
export function handsOf(
  tasks: readonly Selectable<CasesTask>[],
  units: Map<string, string>,
  names: Names | null,
): Hand[] {
  return tasks.map((task) => ({
    unit: units.get(task.unit_id) ?? '',
    person:
      names && task.assignee_id !== null ? (names.persons.get(task.assignee_id) ?? null) : null,
    from: task.offered_at.toISOString(),
    to: isoOrNull(task.ended_at),
    accepted: task.accepted_at !== null,
    did: task.words,
  }))
}

function routingView(row: Row, units: Map<string, string>): CasePage['routing'] {
  const stored = row.routed_by as {
    rule: { id: string; position: number; name: string } | null
    unitId: string | null
    why: string[]
  } | null // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by desk.ts
  return (
    stored && {
      ...stored,
      unitName: stored.unitId === null ? null : (units.get(stored.unitId) ?? null),
    }
  )
}

async function standards(db: Db, row: Row): Promise<Pick<CasePage, 'standard' | 'guide'>> {
  const matter =
    row.matter_code === null
      ? null
      : await readMatter(
          db,
          row.district_id,
          row.matter_kind === 'component' ? 'component' : 'matter',
          row.matter_code,
        )
  const guide =
    row.guide_item_code === null
      ? null
      : await readGuideItem(db, row.district_id, row.guide_item_code)
  return {
    standard: !matter
      ? null
      : {
          filing: matter.filingStandard,
          closing: matter.closingStandard,
          hint: matter.hint,
          origin: matter.origin,
        },
    guide: !guide
      ? null
      : {
          name: guide.name,
          steps: guide.steps,
          evidence: guide.evidence,
          legalBasis: guide.legalBasis,
          owner: guide.owner,
          settleAlone: guide.settleAlone,
          origin: guide.origin,
        },
  }
}
