import { findUnit } from '#modules/people/server/index.ts'
import { anonymous, personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { oneByOne } from '#platform/server/one-by-one.ts'
import { forbidden, invalid, notFound, refused } from '#platform/server/problem.ts'
import { mayClaim } from '../../domain/pool.ts'
import { actorOf, changeCase, type ChangeInput } from '../change.ts'
import { dispatch } from '../desk.ts'
import { visibleTo } from '../scope.ts'
import { acceptTask } from '../unit.ts'
import {
  answerOffers,
  endEntry,
  lockEntry,
  membersOf,
  offerNext,
  offersOf,
  orRefuse,
  readPool,
  type EntryRow,
} from './parts.ts'
import { tellOffered, tellReturned } from './tell.ts'

/** Puts a filed case into a pool and offers it; the desk keeps it and its clock until it is claimed. */
export async function putIntoPool(
  db: Db,
  input: ChangeInput & { id: string; poolId: string },
): Promise<void> {
  const { caller } = input
  const known = await db
    .selectFrom('cases.pool_entry')
    .select('case_id')
    .where('district_id', '=', caller.districtId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (known && known.case_id !== input.caseId) throw refused('cases.client_id_taken')
  if (known) return
  await changeCase(db, input, async ({ tx, row, now }) => {
    if (!caller.verbs.has('cases.dispatch')) throw forbidden('request.forbidden')
    if (row.status !== 'filed') throw refused('cases.wrong_status', { status: row.status })
    const pool = await readPool(tx, row.district_id, input.poolId)
    if (!pool?.active) throw invalid('cases.pool_not_found')
    const waiting = await tx
      .selectFrom('cases.pool_entry')
      .select('id')
      .where('district_id', '=', row.district_id)
      .where('case_id', '=', row.id)
      .where('state', '=', 'waiting')
      .executeTakeFirst()
    if (waiting) throw refused('cases.pool_waiting')
    const entry = { district_id: row.district_id, id: input.id, pool_id: pool.id }
    await tx
      .insertInto('cases.pool_entry')
      .values({
        ...entry,
        case_id: row.id,
        put_by: personOf(caller).personId,
        put_at: now,
        until: now,
      })
      .execute()
    const offered = await offerNext(tx, entry, { pool, now })
    if (offered.length === 0) throw refused('cases.pool_nobody')
    await tellOffered(tx, { ...entry, kase: row }, { unitIds: offered, now })
    return {
      type: 'case.pooled',
      body: { entryId: input.id, poolId: pool.id, unit: pool.name, offered },
    }
  })
}

export interface OnEntry {
  caller: Caller
  now: Date
  entryId: string
}

/**
 * A member takes the case: dispatched to it and accepted, at once. The entry's row is the lock: whoever
 * comes second finds it taken.
 */
export async function claimEntry(db: Db, input: OnEntry): Promise<void> {
  const { caller, now } = input
  await transact(db, async (tx) => {
    const { entry, unitId } = await ownOffer(tx, input)
    const kase = await tx
      .selectFrom('cases.case')
      .select('status')
      .where('district_id', '=', entry.district_id)
      .where('id', '=', entry.case_id)
      .executeTakeFirstOrThrow()
    // Members are counted one claim at a time, so that two at once cannot pass a cap together.
    await tx
      .selectFrom('cases.pool_member')
      .select('unit_id')
      .where('district_id', '=', entry.district_id)
      .where('unit_id', '=', unitId)
      .orderBy('pool_id')
      .forUpdate()
      .execute()
    const counted = await membersOf(tx, entry.district_id, { poolIds: [entry.pool_id], now })
    const member = counted.get(entry.pool_id)?.find((m) => m.unitId === unitId)
    const offered = (await offersOf(tx, entry)).some((o) => o.unit_id === unitId && !o.answer)
    const waiting = entry.state === 'waiting' && kase.status === 'filed'
    orRefuse(
      mayClaim(
        { waiting, offered: offered && member !== undefined, member: member ?? nobody },
        caller.verbs,
      ),
    )
    await answerOffers(tx, entry, { answer: 'claimed', unitIds: [unitId], now })
    await answerOffers(tx, entry, { answer: 'taken', now })
    const by = personOf(caller).personId
    await endEntry(tx, entry, { state: 'claimed', now, unitId, by })
    // The pool is what lets a member dispatch to itself; nobody else's rights are lent.
    const verbs = new Set([...caller.verbs, 'cases.dispatch'])
    const scope = { areas: [caller.districtId], units: [unitId] }
    const at = { caseId: entry.case_id, now, baseVersion: null }
    await dispatch(tx, { ...at, caller: { ...caller, verbs, scope }, unitId, words: '' })
    await acceptTask(tx, { ...at, caller: { ...caller, organisationId: unitId, scope } })
  })
}

const nobody = { load: 0, cap: 0, absent: true }

/** The entry, held, and the caller's unit that it was offered to; 404 for whoever it was not. */
async function ownOffer(
  tx: Tx,
  { caller, entryId }: OnEntry,
): Promise<{ entry: EntryRow; unitId: string }> {
  const entry = await lockEntry(tx, caller.districtId, entryId)
  const { unitIds } = actorOf(caller)
  const own = entry && (await offersOf(tx, entry)).find((o) => unitIds.includes(o.unit_id))
  if (!own) throw notFound('cases.pool_entry_not_found')
  return { entry, unitId: own.unit_id }
}

/** A member lets it go by: in turns the next is asked, and when nobody is left it goes back. */
export async function passEntry(db: Db, input: OnEntry): Promise<void> {
  const { caller, now } = input
  await transact(db, async (tx) => {
    const { entry, unitId } = await ownOffer(tx, input)
    if (!caller.verbs.has('cases.accept')) throw forbidden('request.forbidden')
    if (entry.state !== 'waiting') throw refused('cases.pool_taken')
    await answerOffers(tx, entry, { answer: 'passed', unitIds: [unitId], now })
    await goOn(tx, entry, now)
  })
}

/** Whoever dispatches takes it back to the desk. */
export async function withdrawEntry(db: Db, input: OnEntry): Promise<void> {
  const { caller, now } = input
  await transact(db, async (tx) => {
    const entry = await lockEntry(tx, caller.districtId, input.entryId)
    const kase =
      entry &&
      (await tx
        .selectFrom('cases.case as c')
        .select('c.id')
        .where('c.id', '=', entry.case_id)
        .where(visibleTo(caller))
        .executeTakeFirst())
    if (!entry || !kase) throw notFound('cases.pool_entry_not_found')
    if (!caller.verbs.has('cases.dispatch')) throw forbidden('request.forbidden')
    if (entry.state !== 'waiting') throw refused('cases.pool_taken')
    await answerOffers(tx, entry, { answer: 'taken', now })
    await endEntry(tx, entry, { state: 'withdrawn', now })
    await changeCase(tx, { caseId: entry.case_id, caller, now, baseVersion: null }, async () => ({
      type: 'case.pool_withdrawn',
      body: { entryId: entry.id },
    }))
  })
}

/** After an answer or the end of a time: whoever is next, or back to the desk. */
async function goOn(tx: Tx, entry: EntryRow, now: Date): Promise<void> {
  const pool = await readPool(tx, entry.district_id, entry.pool_id)
  const open = (await offersOf(tx, entry)).some((o) => o.answer === null)
  if (!pool || open) return
  const kase = await tx
    .selectFrom('cases.case')
    .selectAll()
    .where('district_id', '=', entry.district_id)
    .where('id', '=', entry.case_id)
    .executeTakeFirstOrThrow()
  const next = kase.status === 'filed' ? await offerNext(tx, entry, { pool, now }) : []
  if (next.length > 0) {
    await tellOffered(tx, { ...entry, kase }, { unitIds: next, now })
    return
  }
  await endEntry(tx, entry, { state: kase.status === 'filed' ? 'returned' : 'withdrawn', now })
  if (kase.status !== 'filed') return
  const scope = { areas: [entry.district_id], units: [] }
  await changeCase(
    tx,
    {
      caseId: entry.case_id,
      caller: { ...anonymous(entry.district_id), scope },
      now,
      baseVersion: null,
    },
    async () => ({
      type: 'case.pool_returned',
      body: { entryId: entry.id, unit: pool.name },
    }),
  )
  await tellReturned(tx, { ...entry, kase }, now)
}

/** Every minute: offers whose time is over lapse; the next is asked, or the case goes back to the desk. */
export async function sweepPools(db: Db, now: Date): Promise<number> {
  const due = await db
    .selectFrom('cases.pool_entry as e')
    .innerJoin('cases.case as c', (j) =>
      j.onRef('c.district_id', '=', 'e.district_id').onRef('c.id', '=', 'e.case_id'),
    )
    .select(['e.district_id', 'e.id'])
    .where('e.state', '=', 'waiting')
    .where((eb) => eb.or([eb('e.until', '<=', now), eb('c.status', '<>', 'filed')]))
    .limit(500)
    .execute()
  return oneByOne(
    due,
    (one) =>
      transact(db, async (tx) => {
        const entry = await lockEntry(tx, one.district_id, one.id)
        if (entry?.state !== 'waiting') return
        await answerOffers(tx, entry, { answer: 'lapsed', now })
        await goOn(tx, entry, now)
      }),
    'entries of pools could not be swept',
  )
}

/** Only organisations that take cases are members. */
export async function checkMembers(
  tx: Tx,
  districtId: string,
  unitIds: readonly string[],
): Promise<void> {
  if (new Set(unitIds).size !== unitIds.length) throw invalid('cases.pool_members')
  for (const unitId of unitIds) {
    const unit = await findUnit(tx, districtId, unitId) // oxlint-disable-line no-await-in-loop -- one connection
    if (!unit?.active) throw invalid('cases.unit_not_found')
  }
}
