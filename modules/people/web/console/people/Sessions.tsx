import { Button } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { signInContract, type SessionView } from '../../../contract/index.ts'
import { useSayTrouble } from '../form/say-trouble.ts'
import { keys } from '../queries.ts'
import { deviceOf } from './device.ts'

/** Open sessions, those used last on top, each ended by itself; of oneself where nobody is named. */
export function Sessions({ personId, onEndAll }: { personId?: string; onEndAll?: () => void }) {
  const { t } = useTranslation('peopleConsole')
  const client = useQueryClient()
  const say = useSayTrouble()
  const key = [...keys.sessions, personId ?? '']
  const sessions = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      call(signInContract.listSessions, { query: personId ? { personId } : {}, signal }),
  })
  const end = useMutation({
    mutationFn: (sessionId: string) => call(signInContract.endSession, { params: { sessionId } }),
    onSettled: () => void client.invalidateQueries({ queryKey: key }),
  })
  return (
    <Answer of={sessions} rows={2}>
      {(data) =>
        data.sessions.length === 0 ? (
          <p className="quiet">{t('sessions.none')}</p>
        ) : (
          <>
            {end.error && (
              <p className="sheet-trouble" role="alert">
                {say(end.error)}
              </p>
            )}
            <ul className="sessions">
              {data.sessions.map((s) => (
                <Session
                  key={s.id}
                  session={s}
                  busy={end.isPending && end.variables === s.id}
                  onEnd={() => end.mutate(s.id)}
                />
              ))}
            </ul>
            {onEndAll && (
              <Button danger size="small" onClick={onEndAll}>
                {t('sessions.endAll')}
              </Button>
            )}
          </>
        )
      }
    </Answer>
  )
}

function Session(props: { session: SessionView; busy: boolean; onEnd: () => void }) {
  const { t } = useTranslation('peopleConsole')
  const time = useTime()
  const { session: s } = props
  const device = deviceOf(s.agent)
  return (
    <li>
      <span>
        <b>{t(s.phone ? 'sessions.phone' : 'sessions.desk')}</b> {device || t('sessions.unknown')}
        <small>
          {t('sessions.seen', { at: time.at(s.seenAt) })}
          {t('sessions.since', { at: time.at(s.createdAt) })}
          {s.ip !== null && ` · ${s.ip}`}
        </small>
      </span>
      {s.current ? (
        <small>{t('sessions.current')}</small>
      ) : (
        <Button size="small" danger loading={props.busy} onClick={props.onEnd}>
          {t('sessions.end')}
        </Button>
      )}
    </li>
  )
}
