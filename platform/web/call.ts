import type { z } from 'zod'
import type { Endpoint } from '#platform/shared/endpoint.ts'
import { isSomebodyThere } from './presence.ts'

/** A refusal or failure; `code` is what the page looks up to say it in words. Status 0: nobody answered. */
export class CallError extends Error {
  readonly status: number
  readonly code: string
  readonly details: Record<string, unknown>

  constructor(status: number, code: string, details: Record<string, unknown> = {}) {
    super(code)
    this.name = 'CallError'
    this.status = status
    this.code = code
    this.details = details
  }
}

/** Parts that an endpoint leaves empty need not be given. */
type Given<Name extends string, T> = undefined extends T
  ? { [K in Name]?: T }
  : Record<string, never> extends T
    ? { [K in Name]?: T }
    : { [K in Name]: T }

export type CallInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Given<
  'params',
  z.input<P>
> &
  Given<'query', z.input<Q>> &
  Given<'body', z.input<B>> & { signal?: AbortSignal }

interface Loose {
  params?: Record<string, string | number> | undefined
  query?: Record<string, unknown> | undefined
  body?: unknown
  signal?: AbortSignal
}

/** Calls an endpoint of a contract. Throws CallError and nothing else, but for an abort. */
export async function call<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(e: Endpoint<P, Q, B, R>, input: CallInput<P, Q, B>): Promise<z.output<R>> {
  const { params, query, body, signal } = input as Loose
  const response = await reach(addressOf(e.path, params, query), {
    method: e.method,
    credentials: 'same-origin',
    headers: headersFor(e.method, body),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  })
  const reply = await readJson(response)
  if (!response.ok) throw refusal(response.status, reply)
  // An older page may meet a newer server: values it does not know must not blank the screen.
  const parsed = e.reply.safeParse(reply)
  if (parsed.success) return parsed.data
  // Where the line broke after the first bytes, some browsers hand over an answer that is cut short.
  if (reply === undefined) throw new CallError(0, 'network.unreadable')
  return reply as z.output<R>
}

function addressOf(path: string, params: Loose['params'], query: Loose['query']): string {
  const address = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params?.[name] ?? '')),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {}))
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value])
      if (one !== undefined && one !== null && one !== '') search.append(name, asText(one))
  const tail = search.toString()
  return tail ? `${address}?${tail}` : address
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value
  return value instanceof Date ? value.toISOString() : JSON.stringify(value)
}

/**
 * The extra header on writes cannot be sent by a form of another site, so it stops forged requests. The
 * other tells that somebody is at the page: what it fetches by itself keeps no session alive.
 */
function headersFor(method: string, body: unknown): Record<string, string> {
  return {
    accept: 'application/json',
    ...(method === 'GET' ? {} : { 'x-gongzhi': '1' }),
    ...(isSomebodyThere() ? { 'x-gongzhi-present': '1' } : {}),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new CallError(0, 'network.unreachable')
  }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => {
    throw new CallError(0, 'network.unreachable')
  })
  if (text === '') return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    // A proxy in between may answer with a page of its own.
    if (!response.ok) return undefined
    throw new CallError(0, 'network.unreadable')
  }
}

function refusal(status: number, reply: unknown): CallError {
  const problem: { code?: unknown; details?: unknown } | null =
    typeof reply === 'object' ? reply : null
  const code = typeof problem?.code === 'string' ? problem.code : `http.${status}`
  const details = problem?.details
  return new CallError(
    status,
    code,
    typeof details === 'object' && details !== null ? (details as Record<string, unknown>) : {},
  )
}

export interface Sending {
  /** 0 to 1. */
  onProgress?: (part: number) => void
  signal?: AbortSignal
  headers?: Record<string, string>
}

/** Sends a file by PUT. XHR, since fetch tells nothing about how much has gone up. */
export function sendFile(path: string, blob: Blob, sending: Sending = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', path)
    request.setRequestHeader('content-type', blob.type || 'application/octet-stream')
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('x-gongzhi', '1')
    for (const [name, value] of Object.entries(sending.headers ?? {}))
      request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable && event.total > 0)
        sending.onProgress?.(event.loaded / event.total)
    })
    request.addEventListener('load', () => {
      const reply = parseOrNothing(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(reply)
      else reject(refusal(request.status, reply))
    })
    const unreachable = () => reject(new CallError(0, 'network.unreachable'))
    request.addEventListener('error', unreachable)
    request.addEventListener('timeout', unreachable)
    request.addEventListener('abort', () => reject(new CallError(0, 'network.aborted')))
    if (sending.signal?.aborted) return reject(new CallError(0, 'network.aborted'))
    sending.signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(blob)
  })
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
