import type { Selectable } from 'kysely'
import type { CasesClock, CasesEvent, CasesRequest, CasesTask } from '#database/types.ts'
import type { nameOf } from '#modules/people/server/index.ts'
import type { CasePage, ClockView, EventView, Hand, TaskView } from '../contract/shapes.ts'
import type { TaskRole } from '../domain/case.ts'
import type { EventType } from '../domain/event-types.ts'
import { isPaused } from './clocks.ts'
import { isoOrNull, nameIn, type Row } from './views.ts'

export type Names = Awaited<ReturnType<typeof nameOf>>

/** Everybody and every post that events name. */
export const idsIn = (events: readonly Selectable<CasesEvent>[]) => ({
  personIds: events
    .flatMap((e) => {
      const { personId, standsInFor } = e.body as { personId?: string; standsInFor?: string } // oxlint-disable-line typescript/no-unsafe-type-assertion -- bodies are objects
      return [e.person_id, personId ?? null, standsInFor ?? null]
    })
    .filter((id) => id !== null),
  postIds: events.map((e) => e.post_id).filter((id) => id !== null),
  organisationIds: events.map((e) => e.organisation_id).filter((id) => id !== null),
})

export function eventView(
  event: Selectable<CasesEvent>,
  names: Names,
  see: { open: boolean; reasons: Map<string, string> },
): EventView {
  const { words, standsInFor, ...told } = event.body as Record<string, unknown> // oxlint-disable-line typescript/no-unsafe-type-assertion -- bodies are objects
  const details = see.open ? told : withoutPictures(event.type, told)
  const personal = see.open ? personalWords(event) : null
  const reason =
    typeof details['reasonCode'] === 'string' ? reasonName(details, see.reasons) : undefined
  return {
    seq: event.seq,
    type: event.type as EventType, // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by changeCase, which knows no other
    at: event.at.toISOString(),
    who: actingFor(nameIn(names.persons, event.person_id), standsInFor, names),
    post: nameIn(names.posts, event.post_id),
    organisation: nameIn(names.organisations, event.organisation_id),
    words: typeof words === 'string' && words !== '' ? words : personal,
    details: {
      ...details,
      ...(see.open ? personalAnswers(event) : {}),
      ...(reason ? { reason } : {}),
      ...personNamed(details, names),
    },
  }
}

/** Whoever stands in for somebody is shown with them: 王芳（代李明）. */
function actingFor(name: string | null, standsInFor: unknown, names: Names): string | null {
  const other = typeof standsInFor === 'string' ? names.persons.get(standsInFor) : undefined
  return name === null || other === undefined ? name : `${name}（代${other}）`
}

const ofReporters: ReadonlySet<string> = new Set([
  'case.reported',
  'case.added',
  'case.reopened',
  'case.order_changed',
])

/** Of a confidential report not even the ids of the reporter's pictures go to those who may not see them. */
function withoutPictures(
  type: string,
  { photos, ...rest }: Record<string, unknown>,
): Record<string, unknown> {
  return ofReporters.has(type) || photos === undefined ? rest : { ...rest, photos }
}

/** Whom the event names besides whoever did it: an id is no name for a page. */
function personNamed(details: Record<string, unknown>, names: Names): { personName?: string } {
  const { personId } = details
  const name = typeof personId === 'string' ? names.persons.get(personId) : undefined
  return name === undefined ? {} : { personName: name }
}

function personalWords(event: Selectable<CasesEvent>): string | null {
  const personal = event.personal as { words?: string } | null // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by appendEvent
  return personal?.words ?? null
}

/** What a reporter answered lies with their words, and goes where these go. */
function personalAnswers(event: Selectable<CasesEvent>): { answers?: unknown } {
  const personal = event.personal as { answers?: string } | null // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by appendEvent
  return personal?.answers === undefined ? {} : { answers: JSON.parse(personal.answers) as unknown }
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
  task: Omit<Selectable<CasesTask>, 'brief' | 'called_by_unit' | 'bound'>,
  units: Map<string, string>,
  names: Names,
): TaskView {
  return {
    id: task.id,
    caseId: task.case_id,
    unitId: task.unit_id,
    unitName: units.get(task.unit_id) ?? '',
    role: task.role as TaskRole, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
    state: task.state,
    assigneeId: task.assignee_id,
    assignee: nameIn(names.persons, task.assignee_id),
    offeredAt: task.offered_at.toISOString(),
    acceptedAt: isoOrNull(task.accepted_at),
    arrivedAt: isoOrNull(task.arrived_at),
    endedAt: isoOrNull(task.ended_at),
  }
}

export function clockView(clock: Selectable<CasesClock>): ClockView {
  return {
    id: clock.id,
    stage: clock.stage,
    startedAt: clock.started_at.toISOString(),
    stoppedAt: isoOrNull(clock.stopped_at),
    dueAt: isoOrNull(clock.due_at),
    estimated: clock.estimated,
    limit: clock.time_limit as Record<string, unknown>, // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by startClock
    onTime: clock.on_time,
    paused: clock.stopped_at === null && isPaused(clock),
    policyVersion: clock.policy_version,
    calendarVersion: clock.calendar_version,
  }
}

/** Who has had it: one hand per task of a unit. Whoever was only asked to take over never had it. */
export function handsOf(
  tasks: readonly Selectable<CasesTask>[],
  units: Map<string, string>,
  names: Names | null,
): Hand[] {
  const hand = (task: Selectable<CasesTask>): Hand => ({
    unit: units.get(task.unit_id) ?? '',
    person: names && nameIn(names.persons, task.assignee_id),
    from: task.offered_at.toISOString(),
    to: isoOrNull(task.ended_at),
    accepted: task.accepted_at !== null,
    did: task.words,
    support: task.role === 'support',
  })
  return tasks.filter((task) => task.role !== 'takeover').map(hand)
}

export function routingView(row: Row, units: Map<string, string>): CasePage['routing'] {
  const stored = row.routed_by as Omit<NonNullable<CasePage['routing']>, 'unitName'> | null // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by desk.ts
  return stored && { ...stored, unitName: nameIn(units, stored.unitId) }
}

export function requestView(
  request: Selectable<CasesRequest>,
  names: Names,
  reasons: Map<string, string>,
): CasePage['requests'][number] {
  return {
    id: request.id,
    kind: request.kind,
    state: request.state,
    reasonCode: request.reason_code,
    reason: reasons.get(`${request.kind}/${request.reason_code}`) ?? request.reason_code,
    words: request.words,
    askedLimit: request.asked_limit as Record<string, unknown> | null, // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by askRequest
    resumeAt: isoOrNull(request.resume_at),
    askedBy: names.persons.get(request.asked_by) ?? '',
    askedAt: request.asked_at.toISOString(),
    decidedAt: isoOrNull(request.decided_at),
    decisionWords: request.decision_words,
  }
}
