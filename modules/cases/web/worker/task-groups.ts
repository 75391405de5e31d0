import type { CaseAction, CasePage, CaseRow, TaskView } from '#modules/cases/contract/index.ts'
import { millis, type Instant } from '#platform/web/time-words.ts'
import { metresTo, type Here } from './here.ts'
import { pendingFor, type Step, type Work } from '../phone/outbox/work.ts'

export interface TaskRow {
  task: TaskView
  case: CaseRow
  allowed: readonly CaseAction[]
}

export type TaskVerb = 'accept' | 'arrive' | 'finish'

/** As the server says it, moved on by what this phone has done and not yet sent. */
export interface Shown extends TaskRow {
  verb: TaskVerb | null
  unsent: ReadonlySet<Step['kind']>
}

export const groups = ['new', 'mine', 'others'] as const
export type Group = (typeof groups)[number]

const later = (a: number, b: number) => (a === b ? 0 : a - b)

/** Next deadline first; among equal deadlines the nearer. No deadline comes last. */
export function inOrder<Row extends Pick<TaskRow, 'case'>>(
  rows: readonly Row[],
  here: Here | null,
): Row[] {
  const due = (row: Row) => (row.case.dueAt ? millis(row.case.dueAt) : Infinity)
  const far = (row: Row) => (here ? (metresTo(here, row.case.lon, row.case.lat) ?? Infinity) : 0)
  return [...rows].sort((a, b) => later(due(a), due(b)) || later(far(a), far(b)))
}

/** The one thing to do next, from what the server allows and what is already on its way. */
export function nextVerb(
  row: { allowed: readonly CaseAction[]; arrived: boolean },
  unsent: ReadonlySet<Step['kind']>,
): TaskVerb | null {
  if (unsent.has('finish')) return null
  if (row.allowed.includes('accept'))
    return unsent.has('accept') ? afterAccepting(unsent) : 'accept'
  const arrived = row.arrived || unsent.has('arrive')
  if (row.allowed.includes('arrive') && !arrived) return 'arrive'
  return row.allowed.includes('finish') ? 'finish' : null
}

/** Without a line the server cannot say what comes next; an accepted task is gone to and done. */
const afterAccepting = (unsent: ReadonlySet<Step['kind']>): TaskVerb =>
  unsent.has('arrive') ? 'finish' : 'arrive'

export const shown = (row: TaskRow, works: readonly Work[]): Shown => {
  const unsent = pendingFor(works, row.case.id)
  const arrived = row.task.arrivedAt !== null
  return { ...row, unsent, verb: nextVerb({ allowed: row.allowed, arrived }, unsent) }
}

function groupOf(row: Shown, personId: string): Group {
  const { task, unsent } = row
  if (task.state === 'offered' && !unsent.has('accept')) return 'new'
  if (unsent.has('finish') || row.case.paused || task.state === 'done') return 'others'
  return task.assigneeId === null || task.assigneeId === personId || unsent.has('accept')
    ? 'mine'
    : 'others'
}

/** Open tasks by who must act now: somebody must take it, I must, or somebody else. */
export function grouped(
  rows: readonly Shown[],
  personId: string,
  here: Here | null,
): Record<Group, Shown[]> {
  const found: Record<Group, Shown[]> = { new: [], mine: [], others: [] }
  for (const row of inOrder(rows, here)) found[groupOf(row, personId)].push(row)
  return found
}

const dayOf = (at: Instant, timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(millis(at))

/** What I ended today, newest first. */
export const doneToday = (
  rows: readonly TaskRow[],
  at: { personId: string; now: Instant; timeZone: string },
): TaskRow[] =>
  rows
    .filter(
      ({ task }) =>
        task.endedAt !== null &&
        task.assigneeId === at.personId &&
        dayOf(task.endedAt, at.timeZone) === dayOf(at.now, at.timeZone),
    )
    .sort((a, b) => millis(b.task.endedAt ?? 0) - millis(a.task.endedAt ?? 0))

export interface OpenTasks {
  rows: TaskRow[]
  now: string
}

const working = new Set(['dispatched', 'handling'])

/** The list as the server's answer to one step makes it, before the list itself is asked anew. */
export const afterSending = (list: OpenTasks, page: CasePage): OpenTasks => ({
  ...list,
  rows: list.rows.flatMap((row) => {
    if (row.case.id !== page.id) return [row]
    if (!working.has(page.status)) return []
    const task = page.tasks.find((one) => one.id === row.task.id) ?? row.task
    const { status, version, dueAt, paused } = page
    return [{ task, case: { ...row.case, status, version, dueAt, paused }, allowed: page.allowed }]
  }),
})
