import { kindOfPost } from '#modules/people/server/index.ts'
import { invalid } from '#platform/server/problem.ts'
import type { StepOrder } from '../../contract/files.ts'
import { afterStep } from '../../domain/ladder.ts'
import { sayDay } from '../../domain/paper-words.ts'
import type { Done, FileChange } from '../files/change.ts'
import { chosenParties, partiesOf } from '../files/parties.ts'
import { makePaper } from '../papers/make.ts'
import { officeOf } from '../powers/authority.ts'
import { demandStep, endOf } from './facts.ts'

type Of<Name extends StepOrder['step']> = Extract<StepOrder, { step: Name }>
type GivenPromise = Of<'promise'>['promises'][number]

/** By whose post a dissuasion counts, where nobody else is named. */
const dissuaderOf: Record<string, string> = {
  officer: 'officer',
  grid_worker: 'grid',
  coordinator: 'community',
  secretary: 'community',
  liaison: 'property',
}

/** Words to somebody: counted alike, whether by community, property company or officer. */
export async function dissuade(change: FileChange, order: Of<'dissuade'>): Promise<Done> {
  await demandStep(change, 'dissuade')
  const { tx, row, caller } = change
  const parties = await chosenParties(tx, row, order.partyIds)
  const kind = await kindOfPost(tx, caller.districtId, caller.postId ?? '')
  return {
    type: 'dissuaded',
    body: {
      by: order.who?.kind ?? dissuaderOf[kind ?? ''] ?? 'other',
      partyIds: parties.map((party) => party.id),
    },
    personal: { words: order.words, ...(order.who?.name ? { who: order.who.name } : {}) },
  }
}

/** Whoever sells farm produce or daily goods is led to a zone for it before anything is ordered. */
export async function offerStalls(change: FileChange, order: Of<'offer_stalls'>): Promise<Done> {
  await demandStep(change, 'offer_stalls')
  return {
    type: 'stalls_offered',
    patch: { stalls_offered: true },
    body: { zone: order.zone, answer: order.answer },
    personal: { words: order.words },
  }
}

/** A talk, with who came from the community; what is promised in it makes a re-visit. */
export async function talk(change: FileChange, order: Of<'talk'>): Promise<Done> {
  await demandStep(change, 'talk')
  if (order.community === null && order.absentWhy === '')
    throw invalid('enforcement.community_absent')
  const parties = await chosenParties(change.tx, change.row, order.partyIds)
  const promised = await keepPromises(change, order.promises, order.community)
  return {
    type: 'talked',
    patch: promised,
    body: {
      partyIds: parties.map((party) => party.id),
      communityPresent: order.community !== null,
      promises: order.promises.map(({ id, byDay }) => ({ id, byDay })),
    },
    personal: {
      words: order.words,
      community: order.community ?? '',
      ...(order.community === null ? { absentWhy: order.absentWhy } : {}),
    },
  }
}

export async function promise(change: FileChange, order: Of<'promise'>): Promise<Done> {
  await demandStep(change, 'promise')
  return {
    type: 'promised',
    patch: await keepPromises(change, order.promises, null),
    body: { promises: order.promises.map(({ id, byDay }) => ({ id, byDay })) },
    personal: { words: order.words },
  }
}

/** Each promise is a paper to sign and a day to come back: the earliest is when somebody must look. */
async function keepPromises(
  change: FileChange,
  promises: readonly GivenPromise[],
  community: string | null,
) {
  const { tx, row, caller, today, cipher, timeZone } = change
  if (promises.length === 0) return {}
  if (promises.some((one) => one.byDay < today)) throw invalid('enforcement.promise_past')
  const parties = await partiesOf(tx, caller.districtId, [row.id])
  const office = row.body_id ? await officeOf(tx, caller.districtId, row.body_id) : undefined
  for (const one of promises) {
    const party = parties.find((p) => p.id === one.partyId)
    if (!party) throw invalid('enforcement.party_unknown')
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await makePaper(change, {
      id: one.id,
      kind: 'promise',
      untilDay: one.byDay,
      fields: {
        parties: cipher.open(party.name_cipher),
        place: row.address,
        matter: row.matter_name,
        promise: one.what,
        until: sayDay(one.byDay),
        community: community ?? '',
        body: office?.name ?? '',
        date: sayDay(today),
      },
    })
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await tx
      .insertInto('enforcement.promise')
      .values({
        district_id: caller.districtId,
        id: one.id,
        file_id: row.id,
        party_id: one.partyId,
        what: one.what,
        by_day: one.byDay,
      })
      .execute()
  }
  const open = await openPromises(change)
  const first = open.map((p) => p.by_day).sort()[0] ?? today
  return {
    state: afterStep('promise', 'words'),
    due_kind: 'promise',
    due_at: endOf(timeZone, first),
    rung_at: null,
    escalated_at: null,
  }
}

const openPromises = ({ tx, row }: FileChange) =>
  tx
    .selectFrom('enforcement.promise')
    .select(['id', 'by_day'])
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .where('state', '=', 'open')
    .execute()

/** What was promised is looked at where it was promised; nothing ends on the word alone. */
export async function revisit(change: FileChange, order: Of<'revisit'>): Promise<Done> {
  await demandStep(change, 'revisit', order.finding)
  const { tx, row, now, doneOn } = change
  const state = afterStep('revisit', 'promised', { finding: order.finding })
  const isMended = order.finding === 'mended'
  await tx
    .updateTable('enforcement.promise')
    .set({ state: isMended ? 'kept' : 'broken' })
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .where('state', '=', 'open')
    // One whose day has not come is not broken by another's: it is overtaken.
    .$if(!isMended, (q) => q.where('by_day', '<=', doneOn))
    .execute()
  return {
    type: 'revisited',
    patch: {
      state,
      due_at: null,
      due_kind: null,
      ...(state === 'mended' ? { ended_at: now } : {}),
    },
    body: { finding: order.finding },
    personal: { words: order.words },
  }
}

export async function makeVoid(change: FileChange, order: Of<'make_void'>): Promise<Done> {
  await demandStep(change, 'make_void')
  return {
    type: 'made_void',
    patch: { state: 'void', ended_at: change.now, due_at: null, due_kind: null },
    personal: { words: order.words },
  }
}
