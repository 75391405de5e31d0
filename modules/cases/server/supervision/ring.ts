import { notify } from '#modules/notices/server/index.ts'
import { holders } from '#modules/people/server/index.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { oneByOne } from '#platform/server/one-by-one.ts'
import type { Fact } from '#platform/server/jobs.ts'
import { nextRing, type SupervisionRing, type WaitingLevel } from '../../domain/supervision.ts'
import { hearersOf } from '../hearers.ts'
import { termOf, type SupervisionRow } from './parts.ts'
import en from '../../words/supervision.en.json' with { type: 'json' }
import zh from '../../words/supervision.zh-CN.json' with { type: 'json' }

/** Every minute: each level of an order rings once in a round. What fails keeps none of the others. */
export async function ringSupervisions(db: Db, now: Date): Promise<number> {
  const due = await db
    .selectFrom('cases.supervision')
    .select(['district_id', 'id'])
    .where('next_ring_at', '<=', now)
    .orderBy('next_ring_at')
    .limit(500)
    .execute()
  return oneByOne(
    due,
    (one) => transact(db, (tx) => ringOne(tx, one, now)),
    'orders could not be rung',
  )
}

async function ringOne(
  tx: Tx,
  one: { district_id: string; id: string },
  now: Date,
): Promise<boolean> {
  const row = await tx
    .selectFrom('cases.supervision')
    .selectAll()
    .where('district_id', '=', one.district_id)
    .where('id', '=', one.id)
    .where('next_ring_at', '<=', now)
    .forUpdate()
    .executeTakeFirst()
  const level = row?.next_level as SupervisionRing | null | undefined // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by supervise.ts and here
  if (!row || !level) return false
  const inserted = await tx
    .insertInto('cases.supervision_ring')
    .values({
      district_id: row.district_id,
      supervision_id: row.id,
      round: row.round,
      level,
      at: now,
    })
    .onConflict((c) => c.doNothing())
    .returning('level')
    .executeTakeFirst()
  const next = level === 'judge' ? null : nextRing(termOf(row), level)
  await tx
    .updateTable('cases.supervision')
    .set({ next_level: next?.level ?? null, next_ring_at: next?.at ?? null })
    .where('district_id', '=', row.district_id)
    .where('id', '=', row.id)
    .execute()
  if (!inserted) return false
  const people = await peopleAt(tx, row, { level, now })
  await tellAll(tx, row, { people, kind: level, key: `${row.id}:${row.round}:${level}`, now })
  return true
}

/** Who hears of a level: the unit, then its head, then the posts above the issuer. */
async function peopleAt(
  tx: Tx,
  row: SupervisionRow,
  { level, now }: { level: SupervisionRing; now: Date },
): Promise<string[]> {
  if (level === 'judge') return issuers(tx, row, now)
  if (level === 'reminder' || level === 'soon') return unitPeople(tx, row, now)
  if (level === 'overdue')
    return [...new Set([...(await unitPeople(tx, row, now)), ...(await issuers(tx, row, now))])]
  const of = { ...(await placeOf(tx, row)), unitId: row.unit_id, on: now }
  return hearersOf(tx, [postKinds[level]], of)
}

const postKinds: Record<Exclude<WaitingLevel, 'reminder' | 'soon' | 'overdue'>, string> = {
  manager: 'unit_manager',
  secretary: 'secretary',
  street: 'street_centre',
  district: 'district_centre',
}

async function placeOf(tx: Tx, row: SupervisionRow) {
  const kase = await tx
    .selectFrom('cases.supervision_case as o')
    .innerJoin('cases.case as c', (j) =>
      j.onRef('c.district_id', '=', 'o.district_id').onRef('c.id', '=', 'o.case_id'),
    )
    .select('c.community_code')
    .where('o.district_id', '=', row.district_id)
    .where('o.supervision_id', '=', row.id)
    .orderBy('c.reported_at')
    .limit(1)
    .executeTakeFirst()
  return { districtId: row.district_id, communityCode: kase?.community_code ?? '' }
}

