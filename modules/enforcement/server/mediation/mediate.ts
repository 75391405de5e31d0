import { dateOfDay, dayAt, dayOfDate, startOfDay } from '#kernel/zone.ts'
import { calendarOf } from '#modules/catalogue/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { MediationOrder } from '../../contract/mediation.ts'
import { legalDue } from '../../domain/clocks.ts'
import {
  isConfirmable,
  mayMediate,
  mediationBodies,
  mediationStates,
  type Mediation,
  type MediationBody,
} from '../../domain/mediation.ts'
import { sayDay } from '../../domain/paper-words.ts'
import { changeFile, type Done, type FileChange, type StepInput } from '../files/change.ts'
import { makePaper } from '../papers/make.ts'
import { oneOf } from '../powers/authority.ts'
import { orRefuse } from '../refusals.ts'

export interface NewMediation {
  id: string
  bodyKind: MediationBody
  bodyName: string
  mediator: string
  facts: string
  parties: readonly { id: string; name: string }[]
}

/** Begins mediation beside a file. It replaces no step of the ladder, and holds none up. */
export async function beginMediation(
  db: Db,
  input: StepInput & { mediation: NewMediation },
): Promise<void> {
  await changeFile(db, input, async (change) => {
    const { tx, row, caller, now, cipher } = change
    const { mediation } = input
    if (row.state === 'void') throw refused('enforcement.file_ended')
    const named = new Set(mediation.parties.map((p) => p.id)).size
    if (named !== mediation.parties.length) throw invalid('enforcement.party_twice')
    if (named < 2) throw invalid('enforcement.mediation_two_parties')
    const added = await tx
      .insertInto('enforcement.mediation')
      .values({
        district_id: caller.districtId,
        id: mediation.id,
        file_id: row.id,
        body_kind: mediation.bodyKind,
        body_name: mediation.bodyName,
        mediator: mediation.mediator,
        facts_cipher: cipher.seal(mediation.facts),
        state: 'open',
        began_at: now,
      })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    if (added.numInsertedOrUpdatedRows !== 1n) throw refused('enforcement.client_id_taken')
    await tx
      .insertInto('enforcement.mediation_party')
      .values(
        mediation.parties.map(({ id, name }) => ({
          district_id: caller.districtId,
          mediation_id: mediation.id,
          id,
          name_cipher: cipher.seal(name),
        })),
      )
      .execute()
    return {
      type: 'mediation_begun',
      body: {
        mediationId: mediation.id,
        bodyKind: mediation.bodyKind,
        parties: mediation.parties.length,
      },
    }
  })
}

/** Agree, fail, ask a court, hear from it, follow up. What failed or was broken leads back to the ladder. */
export async function moveMediation(
  db: Db,
  input: StepInput & { mediationId: string; order: MediationOrder },
): Promise<void> {
  await changeFile(db, input, async (change) => {
    const held = await holdMediation(change, input.mediationId)
    return (takes[input.order.step] as Take<MediationOrder['step']>)(change, held, input.order) // oxlint-disable-line typescript/no-unsafe-type-assertion -- the table is keyed by the same word
  })
}

type Take<Name extends MediationOrder['step']> = (
  change: FileChange,
  held: Held,
  order: Of<Name>,
) => Promise<Done>

const takes: { [Name in MediationOrder['step']]: Take<Name> } = {
  agree,
  fail,
  ask_confirmation: askConfirmation,
  confirm,
  follow_up: followUp,
}

type Of<Name extends MediationOrder['step']> = Extract<MediationOrder, { step: Name }>
type Held = Awaited<ReturnType<typeof holdMediation>>

async function holdMediation({ tx, row }: FileChange, id: string) {
  const found = await tx
    .selectFrom('enforcement.mediation')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw notFound('enforcement.mediation_not_found')
  const parties = await tx
    .selectFrom('enforcement.mediation_party')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('mediation_id', '=', id)
    .orderBy('id')
    .execute()
  return { row: found, parties, mediation: mediationOf(found, parties.length) }
}

/** A mediation as its rules see it. */
export const mediationOf = (
  row: { state: string; body_kind: string; agreed_on: string | null; confirm_until: string | null },
  parties: number,
): Mediation => ({
  state: oneOf(mediationStates, row.state),
  body: oneOf(mediationBodies, row.body_kind),
  parties,
  bindsFrom: row.agreed_on ? dayOfDate(row.agreed_on) : null,
  confirmUntil: row.confirm_until ? dayOfDate(row.confirm_until) : null,
})

const set = ({ tx, row }: FileChange, id: string, values: Record<string, unknown>) =>
  tx
    .updateTable('enforcement.mediation')
    .set(values)
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .where('id', '=', id)
    .execute()

