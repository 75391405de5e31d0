/** The parts of a day's log, in the order in which they are read. */
export const logParts = [
  'cases',
  'enforcement',
  'patrols',
  'hazards',
  'checks',
  'visits',
  'services',
  'outreach',
  'shifts',
] as const
export type LogPart = (typeof logParts)[number]

/** What a line is about, and so where it leads. */
export const logKinds = [
  'case',
  'door',
  'file',
  'hazard',
  'inspection',
  'outreach',
  'round',
  'route',
  'sign',
  'station',
] as const

/** One thing that somebody did, as the place it was done in remembers it. */
export interface Done {
  personId: string
  /** ISO 8601. */
  at: string
  part: LogPart
  /** What was done: a word of the log. */
  act: string
  of: { kind: (typeof logKinds)[number]; id: string; label: string }
}

/** A line: one thing that was worked on, with all that was done to it that day. */
export interface LogLine {
  part: LogPart
  at: string
  of: Done['of']
  acts: { act: string; times: number }[]
}

const byTime = (a: { at: string; of: Done['of'] }, b: { at: string; of: Done['of'] }) =>
  a.at === b.at ? (a.of.id < b.of.id ? -1 : 1) : a.at < b.at ? -1 : 1

/**
 * Drafts a log from what was done: a line for each thing that was worked on, at the time of the first
 * deed, the deeds in their order and each named once. Nothing is left out, and nobody is counted.
 */
export function draftOf(done: readonly Done[]): LogLine[] {
  const lines = new Map<string, LogLine>()
  for (const one of done.toSorted(byTime)) {
    const key = `${one.part} ${one.of.kind} ${one.of.id}`
    const line = lines.get(key) ?? { part: one.part, at: one.at, of: one.of, acts: [] }
    lines.set(key, line)
    const same = line.acts.find(({ act }) => act === one.act)
    if (same) same.times += 1
    else line.acts.push({ act: one.act, times: 1 })
  }
  return [...lines.values()].toSorted(
    (a, b) => logParts.indexOf(a.part) - logParts.indexOf(b.part) || byTime(a, b),
  )
}

export type LogVerb = 'write' | 'sign' | 'add'

/**
 * What may be done to a log by whoever keeps it. A signed one is added to and never changed; a day that
 * has not begun has nothing to write.
 */
export function logVerbs(
  log: { day: string; signed: boolean; own: boolean },
  today: string,
): LogVerb[] {
  if (!log.own || log.day > today) return []
  return log.signed ? ['add'] : ['write', 'sign']
}
