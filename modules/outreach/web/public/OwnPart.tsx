import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#platform/web/call.ts'
import { Button, Failure, failureOf, Skeleton, Strip } from '#platform/web/kit/index.ts'
import { eventsContract as contract, type PublicEvent } from '../../contract/index.ts'
import type { Which } from './EventPublicPage.tsx'
import { useRefusal } from './SignUpPart.tsx'
import { usePublicWords } from './words.ts'

interface OwnPartProps {
  which: Which
  own: { signUpId: string; key: string }
  event: PublicEvent
}

/** One's own sign-up by its link: a seat, the waiting list, or cancelled; it can be cancelled here. */
export function OwnPart({ which, own, event }: OwnPartProps) {
  const { t } = usePublicWords()
  const refusal = useRefusal()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const params = { ...which, signUpId: own.signUpId }
  const mine = useQuery({
    queryKey: ['own sign-up', own.signUpId],
    queryFn: ({ signal }) => call(contract.readSignUp, { params, query: { key: own.key }, signal }),
    retry: false,
  })
  const cancel = useMutation({
    mutationFn: () => call(contract.cancelSignUp, { params, body: { key: own.key } }),
    onSuccess: (now) => {
      client.setQueryData(['own sign-up', own.signUpId], now)
      void client.invalidateQueries({ queryKey: ['public event'] })
      setAsking(false)
    },
  })
  if (mine.isPending) return <Skeleton shape="card" count={1} />
  if (mine.error)
    return <Failure kind={failureOf(mine.error)} onRetry={() => void mine.refetch()} />
  const { state, people } = mine.data
  const may = state !== 'cancelled' && event.state !== 'over' && event.state !== 'cancelled'
  return (
    <section className="step" aria-label={t('own')}>
      <Strip tone={state === 'signed' ? 'done' : 'info'}>
        {t(`own.${state}`, { count: people })}
      </Strip>
      {state !== 'cancelled' && <p>{t('own.keep')}</p>}
      {cancel.error && <Strip tone="danger">{refusal(cancel.error)}</Strip>}
      {may && !asking && (
        <Button look="quiet" onClick={() => setAsking(true)}>
          {t('own.cancel')}
        </Button>
      )}
      {may && asking && (
        <div className="pair">
          <Button busy={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('own.cancelSure')}
          </Button>
          <Button look="quiet" onClick={() => setAsking(false)}>
            {t('own.stay')}
          </Button>
        </div>
      )}
    </section>
  )
}