async function agree(change: FileChange, held: Held, order: Of<'agree'>): Promise<Done> {
  const { tx, caller, today, cipher, row, timeZone } = change
  const signed = held.parties.filter((p) => order.signed.includes(p.id))
  orRefuse(
    mayMediate(held.mediation, {
      step: 'agree',
      agreement: { ...order, signed: signed.length },
    }),
  )
  if (order.agreedOn > today) throw invalid('enforcement.agreed_in_future')
  if (order.performUntil < order.agreedOn) throw invalid('enforcement.until_before_from')
  const calendar = await calendarOf(tx, caller.districtId)
  const from = new Date(startOfDay(timeZone, dayOfDate(order.agreedOn)))
  const confirmUntil = isConfirmable(held.mediation.body)
    ? lastDay(timeZone, legalDue('confirm', from, calendar).dueAt)
    : null
  await makePaper(change, {
    id: order.paperId,
    kind: 'agreement',
    fields: {
      mediationBody: held.row.body_name,
      mediator: held.row.mediator,
      parties: held.parties.map((p) => cipher.open(p.name_cipher)).join('、'),
      place: row.address,
      matter: row.matter_name,
      facts: cipher.open(held.row.facts_cipher),
      agreement: order.agreement,
      performUntil: sayDay(order.performUntil),
      date: sayDay(order.agreedOn),
    },
  })
  await set(change, held.row.id, {
    state: 'agreed',
    form: order.form,
    agreement_cipher: cipher.seal(order.agreement),
    agreed_on: order.agreedOn,
    perform_until: order.performUntil,
    confirm_until: confirmUntil,
  })
  if (signed.length > 0)
    await tx
      .updateTable('enforcement.mediation_party')
      .set({ signed: true })
      .where('district_id', '=', caller.districtId)
      .where('mediation_id', '=', held.row.id)
      .where(
        'id',
        'in',
        signed.map((p) => p.id),
      )
      .execute()
  return {
    type: 'mediation_agreed',
    body: {
      mediationId: held.row.id,
      form: order.form,
      agreedOn: order.agreedOn,
      performUntil: order.performUntil,
      confirmUntil,
      paperId: order.paperId,
    },
    personal: { words: order.agreement },
  }
}

/** The day whose end an instant is. */
const lastDay = (timeZone: string, end: Date): string =>
  dateOfDay(dayAt(timeZone, end.getTime() - 1))

async function fail(change: FileChange, held: Held, order: Of<'fail'>): Promise<Done> {
  orRefuse(mayMediate(held.mediation, { step: 'fail' }))
  await set(change, held.row.id, { state: 'failed', ended_at: change.now })
  return {
    type: 'mediation_failed',
    patch: backToLadder(change),
    body: { mediationId: held.row.id },
    personal: { words: order.words },
  }
}

async function askConfirmation(
  change: FileChange,
  held: Held,
  order: Of<'ask_confirmation'>,
): Promise<Done> {
  const today = dayOfDate(change.today)
  orRefuse(mayMediate(held.mediation, { ...order, today }))
  await set(change, held.row.id, { state: 'confirming', court: order.court })
  return {
    type: 'confirmation_asked',
    body: { mediationId: held.row.id, court: order.court },
  }
}

async function confirm(change: FileChange, held: Held, order: Of<'confirm'>): Promise<Done> {
  orRefuse(mayMediate(held.mediation, { step: 'confirm' }))
  await set(change, held.row.id, {
    state: order.confirmed ? 'confirmed' : 'agreed',
    court_result: order.words,
  })
  return {
    type: 'confirmation_answered',
    body: { mediationId: held.row.id, confirmed: order.confirmed },
    personal: { words: order.words },
  }
}

async function followUp(change: FileChange, held: Held, order: Of<'follow_up'>): Promise<Done> {
  orRefuse(mayMediate(held.mediation, { step: 'follow_up' }))
  await set(change, held.row.id, {
    state: order.kept ? 'kept' : 'broken',
    follow_up: order.words,
    ended_at: change.now,
  })
  return {
    type: 'mediation_followed_up',
    ...(order.kept ? {} : { patch: backToLadder(change) }),
    body: { mediationId: held.row.id, kept: order.kept },
    personal: { words: order.words },
  }
}

/** What words could not settle is due on the ladder again: today, unless something is due there already. */
const backToLadder = ({ row, now }: FileChange) =>
  row.due_at === null && row.ended_at === null && row.state === 'words'
    ? { due_at: now, due_kind: 'promise', rung_at: null, escalated_at: null }
    : {}
