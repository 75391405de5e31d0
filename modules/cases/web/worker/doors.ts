/** A door at the foot of the worker's pages; its word is one of the phone's words. */
export interface WorkDoor {
  to: string
  word: string
  verb: string | null
}

const own: WorkDoor[] = [
  { to: '/work', word: 'work.tasks', verb: 'cases.accept' },
  { to: '/work/report', word: 'work.report', verb: 'cases.report' },
  { to: '/work/inspect', word: 'work.inspect', verb: 'cases.inspect' },
  { to: '/work/shifts', word: 'work.shifts', verb: null },
]

/** A module above opens a door of its own, once, before the first page. */
export const letOpen = (door: WorkDoor): void => {
  if (own.every(({ to }) => to !== door.to)) own.push(door)
}

export const doorsFor = (verbs: readonly string[]): WorkDoor[] =>
  own.filter((door) => door.verb === null || verbs.includes(door.verb))

/** So many fit side by side on a narrow phone. */
const fit = 5

/** What stands at the foot, and what lies behind one more button where not all fit. */
export function atTheFoot(doors: readonly WorkDoor[]): { shown: WorkDoor[]; rest: WorkDoor[] } {
  const most = doors.length > fit ? fit - 1 : fit
  return { shown: doors.slice(0, most), rest: doors.slice(most) }
}
