import { notify } from '#modules/notices/server/index.ts'
import { subjectBriefs } from '#modules/subjects/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { dayIn } from '../day.ts'
import en from '../../words/notices.en.json' with { type: 'json' }
import zh from '../../words/notices.zh-CN.json' with { type: 'json' }

/**
 * In the morning: whoever owes a promise that is due today, or has been since, hears of it once, on the
 * day it is due. Nothing else follows from being late; that is for people to say.
 */
export async function remindPromises(db: Db, districtId: string, now: Date): Promise<number> {
  const { today } = await dayIn(db, districtId, now)
  return transact(db, async (tx) => {
    const due = await tx
      .selectFrom('fieldwork.promise')
      .select(['id', 'owner_id', 'subject_id', 'due_on'])
      .where('district_id', '=', districtId)
      .where('state', '=', 'open')
      .where('due_on', '<=', today)
      .orderBy('due_on', 'desc')
      .limit(2000)
      .execute()
    const briefs = await subjectBriefs(
      tx,
      districtId,
      due.map((row) => row.subject_id),
    )
    for (const row of due) {
      // A notice names the door and not what was said there.
      const where = briefs.get(row.subject_id)?.addressText ?? ''
      const said = (all: Record<string, string>) => ({
        title: all['promise_due'] ?? '',
        body: (all['promise_due_body'] ?? '').replace('{{where}}', where),
      })
      // oxlint-disable-next-line no-await-in-loop -- one connection
      await notify(tx, {
        districtId,
        personId: row.owner_id,
        kind: 'fieldwork.promise_due',
        words: { 'zh-CN': said(zh), en: said(en) },
        link: '/console/visits',
        factKey: `${row.id}:${row.due_on}`,
        at: now,
      })
    }
    return due.length
  })
}
