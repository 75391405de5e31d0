import { groupBy } from '#kernel/group.ts'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { listReasons } from '#modules/catalogue/server/index.ts'
import { holders, nameOf } from '#modules/people/server/index.ts'
import { areaNames, readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { Keeper, ParkedView } from '../../contract/parked.ts'
import type { CaseStatus } from '../../domain/case.ts'
import { isKept } from '../../domain/duty-list.ts'
import { mayPark, mayReviewParked, noPartyReason } from '../../domain/parked.ts'
import { visibleTo } from '../scope.ts'
import { caseSettings } from '../settings.ts'
import { isoOrNull, titleFor } from '../views.ts'
import { lastResortOf, parkerOf } from './park.ts'

const DAY = 86_400_000

/** Whether a case is parked, how it was before, and how it may be parked now. */
export async function parkedOfCase(db: Db, caller: Caller, at: { caseId: string; now: Date }) {
  const kase = await db
    .selectFrom('cases.case as c')
    .select(['c.district_id', 'c.version', 'c.status', 'c.community_code'])
    .select(['c.matter_kind', 'c.matter_code', 'c.guide_item_code'])
    .where('c.id', '=', at.caseId)
    .where(visibleTo(caller))
    .executeTakeFirst()
  if (!kase) throw notFound('cases.case_not_found')
  const rows = await rowsOf(db, caller, { caseId: at.caseId })
  const parked = await viewsOf(db, caller, { rows, now: at.now })
  const isOpen = kase.status === 'handling' && parked.some((p) => p.endedAt === null)
  const how = await howParked(db, caller, { ...kase, parked: isOpen })
  const reviewable = parked.some((p) => p.allowed.length > 0)
  return {
    parked,
    version: kase.version,
    ...how,
    mostDays: (await caseSettings(db, caller.districtId)).parked.mostDays,
    keepers:
      how.mayPark !== null || reviewable
        ? await keepersOf(db, caller, { ...kase, now: at.now })
        : [],
  }
}

/** How a case may be parked now, and what keeps it from the community where that is the last resort. */
async function howParked(
  db: Db,
  caller: Caller,
  kase: Parameters<typeof lastResortOf>[1] & { status: CaseStatus; parked: boolean },
) {
  const may = caller.postId === null ? null : mayPark(kase, parkerOf(caller), null)
  if (!may?.ok) return { mayPark: null, kept: null }
  if (may.fact === 'in_place') return { mayPark: may.fact, kept: null }
  const { entry, secretary } = await lastResortOf(db, kase)
  if (!isKept(entry, 'lead')) return { mayPark: may.fact, kept: null }
  return {
    mayPark: secretary === caller.postId ? ('take_on' as const) : null,
    kept: { entry: entry.name, basis: entry.basis },
  }
}

/** Posts that see the place and lead or decide there. */
async function keepersOf(
  db: Db,
  caller: Caller,
  { community_code: area, now }: { community_code: string; now: Date },
): Promise<Keeper[]> {
  const found = await Promise.all(
    ['cases.suspend', 'cases.designate'].map((verb) =>
      holders(db, caller.districtId, { verb, area, on: now }),
    ),
  )
  const byPost = new Map(found.flat().map((h) => [h.postId, h]))
  const { posts } = await nameOf(db, caller.districtId, { postIds: [...byPost.keys()] })
  return [...byPost.values()].map((h) => ({
    postId: h.postId,
    title: posts.get(h.postId) ?? '',
    name: h.name,
  }))
}

export interface LedgerFilters {
  due?: boolean | undefined
  mine?: boolean | undefined
  reason?: string | undefined
  community?: string | undefined
}

/** The ledger of parked problems in the scope, the next review first, with what there is to filter by. */
export async function parkedLedger(
  db: Db,
  caller: Caller,
  { filters, now }: { filters: LedgerFilters; now: Date },
) {
  const rows = await rowsOf(db, caller, { openOnly: true })
  const all = await viewsOf(db, caller, { rows, now })
  const names = new Map(all.map((p) => [p.reasonCode, p.reason]))
  return {
    parked: all.filter(
      (p) =>
        (!filters.due || p.due) &&
        (!filters.mine || p.keeperPostId === caller.postId) &&
        (filters.reason === undefined || p.reasonCode === filters.reason) &&
        (filters.community === undefined || p.communityCode === filters.community),
    ),
    reasons: [...names].map(([code, name]) => ({
      code,
      name,
      count: all.filter((p) => p.reasonCode === code).length,
    })),
    due: all.filter((p) => p.due).length,
    all: all.length,
  }
}

function rowsOf(db: Db, caller: Caller, of: { caseId?: string; openOnly?: boolean }) {
  return db
    .selectFrom('cases.parked as p')
    .innerJoin('cases.case as c', (j) =>
      j.onRef('c.district_id', '=', 'p.district_id').onRef('c.id', '=', 'p.case_id'),
    )
    .selectAll('p')
    .select(['c.title', 'c.short_code', 'c.version', 'c.confidential', 'c.matter_name'])
    .select(['c.community_code', 'c.unit_id', 'c.status'])
    .where('p.district_id', '=', caller.districtId)
    .where(visibleTo(caller))
    .$if(of.caseId !== undefined, (q) => q.where('p.case_id', '=', of.caseId!))
    .$if(of.openOnly === true, (q) =>
      q.where('p.state', '=', 'open').where('c.status', '=', 'handling'),
    )
    .orderBy(of.openOnly ? 'p.review_on' : 'p.parked_at', of.openOnly ? 'asc' : 'desc')
    .limit(1000)
    .execute()
}
type Row = Awaited<ReturnType<typeof rowsOf>>[number]

async function partsOf(db: Db, caller: Caller, rows: readonly Row[]) {
  const reviews =
    rows.length === 0
      ? []
      : await db
          .selectFrom('cases.parked_review')
          .selectAll()
          .where('district_id', '=', caller.districtId)
          .where(
            'parked_id',
            'in',
            rows.map((r) => r.id),
          )
          .orderBy('reviewed_at')
          .execute()
  const [names, areas, reasons, district, settings] = await Promise.all([
    nameOf(db, caller.districtId, {
      personIds: [...rows.map((r) => r.parked_by), ...reviews.map((r) => r.reviewed_by)],
      postIds: rows.map((r) => r.keeper_post),
      organisationIds: rows.map((r) => r.unit_id).filter((id) => id !== null),
    }),
    areaNames(db, caller.districtId),
    listReasons(db, caller.districtId, 'suspension'),
    readDistrict(db, caller.districtId),
    caseSettings(db, caller.districtId),
  ])
  return {
    names,
    areas,
    reasons: new Map(reasons.map((r) => [r.code, r.name])),
    reviews: groupBy(reviews, (r) => r.parked_id),
    day: (at: Date) => dateOfDay(dayAt(district.timeZone, at.getTime())),
    mostDays: settings.parked.mostDays,
  }
}
type Parts = Awaited<ReturnType<typeof partsOf>>

async function viewsOf(
  db: Db,
  caller: Caller,
  { rows, now }: { rows: readonly Row[]; now: Date },
): Promise<ParkedView[]> {
  const parts = await partsOf(db, caller, rows)
  return rows.map((row) => viewOf(row, parts, caller, now))
}

function viewOf(row: Row, parts: Parts, caller: Caller, now: Date): ParkedView {
  const { names } = parts
  const open = row.state === 'open' && row.status === 'handling'
  const may = caller.postId !== null && mayReviewParked(keptOf(row, open), parkerOf(caller)).ok
  return {
    id: row.id,
    caseId: row.case_id,
    caseTitle: titleFor(row, caller.verbs),
    caseShortCode: row.short_code,
    caseVersion: row.version,
    communityCode: row.community_code,
    communityName: parts.areas.get(row.community_code) ?? '',
    unitName: names.organisations.get(row.unit_id ?? '') ?? null,
    reasonCode: row.reason_code,
    reason: parts.reasons.get(row.reason_code) ?? row.reason_code,
    lastResort: row.last_resort || row.reason_code === noPartyReason,
    plan: row.plan,
    reviewOn: row.review_on,
    due: open && row.review_on <= parts.day(now),
    latestReview: parts.day(new Date(row.parked_at.getTime() + parts.mostDays * DAY)),
    keeperPostId: row.keeper_post,
    keeper: names.posts.get(row.keeper_post) ?? '',
    parkedBy: names.persons.get(row.parked_by) ?? '',
    parkedAt: row.parked_at.toISOString(),
    endedAt: isoOrNull(row.ended_at),
    reviews: reviewsOf(row, parts),
    allowed: may ? ['review'] : [],
  }
}

const reviewsOf = (row: Row, { reviews, names }: Parts): ParkedView['reviews'] =>
  (reviews.get(row.id) ?? []).map((r) => ({
    act: r.act as ParkedView['reviews'][number]['act'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
    words: r.words,
    by: names.persons.get(r.reviewed_by) ?? '',
    at: r.reviewed_at.toISOString(),
  }))

const keptOf = (row: Row, open: boolean) => ({ open, keeperPost: row.keeper_post })
