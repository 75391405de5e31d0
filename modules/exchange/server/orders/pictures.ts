import { randomUUID } from 'node:crypto'
import { changeByOrder } from '#modules/cases/server/index.ts'
import { receiveFile, type FileStore } from '#modules/files/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { addJob, type Jobs } from '#platform/server/jobs.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { retryAt } from '../../domain/back-off.ts'
import { failureOf, NotTaken } from '../outbox/deliver.ts'
import { send, type Outgoing } from '../outgoing/send.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Pictures that were sent to us beforehand are named by their ids; all others by an address. */
export const fileIdsIn = (pictures: readonly string[] | undefined): string[] =>
  (pictures ?? []).filter((one) => uuid.test(one)).map((id) => id.toLowerCase())

/**
 * Keeps which pictures an order names, and has those fetched that are named by an address. Answers
 * the ids of files that were not named before.
 */
export async function notePictures(
  tx: Tx,
  order: { district_id: string; id: string; now: Date },
  pictures: readonly string[],
): Promise<string[]> {
  if (pictures.length === 0) return []
  const fresh = await tx
    .insertInto('exchange.order_picture')
    .values(
      pictures.map((url) => ({
        district_id: order.district_id,
        order_id: order.id,
        url,
        state: uuid.test(url) ? 'kept' : 'waiting',
        next_at: order.now,
      })),
    )
    .onConflict((c) => c.columns(['district_id', 'order_id', 'url']).doNothing())
    .returning(['url', 'state'])
    .execute()
  if (fresh.some((one) => one.state === 'waiting'))
    await addJob(tx, 'exchange.fetch_pictures', {}, { key: 'exchange.fetch_pictures' })
  return fileIdsIn(fresh.map((one) => one.url))
}

interface Fetching {
  store: FileStore
  outgoing: Outgoing
}

/** `exchange.fetch_pictures` at each order and every minute. */
export const pictureJobs = (tools: Fetching): Jobs => ({
  'exchange.fetch_pictures': async (_, { db, clock }) => {
    await fetchPictures(db, tools, clock)
  },
})

const LEASE_MS = 5 * 60_000
const MOST_BYTES = 30 * 1024 * 1024
const MOST_A_RUN = 100

/** Fetches what is due, one after the other; each becomes a picture of the case, or is tried again. */
export async function fetchPictures(db: Db, tools: Fetching, clock: () => Date): Promise<number> {
  let kept = 0
  for (let n = 0; n < MOST_A_RUN; n++) {
    const due = await claimPicture(db, clock()) // oxlint-disable-line no-await-in-loop -- one by one
    if (!due) break
    if (await fetchOne(db, due, tools, clock())) kept++ // oxlint-disable-line no-await-in-loop -- one by one
  }
  return kept
}

async function claimPicture(db: Db, now: Date) {
  return db
    .updateTable('exchange.order_picture as p')
    .from((eb) =>
      eb
        .selectFrom('exchange.order_picture')
        .select(['district_id', 'order_id', 'url'])
        .where('state', '=', 'waiting')
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .as('due'),
    )
    .whereRef('p.district_id', '=', 'due.district_id')
    .whereRef('p.order_id', '=', 'due.order_id')
    .whereRef('p.url', '=', 'due.url')
    .set((eb) => ({
      attempts: eb('p.attempts', '+', 1),
      next_at: new Date(now.getTime() + LEASE_MS),
    }))
    .returning(['p.district_id', 'p.order_id', 'p.url', 'p.attempts'])
    .executeTakeFirst()
}

type Due = NonNullable<Awaited<ReturnType<typeof claimPicture>>>

async function fetchOne(db: Db, due: Due, tools: Fetching, now: Date): Promise<boolean> {
  try {
    const { status, body } = await send(
      {
        url: due.url,
        method: 'GET',
        headers: { accept: 'image/*' },
        body: '',
        most: MOST_BYTES,
        whole: true,
      },
      tools.outgoing,
    )
    if (status !== 200)
      throw new NotTaken(`answered ${status}`, { status, forGood: [404, 410].includes(status) })
    await keepPicture(db, { due, bytes: body, now }, tools.store)
    return true
  } catch (error) {
    const { words, forGood } = failureOf(error)
    // What is no picture today is none tomorrow.
    const hopeless = forGood || (error instanceof Problem && error.status < 500)
    const again = hopeless ? null : retryAt(due.attempts, now)
    await mark(db, due, {
      state: again ? 'waiting' : 'stuck',
      last_error: words,
      ...(again ? { next_at: again } : {}),
    })
    return false
  }
}

async function keepPicture(
  db: Db,
  { due, bytes, now }: { due: Due; bytes: Buffer; now: Date },
  store: FileStore,
): Promise<void> {
  const districtId = due.district_id
  const fileId = randomUUID()
  await receiveFile(db, store, { districtId, id: fileId, bytes, uploader: null, now })
  await transact(db, async (tx) => {
    const order = await tx
      .selectFrom('exchange.order as o')
      .innerJoin('exchange.link as l', (join) =>
        join.onRef('l.district_id', '=', 'o.district_id').onRef('l.id', '=', 'o.link_id'),
      )
      .select(['o.case_id', 'l.code'])
      .where('o.district_id', '=', districtId)
      .where('o.id', '=', due.order_id)
      .executeTakeFirstOrThrow()
    if (order.case_id === null) throw notFound('exchange.order_not_found')
    await changeByOrder(tx, {
      caseId: order.case_id,
      caller: anonymous(districtId),
      now,
      link: order.code,
      fields: [],
      words: '',
      photos: [fileId],
    })
    await mark(tx, due, { state: 'kept', last_error: null, file_id: fileId })
  })
}

async function mark(
  db: Db,
  { district_id, order_id, url }: Due,
  to: { state: string; last_error: string | null; next_at?: Date; file_id?: string },
): Promise<void> {
  await db
    .updateTable('exchange.order_picture')
    .set(to)
    .where('district_id', '=', district_id)
    .where('order_id', '=', order_id)
    .where('url', '=', url)
    .where('state', '=', 'waiting')
    .execute()
}
