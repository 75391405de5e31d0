import { dateOfDay, dayAt, dayOfDate } from '#kernel/zone.ts'
import { calendarOf } from '#modules/catalogue/server/index.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import type { StepOrder } from '../../contract/files.ts'
import { lastDayToMend, legalDue } from '../../domain/clocks.ts'
import { afterStep } from '../../domain/ladder.ts'
import { sayArticle } from '../../domain/law.ts'
import { mayServe, type ServiceMode } from '../../domain/service.ts'
import type { Done, FileChange } from '../files/change.ts'
import { chosenParties, type PartyRow } from '../files/parties.ts'
import { makePaper } from '../papers/make.ts'
import { readFields } from '../papers/fields.ts'
import { actingOfficers, type Acting } from '../powers/officers.ts'
import { orRefuse } from '../refusals.ts'
import { demandStep, endOf, orderOf } from './facts.ts'
import { paperWords as words, sayDay } from '../../domain/paper-words.ts'

type Of<Name extends StepOrder['step']> = Extract<StepOrder, { step: Name }>

const sayOfficers = ({ officers }: Acting) =>
  officers.map(({ name, number }) => `${name}（${number}）`).join('、')

const namesOf = ({ cipher }: FileChange, parties: readonly PartyRow[]) =>
  parties.map((party) => cipher.open(party.name_cipher)).join('、')

const aboutOf = ({ cipher }: FileChange, parties: readonly PartyRow[]) =>
  parties.flatMap((p) => (p.about_cipher ? [cipher.open(p.about_cipher)] : [])).join('；')

/** 责令限期改正: numbered, by two officers of a body that may order, with its articles and its date. */
export async function order(change: FileChange, wish: Of<'order'>): Promise<Done> {
  await demandStep(change, 'order')
  const { tx, row, caller, today, now } = change
  if (wish.untilDay < today) throw invalid('enforcement.until_past')
  const acting = await actingOfficers(change, { power: 'order', secondId: wish.secondId })
  const parties = await chosenParties(tx, row, wish.partyIds)
  const { office } = acting
  const number = await makePaper(change, {
    id: wish.paperId,
    kind: 'order',
    numbered: { bodyId: acting.bodyId, prefix: office.prefix },
    untilDay: wish.untilDay,
    fields: {
      body: office.name,
      parties: namesOf(change, parties),
      about: aboutOf(change, parties),
      place: row.address,
      matter: row.matter_name,
      facts: wish.facts,
      violated: wish.violated,
      basis: sayArticle('order', 'zh-CN'),
      demand: wish.demand,
      until: sayDay(wish.untilDay),
      statement: [office.address, office.phone].filter(Boolean).join('，'),
      reviewBody: office.review_body,
      court: office.court,
      officers: sayOfficers(acting),
      date: sayDay(today),
    },
  })
  const calendar = await calendarOf(tx, caller.districtId)
  return {
    type: 'ordered',
    patch: {
      state: afterStep('order', 'words'),
      body_id: acting.bodyId,
      due_kind: 'service',
      due_at: legalDue('serve', now, calendar).dueAt,
      rung_at: null,
      escalated_at: null,
    },
    body: {
      paperId: wish.paperId,
      number,
      bodyId: acting.bodyId,
      officers: acting.officers.map(({ personId, number: no }) => ({ personId, number: no })),
      untilDay: wish.untilDay,
      violated: wish.violated,
    },
    personal: { words: wish.facts, demand: wish.demand },
  }
}

/** An order that should not have been: its number stays used, the file goes back to words. */
export async function withdrawOrder(change: FileChange, wish: Of<'withdraw_order'>): Promise<Done> {
  await demandStep(change, 'withdraw_order')
  const { tx, row } = change
  const paper = await demandOrder(change)
  const { secondId } = wish
  await actingOfficers(change, { power: 'order', secondId, only: paper.body_id })
  await tx
    .updateTable('enforcement.paper')
    .set({ state: 'withdrawn' })
    .where('district_id', '=', row.district_id)
    .where('id', '=', paper.id)
    .execute()
  return {
    type: 'order_withdrawn',
    patch: { state: afterStep('withdraw_order', 'ordered'), due_at: null, due_kind: null },
    body: { paperId: paper.id, number: paper.number },
    personal: { words: wish.words },
  }
}

async function demandOrder(change: FileChange) {
  const paper = await orderOf(change.tx, change.row)
  if (!paper) throw notFound('enforcement.paper_not_found')
  return paper
}

