import type { Decision } from '#kernel/decision.ts'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { reasonOf } from '#modules/catalogue/server/index.ts'
import {
  findUnit,
  holders,
  nameOf,
  secretaryPost,
  type Unit,
} from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, notFound, refused } from '#platform/server/problem.ts'
import type { DutyEntry } from '../../domain/duty-list.ts'
import {
  isUsableReview,
  mayFallTo,
  mayPark,
  mayReviewParked,
  type ParkedAct,
  type Parker,
  type ParkedRefusal,
  type TakingOn,
} from '../../domain/parked.ts'
import {
  changeCase,
  type CaseRecord,
  type Change,
  type ChangeInput,
  type Happening,
} from '../change.ts'
import { pauseClock, runningClocks } from '../clocks.ts'
import { dispatch } from '../desk.ts'
import { dutyAt } from '../duties/duty-list.ts'
import { visibleTo } from '../scope.ts'
import { caseSettings } from '../settings.ts'
import { acceptTask, endPause } from '../unit.ts'
import { endParking } from './end.ts'
import { tellKeeper } from './ring.ts'

export function parkerOf(caller: Caller): Parker {
  const { postId } = personOf(caller)
  return { postId, verbs: caller.verbs }
}

function orRefuse<Fact>(decision: Decision<Fact, ParkedRefusal>, status?: string): Fact {
  if (decision.ok) return decision.fact
  if (decision.refusal === 'forbidden') throw forbidden('request.forbidden')
  throw refused(`cases.${decision.refusal}`, status === undefined ? undefined : { status })
}

export interface Parking {
  id: string
  reasonCode: string
  plan: string
  reviewOn: string
  keeperPostId: string
  takingOn?: TakingOn | null
}

/**
 * Parks a case: its handling clock stands still until a review ends it. What nobody is responsible
 * for goes to the community as the last resort first, so that it never is without an owner.
 */
export async function parkCase(db: Db, input: ChangeInput & Parking): Promise<void> {
  const { caller } = input
  const by = parkerOf(caller)
  if (!by.verbs.has('cases.suspend')) throw forbidden('request.forbidden')
  await transact(db, async (tx) => {
    if (await isParkedSo(tx, caller, input)) return
    const took = await asLastResort(tx, input, by)
    await changeCase(
      tx,
      { ...input, baseVersion: took ? null : input.baseVersion },
      async (change) => {
        const { row, now } = change
        // Not by its pause: a clock that is past its time already has nothing left to stand still.
        const parked = row.status === 'handling' && (await openParking(change)) !== undefined
        orRefuse(mayPark({ status: row.status, parked }, by, input.reasonCode), row.status)
        const reason = await reasonOf(tx, row.district_id, 'suspension', input.reasonCode)
        if (!reason) throw invalid('cases.reason_not_found')
        await checkReview(change, { reviewOn: input.reviewOn, parkedAt: now })
        const keeper = await keeperName(change, input.keeperPostId)
        // A row that another way of ending the pause left open would hide this one.
        await endParking(change)
        await stopHandling(change, reason.code)
        await tx
          .insertInto('cases.parked')
          .values({
            district_id: row.district_id,
            id: input.id,
            case_id: row.id,
            reason_code: reason.code,
            plan: input.plan,
            review_on: input.reviewOn,
            keeper_post: input.keeperPostId,
            last_resort: took,
            parked_by: personOf(caller).personId,
            parked_at: now,
          })
          .execute()
        await tellKeeper(change, {
          parkedId: input.id,
          keeperPost: input.keeperPostId,
          reviewOn: input.reviewOn,
        })
        return {
          type: 'case.parked',
          body: {
            parkedId: input.id,
            kind: 'suspension',
            reasonCode: reason.code,
            reviewOn: input.reviewOn,
            person: keeper,
            lastResort: took,
            words: input.plan,
          },
        }
      },
    )
  })
}

