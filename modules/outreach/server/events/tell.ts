import { wallAt } from '#kernel/zone.ts'
import { notifyAll, sendTo } from '#modules/notices/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import { takenBy } from '../../domain/events.ts'
import en from '../../words/notices.en.json' with { type: 'json' }
import zh from '../../words/notices.zh-CN.json' with { type: 'json' }
import { signUpKey, signUpsOf, wantingOf, type EventRow, type SignUpRow } from './parts.ts'

export interface TellingGuests {
  cipher: Cipher
  /** Where residents reach this server: their messages carry links. */
  publicUrl: string
  /** Whether this installation can send SMS at all; without, nothing is queued to get stuck. */
  canSend: boolean
}

const sentences = ['signed', 'waiting', 'moved_up', 'cancelled', 'reminder'] as const
type Sentence = (typeof sentences)[number]

const filled = (text: string, gaps: Record<string, string>) =>
  Object.entries(gaps).reduce((said, [name, value]) => said.replaceAll(`{{${name}}}`, value), text)

/** 3-20 09:00 by the district's clock. */
const when = (timeZone: string, at: Date) =>
  new Date(wallAt(timeZone, at.getTime())).toISOString().slice(5, 16).replace('T', ' ')

/**
 * Writes to the telephone of whoever signed up: that they have a seat, wait, moved up, or that it is
 * cancelled; once for each. Nobody is written to from the demonstration: its numbers may be somebody's.
 */
export async function tellGuest(db: Db, fact: Fact, parts: TellingGuests): Promise<void> {
  if (fact.type !== 'outreach.sign_up' || !parts.canSend) return
  const { signUpId, what } = fact.body
  const sentence = sentences.find((one) => one === what)
  if (typeof signUpId !== 'string' || !sentence) return
  const { districtId } = fact
  const { demo, timeZone } = await readDistrict(db, districtId)
  if (demo) return
  const row = await db
    .selectFrom('outreach.sign_up')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('id', '=', signUpId)
    .executeTakeFirst()
  const event = row && (await eventOf(db, row))
  if (!row || !event) return
  await transact(db, (tx) =>
    write(tx, parts, { row, event, sentence, timeZone, now: new Date(fact.at) }),
  )
}

const eventOf = (db: Db, row: SignUpRow) =>
  db
    .selectFrom('outreach.event')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('id', '=', row.event_id)
    .executeTakeFirst()

interface Writing {
  row: SignUpRow
  event: EventRow
  sentence: Sentence
  timeZone: string
  now: Date
}

async function write(tx: Tx, { cipher, publicUrl }: TellingGuests, writing: Writing) {
  const { row, event, sentence, timeZone, now } = writing
  if (row.phone_cipher === null) return
  const { district_id: districtId } = row
  const key = signUpKey(cipher, districtId, row.id)
  await sendTo(tx, cipher, {
    districtId,
    channel: 'sms',
    address: cipher.open(row.phone_cipher),
    subject: zh['sms.subject'],
    body: filled(zh[`sms.${sentence}`], {
      title: event.title,
      when: when(timeZone, event.starts_at),
      place: event.place,
      why: event.why_cancelled,
      link: `${publicUrl}/${districtId}/events/${event.code}?own=${row.id}.${key}`,
    }),
    factKey: `${row.id}:${sentence}`,
    now,
  })
}

/**
 * In the morning, of every event of the next day: whoever made it hears how many come, and whoever has a
 * seat is reminded, once each.
 */
export async function remindOfEvents(
  db: Db,
  districtId: string,
  parts: TellingGuests & { now: Date },
): Promise<number> {
  const { now } = parts
  const { demo, timeZone } = await readDistrict(db, districtId)
  const events = await db
    .selectFrom('outreach.event')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('state', '=', 'open')
    .where('starts_at', '>', now)
    .where('starts_at', '<=', new Date(now.getTime() + 40 * 3_600_000))
    .execute()
  for (const event of events)
    // oxlint-disable-next-line no-await-in-loop -- a handful, once a day
    await transact(db, async (tx) => {
      const rows = await signUpsOf(tx, districtId, [event.id])
      await tellMaker(tx, event, { rows, timeZone, now })
      if (demo || !parts.canSend) return
      for (const row of rows.filter(({ state }) => state === 'signed'))
        await write(tx, parts, { row, event, sentence: 'reminder', timeZone, now }) // oxlint-disable-line no-await-in-loop -- one connection
    })
  return events.length
}

async function tellMaker(
  tx: Tx,
  event: EventRow,
  { rows, timeZone, now }: { rows: readonly SignUpRow[]; timeZone: string; now: Date },
) {
  const gaps = {
    title: event.title,
    when: when(timeZone, event.starts_at),
    place: event.place,
    count: String(takenBy(wantingOf(rows))),
  }
  const said = (words: typeof zh) => ({
    title: filled(words['event_soon'], gaps),
    body: filled(words['event_soon_body'], gaps),
  })
  await notifyAll(tx, [
    {
      districtId: event.district_id,
      personId: event.created_by,
      kind: 'outreach.event_soon',
      words: { 'zh-CN': said(zh), en: said(en) },
      link: `/console/outreach/events/${event.id}`,
      factKey: `${event.id}:${event.starts_at.toISOString()}`,
      at: now,
    },
  ])
}
