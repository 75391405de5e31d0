import { inspectionsDone, stepsDone } from '#modules/enforcement/server/index.ts'
import type { LogSource } from '#modules/fieldwork/server/index.ts'
import { outreachDone } from '#modules/outreach/server/index.ts'
import { signsDone } from '#modules/services/server/index.ts'

/** What the ladder of enforcement knows of somebody's day. */
const enforcementDone: LogSource = async (db, span) =>
  (await stepsDone(db, span)).map(({ personId, at, act, fileId, label }) => ({
    personId,
    at,
    part: 'enforcement',
    act: `step.${act}`,
    of: { kind: 'file', id: fileId, label },
  }))

/** Inspections that somebody made, as the log of the day says them. */
const inspectionsOfDay: LogSource = async (db, span) =>
  (await inspectionsDone(db, span)).map(({ personId, at, inspectionId, label }) => ({
    personId,
    at,
    part: 'enforcement',
    act: 'inspected',
    of: { kind: 'inspection', id: inspectionId, label },
  }))

/** What was said where, and what was put up and taken down. */
const outreachLog: LogSource = async (db, span) =>
  (await outreachDone(db, span)).map(({ personId, at, act, id, label }) => ({
    personId,
    at,
    part: 'outreach',
    act,
    of: { kind: 'outreach', id, label },
  }))

/** What staff did with the signs that shops file. */
const signsOfDay: LogSource = async (db, span) =>
  (await signsDone(db, span)).map(({ personId, at, act, id, label }) => ({
    personId,
    at,
    part: 'services',
    act,
    of: { kind: 'sign', id, label },
  }))

/** What the log of the day draws from besides fieldwork: its siblings, which it does not know. */
export const logSources: readonly LogSource[] = [
  enforcementDone,
  inspectionsOfDay,
  signsOfDay,
  outreachLog,
]
