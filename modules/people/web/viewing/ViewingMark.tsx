import { useQuery } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import { signInContract } from '../../contract/index.ts'
import { ViewingStrip } from './ViewingStrip.tsx'

/** The mark of a look on the pages for those on foot; before signing in there is nothing to ask. */
export function ViewingMark() {
  const me = useQuery({
    queryKey: ['viewing'],
    queryFn: ({ signal }) => call(signInContract.me, { signal }),
    enabled: location.pathname.startsWith('/work'),
    retry: false,
  })
  const { viewing, district } = me.data ?? {}
  return viewing && district ? (
    <ViewingStrip viewing={viewing} timeZone={district.timeZone} />
  ) : null
}
