import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import type { AlikeGroup } from '../../contract/merging.ts'
import { groupAlike } from '../../domain/alike.ts'
import { reach } from '../../domain/merging.ts'
import { seesReporter } from '../confidence.ts'
import { visibleTo } from '../scope.ts'
import { rowsOf, type Row } from '../views.ts'
import { toldBy } from './likely.ts'

/** A desk with more waiting than this reads the newest. */
const MOST_READ = 1000
const MOST_SHOWN = 200

/**
 * What waits at the desk and is likely one trouble: by place, time, matter and words. Only what the
 * caller may see, and of confidential reports only where they may read the reporter's words.
 */
export async function alikeAtDesk(db: Db, caller: Caller, now: Date): Promise<AlikeGroup[]> {
  const found = await db
    .selectFrom('cases.case as c')
    .selectAll('c')
    .where(visibleTo(caller))
    .where('c.status', 'in', ['reported', 'filed'])
    .where('c.reported_at', '>', new Date(now.getTime() - 2 * reach.days * 86_400_000))
    .where('c.lon', 'is not', null)
    .orderBy('c.reported_at', 'desc')
    .limit(MOST_READ)
    .execute()
  const open = found.filter((row) => seesReporter(row, caller.verbs)).toSorted(leadersFirst)
  const groups = upTo(MOST_SHOWN, groupAlike(open.map((row) => toldBy(row))))
  const members = groups.flatMap((g) => [g.leader.row, ...g.others.map((o) => o.one.row)])
  const shown = new Map((await rowsOf(db, caller, members, now)).map((row) => [row.id, row]))
  return groups.flatMap(({ leader, others }) => {
    const rows = [
      { row: leader.row, likeness: null },
      ...others.map(({ one, likeness }) => ({ row: one.row, likeness })),
    ].flatMap(({ row, likeness }) => {
      const view = shown.get(row.id)
      return view ? [{ case: view, likeness }] : []
    })
    return rows.length > 1 ? [{ rows }] : []
  })
}

const urgencies = ['emergency', 'urgent', 'routine']
const rank = (row: Row) => urgencies.indexOf(row.urgency)

/** No emergency follows what does not hurry; what is filed leads what is not, then the one that came first. */
const leadersFirst = (a: Row, b: Row) =>
  rank(a) - rank(b) ||
  Number(b.status === 'filed') - Number(a.status === 'filed') ||
  a.reported_at.getTime() - b.reported_at.getTime() ||
  (a.id < b.id ? -1 : 1)

/** Whole groups, as many as there is room for. */
function upTo<G extends { others: readonly unknown[] }>(most: number, groups: readonly G[]): G[] {
  let room = most
  return groups.filter((group) => {
    room -= group.others.length + 1
    return room >= 0
  })
}
