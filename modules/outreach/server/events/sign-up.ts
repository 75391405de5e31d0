import { sql } from 'kysely'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { readShortCode } from '#kernel/short-code.ts'
import { areaNames, readDistrict } from '#modules/places/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { brokenConstraint, transact, type Db, type Tx } from '#platform/server/database.ts'
import { notFound, refused } from '#platform/server/problem.ts'
import type { OwnSignUp, PublicEvent } from '../../contract/events.ts'
import { CONSENT, placeFor, refuseSignUp, takenBy } from '../../domain/events.ts'
import { outreachSettings } from '../settings.ts'
import { moveUp, tellOf } from './keep.ts'
import {
  factsOf,
  opensSignUp,
  signStateOf,
  signUpKey,
  signUpsOf,
  wantingOf,
  type EventRow,
  type SignUpRow,
} from './parts.ts'

export interface Stranger {
  districtId: string
  code: string
  now: Date
  cipher: Cipher
}

/** The event of a code as strangers may know of it: of one that is prepared they know nothing. */
async function findPublic(db: Db | Tx, { districtId, code }: Stranger, lock = false) {
  const { rows } = await sql<EventRow>`select e.* from outreach.event e
    where e.district_id = ${districtId} and e.code = ${readShortCode(code) ?? ''}
      and e.state <> 'draft' ${lock ? sql`for update of e` : sql``}`.execute(db)
  const [row] = rows
  if (!row) throw notFound('outreach.event_not_found')
  return row
}

export async function publicEvent(db: Db, of: Stranger): Promise<PublicEvent> {
  const [view] = await publicViews(db, of, [await findPublic(db, of)])
  return view!
}

/** What one can come to from now on, the next first. */
export async function publicEvents(db: Db, of: Omit<Stranger, 'code'>): Promise<PublicEvent[]> {
  const { districtId, now } = of
  const rows = await db
    .selectFrom('outreach.event')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('state', '<>', 'draft')
    .where('ends_at', '>', now)
    .orderBy('starts_at')
    .limit(60)
    .execute()
  return publicViews(db, of, rows)
}

async function publicViews(
  db: Db,
  { districtId, now }: Omit<Stranger, 'code'>,
  rows: readonly EventRow[],
): Promise<PublicEvent[]> {
  if (rows.length === 0) return []
  const { settings, timeZone } = await readDistrict(db, districtId)
  const areas = await areaNames(db, districtId)
  const { keepDays } = await outreachSettings(db, districtId)
  const all = await signUpsOf(
    db,
    districtId,
    rows.map((row) => row.id),
  )
  return rows.map((row) => {
    const wanting = wantingOf(all.filter((one) => one.event_id === row.id))
    return {
      code: row.code,
      title: row.title,
      titleEn: row.title_en,
      what: row.what,
      place: row.place,
      areaName: areas.get(row.area_code) ?? '',
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      signUpUntil: row.sign_up_until.toISOString(),
      state: publicState(row, now),
      whyCancelled: row.why_cancelled,
      seatsLeft: row.seats === null ? null : Math.max(0, row.seats - takenBy(wanting)),
      waits: wanting.some(({ state }) => state === 'waiting'),
      consent: CONSENT,
      keepDays,
      telephone: settings.telephone,
      timeZone,
    }
  })
}

function publicState(row: EventRow, now: Date): PublicEvent['state'] {
  if (row.state === 'cancelled') return 'cancelled'
  if (row.ends_at <= now) return 'over'
  return refuseSignUp(factsOf(row), now) === null ? 'open' : 'closed'
}

const ownView = (cipher: Cipher, row: SignUpRow): OwnSignUp => ({
  id: row.id,
  state: signStateOf(row),
  people: row.people,
  key: signUpKey(cipher, row.district_id, row.id),
})

export interface SignUpInput {
  id: string
  name: string
  phone: string
  people: number
  consent: string
}

/**
 * Signs up whoever agrees to the sentence, for a seat or for the waiting list. Sent again it is the same
 * sign-up; the id with other contents is refused 409, as is a second sign-up of one telephone. Name and
 * number are sealed before they are written.
 */
export async function signUp(db: Db, of: Stranger, given: SignUpInput): Promise<OwnSignUp> {
  const { districtId, now, cipher } = of
  const bodyIndex = cipher.blindIndex(canonicalJson({ ...given }))
  try {
    return await transact(db, async (tx) => {
      const event = await findPublic(tx, of, true)
      const before = await findOwn(tx, districtId, given.id)
      if (before) {
        if (before.event_id !== event.id || before.body_index !== bodyIndex)
          throw refused('outreach.record_id_taken')
        return ownView(cipher, before)
      }
      const refusal = refuseSignUp(factsOf(event), now)
      if (refusal) throw refused(`outreach.${refusal}`)
      const all = await signUpsOf(tx, districtId, [event.id])
      const state = placeFor(event.seats, wantingOf(all), given.people)
      const row = await tx
        .insertInto('outreach.sign_up')
        .values({
          district_id: districtId,
          id: given.id,
          event_id: event.id,
          people: given.people,
          state,
          name_cipher: cipher.seal(given.name),
          phone_cipher: cipher.seal(given.phone),
          phone_index: cipher.blindIndex(given.phone),
          consent: given.consent,
          at: now,
          body_index: bodyIndex,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      await tellOf(tx, { districtId, now }, given.id, state)
      return ownView(cipher, row)
    })
  } catch (error) {
    if (brokenConstraint(error) === 'sign_up_once_by_phone')
      throw refused('outreach.signed_up_already')
    throw error
  }
}

const findOwn = (db: Db, districtId: string, id: string) =>
  db
    .selectFrom('outreach.sign_up')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .executeTakeFirst()

export interface ByKey {
  signUpId: string
  key: string
}

async function demandOwn(db: Db, of: Stranger, event: EventRow, { signUpId, key }: ByKey) {
  const row = await findOwn(db, of.districtId, signUpId)
  if (row?.event_id !== event.id || !opensSignUp(of.cipher, of.districtId, signUpId, key))
    throw notFound('outreach.sign_up_not_found')
  return row
}

/** One's own sign-up by the key of its link; without the right key there is none. */
export async function readSignUp(db: Db, of: Stranger, by: ByKey): Promise<OwnSignUp> {
  return ownView(of.cipher, await demandOwn(db, of, await findPublic(db, of), by))
}

/** Cancels one's own sign-up before the event; its seats go to those who wait. Again is the same. */
export async function cancelSignUp(db: Db, of: Stranger, by: ByKey): Promise<OwnSignUp> {
  const { districtId, now, cipher } = of
  return transact(db, async (tx) => {
    const event = await findPublic(tx, of, true)
    const row = await demandOwn(tx, of, event, by)
    if (row.state === 'cancelled') return ownView(cipher, row)
    if (event.ends_at <= now) throw refused('outreach.event_over')
    await tx
      .updateTable('outreach.sign_up')
      .set({ state: 'cancelled' })
      .where('district_id', '=', districtId)
      .where('id', '=', row.id)
      .execute()
    const all = await signUpsOf(tx, districtId, [event.id])
    await moveUp(tx, { districtId, now }, event, all)
    return ownView(cipher, { ...row, state: 'cancelled' })
  })
}
