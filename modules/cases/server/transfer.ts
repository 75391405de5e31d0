import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import { changeCase, require, type ChangeInput } from './change.ts'
import { stopClocks } from './clocks.ts'
import { endParking } from './parked/end.ts'
import { cancelTasks } from './tasks.ts'

export interface Transfer {
  /** The body that takes it: another district, an office of the city, a court, the police. */
  receiver: string
  /** Number of the letter or of the receipt, by which the reporter can ask there. */
  reference: string
  /** The day of the letter. */
  transferredOn: string
  /** What the reporter is told: why there, and how to ask. */
  words: string
}

/**
 * Passed to a body outside this district's loop (移交), with a letter: it ends here. The reporter and
 * everybody whose report follows it are told who has it now and under which number.
 */
export async function transferCase(db: Db, input: ChangeInput & Transfer): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'transfer')
    const { tx, row, now } = change
    const { timeZone } = await readDistrict(tx, row.district_id)
    const { receiver, reference, transferredOn, words } = input
    if (transferredOn > dateOfDay(dayAt(timeZone, now.getTime())))
      throw invalid('cases.transfer_date')
    await endParking(change)
    await cancelTasks(tx, row, now)
    await stopClocks(tx, row, now)
    return {
      type: 'case.transferred',
      patch: { status: 'transferred', owner: 'none', owner_post_id: null, closed_at: now },
      body: { receiver, reference, transferredOn, words },
    }
  })
}
