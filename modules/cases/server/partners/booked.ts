import { randomUUID } from 'node:crypto'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Tx } from '#platform/server/database.ts'
import { changeCase, type ChangeInput } from '../change.ts'
import { tasksOf } from '../duties/parts.ts'
import { sharablePictures, writeLink } from './links.ts'
import { findPartner } from './partners.ts'

/** A partner has two weeks after the hour to say what it did; rework may come by the same link. */
const AFTER = 14 * 86_400_000

export interface BookedLink {
  endsAt: Date
  /** When, as the partner reads it above what was booked. */
  hour: string
  cipher: Cipher
}

/**
 * A case that was booked with a partner company gives it its link at once, with the pictures that came
 * with the booking; another hour gives another link, so that the partner hears of it. Nothing where the
 * unit works with an account, and nothing where the case has gone elsewhere meanwhile.
 */
export async function giveBookedLink(
  tx: Tx,
  input: ChangeInput,
  { endsAt, hour, cipher }: BookedLink,
): Promise<void> {
  const { districtId } = input.caller
  const tasks = await tasksOf(tx, { district_id: districtId, id: input.caseId })
  const task = tasks.find(
    (one) => one.role === 'lead' && ['offered', 'accepted', 'rework'].includes(one.state),
  )
  const partner = task && (await findPartner(tx, districtId, task.unit_id))
  if (!task || partner?.active !== true) return
  await changeCase(tx, input, async (change) => {
    const given = await writeLink(
      change,
      task,
      {
        id: randomUUID(),
        words: [hour, change.row.words].filter(Boolean).join('\n').slice(0, 2000),
        fileIds: await sharablePictures(tx, change.row),
        personId: change.caller.personId,
        postId: change.caller.personId === null ? null : change.caller.postId,
        expires: new Date(endsAt.getTime() + AFTER),
      },
      cipher,
    )
    // The chain is kept for ever, what a resident wrote is not: it says the hour alone.
    return { ...given, body: { ...given.body, words: hour } }
  })
}
