import type { z } from 'zod'
import type { Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { tell } from '#platform/server/jobs.ts'
import { brokenConstraint } from '#platform/server/database.ts'
import { forbidden, invalid, notFound, refused } from '#platform/server/problem.ts'
import type { actOnSwap, askSwap } from '../../contract/rosters.ts'
import {
  afterSwapAct,
  shiftFault,
  swapActsOf,
  type SwapAct,
  type SwapState,
} from '../../domain/roster.ts'
import { audit } from '../audit.ts'
import { holders } from '../directory.ts'
import { signedInPerson } from '../own-routes.ts'
import { dutySettings, groundOf, NOBODY, type Ground } from './ground.ts'
import { stateOf } from './plan.ts'
import { mayLookAt, plansHere, stateOfRow, swapRow, type SwapRow } from './swap-rows.ts'

/** A post of the station that a colleague holds on a day, or undefined. */
const postAt = (
  db: Db,
  of: { districtId: string; stationId: string; personId: string; day: string },
) =>
  db
    .selectFrom('people.holding as h')
    .innerJoin('people.post as po', (j) =>
      j.onRef('po.district_id', '=', 'h.district_id').onRef('po.id', '=', 'h.post_id'),
    )
    .select('po.id')
    .where('h.district_id', '=', of.districtId)
    .where('h.person_id', '=', of.personId)
    .where('po.station_id', '=', of.stationId)
    .where('po.active', '=', true)
    .where('h.holds_from', '<=', of.day)
    .where((eb) => eb.or([eb('h.holds_until', 'is', null), eb('h.holds_until', '>=', of.day)]))
    .orderBy('po.id')
    .executeTakeFirst()

const lockShifts = (tx: Tx, districtId: string, ids: readonly (string | null)[]) =>
  tx
    .selectFrom('people.shift')
    .selectAll()
    .where('district_id', '=', districtId)
    .where(
      'id',
      'in',
      ids.map((id) => id ?? NOBODY),
    )
    .where('cancelled_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
type ShiftRow = Awaited<ReturnType<typeof lockShifts>>[number]

/** Asks a colleague of the station to take the own shift. The same asking twice is one. */
export async function askForSwap(
  tx: Tx,
  caller: Caller,
  { now, ...asked }: z.output<(typeof askSwap)['body']> & { now: Date },
): Promise<void> {
  const ground = await groundOf(tx, caller.districtId, now)
  const personId = signedInPerson(caller)
  const shifts = await lockShifts(tx, ground.districtId, [asked.shiftId, asked.backShiftId])
  const known = await swapRow(tx, ground.districtId, asked.id)
  if (known) {
    if (known.from_person !== personId) throw refused('people.swap_is_another')
    return
  }
  if (asked.toPersonId === personId) throw invalid('people.swap_with_oneself')
  const swapping = swappingOf(shifts, {
    shiftId: asked.shiftId,
    backId: asked.backShiftId,
    fromPerson: personId,
    toPerson: asked.toPersonId,
  })
  if (!swapping) throw notFound('people.shift_not_found')
  const { shift, back } = swapping
  if (shifts.some((one) => one.starts_at <= now)) throw refused('people.swap_too_late')
  await changed(tx, ground, swapping, 'look')
  try {
    await tx
      .insertInto('people.shift_swap')
      .values({
        district_id: ground.districtId,
        id: asked.id,
        shift_id: shift.id,
        back_id: back?.id ?? null,
        from_person: personId,
        to_person: asked.toPersonId,
        words: asked.words,
        state: 'asked',
        asked_at: now,
      })
      .execute()
  } catch (error) {
    if (brokenConstraint(error) === 'one_open_swap_per_shift')
      throw refused('people.swap_asked_already')
    throw error
  }
  await tellOf(tx, ground, { swapId: asked.id, state: 'asked', to: [asked.toPersonId] })
}

/** The two shifts, each still of whom it was; null where one is gone or somebody else's. */
function swappingOf(
  shifts: readonly ShiftRow[],
  of: { shiftId: string; backId: string | null; fromPerson: string; toPerson: string },
): Swapping | null {
  const shift = shifts.find((s) => s.id === of.shiftId && s.person_id === of.fromPerson)
  const back = shifts.find((s) => s.id === of.backId && s.person_id === of.toPerson) ?? null
  if (!shift || (of.backId !== null && back === null)) return null
  return { shift, back, fromPerson: of.fromPerson, toPerson: of.toPerson }
}

interface Swapping {
  shift: ShiftRow
  back: ShiftRow | null
  fromPerson: string
  toPerson: string
}

/** Gives both shifts to the other, or only looks whether that could be; 409 says why not. */
async function changed(tx: Tx, ground: Ground, swap: Swapping, how: 'look' | 'do'): Promise<void> {
  const without = [swap.shift.id, ...(swap.back ? [swap.back.id] : [])]
  const moves = [
    { row: swap.shift, personId: swap.toPerson },
    ...(swap.back ? [{ row: swap.back, personId: swap.fromPerson }] : []),
  ]
  for (const { row, personId } of moves.sort((a, b) => (a.personId < b.personId ? -1 : 1))) {
    const of = { districtId: ground.districtId, stationId: row.station_id, personId, day: row.day }
    const post = await postAt(tx, of) // oxlint-disable-line no-await-in-loop -- one connection
    // oxlint-disable-next-line no-await-in-loop
    const state = await stateOf(tx, {
      ...of,
      id: NOBODY,
      without,
      kindId: row.kind_id,
      postId: post?.id ?? NOBODY,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
    })
    const twice = state.known ? { ...state, overlaps: true } : state
    const fault = shiftFault({ ...twice, begun: row.starts_at <= ground.now })
    if (fault) throw refused(`people.${fault}`, { day: row.day })
    if (how === 'do')
      // oxlint-disable-next-line no-await-in-loop
      await tx
        .updateTable('people.shift')
        .set({ person_id: personId, post_id: post?.id ?? row.post_id, version: row.version + 1 })
        .where('district_id', '=', ground.districtId)
        .where('id', '=', row.id)
        .execute()
  }
}

/** Does what somebody decides about a swap; 409 `people.swap_moved_on` where it is no longer as they saw it. */
export async function decideSwap(
  tx: Tx,
  caller: Caller,
  of: z.output<(typeof actOnSwap)['body']> & { swapId: string; now: Date },
): Promise<void> {
  const ground = await groundOf(tx, caller.districtId, of.now)
  const personId = signedInPerson(caller)
  const seen = await swapRow(tx, ground.districtId, of.swapId)
  if (!seen) throw notFound('people.swap_not_found')
  const shifts = await lockShifts(tx, ground.districtId, [seen.shift_id, seen.back_id])
  const row = await swapRow(tx, ground.districtId, of.swapId, 'lock')
  if (!row || !mayLookAt(caller, personId, row)) throw notFound('people.swap_not_found')
  if (row.state !== of.baseState) throw refused('people.swap_moved_on', { state: row.state })
  const begun = shifts.some((s) => s.starts_at <= of.now)
  demandAct(of.act, {
    begun,
    allowed: swapActsOf(
      { state: stateOfRow(row.state), fromPerson: row.from_person, toPerson: row.to_person, begun },
      { personId, plans: plansHere(caller, row.community_code) },
    ),
  })
  const { swapsApproved } = await dutySettings(tx, ground.districtId)
  const state = afterSwapAct(of.act, swapsApproved)
  if (state === 'agreed' || state === 'granted') {
    const swapping = swappingOf(shifts, {
      shiftId: row.shift_id,
      backId: row.back_id,
      fromPerson: row.from_person,
      toPerson: row.to_person,
    })
    if (!swapping) throw refused('people.swap_moved_on', { state: row.state })
    await changed(tx, ground, swapping, state === 'granted' ? 'do' : 'look')
  }
  await write(tx, ground, { id: row.id, state, act: of.act, by: personId })
  await audit(tx, caller, {
    act: 'people.swap_decided',
    subjectKind: 'station',
    subjectId: row.station_id,
    details: { state },
    at: of.now,
  })
  await tellOf(tx, ground, {
    swapId: row.id,
    state,
    to: await hearers(tx, ground, { row, state, personId }),
  })
}

/** 409 where only the time is against it, else 403. */
function demandAct(act: SwapAct, of: { allowed: readonly SwapAct[]; begun: boolean }): void {
  if (of.allowed.includes(act)) return
  const late = of.begun && (act === 'agree' || act === 'grant')
  throw late ? refused('people.swap_too_late') : forbidden('request.forbidden')
}

async function write(
  tx: Tx,
  ground: Ground,
  of: { id: string; state: SwapState; act: SwapAct; by: string },
): Promise<void> {
  const answer = of.act === 'agree' || of.act === 'decline'
  await tx
    .updateTable('people.shift_swap')
    .set({
      state: of.state,
      ...(answer ? { answered_at: ground.now } : { decided_by: of.by, decided_at: ground.now }),
    })
    .where('district_id', '=', ground.districtId)
    .where('id', '=', of.id)
    .execute()
}

/** Who hears: the other side; what waits for approval goes to those who plan there. */
async function hearers(
  tx: Tx,
  ground: Ground,
  of: { row: SwapRow; state: SwapState; personId: string },
): Promise<string[]> {
  const sides = [of.row.from_person, of.row.to_person]
  if (of.state !== 'agreed') return sides.filter((id) => id !== of.personId)
  const planners = await holders(tx, ground.districtId, {
    verb: 'people.roster',
    area: of.row.community_code,
    on: ground.now,
  })
  const third = planners.map((who) => who.personId).filter((id) => !sides.includes(id))
  return [...new Set([of.row.from_person, ...third])]
}

async function tellOf(
  tx: Tx,
  ground: Ground,
  of: { swapId: string; state: SwapState; to: readonly string[] },
): Promise<void> {
  const row = await swapRow(tx, ground.districtId, of.swapId)
  if (!row) return
  for (const personId of of.to)
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await tell(tx, {
      type: 'people.swap_moved',
      key: `${of.swapId} ${of.state} ${personId}`,
      districtId: ground.districtId,
      at: ground.now.toISOString(),
      body: {
        personId,
        state: of.state,
        fromName: row.from_name,
        toName: row.to_name,
        stationName: row.station_name,
        day: row.day,
        kindName: row.kind_name,
        own: personId === row.from_person || personId === row.to_person,
      },
    })
}
