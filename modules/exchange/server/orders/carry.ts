import { derivativeOf, type FileStore } from '#modules/files/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { inTheirWords, isTaken, type AnswerMessage } from '../../domain/answer.ts'
import { at } from '../../domain/mapping.ts'
import { NotTaken, type Carrier } from '../outbox/deliver.ts'
import { send, type Outgoing } from '../outgoing/send.ts'
import { headerOf, readLink, type Link } from './links.ts'

/** An answer ready to go: in the words of the sender. */
export interface ReadyAnswer {
  /** The same on every try. */
  id: string
  link: Link
  headers: Record<string, string>
  body: Record<string, unknown>
}

/**
 * How answers reach a neighbouring system. Another way than HTTP is another driver; the mapping has
 * been applied already. Answers the status, or throws.
 */
export type OrderDriver = (answer: ReadyAnswer) => Promise<number>

/** POST of one JSON object to the link's address; the answer is believed as the mapping says. */
export const httpOrderDriver =
  (outgoing: Outgoing): OrderDriver =>
  async ({ id, link, headers, body }) => {
    const {
      status,
      body: said,
      retryAfter,
    } = await send(
      {
        url: link.url,
        headers: { 'content-type': 'application/json', 'idempotency-key': id, ...headers },
        body: JSON.stringify(body),
      },
      outgoing,
    )
    const answer = readJson(said)
    if (isTaken(status, answer, link.mapping.out.taken, at)) return status
    const { taken } = link.mapping.out
    const code = taken && status >= 200 && status < 300 ? at(answer, taken.field) : undefined
    const words =
      code === undefined ? `answered ${status}` : `${taken?.field} = ${JSON.stringify(code)}`
    throw new NotTaken(words, { status, retryAfter, forGood: status === 410 })
  }

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown
  } catch {
    return null
  }
}

export interface CarryingOrders {
  cipher: Cipher
  store: FileStore
  driver: OrderDriver
}

/** Carries answers to the systems that orders came from. Those that take files wait for a file. */
export const orderCarrier = ({ cipher, store, driver }: CarryingOrders): Carrier => ({
  kind: 'link',
  async ready(db, { districtId, targetId }) {
    const row = await db
      .selectFrom('exchange.link')
      .select(['active', 'way'])
      .where('district_id', '=', districtId)
      .where('id', '=', targetId)
      .executeTakeFirst()
    return row?.active === true && row.way === 'http'
  },
  async carry(db, message) {
    const link = await readLink(db, message.district_id, message.target_id)
    const answer = message.body as AnswerMessage // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by hearForOrders
    const pictures =
      link.mapping.out.pictures === 'base64'
        ? await picturesOf(db, store, { districtId: link.districtId, ids: answer.pictures })
        : []
    return driver({
      id: message.id,
      link,
      headers: await headerOf(db, cipher, link),
      body: inTheirWords(answer, link.mapping, pictures),
    })
  },
})

interface SentPicture {
  name: string
  type: string
  data: string
}

/** What is shown of a picture, without its metadata; one that is gone is left out. */
async function picturesOf(
  db: Db,
  store: FileStore,
  { districtId, ids }: { districtId: string; ids: readonly string[] },
): Promise<SentPicture[]> {
  const pictures: SentPicture[] = []
  /* oxlint-disable no-await-in-loop -- one in memory after the other */
  for (const id of ids) {
    const file = await derivativeOf(db, districtId, id, 'public')
    const bytes = file && (await store.open(districtId, file.sha256))
    if (file && bytes)
      pictures.push({ name: `${id}.jpg`, type: file.mediaType, data: bytes.toString('base64') })
  }
  /* oxlint-enable no-await-in-loop */
  return pictures
}
