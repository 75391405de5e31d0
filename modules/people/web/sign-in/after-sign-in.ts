import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { signInContract } from '#modules/people/contract/index.ts'
import { call, CallError } from '#platform/web/call.ts'

const consoleVerbs =
  /^(cases\.receive|settings\.edit|people\.(edit|grant|sessions)|audit\.read|catalogue\.edit)$/

/** The desk and administrators work at the console, the others from the phone. */
export const startFor = (verbs: readonly string[]): string =>
  verbs.some((verb) => consoleVerbs.test(verb)) ? '/console' : '/work'

/** Only addresses of our own; a sign-in page must not send people elsewhere. */
export function safeNext(next: string | null): string | null {
  if (next === null || !next.startsWith('/') || next.startsWith('//') || next.includes('\\'))
    return null
  const url = new URL(next, location.origin)
  return url.origin === location.origin && /^\/(console|work)(\/|$)/.test(url.pathname)
    ? url.pathname + url.search
    : null
}

const NEXT = 'gongzhi.next'
const nextInAddress = () => new URLSearchParams(location.search).get('next')

/** Before leaving for a provider: where this tab wanted to go. */
export function keepNext(): void {
  const next = safeNext(nextInAddress())
  if (next === null) sessionStorage.removeItem(NEXT)
  else sessionStorage.setItem(NEXT, next)
}

export async function goOn(): Promise<void> {
  const next = safeNext(nextInAddress() ?? sessionStorage.getItem(NEXT))
  sessionStorage.removeItem(NEXT)
  if (next !== null) return location.assign(next)
  const me = await call(signInContract.me, {})
  // A post that asks for a second step is closed until one is set: that is done on the own page.
  return location.assign(me.posts.some((p) => p.closed) ? '/console/me' : startFor(me.verbs))
}

/** Sends the first step: goes on when that was enough, else holds the ticket that waits for a code. */
export function useEntering(send: () => Promise<{ personId: string } | { ticket: string }>) {
  const [ticket, setTicket] = useState<string | null>(null)
  const entering = useMutation({
    mutationFn: async () => {
      const reply = await send()
      if ('ticket' in reply) setTicket(reply.ticket)
      else await goOn()
    },
  })
  return { entering, ticket, restart: () => setTicket(null) }
}

/** For how many minutes a name is locked, where that is why it did not work. */
export const lockedMinutes = (error: unknown): unknown =>
  error instanceof CallError ? error.details['minutes'] : undefined

/** The key of the words for why it did not work. */
export function troubleOf(error: unknown): 'wrong' | 'locked' | 'tooOften' | 'failed' {
  if (!(error instanceof CallError)) return 'failed'
  if (error.code === 'people.sign_in_locked') return 'locked'
  if (error.status === 429) return 'tooOften'
  return error.status >= 400 && error.status < 500 ? 'wrong' : 'failed'
}