/** 送达: by a lawful way, with the proof that this way needs; the receipt is made with it. */
export async function serve(
  change: FileChange,
  wish: Of<'serve'>,
  pictures: number,
): Promise<Done> {
  await demandStep(change, 'serve')
  const { tx, row, caller, today, timeZone, cipher } = change
  const paper = await demandOrder(change)
  const madeOn = dateOfDay(dayAt(timeZone, paper.made_at.getTime()))
  const { servedOn } = orRefuse(mayServe(wish.mode, { ...wish.proof, pictures }, { madeOn, today }))
  const { secondId } = wish
  const acting = await actingOfficers(change, { power: 'order', secondId, only: paper.body_id })
  const servedDay = dateOfDay(servedOn)
  const untilDay = await mendBy(change, { madeOn, until: paper.until_day ?? servedDay, servedOn })
  const fields = readFields(cipher, paper.fields_cipher)
  await makePaper(change, {
    id: wish.serviceId,
    kind: 'receipt',
    fields: {
      body: acting.office.name,
      ofNumber: paper.number ?? '',
      parties: fields.parties ?? '',
      place: wish.proof.address || row.address,
      mode: words.mode[wish.mode],
      receiver: wish.proof.signedBy,
      proof: sayProof(wish.mode, wish.proof),
      servedOn: sayDay(servedDay),
      until: sayDay(untilDay),
      officers: sayOfficers(acting),
      date: sayDay(today),
    },
  })
  await tx
    .insertInto('enforcement.service')
    .values({
      district_id: caller.districtId,
      id: wish.serviceId,
      file_id: row.id,
      paper_id: paper.id,
      mode: wish.mode,
      proof_cipher: cipher.seal(JSON.stringify(wish.proof)),
      on_day: wish.proof.on,
      served_on: servedDay,
      until_day: untilDay,
    })
    .execute()
  return {
    type: 'served',
    patch: {
      state: afterStep('serve', 'ordered'),
      due_kind: 'reinspection',
      due_at: endOf(timeZone, untilDay),
      rung_at: null,
      escalated_at: null,
    },
    body: {
      paperId: paper.id,
      serviceId: wish.serviceId,
      mode: wish.mode,
      servedOn: servedDay,
      untilDay,
    },
    personal: { words: sayProof(wish.mode, wish.proof) },
  }
}

/** The day by which an order is kept, counted from its service by the calendar of the district. */
async function mendBy(
  { tx, row }: FileChange,
  { madeOn, until, servedOn }: { madeOn: string; until: string; servedOn: number },
): Promise<string> {
  const calendar = await calendarOf(tx, row.district_id)
  const days = { madeOn: dayOfDate(madeOn), until: dayOfDate(until), servedOn }
  return dateOfDay(lastDayToMend(days, calendar))
}

/** The proof in one line of Chinese, as the receipt prints it. */
function sayProof(mode: ServiceMode, proof: Of<'serve'>['proof']): string {
  const said = Object.entries(words.proof).flatMap(([field, word]) => {
    const value = (proof as Record<string, string | null>)[field] // oxlint-disable-line typescript/no-unsafe-type-assertion -- every field of a proof is a text or null
    return value ? [`${word}${value}`] : []
  })
  return [words.mode[mode], proof.on, ...said].join('，')
}

/** 复查, by two officers, on the day of the order: put right, or not. */
export async function reinspect(change: FileChange, wish: Of<'reinspect'>): Promise<Done> {
  await demandStep(change, 'reinspect', wish.finding)
  const { row, doneOn, now, cipher } = change
  const acting = await actingOfficers(change, { power: 'inspect', secondId: wish.secondId })
  const paper = await demandOrder(change)
  const fields = readFields(cipher, paper.fields_cipher)
  const state = afterStep('reinspect', 'served', { finding: wish.finding })
  await makePaper(change, {
    id: wish.paperId,
    kind: 'reinspection',
    fields: {
      body: acting.office.name,
      ofNumber: paper.number ?? '',
      parties: fields.parties ?? '',
      place: row.address,
      matter: row.matter_name,
      finding: wish.words,
      conclusion: words.finding[wish.finding],
      officers: sayOfficers(acting),
      date: sayDay(doneOn),
    },
  })
  return {
    type: 'reinspected',
    patch: {
      state,
      due_at: null,
      due_kind: null,
      ...(state === 'mended' ? { ended_at: now } : {}),
    },
    body: { finding: wish.finding, paperId: wish.paperId },
    personal: { words: wish.words },
  }
}
