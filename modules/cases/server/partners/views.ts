import { maskedText } from '#kernel/masking.ts'
import { listReasons, readMatter } from '#modules/catalogue/server/index.ts'
import { nameOf } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { LinksView, PartnerPage } from '../../contract/partners.ts'
import { mayDo } from '../../domain/actions.ts'
import { mayDoSupport } from '../../domain/duties.ts'
import { linkState, mayGiveLink } from '../../domain/partner.ts'
import { matterIn } from '../answers.ts'
import { actorOf, aroundOf, caseOf, type CaseRecord } from '../change.ts'
import { runningClocks } from '../clocks.ts'
import { dutyOf, ledOf, tasksOf } from '../duties/parts.ts'
import { visibleTo } from '../scope.ts'
import { unitNames } from '../views.ts'
import { sharablePictures, type LinkRow } from './links.ts'
import { partnersOf } from './partners.ts'
import { openLink, ownPictures, type ByKey, type Opened } from './work.ts'

/** The links given for tasks of one case, newest first, with what the caller may do about them. */
export async function linksOfCase(
  db: Db,
  caller: Caller,
  caseId: string,
  now: Date,
): Promise<LinksView> {
  const row = await db
    .selectFrom('cases.case as c')
    .selectAll()
    .where('c.id', '=', caseId)
    .where(visibleTo(caller))
    .executeTakeFirst()
  if (!row) throw notFound('cases.case_not_found')
  const tasks = await tasksOf(db, row)
  const partners = new Map((await partnersOf(db, row.district_id)).map((p) => [p.unit_id, p]))
  const links = await db
    .selectFrom('cases.partner_link')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.id)
    .orderBy('made_at', 'desc')
    .execute()
  const units = await unitNames(db, row.district_id)
  const names = await nameOf(db, row.district_id, {
    personIds: links.flatMap((l) => l.made_by ?? []),
    postIds: links.flatMap((l) => l.made_post ?? []),
  })
  const uses = await usesOf(db, row.district_id, links)
  const by = actorOf(caller)
  const gives = tasks.filter(
    (t) => mayGiveLink(ledOf(row), dutyOf(t), by, partners.get(t.unit_id)?.active === true).ok,
  )
  const leads = row.unit_id !== null && by.unitIds.includes(row.unit_id)
  const giver = by.verbs.has('cases.dispatch') || leads
  return {
    caseId: row.id,
    version: row.version,
    links: links.map((link) => {
      const task = tasks.find((t) => t.id === link.task_id)
      const state = linkState(
        { expiresAt: link.expires_at, revokedAt: link.revoked_at },
        { state: task?.state ?? 'cancelled', unitId: task?.unit_id ?? '' },
        { unitId: link.unit_id, active: partners.get(link.unit_id)?.active === true },
        now,
      )
      return {
        id: link.id,
        taskId: link.task_id,
        unitName: units.get(link.unit_id) ?? '',
        words: link.words,
        state,
        madeBy: [names.posts.get(link.made_post ?? ''), names.persons.get(link.made_by ?? '')]
          .filter(Boolean)
          .join(' '),
        madeAt: link.made_at.toISOString(),
        expiresAt: link.expires_at.toISOString(),
        uses: uses.filter((u) => u.link_id === link.id).map(({ act, at }) => ({ act, at })),
        allowed: state === 'live' && giver ? (['show', 'revoke'] as const).slice() : [],
      }
    }),
    mayGive: gives.map((task) => ({
      taskId: task.id,
      unitName: units.get(task.unit_id) ?? '',
      brief: task.brief ?? '',
      again: links.some((l) => l.task_id === task.id),
    })),
    photos: gives.length > 0 ? await sharablePictures(db, row) : [],
  }
}

async function usesOf(db: Db, districtId: string, links: readonly LinkRow[]) {
  if (links.length === 0) return []
  const rows = await db
    .selectFrom('cases.partner_use')
    .select(['link_id', 'act', 'at'])
    .where('district_id', '=', districtId)
    .where(
      'link_id',
      'in',
      links.map((l) => l.id),
    )
    .orderBy('seq')
    .execute()
  return rows.map((r) => Object.assign(r, { at: r.at.toISOString() }))
}

/** What a partner's key shows: place, words written for it, pictures released for it, and the time. */
export async function partnerPageOf(db: Db, by: ByKey): Promise<PartnerPage> {
  const opened = await openLink(db, by)
  const { link, task } = opened
  const row = await db
    .selectFrom('cases.case')
    .selectAll()
    .where('district_id', '=', link.district_id)
    .where('id', '=', link.case_id)
    .executeTakeFirstOrThrow()
  const district = await readDistrict(db, row.district_id)
  const around = await aroundOf(db, row)
  const lead = task.role === 'lead'
  return {
    districtName: district.name,
    timeZone: district.timeZone,
    now: by.now.toISOString(),
    unitName: (await unitNames(db, row.district_id)).get(link.unit_id) ?? '',
    lead,
    state: task.state,
    returnAsked: lead && around.requestOpen,
    words: maskedText(link.words),
    matterName: row.matter_name ?? '',
    hazard: row.hazard,
    address: maskedText(row.address),
    lon: row.lon,
    lat: row.lat,
    due: await dueOf(db, row, opened, by.now),
    photos: [...new Set([...link.file_ids, ...(await ownPictures(db, link))])],
    did: task.words,
    expiresAt: link.expires_at.toISOString(),
    reasons: lead
      ? (await listReasons(db, row.district_id, 'return'))
          .filter((r) => r.active)
          .map(({ code, name, nameEn }) => ({ code, name, nameEn }))
      : [],
    questions: lead ? await askedAtFinish(db, row) : [],
    allowed: allowedTo(row, opened, around),
  }
}

/** What the matter asks of whoever finishes the whole. */
async function askedAtFinish(db: Db, row: CaseRecord): Promise<PartnerPage['questions']> {
  const ref = matterIn(row)
  const matter = ref && (await readMatter(db, row.district_id, ref.kind, ref.code))
  return (matter?.questions ?? []).filter((q) => q.at === 'finish')
}

/** The promise for the whole where it leads, the own time where it supports; nothing once it is done. */
async function dueOf(db: Db, row: CaseRecord, { task }: Opened, now: Date) {
  if (task.state === 'done') return null
  const clocks = await runningClocks(db, row.district_id, row.id)
  const clock = clocks.find((c) =>
    task.role === 'support' ? c.task_id === task.id : c.stage === 'handle',
  )
  return clock?.due_at
    ? { at: clock.due_at.toISOString(), estimated: clock.estimated, overdue: clock.due_at < now }
    : null
}

/** The same rules as for a unit with an account. */
function allowedTo(
  row: CaseRecord,
  { task, caller }: Opened,
  around: Awaited<ReturnType<typeof aroundOf>>,
): PartnerPage['allowed'] {
  const acts = ['accept', 'return', 'finish'] as const
  const by = actorOf(caller)
  if (task.role === 'support')
    return acts.filter((act) => mayDoSupport(ledOf(row), dutyOf(task), by, act).ok)
  if (!['offered', 'accepted', 'rework'].includes(task.state)) return []
  return acts.filter((act) => mayDo(act, caseOf(row), by, around).ok)
}