async function isParkedSo(
  tx: Tx,
  caller: Caller,
  { id, caseId }: { id: string; caseId: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('cases.parked')
    .select('case_id')
    .where('district_id', '=', caller.districtId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row && row.case_id !== caseId) throw refused('cases.client_id_taken')
  return row !== undefined
}

/** The case, where parking it now means that the community takes it first; null where it stays as it is. */
async function forLastResort(tx: Tx, input: ChangeInput & Parking, by: Parker) {
  const { caller, caseId, baseVersion } = input
  const kase = await tx
    .selectFrom('cases.case as c')
    .selectAll()
    .where('c.district_id', '=', caller.districtId)
    .where('c.id', '=', caseId)
    .where(visibleTo(caller))
    .executeTakeFirst()
  if (!kase) return null
  const may = mayPark({ status: kase.status, parked: false }, by, input.reasonCode)
  // What may not be, or stands on an older version, is refused by the change that follows.
  const stale = baseVersion !== null && kase.version !== baseVersion
  return may.ok && may.fact === 'last_resort' && !stale ? kase : null
}

/** Dispatched to the community's own organisation, and taken on there: an owner and a running clock. */
async function asLastResort(tx: Tx, input: ChangeInput & Parking, by: Parker): Promise<boolean> {
  const { caller, caseId, now } = input
  const kase = await forLastResort(tx, input, by)
  if (!kase) return false
  const reason = await reasonOf(tx, caller.districtId, 'suspension', input.reasonCode)
  const { unit, entry, secretary } = await lastResortOf(tx, kase)
  if (!unit) throw refused('cases.no_last_resort')
  const takenOn = await takeOn(tx, input, { entry, secretaryPost: secretary })
  const verbs = new Set([...caller.verbs, 'cases.dispatch', 'cases.accept'])
  const at = { caseId, now, caller: { ...caller, verbs, organisationId: unit.id } }
  await dispatch(tx, {
    ...at,
    baseVersion: takenOn === null ? input.baseVersion : null,
    unitId: unit.id,
    words: reason?.name ?? '',
    takenOn,
  })
  await acceptTask(tx, { ...at, baseVersion: null })
  return true
}

/**
 * That the community took of its own will what its list keeps from it, with the entry it departs
 * from. Null where the list keeps nothing.
 */
async function takeOn(
  tx: Tx,
  input: ChangeInput & Parking,
  community: { entry: DutyEntry | null; secretaryPost: string | null },
): Promise<string | null> {
  const takingOn = input.takingOn ?? null
  const may = mayFallTo(community, parkerOf(input.caller), takingOn)
  if (!may.ok) {
    const { name, basis } = community.entry ?? {}
    throw refused(`cases.${may.refusal}`, { entry: name, basis })
  }
  const entry = may.fact
  if (entry === null) return null
  const departsFrom = { entryId: entry.id, entry: entry.name, basis: entry.basis, kind: entry.kind }
  await changeCase(tx, input, () =>
    Promise.resolve({ type: 'case.taken_on', body: { ...departsFrom, ...takingOn } }),
  )
  return entry.id
}

/** The community that is the last resort of a case: its unit, who leads it, and what its list says. */
export async function lastResortOf(
  db: Db,
  kase: Pick<CaseRecord, 'matter_kind' | 'matter_code' | 'guide_item_code'> & {
    district_id: string
    community_code: string
  },
): Promise<{ unit: Unit | null; secretary: string | null; entry: DutyEntry | null }> {
  const post = await secretaryPost(db, kase.district_id, kase.community_code)
  const found = post && (await findUnit(db, kase.district_id, post.organisationId))
  const unit = found?.active ? found : null
  return {
    unit,
    secretary: post?.postId ?? null,
    entry: unit && (await dutyAt(db, kase, unit)),
  }
}

async function stopHandling({ tx, row, now }: Change, reason: string): Promise<void> {
  const running = await runningClocks(tx, row.district_id, row.id)
  const handling = running.find((c) => c.stage === 'handle' && c.due_at !== null)
  if (handling) await pauseClock(tx, handling, { now, reason })
}

const openParking = ({ tx, row }: Change) =>
  tx
    .selectFrom('cases.parked')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.id)
    .where('state', '=', 'open')
    .executeTakeFirst()

