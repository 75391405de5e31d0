import { Button } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import type { Output } from '#platform/web/console/say.ts'
import { leaveContract } from '../../../contract/index.ts'
import { useToday } from './today.ts'
import { call } from '../form/saving.ts'
import { useSayTrouble } from '../form/say-trouble.ts'
import { keys } from '../queries.ts'
import { LeaveForm } from './LeaveForm.tsx'
import { LeaveRow } from './LeaveRow.tsx'
import './leave.css'

type Own = Output<typeof leaveContract.readOwnLeave.reply>

/** The own leave, and in whose place one is asked to stand. */
export function LeaveCard() {
  const { t } = useTranslation('access')
  const own = useQuery({
    queryKey: [...keys.leaves, 'own'],
    queryFn: ({ signal }) => call(leaveContract.readOwnLeave, { signal }),
    refetchOnWindowFocus: false,
  })
  return (
    <section className="card" aria-label={t('leave.title')}>
      <h2>{t('leave.title')}</h2>
      <Answer of={own} rows={2}>
        {(data) => (
          <>
            {data.asked.map((one) => (
              <Asked key={one.id} asked={one} />
            ))}
            <Leaves own={data} />
          </>
        )}
      </Answer>
    </section>
  )
}

function Leaves({ own }: { own: Own }) {
  const { t } = useTranslation('access')
  const today = useToday()
  const [doing, setDoing] = useState<string | null>(null)
  const changed = own.leaves.find((l) => l.id === doing)
  return (
    <>
      {own.leaves.length === 0 && <p className="quiet">{t('leave.none')}</p>}
      <ul className="rows leaves">
        {own.leaves.map((leave) => (
          <LeaveRow
            key={leave.id}
            leave={leave}
            named={false}
            onChange={() => setDoing(leave.id)}
          />
        ))}
      </ul>
      {doing === null ? (
        <p className="sheet-verbs">
          <Button onClick={() => setDoing('new')}>{t('leave.enter')}</Button>
        </p>
      ) : (
        <LeaveForm
          key={doing}
          own
          leave={changed}
          personId={own.personId}
          posts={changed?.posts ?? own.posts}
          today={today}
          onDone={() => setDoing(null)}
        />
      )}
    </>
  )
}

function Asked({ asked }: { asked: Own['asked'][number] }) {
  const { t } = useTranslation('access')
  const time = useTime()
  const say = useSayTrouble()
  const client = useQueryClient()
  const answer = useMutation({
    mutationFn: (accept: boolean) =>
      call(leaveContract.answerDelegation, {
        params: { delegationId: asked.id },
        body: { accept },
      }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.leaves })
      void client.invalidateQueries({ queryKey: ['me'] })
    },
  })
  const words = t(asked.state === 'asked' ? 'leave.asks' : 'leave.stands', {
    ...asked,
    from: time.day(asked.from),
    until: time.day(asked.until),
  })
  return (
    <div className="slip">
      <p>{words}</p>
      {answer.error && (
        <p className="field-wrong" role="alert">
          {say(answer.error)}
        </p>
      )}
      {asked.state === 'asked' && (
        <p className="sheet-verbs">
          <Button
            type="primary"
            loading={answer.isPending && answer.variables}
            onClick={() => answer.mutate(true)}
          >
            {t('leave.accept')}
          </Button>
          <Button
            loading={answer.isPending && !answer.variables}
            onClick={() => answer.mutate(false)}
          >
            {t('leave.decline')}
          </Button>
        </p>
      )}
    </div>
  )
}
