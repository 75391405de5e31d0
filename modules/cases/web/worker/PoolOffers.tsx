import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { claimEntry, passEntry, poolEntries } from '#modules/cases/contract/pools.ts'
import { call, CallError } from '#platform/web/call.ts'
import { Button, Strip } from '#platform/web/kit/index.ts'
import { useSpeech } from '../phone/speech.ts'

/** Cases from pools that the own unit may claim, above its tasks. Claiming needs the server: of two one wins. */
export function PoolOffers({ timeZone }: { timeZone: string }) {
  const { t, known, say } = useSpeech(timeZone)
  const client = useQueryClient()
  const offers = useQuery({
    queryKey: ['tasks', 'pool'],
    queryFn: () => call(poolEntries, {}),
    refetchInterval: 30_000,
  })
  const answer = useMutation({
    mutationFn: ({ entryId, claims }: { entryId: string; claims: boolean }) =>
      call(claims ? claimEntry : passEntry, { params: { entryId } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['tasks'] }),
  })
  const rows = (offers.data?.entries ?? []).filter((e) => e.allowed.includes('claim'))
  const refused = answer.error instanceof CallError ? answer.error.code : null
  if (rows.length === 0 && refused === null) return null
  return (
    <section className="task-group" data-group="pool">
      <h2>
        {t('work.pool')} <span>{rows.length}</span>
      </h2>
      {refused !== null && (
        <Strip tone="warn">{known(`work.pool.error.${refused}`, t('work.pool.refused'))}</Strip>
      )}
      <ul className="tasks">
        {rows.map((entry) => (
          <li key={entry.id} className="pool-offer">
            <strong>{entry.title || entry.matterName || entry.shortCode}</strong>
            <p className="quiet">
              {entry.address} · {t('work.pool.until', { at: say(entry.until) })}
            </p>
            <p className="pool-offer-verbs">
              <Button
                busy={answer.isPending}
                onClick={() => answer.mutate({ entryId: entry.id, claims: true })}
              >
                {t('work.pool.claim')}
              </Button>
              <Button
                look="quiet"
                onClick={() => answer.mutate({ entryId: entry.id, claims: false })}
              >
                {t('work.pool.pass')}
              </Button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
