import { Button } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { personContract, providerContract, type PersonView } from '../../../contract/index.ts'
import { useSayTrouble } from '../form/say-trouble.ts'
import { keys } from '../queries.ts'
import { FactorReset } from '../second-factor/FactorReset.tsx'
import { LinkSlip } from './LinkSlip.tsx'
import { Sessions } from './Sessions.tsx'

/** What is still to be confirmed: taking the password away, or ending all sessions. */
type Asking = 'reset' | 'end'

/** The four helps with signing in, each asked of the server; what is shown is asked anew after it. */
function useHelp(personId: string, onDone: () => void) {
  const client = useQueryClient()
  const params = { personId }
  const onSettled = () => {
    onDone()
    void client.invalidateQueries({ queryKey: keys.persons })
    void client.invalidateQueries({ queryKey: keys.sessions })
  }
  const link = useMutation({ mutationFn: () => call(personContract.makeSignInLink, { params }) })
  const reset = useMutation({
    mutationFn: () => call(personContract.resetPassword, { params }),
    onSettled,
  })
  const unlock = useMutation({
    mutationFn: () => call(personContract.unlockPerson, { params }),
    onSettled,
  })
  const unlink = useMutation({
    mutationFn: () => call(providerContract.unlinkProviders, { params }),
    onSettled,
  })
  const end = useMutation({
    mutationFn: () => call(personContract.endPersonSessions, { params }),
    onSettled,
  })
  return { link, reset, unlock, unlink, end, made: reset.data ?? link.data }
}

/** Help with signing in: a link, a new password, the lock, the open sessions. */
export function PersonHelp({ person }: { person: PersonView }) {
  const { t } = useTranslation('peopleConsole')
  const { t: access } = useTranslation('access')
  const [asking, setAsking] = useState<Asking | null>(null)
  const help = useHelp(person.id, () => setAsking(null))
  const { link, made } = help
  const may = (act: PersonView['allowed'][number]) => person.allowed.includes(act)
  if (!may('sessions')) return null
  return (
    <section className="sheet-part">
      <h3>{t('signIn.title')}</h3>
      <p className="quiet">{t(signInState(person))}</p>
      <Lock person={person} unlock={help.unlock} />
      {person.administrator && <p className="sheet-closed">{t('signIn.administrator')}</p>}
      <Refused help={help} />
      {may('link') && (
        <p className="sheet-verbs">
          <Button loading={link.isPending} onClick={() => link.mutate()}>
            {t('signIn.link')}
          </Button>
          {may('reset') && <Button onClick={() => setAsking('reset')}>{t('signIn.reset')}</Button>}
        </p>
      )}
      {made && <LinkSlip person={person} link={made} />}
      {may('unlink') && (
        <p className="sheet-verbs">
          <span>
            {access('providers.linked', { names: person.providers.join(access('factor.and')) })}
          </span>
          <Button loading={help.unlink.isPending} onClick={() => help.unlink.mutate()}>
            {access('providers.unlink')}
          </Button>
        </p>
      )}
      {may('reset_factor') && <FactorReset person={person} />}
      <h3>{t('part.sessions')}</h3>
      <Sessions personId={person.id} onEndAll={() => setAsking('end')} />
      <Asked person={person} asking={asking} help={help} onClose={() => setAsking(null)} />
    </section>
  )
}

type Help = ReturnType<typeof useHelp>

function Lock({ person, unlock }: { person: PersonView; unlock: Help['unlock'] }) {
  const { t } = useTranslation('peopleConsole')
  const time = useTime()
  if (person.lockedUntil === null || unlock.isSuccess) return null
  return (
    <p className="sheet-trouble">
      {t('signIn.locked', { at: time.at(person.lockedUntil) })}{' '}
      <Button size="small" loading={unlock.isPending} onClick={() => unlock.mutate()}>
        {t('signIn.unlock')}
      </Button>
    </p>
  )
}

function Refused({ help: { link, reset, unlock, unlink, end } }: { help: Help }) {
  const say = useSayTrouble()
  const trouble = link.error ?? reset.error ?? unlock.error ?? unlink.error ?? end.error
  return trouble ? (
    <p className="sheet-trouble" role="alert">
      {say(trouble)}
    </p>
  ) : null
}

interface AskedProps {
  person: PersonView
  asking: Asking | null
  help: Help
  onClose: () => void
}

function Asked({ person, asking, help: { reset, end }, onClose }: AskedProps) {
  const { t } = useTranslation('peopleConsole')
  const ending = asking === 'end'
  const verb = t(ending ? 'sessions.endAll' : 'signIn.reset')
  return (
    <Confirm
      open={asking !== null}
      danger
      title={verb}
      consequences={[t(ending ? 'sessions.endAllThen' : 'signIn.resetThen', { name: person.name })]}
      verb={verb}
      busy={reset.isPending || end.isPending}
      onConfirm={() => (ending ? end : reset).mutate()}
      onClose={onClose}
    />
  )
}

function signInState({ loginName, hasPassword }: PersonView): string {
  if (loginName === null) return 'signIn.byLinkOnly'
  return hasPassword ? 'signIn.byPassword' : 'signIn.noPassword'
}
