import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { readShortCode } from '#kernel/short-code.ts'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { calendarOf } from '#modules/catalogue/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import { findSubject } from '#modules/subjects/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { tell } from '#platform/server/jobs.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { SignForm, SignOrder } from '../../contract/signs.ts'
import {
  nextState,
  pausedFrom,
  resumedAt,
  signNumber,
  signStates,
  silenceDue,
  type SignAct,
} from '../../domain/sign.ts'
import { pausesOf, signKey, visibleSign, writeSignStep, type FilingRow } from './sign-rows.ts'
import { addFiles } from './submit.ts'

interface Held {
  tx: Tx
  row: FilingRow
  now: Date
  /** Null: the shop, or the clock. */
  personId: string | null
}

/** Asks the table of moves; the state that follows. */
export function demandMove(row: FilingRow, act: SignAct) {
  const state = signStates.find((one) => one === row.state) ?? 'withdrawn'
  const next = nextState(act, state)
  if (!next.ok) throw refused(`services.${next.refusal}`)
  return next.fact
}

const change = (
  { tx, row }: Held,
  values: Partial<Omit<FilingRow, 'form' | 'checks' | 'pauses'>> & {
    form?: string
    checks?: string
    pauses?: string
  },
) =>
  tx
    .updateTable('services.sign_filing')
    .set({ ...values, version: row.version + 1 })
    .where('district_id', '=', row.district_id)
    .where('id', '=', row.id)
    .execute()

const record = (
  held: Held,
  act: 'asked' | 'mended' | 'filed' | 'silence' | 'withdrawn' | 'noted' | 'linked',
  words: string,
) => writeSignStep(held.tx, { row: held.row, act, at: held.now, personId: held.personId, words })

const announce = ({ tx, row, now }: Held, type: string) =>
  tell(tx, {
    type,
    key: `${row.id}:${row.version + 1}`,
    districtId: row.district_id,
    at: now.toISOString(),
    body: { filingId: row.id },
  })

