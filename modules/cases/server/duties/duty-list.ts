import { sql } from 'kysely'
import { audit, nameOf, type Unit } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, refused } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { DutyChange, DutyEntryEdit, DutyEntryView } from '../../contract/duties.ts'
import { dutyOf, isKept, type DutyEntry, type DutyKind } from '../../domain/duty-list.ts'
import { levelOf } from '../../domain/whistle.ts'
import type { CaseRecord, Change } from '../change.ts'

/** Every entry of the district, those taken off the list too. */
export async function listDuties(db: Db, districtId: string): Promise<DutyEntryView[]> {
  const rows = await db
    .selectFrom('cases.duty_entry')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('community_code')
    .orderBy('kind')
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    communityCode: row.community_code,
    kind: row.kind as DutyKind, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
    name: row.name,
    basis: row.basis,
    whenMatters: row.when_matters,
    whenGuides: row.when_guides,
    active: row.active,
    version: row.version,
  }))
}

/** What the list says of this case at this unit; null where nothing, or where it is no community's. */
export async function dutyAt(
  db: Db,
  kase: Pick<
    CaseRecord,
    'district_id' | 'matter_kind' | 'matter_code' | 'guide_item_code' | 'community_code'
  >,
  unit: Pick<Unit, 'kind' | 'areaCode'>,
): Promise<DutyEntry | null> {
  if (unit.kind !== 'community') return null
  return dutyOf(await listDuties(db, kase.district_id), {
    matter: kase.matter_code === null ? null : `${kase.matter_kind}:${kase.matter_code}`,
    guide: kase.guide_item_code,
    communityCode: unit.areaCode ?? kase.community_code,
  })
}

/**
 * Refuses to give a community's own unit what its duty list keeps from it, with the entry as reason;
 * unless a street or the district answers for it in words, which are then part of the event.
 */
export async function demandDuty(
  { tx, row, caller }: Change,
  unit: Unit,
  given: { role: 'lead' | 'support'; words: string | null | undefined; takenOn?: string | null },
): Promise<{ override?: { entry: string; words: string } }> {
  const entry = await dutyAt(tx, row, unit)
  // What the community's own secretary took on stands in an event of its own, just before.
  if (!isKept(entry, given.role) || entry.id === given.takenOn) return {}
  const mayOverride = overrides(caller)
  if (mayOverride && given.words) return { override: { entry: entry.name, words: given.words } }
  throw refused(entry.kind === 'refuse' ? 'cases.duty_refused' : 'cases.duty_assists', {
    entry: entry.name,
    basis: entry.basis,
    mayOverride,
  })
}

/** A street or the district, and there whoever designates. */
function overrides(caller: Caller): boolean {
  const level = levelOf(caller.scope.areas)
  return caller.verbs.has('cases.designate') && (level === 'street' || level === 'district')
}

/** Adds an entry or changes one; what it was before stays readable. */
export async function saveDuty(
  db: Db,
  caller: Caller,
  entry: DutyEntryEdit & { id: string },
  now: Date,
): Promise<DutyEntryView> {
  const { districtId } = caller
  if (entry.whenMatters.length + entry.whenGuides.length === 0)
    throw invalid('cases.duty_names_nothing')
  return transact(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`duties ${districtId}`}, 0))`.execute(
      tx,
    )
    const before = (await listDuties(tx, districtId)).find((e) => e.id === entry.id)
    const { outcome, version } = await saveVersioned(tx, {
      table: 'cases.duty_entry',
      key: { district_id: districtId, id: entry.id },
      values: {
        community_code: entry.communityCode,
        kind: entry.kind,
        name: entry.name,
        basis: entry.basis,
        when_matters: entry.whenMatters,
        when_guides: entry.whenGuides,
        active: entry.active,
      },
      baseVersion: before ? entry.version : null,
      outOfDate: 'cases.out_of_date',
    })
    const after = { ...entry, version }
    if (outcome !== 'same') await recordChange(tx, caller, { before: before ?? null, after }, now)
    return after
  })
}

async function recordChange(
  tx: Tx,
  caller: Caller,
  change: { before: DutyEntryView | null; after: DutyEntryView },
  now: Date,
): Promise<void> {
  const { districtId } = caller
  const { last } = await tx
    .selectFrom('cases.duty_change')
    .where('district_id', '=', districtId)
    .select(sql<number>`coalesce(max(seq), 0)`.as('last'))
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('cases.duty_change')
    .values({
      district_id: districtId,
      seq: last + 1,
      entry_id: change.after.id,
      before: change.before && JSON.stringify(change.before),
      after: JSON.stringify(change.after),
      by_person: caller.personId,
      by_post: caller.postId,
      at: now,
    })
    .execute()
  await audit(tx, caller, {
    act: 'cases.duty_saved',
    subjectKind: 'duty_entry',
    subjectId: change.after.id,
    details: { ...change },
    at: now,
  })
}

/** The last changes of the list, newest first. */
export async function dutyChanges(db: Db, districtId: string): Promise<DutyChange[]> {
  const rows = await db
    .selectFrom('cases.duty_change')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('seq', 'desc')
    .limit(100)
    .execute()
  const { persons } = await nameOf(db, districtId, {
    personIds: rows.flatMap((r) => (r.by_person === null ? [] : [r.by_person])),
  })
  return rows.map((r) => ({
    seq: r.seq,
    before: r.before as DutyEntryView | null, // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by saveDuty
    after: r.after as unknown as DutyEntryView, // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by saveDuty
    by: r.by_person === null ? null : (persons.get(r.by_person) ?? null),
    at: r.at.toISOString(),
  }))
}

/** Whoever keeps the settings may know no case, and whoever reads cases no settings: both read the list. */
export function demandReader(caller: Caller): void {
  const readers = ['settings.edit', 'cases.dispatch', 'cases.read']
  if (!readers.some((verb) => caller.verbs.has(verb))) throw forbidden('request.forbidden')
}
