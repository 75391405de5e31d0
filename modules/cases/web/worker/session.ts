import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { signInContract } from '#modules/people/contract/index.ts'
import { call, CallError } from '#platform/web/call.ts'
import { useGo } from '../phone/route-parts.ts'

/** Who is signed in; whoever is not goes to the door and comes back afterwards. */
export function useMe() {
  const go = useGo()
  const asked = useQuery({
    queryKey: ['me'],
    queryFn: () => call(signInContract.me, {}),
    staleTime: 300_000,
    retry: false,
  })
  const signedOut = asked.error instanceof CallError && asked.error.status === 401
  const leave = useEffectEvent(() =>
    go(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`, true),
  )
  useEffect(() => {
    if (signedOut) leave()
  }, [signedOut])
  return { me: asked.data, error: signedOut ? null : asked.error, again: asked.refetch }
}