/** Of a year each number is given once, and none is left out: the counter is held until the end. */
async function takeNumber(tx: Tx, districtId: string, now: Date): Promise<string> {
  const { timeZone } = await readDistrict(tx, districtId)
  const year = Number(dateOfDay(dayAt(timeZone, now.getTime())).slice(0, 4))
  const { last } = await tx
    .insertInto('services.sign_counter')
    .values({ district_id: districtId, year, last: 1 })
    .onConflict((c) =>
      c.columns(['district_id', 'year']).doUpdateSet({
        last: sql<number>`services.sign_counter.last + 1`,
      }),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return signNumber(year, last)
}

/** Filed, by the staff or by their silence: it has its number from now on. */
export async function fileSign(
  held: Held,
  by: 'staff' | 'silence',
  words: string,
  checks?: string,
) {
  const { tx, row, now } = held
  const state = demandMove(row, 'file')
  await change(held, {
    state,
    filed_at: now,
    filed_by: by,
    number: await takeNumber(tx, row.district_id, now),
    due_at: null,
    mend_until: null,
    pauses: JSON.stringify(resumedAt(pausesOf(row), now)),
    ...(checks === undefined ? {} : { checks }),
  })
  await record(held, by === 'silence' ? 'silence' : 'filed', words)
  await announce(held, 'sign.filed')
}

/** A step of staff within their area, against the version that they saw. */
export async function moveSign(
  db: Db,
  { caller, now }: { caller: Caller; now: Date },
  of: { filingId: string; baseVersion: number; order: SignOrder },
): Promise<void> {
  await transact(db, async (tx) => {
    const row = await tx
      .selectFrom('services.sign_filing as f')
      .selectAll('f')
      .where('f.district_id', '=', caller.districtId)
      .where('f.id', '=', of.filingId)
      .where(visibleSign(caller))
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw notFound('services.sign_not_found')
    if (row.version !== of.baseVersion)
      throw refused('services.out_of_date', { version: row.version })
    await take({ tx, row, now, personId: caller.personId }, of.order, caller)
    await audit(tx, caller, {
      act: `services.sign_${of.order.act}`,
      subjectKind: 'sign_filing',
      subjectId: row.id,
      details: { code: row.code },
      at: now,
    })
  })
}

async function take(held: Held, order: SignOrder, caller: Caller): Promise<void> {
  const { tx, row, now } = held
  if (order.act === 'file') {
    await fileSign(held, 'staff', order.words, JSON.stringify(order.checks))
    return
  }
  const state = demandMove(row, order.act)
  if (order.act === 'ask') {
    await demandLater(tx, row, order.until, now)
    await change(held, {
      state,
      due_at: null,
      mend_until: order.until,
      checks: JSON.stringify(order.checks),
      pauses: JSON.stringify(pausedFrom(pausesOf(row), now)),
    })
    await record(held, 'asked', order.words)
    await announce(held, 'sign.asked')
  } else if (order.act === 'note') {
    await addFiles(tx, row, order.photos, { role: 'seen', now, personId: caller.personId })
    await change(held, {})
    await record(held, 'noted', order.words)
  } else if (order.act === 'withdraw') {
    await change(held, { state, due_at: null, mend_until: null })
    await record(held, 'withdrawn', order.words)
  } else {
    const subject = await findSubject(tx, caller, order.subjectId)
    await change(held, { subject_id: subject.id })
    await record(held, 'linked', subject.name)
  }
}

async function demandLater(tx: Tx, row: FilingRow, until: string, now: Date): Promise<void> {
  const { timeZone } = await readDistrict(tx, row.district_id)
  if (until <= dateOfDay(dayAt(timeZone, now.getTime()))) throw invalid('services.sign_until_later')
}

export interface ByLink {
  districtId: string
  cipher: Cipher
  now: Date
  code: string
  key: string
}

const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** The filing of a link; a wrong key finds nothing, as a wrong code does. */
export async function signByLink(
  db: Db,
  { districtId, cipher, code, key }: ByLink,
): Promise<FilingRow> {
  const row = await db
    .selectFrom('services.sign_filing')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('code', '=', readShortCode(code) ?? '')
    .executeTakeFirst()
  if (!row || !same(key, signKey(cipher, districtId, row.id)))
    throw notFound('services.sign_not_found')
  return row
}

async function byLink(db: Db, link: ByLink, work: (held: Held) => Promise<void>): Promise<void> {
  await transact(db, async (tx) => {
    const { id } = await signByLink(tx, link)
    const row = await tx
      .selectFrom('services.sign_filing')
      .selectAll()
      .where('district_id', '=', link.districtId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    await work({ tx, row, now: link.now, personId: null })
  })
}

/** Mended by the shop: the clock of silence goes on where it stood. */
export async function mendByLink(
  db: Db,
  link: ByLink,
  mended: { form: SignForm; photos: readonly string[]; words: string },
): Promise<void> {
  await byLink(db, link, async (held) => {
    const { tx, row, now } = held
    const state = demandMove(row, 'mend')
    if (!mended.form.answersForSafety || !mended.form.landlordAgrees)
      throw invalid('services.sign_promises_needed')
    const pauses = resumedAt(pausesOf(row), now)
    const clock = { submittedAt: row.submitted_at, workingDays: row.working_days, pauses }
    await addFiles(tx, row, mended.photos, { role: 'drawing', now, personId: null })
    await change(held, {
      state,
      form: JSON.stringify(mended.form),
      pauses: JSON.stringify(pauses),
      mend_until: null,
      due_at: silenceDue(clock, await calendarOf(tx, row.district_id)),
    })
    await record(held, 'mended', mended.words)
  })
}

/** Taken back by the shop. Again is the same answer. */
export async function withdrawByLink(db: Db, link: ByLink, words: string): Promise<void> {
  await byLink(db, link, async (held) => {
    if (held.row.state === 'withdrawn') return
    const state = demandMove(held.row, 'withdraw')
    await change(held, { state, due_at: null, mend_until: null })
    await record(held, 'withdrawn', words)
  })
}