/** Whoever works in the unit; a community's organisation has a desk in place of workers. */
async function unitPeople(tx: Tx, row: SupervisionRow, now: Date): Promise<string[]> {
  for (const verb of ['cases.finish', 'cases.receive']) {
    const found = await holders(tx, row.district_id, { verb, unitId: row.unit_id, on: now }) // oxlint-disable-line no-await-in-loop -- the second only where there is nobody
    if (found.length > 0) return [...new Set(found.map((h) => h.personId))]
  }
  return hearersOf(tx, ['coordinator'], { ...(await placeOf(tx, row)), unitId: null, on: now })
}

/** The holders of the issuing post today; if there is none, whoever issued. */
async function issuers(tx: Tx, row: SupervisionRow, now: Date): Promise<string[]> {
  const found = await holders(tx, row.district_id, { postId: row.issued_post, on: now })
  return found.length > 0 ? [...new Set(found.map((h) => h.personId))] : [row.issued_by]
}

const told: Record<string, { kind: string; to: 'unit' | 'issuer' }> = {
  'case.supervised': { kind: 'issued', to: 'unit' },
  'case.supervision_replied': { kind: 'replied', to: 'issuer' },
  'case.supervision_sent_back': { kind: 'sent_back', to: 'unit' },
  'case.supervision_accepted': { kind: 'accepted', to: 'unit' },
  'case.supervision_withdrawn': { kind: 'withdrawn', to: 'unit' },
}

/** The other side hears of each step, once for an order however many cases it is over. */
export async function announceSupervision(db: Db, fact: Fact): Promise<void> {
  const say = told[fact.type]
  const { caseId, seq } = fact.body
  if (!say || typeof caseId !== 'string' || typeof seq !== 'number') return
  const event = await db
    .selectFrom('cases.event')
    .select('body')
    .where('district_id', '=', fact.districtId)
    .where('case_id', '=', caseId)
    .where('seq', '=', seq)
    .executeTakeFirst()
  const supervisionId = (event?.body as { supervisionId?: string } | undefined)?.supervisionId // oxlint-disable-line typescript/no-unsafe-type-assertion -- bodies are objects
  if (supervisionId === undefined) return
  await transact(db, async (tx) => {
    const row = await tx
      .selectFrom('cases.supervision')
      .selectAll()
      .where('district_id', '=', fact.districtId)
      .where('id', '=', supervisionId)
      .executeTakeFirst()
    if (!row) return
    const now = new Date(fact.at)
    const people = await (say.to === 'unit' ? unitPeople : issuers)(tx, row, now)
    const key = `${row.id}:${say.kind}:${fact.at}`
    await tellAll(tx, row, { people, kind: say.kind, key, now })
  })
}

/** Quiet hours hold it back and digests gather it, unless one of the cases is an emergency. */
async function tellAll(
  tx: Tx,
  row: SupervisionRow,
  what: { people: readonly string[]; kind: string; key: string; now: Date },
): Promise<void> {
  const cases = await tx
    .selectFrom('cases.supervision_case as o')
    .innerJoin('cases.case as c', (j) =>
      j.onRef('c.district_id', '=', 'o.district_id').onRef('c.id', '=', 'o.case_id'),
    )
    .select(['c.id', 'c.urgency'])
    .where('o.district_id', '=', row.district_id)
    .where('o.supervision_id', '=', row.id)
    .orderBy('c.id')
    .execute()
  const words = (all: Record<string, string>) => ({
    title: all[`notice.${what.kind}`] ?? what.kind,
    body: row.words.slice(0, 120),
  })
  for (const personId of what.people)
    // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
    await notify(tx, {
      districtId: row.district_id,
      personId,
      kind: `supervision.${what.kind}`,
      urgent: cases.some((c) => c.urgency === 'emergency'),
      words: { 'zh-CN': words(zh), en: words(en) },
      link: cases.length === 1 ? `/console/cases/${cases[0]?.id ?? ''}` : '/console/supervisions',
      factKey: what.key,
      at: what.now,
    })
}