async function checkReview(
  { tx, row, now }: Change,
  { reviewOn, parkedAt }: { reviewOn: string; parkedAt: Date },
): Promise<void> {
  const { timeZone } = await readDistrict(tx, row.district_id)
  const { mostDays } = (await caseSettings(tx, row.district_id)).parked
  const day = (at: Date) => dateOfDay(dayAt(timeZone, at.getTime()))
  if (!isUsableReview(reviewOn, { today: day(now), parkedOn: day(parkedAt), mostDays }))
    throw invalid('cases.parked_review_date', { mostDays })
}

/** A keeper is a post that somebody holds and that sees the place. */
async function keeperName({ tx, row, now }: Change, postId: string): Promise<string> {
  const held = await holders(tx, row.district_id, { postId, area: row.community_code, on: now })
  if (held.length === 0) throw invalid('cases.parked_keeper')
  const { posts } = await nameOf(tx, row.district_id, { postIds: [postId] })
  return posts.get(postId) ?? ''
}

export interface ParkedReview {
  parkedId: string
  id: string
  act: ParkedAct
  words: string
  reviewOn: string | null
  keeperPostId: string | null
}

/** A review prolongs with a reason, hands over to another keeper, or lets the work go on. */
export async function reviewParked(db: Db, input: ChangeInput & ParkedReview): Promise<void> {
  const { caller } = input
  const known = await db
    .selectFrom('cases.parked_review')
    .select('parked_id')
    .where('district_id', '=', caller.districtId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (known && known.parked_id !== input.parkedId) throw refused('cases.client_id_taken')
  if (known) return
  await changeCase(db, input, async (change): Promise<Happening> => {
    const { tx, row, now } = change
    const parked = await tx
      .selectFrom('cases.parked')
      .selectAll()
      .where('district_id', '=', row.district_id)
      .where('case_id', '=', row.id)
      .where('id', '=', input.parkedId)
      .executeTakeFirst()
    if (!parked) throw notFound('cases.parked_not_found')
    const open = parked.state === 'open' && row.status === 'handling'
    orRefuse(mayReviewParked({ open, keeperPost: parked.keeper_post }, parkerOf(caller)))
    const keeperPost = input.keeperPostId ?? parked.keeper_post
    const keeper = await keeperName(change, keeperPost).catch((error: unknown) => {
      // Work goes on even where the keeper's post stands empty by now.
      if (input.act === 'resumed') return ''
      throw error
    })
    if (input.act === 'handed_over' && keeperPost === parked.keeper_post)
      throw invalid('cases.parked_keeper')
    const reviewOn = input.reviewOn ?? parked.review_on
    if (input.act !== 'resumed') await checkReview(change, { reviewOn, parkedAt: parked.parked_at })
    await tx
      .insertInto('cases.parked_review')
      .values({
        district_id: row.district_id,
        id: input.id,
        parked_id: parked.id,
        act: input.act,
        words: input.words,
        review_on: parked.review_on,
        keeper_post: parked.keeper_post,
        reviewed_by: personOf(caller).personId,
        reviewed_at: now,
      })
      .execute()
    const body = { parkedId: parked.id, words: input.words }
    if (input.act === 'resumed') {
      await endPause(change)
      return { type: 'case.resumed', body: { ...body, why: 'review' } }
    }
    await tx
      .updateTable('cases.parked')
      .set({ review_on: reviewOn, keeper_post: keeperPost })
      .where('district_id', '=', row.district_id)
      .where('id', '=', parked.id)
      .execute()
    if (input.act === 'handed_over')
      await tellKeeper(change, { parkedId: parked.id, keeperPost, reviewOn })
    return {
      type: input.act === 'prolonged' ? 'case.park_prolonged' : 'case.park_handed_over',
      body: { ...body, reviewOn, person: keeper },
    }
  })
}
