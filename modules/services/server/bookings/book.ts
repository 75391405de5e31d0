import { sql } from 'kysely'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { wallAt } from '#kernel/zone.ts'
import { findReport, reportCase, takeBooked, type Received } from '#modules/cases/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, refused } from '#platform/server/problem.ts'
import { BookingInput } from '../../contract/bookings.ts'
import {
  askedOnly,
  servedBy,
  wrongAnswer,
  type Answers,
  type Question,
} from '../../domain/service.ts'
import { placesLeft, slotAt, type Slot } from '../../domain/slots.ts'
import { findService, holdSlot, questionsOf, slotsAhead, type ServiceRow } from './service-rows.ts'
import { writeStep } from './steps.ts'

export interface Acting {
  caller: Caller
  now: Date
  cipher: Cipher
}

/** Whoever books for somebody says how they were asked; a resident books by the page. */
export type BookedBy = 'web' | 'phone' | 'slip' | 'visit'

export interface Booked {
  received: Received
  startsAt: Date
  endsAt: Date
}

type Given = ReturnType<typeof BookingInput.parse>

/**
 * Books an hour of a service: one transaction makes the case, files it under the matter of the service,
 * sends it to whoever does it with the hour as promise, and takes the place in the hour, whose row is
 * held meanwhile, so that no more are booked than can be served. The id is made where it was asked:
 * the same again gets the same answer, another body 409 `services.booking_id_taken`.
 */
export async function bookService(
  db: Db,
  acting: Acting,
  input: BookingInput,
  by: BookedBy = 'web',
): Promise<Booked> {
  const given = BookingInput.parse(input)
  // Keyed: a digest of a telephone that anybody can compute is the telephone.
  const bodyHash = acting.cipher.blindIndex(canonicalJson({ ...given, by }))
  return transact(db, (tx) => take(tx, acting, { given, by, bodyHash }))
}

interface Taking {
  given: Given
  by: BookedBy
  bodyHash: string
}

async function take(tx: Tx, acting: Acting, taking: Taking): Promise<Booked> {
  // What is sent twice at once waits for the first to be answered.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`booking ${acting.caller.districtId} ${taking.given.clientId}`}, 0))`.execute(
    tx,
  )
  const before = await bookedBefore(tx, acting, taking)
  if (before) return before
  const { given, by } = taking
  const { caller, now } = acting
  const service = await findService(tx, caller.districtId, { code: given.serviceCode })
  const staff = by !== 'web'
  const { answers, unitId } = demandFit(service, given, staff)
  const slots = await slotsAhead(tx, service, { now, staff })
  const slot = await takePlace(tx, service, slots, new Date(given.startsAt))
  const received = await reportCase(tx, reportOf(service, taking, answers), acting)
  await takeBooked(tx, {
    caseId: received.caseId,
    caller,
    now,
    matter: { kind: matterKind(service), code: service.matter_code },
    unitId,
    endsAt: slot.endsAt,
    // Among many of one kind it is the place that tells them apart.
    title: [service.name, given.address].filter(Boolean).join(' · ').slice(0, 60),
    link: await linkOf(tx, acting, slot),
  })
  await insertBooking(tx, acting, taking, {
    service,
    slot,
    answers,
    unitId,
    caseId: received.caseId,
  })
  return { received, startsAt: slot.startsAt, endsAt: slot.endsAt }
}

/** For a partner company, which works by a link: when it is expected. */
export async function linkOf(
  tx: Tx,
  { caller, cipher }: Pick<Acting, 'caller' | 'cipher'>,
  { startsAt, endsAt }: Pick<Slot, 'startsAt' | 'endsAt'>,
) {
  const { timeZone } = await readDistrict(tx, caller.districtId)
  const wall = (at: Date) => new Date(wallAt(timeZone, at.getTime())).toISOString()
  return {
    cipher,
    hour: `${wall(startsAt).slice(0, 10)} ${wall(startsAt).slice(11, 16)}–${wall(endsAt).slice(11, 16)}`,
  }
}

const matterKind = (service: ServiceRow) =>
  service.matter_kind === 'component' ? ('component' as const) : ('matter' as const)

