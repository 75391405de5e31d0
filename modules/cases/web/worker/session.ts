import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { signInContract } from '#modules/people/contract/index.ts'
import { call, CallError } from '#platform/web/call.ts'
import { useGo } from '../phone/route-parts.ts'
import { forgetSeen, seenBy, seenOr, useSeenAt } from './last-seen.ts'

const askMe = () =>
  seenOr('me', async () => {
    const me = await call(signInContract.me, {})
    seenBy(me.person.id)
    return me
  })

/**
 * Who is signed in; whoever is not goes to the door and comes back afterwards. Where nobody answers, it
 * is whoever was seen here last (`confirmed` is false then), and it is asked again until somebody does.
 */
export function useMe() {
  const go = useGo()
  const seenAt = useSeenAt('me')
  const asked = useQuery({
    queryKey: ['me'],
    queryFn: askMe,
    staleTime: seenAt === null ? 300_000 : 0,
    refetchInterval: seenAt === null ? false : 10_000,
    refetchOnReconnect: 'always',
    retry: false,
  })
  const unsure = seenAt !== null
  const ask = useEffectEvent(() => void asked.refetch())
  useEffect(() => {
    if (!unsure) return undefined
    // A page that opened without a line was never told that it went, so nothing else tells it that it is back.
    const hear = () => ask()
    addEventListener('online', hear)
    return () => removeEventListener('online', hear)
  }, [unsure])
  const signedOut = asked.error instanceof CallError && asked.error.status === 401
  const leave = useEffectEvent(() =>
    go(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`, true),
  )
  useEffect(() => {
    if (!signedOut) return
    void forgetSeen()
    leave()
  }, [signedOut])
  return {
    me: asked.data,
    confirmed: !unsure,
    error: signedOut ? null : asked.error,
    again: asked.refetch,
  }
}
