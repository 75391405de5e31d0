import { createTransport } from 'nodemailer'
import type { Channel } from '../contract/index.ts'

/** Carries messages of one channel. Whatever it throws is kept as the reason and tried again later. */
export interface Driver {
  channel: Channel
  send(message: { address: string; subject: string; body: string }): Promise<void>
}

const PATIENCE_MS = 15_000

/** Malformed, gone, too large, of the wrong kind, unprocessable. */
const faultsOfMessage: ReadonlySet<number> = new Set([400, 410, 413, 415, 422])

/** Trying again would change nothing: a person has to look at it. */
export class RefusedForGood extends Error {}

/** E-mail by SMTP: `smtp://user:password@host:587` or `smtps://…`. Done when the server has taken it. */
export function smtpDriver({ url, from }: { url: string; from: string }): Driver {
  const transport = createTransport(
    {
      url,
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  )
  return {
    channel: 'email',
    async send({ address, subject, body }) {
      await transport.sendMail({ to: { name: '', address }, subject, text: body })
    },
  }
}

/**
 * SMS or WeCom through a gateway: POST of `{ channel, to, subject, text }` as JSON, with a bearer token
 * where one is set. Any answer of 2xx means that the gateway has taken the message, one that finds fault
 * with the message itself that it never will. Everything else is tried again: a wrong token or a
 * gateway that is away is mended without losing what waits.
 */
export function webhookDriver(options: {
  channel: 'sms' | 'wecom'
  url: string
  token?: string
  patience?: number
}): Driver {
  const { channel, url, token, patience = PATIENCE_MS } = options
  return {
    channel,
    async send({ address, subject, body }) {
      const reply = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify({ channel, to: address, subject, text: body }),
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      })
      await reply.body?.cancel()
      if (reply.ok) return
      const words = `the gateway answered ${reply.status}`
      throw faultsOfMessage.has(reply.status) ? new RefusedForGood(words) : new Error(words)
    },
  }
}