/** An open service, every question answered, a place to come to and, where it is needed, a phone. */
function demandFit(service: ServiceRow, given: Given, staff: boolean) {
  if (!service.open) throw refused('services.service_closed')
  const questions = questionsOf(service)
  const wrong = wrongAnswer(questions, given.answers)
  if (wrong !== null) throw invalid('services.answer_needed', { question: wrong })
  const nowhere = given.place === null && given.addressId === null && given.address === ''
  if (service.place === 'door' && nowhere) throw invalid('services.address_needed')
  if (service.asks_phone && !staff && !given.phone) throw invalid('services.phone_needed')
  const answers = askedOnly(questions, given.answers)
  const unitId = servedBy({ unitId: service.unit_id, questions }, answers)
  if (unitId === null) throw refused('services.service_closed')
  return { answers, unitId }
}

/** Holds the hour and takes one place in it, or says that none is left. */
export async function takePlace(
  tx: Tx,
  service: ServiceRow,
  slots: readonly Slot[],
  startsAt: Date,
): Promise<Slot> {
  const slot = slotAt(slots, startsAt)
  if (!slot) throw refused('services.no_such_hour')
  const taken = await holdSlot(tx, service, slot.startsAt)
  if (placesLeft(slot.capacity, taken) === 0) throw refused('services.hour_full')
  return slot
}

function reportOf(service: ServiceRow, { given, by }: Taking, answers: Answers) {
  const { clientId, place, address, addressId, photos, name, phone } = given
  return {
    source: 'services.booking',
    clientId,
    channel: by,
    words: wordsOf(service, answers, given.words),
    place,
    address,
    addressId,
    doorplate: null,
    photos,
    name,
    phone,
    confidential: false,
    danger: null,
  }
}

/** What the crew reads in the task: the service, what was asked and answered, and what was said besides. */
function wordsOf(service: ServiceRow, answers: Answers, words: string): string {
  const lines = questionsOf(service).flatMap((question) => {
    const said = sayAnswer(question, answers[question.key], 'zh-CN')
    return said === '' ? [] : [`${question.label}：${said}`]
  })
  return [service.name, ...lines, words].filter(Boolean).join('\n')
}

/** An answer as one reads it: the label of the option, 是 or 否. */
export function sayAnswer(
  { kind, options }: Question,
  answer: Answers[string] | undefined,
  language: 'zh-CN' | 'en',
): string {
  if (answer === undefined) return ''
  if (kind === 'yes_no') return language === 'en' ? (answer ? 'yes' : 'no') : answer ? '是' : '否'
  const option = kind === 'choice' && options.find((one) => one.value === answer)
  if (option) return language === 'en' ? option.labelEn : option.label
  return String(answer)
}

interface Made {
  service: ServiceRow
  slot: Slot
  answers: Answers
  unitId: string
  caseId: string
}

async function insertBooking(
  tx: Tx,
  { caller, now, cipher }: Acting,
  { given, by, bodyHash }: Taking,
  { service, slot, answers, unitId, caseId }: Made,
): Promise<void> {
  await tx
    .insertInto('services.booking')
    .values({
      district_id: caller.districtId,
      id: given.clientId,
      service_id: service.id,
      case_id: caseId,
      unit_id: unitId,
      starts_at: slot.startsAt,
      ends_at: slot.endsAt,
      answers_cipher: cipher.seal(JSON.stringify(answers)),
      body_hash: bodyHash,
      booked_at: now,
      booked_by: by === 'web' ? null : caller.personId,
    })
    .execute()
  await writeStep(tx, {
    districtId: caller.districtId,
    bookingId: given.clientId,
    act: 'booked',
    at: now,
    personId: by === 'web' ? null : caller.personId,
    toAt: slot.startsAt,
  })
}

/** What was answered the first time; another body under the same id is refused. */
async function bookedBefore(
  db: Db,
  { caller, cipher }: Acting,
  { given, bodyHash }: Taking,
): Promise<Booked | null> {
  const row = await db
    .selectFrom('services.booking')
    .select(['body_hash', 'starts_at', 'ends_at'])
    .where('district_id', '=', caller.districtId)
    .where('id', '=', given.clientId)
    .executeTakeFirst()
  if (!row) return null
  if (row.body_hash !== bodyHash) throw refused('services.booking_id_taken')
  const of = { source: 'services.booking', clientId: given.clientId }
  const received = await findReport(db, of, { caller, cipher }, null)
  return received && { received, startsAt: row.starts_at, endsAt: row.ends_at }
}
