import { sql } from 'kysely'
import type { Db } from '#platform/server/database.ts'
import { forbidden, refused } from '#platform/server/problem.ts'
import type { FollowPage } from '../contract/report.ts'
import { isFinal } from '../domain/case.ts'
import { canMove } from '../domain/lifecycle.ts'
import type { Said } from '../domain/said.ts'
import { mayReopen } from '../domain/reopening.ts'
import { changeCase, type Change, type ChangeInput, type Happening } from './change.ts'
import { stopClocks } from './clocks.ts'
import { judged, reopened, type Verdict } from './closing.ts'
import { attachTo } from './desk.ts'
import { findFollowed, followPage, type Following } from './follow.ts'
import { judgeJoined, reopenJoined } from './merging/joined.ts'
import { sentAs } from './sent.ts'
import { caseSettings } from './settings.ts'
import { cancelTasks } from './tasks.ts'

/** Of what lay on a phone before it came: made there, and when it was done by its clock. */
interface Kept {
  clientId?: string | null
  said?: Said | undefined
}

/** A resident's change: only with the reporter's own key, and by the rules of the moment. */
async function ownChange(
  db: Db,
  following: Following,
  work: (change: Change, reportId: string) => Promise<Happening>,
  by: Pick<ChangeInput, 'said' | 'sent'> = {},
): Promise<FollowPage> {
  const { row, opened } = await findFollowed(db, following)
  if (opened.level !== 'own') throw forbidden('cases.own_key_needed')
  // The key is the right to this one case: the district as scope, since there is no post.
  const caller = { ...following.caller, scope: { areas: [row.district_id], units: [] } }
  await changeCase(
    db,
    { ...by, caseId: row.id, caller, now: following.now, baseVersion: null },
    (change) => work(change, opened.reportId),
  )
  return followPage(db, following)
}

export async function addToCase(
  db: Db,
  following: Following,
  addition: {
    words: string
    photos: readonly string[]
    clientId: string
    said?: Said | undefined
  },
): Promise<FollowPage> {
  const { row } = await findFollowed(db, following)
  const before = await db
    .selectFrom('cases.event')
    .select('seq')
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.id)
    .where('type', '=', 'case.added')
    .where(sql<boolean>`body->>'clientId' = ${addition.clientId}`)
    .executeTakeFirst()
  if (before) return followPage(db, following)
  return ownChange(
    db,
    following,
    async (change) => {
      if (isFinal(change.row.status))
        throw refused('cases.wrong_status', { status: change.row.status })
      await attachTo(change, 'addition', addition.photos)
      return {
        type: 'case.added',
        body: { clientId: addition.clientId, photos: addition.photos },
        personal: { words: addition.words },
      }
    },
    { said: addition.said },
  )
}

export async function judgeOwn(
  db: Db,
  following: Following,
  verdict: Verdict & Kept,
): Promise<FollowPage> {
  const { solved, satisfied, clientId, said } = verdict
  return ownChange(
    db,
    following,
    async (change, reportId) => {
      if (change.row.status === 'merged') return judgeJoined(change, verdict, reportId)
      if (change.row.status !== 'closed')
        throw refused('cases.wrong_status', { status: change.row.status })
      return judged(change, verdict, { way: 'link', takenBy: null, reportId })
    },
    { said, sent: sentAs(clientId, { judges: true, solved, satisfied }) },
  )
}

export async function reopenOwn(
  db: Db,
  following: Following,
  why: { words: string; photos: readonly string[] } & Kept,
): Promise<FollowPage> {
  const { clientId, said } = why
  const sent = sentAs(clientId, { reopens: true, photos: why.photos })
  const { reopening } = await caseSettings(db, following.caller.districtId)
  const { row, opened } = await findFollowed(db, following)
  if (row.status === 'merged' && opened.level === 'own') {
    const caller = { ...following.caller, scope: { areas: [row.district_id], units: [] } }
    const input = { caseId: row.id, caller, now: following.now, baseVersion: null, said, sent }
    await reopenJoined(db, input, { ...why, limits: reopening })
    return followPage(db, following)
  }
  return ownChange(
    db,
    following,
    async (change) => {
      const decision = mayReopen(change.kase, reopening, change.now)
      if (!decision.ok) throw refused(`cases.${decision.refusal}`)
      await attachTo(change, 'addition', why.photos)
      return reopened(change, { words: why.words, byReporter: true })
    },
    { said, sent },
  )
}

export async function withdrawOwn(
  db: Db,
  following: Following,
  words: string,
): Promise<FollowPage> {
  return ownChange(db, following, async (change) => {
    if (!canMove(change.row.status, 'withdrawn'))
      throw refused('cases.wrong_status', { status: change.row.status })
    await stopClocks(change.tx, change.row, change.now)
    await cancelTasks(change.tx, change.row, change.now)
    return {
      type: 'case.withdrawn',
      patch: { status: 'withdrawn', owner: 'none', closed_at: change.now, public: false },
      body: { byReporter: true },
      personal: { words },
    }
  })
}
