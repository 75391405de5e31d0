import { lookup } from 'node:dns/promises'
import { request as requestPlain, type IncomingMessage } from 'node:http'
import { request as requestSealed } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { addressGuard } from './addresses.ts'

/** How this installation may call others. */
export interface Outgoing {
  /** Only https then. */
  production: boolean
  /** Networks that may be called besides the public internet: `10.20.0.0/16`. */
  networks: readonly string[]
  /** Milliseconds until an answer that does not come is given up. */
  patience?: number
  /** Names to addresses; the system's own resolver where nothing is said. */
  resolve?: (host: string) => Promise<{ address: string; family: number }[]>
}

export interface Sending {
  url: string
  method?: 'POST' | 'PUT' | 'GET'
  headers: Record<string, string>
  body: Uint8Array | string
  /** How many bytes of an answer are read; the rest is left, or refused where it is wanted whole. */
  most?: number
  whole?: boolean
}

export interface Answer {
  status: number
  body: Buffer
  type: string
  /** Seconds that the other side asks to be left alone. */
  retryAfter: number
}

/** Why nothing was answered, in one word that has a sentence on the page. */
export class NoAnswer extends Error {
  readonly why:
    | 'forbidden_address'
    | 'no_address'
    | 'not_https'
    | 'timeout'
    | 'broken'
    | 'too_large'

  constructor(why: NoAnswer['why'], words: string = why) {
    super(words)
    this.name = 'NoAnswer'
    this.why = why
  }
}

const PATIENCE_MS = 15_000
const MOST_BYTES = 65_536

/**
 * One request to an address that somebody typed in. The name is resolved once, every address of it is
 * judged, and the connection goes to the very address that was judged, so that a name which answers
 * differently the second time leads nowhere. Redirects are not followed.
 */
export async function send(sending: Sending, outgoing: Outgoing): Promise<Answer> {
  const url = new URL(sending.url)
  if (outgoing.production && url.protocol !== 'https:') throw new NoAnswer('not_https')
  const pinned = await addressOf(url.hostname.replace(/^\[|\]$/g, ''), outgoing)
  const asked = { ...sending, url, pinned, patience: outgoing.patience ?? PATIENCE_MS }
  return exchange(asked)
}

async function addressOf(host: string, outgoing: Outgoing) {
  const resolve = outgoing.resolve ?? ((name: string) => lookup(name, { all: true }))
  const found =
    isIP(host) > 0
      ? [{ address: host, family: isIP(host) }]
      : await resolve(host).catch((error: unknown) => {
          throw new NoAnswer('no_address', error instanceof Error ? error.message : host)
        })
  const [first] = found
  if (!first) throw new NoAnswer('no_address')
  const allowed = addressGuard(outgoing.networks)
  if (!found.every(({ address }) => allowed(address))) throw new NoAnswer('forbidden_address')
  return first
}

interface Asked extends Omit<Sending, 'url'> {
  url: URL
  pinned: { address: string; family: number }
  patience: number
}

function exchange({ url, pinned, patience, ...sending }: Asked): Promise<Answer> {
  const { address, family } = pinned
  const lookupPinned: LookupFunction = (_host, options, done) =>
    options.all ? done(null, [{ address, family }]) : done(null, address, family)
  const bytes = Buffer.from(sending.body)
  const request = url.protocol === 'https:' ? requestSealed : requestPlain
  return new Promise((resolve, reject) => {
    const out = request(
      url,
      {
        method: sending.method ?? 'POST',
        headers: {
          'user-agent': 'gongzhi',
          ...sending.headers,
          ...(bytes.length > 0 ? { 'content-length': bytes.length } : {}),
        },
        // Every call for itself: a kept connection would outlive the judgement of its address.
        agent: false,
        lookup: lookupPinned,
        signal: AbortSignal.timeout(patience),
      },
      (reply) => void readAll(reply, sending).then(resolve, failed),
    )
    const failed = (error: Error) => {
      out.destroy()
      reject(reasonOf(error))
    }
    out.on('error', failed)
    out.end(bytes)
  })
}

function reasonOf(error: Error): NoAnswer {
  if (error instanceof NoAnswer) return error
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return new NoAnswer('timeout')
  return new NoAnswer('broken', error.message)
}

async function readAll(
  reply: IncomingMessage,
  { most = MOST_BYTES, whole = false }: { most?: number; whole?: boolean },
): Promise<Answer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of reply) {
    const bytes = part as Buffer // oxlint-disable-line typescript/no-unsafe-type-assertion -- no encoding was set
    size += bytes.length
    parts.push(bytes)
    if (size <= most) continue
    if (whole) throw new NoAnswer('too_large')
    break
  }
  return {
    status: reply.statusCode ?? 0,
    body: Buffer.concat(parts),
    type: reply.headers['content-type'] ?? '',
    retryAfter: Number(reply.headers['retry-after']) || 0,
  }
}
