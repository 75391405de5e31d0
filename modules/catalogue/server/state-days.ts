import { audit } from '#modules/people/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import type { StateDaysAdded } from '../contract/index.ts'
import { knownUntil } from '../domain/calendar.ts'
import { compareStateDays, readStateDays } from '../domain/state-days.ts'
import { importStateDays, stateDays } from './calendar.ts'
import type { Editing } from './revisions.ts'

/**
 * Adds the statutory days of a file that are not known yet. They hold for all districts, so what is
 * known already is never changed from here: correcting it is the command of whoever runs this place.
 */
export async function addStateDays(
  db: Db,
  order: { file: unknown; source: string; dryRun: boolean },
  { caller, now }: Editing,
): Promise<StateDaysAdded> {
  const read = readStateDays(order.file)
  if ('problem' in read) throw invalid('catalogue.unusable_days', { ...read })
  return transact(db, async (tx) => {
    const known = await stateDays(tx)
    const { added, same, differing, odd } = compareStateDays(known, read.days)
    const reply = {
      added: [...added],
      same,
      differing: [...differing],
      odd: [...odd],
      knownUntil: knownUntil(known),
      knownUntilAfter: knownUntil([...known, ...added]),
    }
    if (order.dryRun || added.length === 0) return { ...reply, done: false }
    await importStateDays(
      tx,
      added.map((day) => ({ ...day, source: order.source })),
    )
    await audit(tx, caller, {
      act: 'catalogue.state_days_added',
      subjectKind: 'calendar',
      subjectId: 'state',
      details: { days: added.length, until: reply.knownUntilAfter, source: order.source },
      at: now,
    })
    return { ...reply, done: true }
  })
}
