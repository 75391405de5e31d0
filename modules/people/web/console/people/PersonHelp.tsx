import { Button } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { personContract, type PersonView } from '../../../contract/index.ts'
import { useSayTrouble } from '../form/say-trouble.ts'
import { keys } from '../queries.ts'
import { LinkSlip } from './LinkSlip.tsx'
import { Sessions } from './Sessions.tsx'

type Asking = 'reset' | 'end' | null

/** Help with signing in: a link, a new password, the lock, the open sessions. */
export function PersonHelp({ person }: { person: PersonView }) {
  const { t } = useTranslation('peopleConsole')
  const time = useTime()
  const client = useQueryClient()
  const say = useSayTrouble()
  const [asking, setAsking] = useState<Asking>(null)
  const params = { personId: person.id }
  const renew = () => {
    setAsking(null)
    void client.invalidateQueries({ queryKey: keys.persons })
    void client.invalidateQueries({ queryKey: keys.sessions })
  }
  const link = useMutation({
    mutationFn: () => call(personContract.makeSignInLink, { params }),
  })
  const reset = useMutation({
    mutationFn: () => call(personContract.resetPassword, { params }),
    onSettled: renew,
  })
  const unlock = useMutation({
    mutationFn: () => call(personContract.unlockPerson, { params }),
    onSuccess: renew,
  })
  const end = useMutation({
    mutationFn: () => call(personContract.endPersonSessions, { params }),
    onSettled: renew,
  })
  const may = (act: PersonView['allowed'][number]) => person.allowed.includes(act)
  if (!may('sessions')) return null
  const made = reset.data ?? link.data
  const trouble = link.error ?? reset.error ?? unlock.error ?? end.error
  return (
    <section className="sheet-part">
      <h3>{t('signIn.title')}</h3>
      <p className="quiet">{t(signInState(person))}</p>
      {person.lockedUntil !== null && !unlock.isSuccess && (
        <p className="sheet-trouble">
          {t('signIn.locked', { at: time.at(person.lockedUntil) })}{' '}
          <Button size="small" loading={unlock.isPending} onClick={() => unlock.mutate()}>
            {t('signIn.unlock')}
          </Button>
        </p>
      )}
      {person.administrator && <p className="sheet-closed">{t('signIn.administrator')}</p>}
      {trouble && (
        <p className="sheet-trouble" role="alert">
          {say(trouble)}
        </p>
      )}
      <p className="sheet-verbs">
        {may('link') && (
          <Button loading={link.isPending} onClick={() => link.mutate()}>
            {t('signIn.link')}
          </Button>
        )}
        {may('reset') && <Button onClick={() => setAsking('reset')}>{t('signIn.reset')}</Button>}
      </p>
      {made && <LinkSlip person={person} link={made} />}
      <h3>{t('part.sessions')}</h3>
      <Sessions personId={person.id} onEndAll={() => setAsking('end')} />
      <Confirm
        open={asking !== null}
        danger
        title={t(asking === 'end' ? 'sessions.endAll' : 'signIn.reset')}
        consequences={[
          t(asking === 'end' ? 'sessions.endAllThen' : 'signIn.resetThen', { name: person.name }),
        ]}
        verb={t(asking === 'end' ? 'sessions.endAll' : 'signIn.reset')}
        busy={reset.isPending || end.isPending}
        onConfirm={() => (asking === 'end' ? end : reset).mutate()}
        onClose={() => setAsking(null)}
      />
    </section>
  )
}

function signInState({ loginName, hasPassword }: PersonView): string {
  if (loginName === null) return 'signIn.byLinkOnly'
  return hasPassword ? 'signIn.byPassword' : 'signIn.noPassword'
}
