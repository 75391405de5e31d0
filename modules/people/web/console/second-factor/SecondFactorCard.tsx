import { App, Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import type { Output } from '#platform/web/console/say.ts'
import { secondFactorContract } from '../../../contract/index.ts'
import { TextRow, useDraft, useForm } from '../form/draft.tsx'
import { TroubleStrip } from '../form/EditSheet.tsx'
import { useSaving } from '../form/saving.ts'
import { keys } from '../queries.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { SetUp } from './SetUp.tsx'
import './second-factor.css'

type Factor = Output<typeof secondFactorContract.readFactor.reply>
const renews = [keys.factor, ['me']]

/** The own second step: set up, new recovery codes, turned off. Codes are shown here once. */
export function SecondFactorCard({ hasPassword }: { hasPassword: boolean }) {
  const { t } = useTranslation('access')
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const factor = useQuery({
    queryKey: keys.factor,
    queryFn: ({ signal }) => call(secondFactorContract.readFactor, { signal }),
    refetchOnWindowFocus: false,
  })
  return (
    <section className="card second-factor" aria-label={t('factor.title')}>
      <h2>{t('factor.title')}</h2>
      <Answer of={factor} rows={2}>
        {(own) => (
          <>
            <State factor={own} />
            {codes && <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />}
            {!codes && own.state !== 'on' && (
              <SetUp hasPassword={hasPassword} renews={renews} onCodes={setCodes} />
            )}
            {!codes && own.state === 'on' && <Kept factor={own} onCodes={setCodes} />}
          </>
        )}
      </Answer>
    </section>
  )
}

function State({ factor }: { factor: Factor }) {
  const { t } = useTranslation('access')
  const time = useTime()
  const { state, since, demandedBy, passed } = factor
  const posts = demandedBy.join(t('factor.and'))
  return (
    <>
      <p className="quiet">
        {state === 'on' && since !== null
          ? t('factor.on', { at: time.at(since) })
          : t('factor.what')}
      </p>
      {demandedBy.length > 0 && !passed && (
        <p className="sheet-trouble" role="status">
          {t(state === 'on' ? 'factor.signInAgain' : 'factor.needed', { posts })}
        </p>
      )}
      {state === 'on' && factor.codesLeft < 3 && (
        <p className="sheet-trouble">{t('factor.codesLeft', { count: factor.codesLeft })}</p>
      )}
    </>
  )
}

type Doing = 'renew' | 'off'

/** What asks for a code of the phone once more: new recovery codes, or turning it off. */
function Kept({ factor, onCodes }: { factor: Factor; onCodes: (codes: string[]) => void }) {
  const { t } = useTranslation('access')
  const { message } = App.useApp()
  const [doing, setDoing] = useState<Doing | null>(null)
  const drafting = useDraft(() => ({ code: '' }))
  const [draft, set] = drafting
  const send = async (): Promise<{ codes: string[] }> => {
    const body = { code: draft.code }
    if (doing === 'renew') return call(secondFactorContract.renewRecoveryCodes, { body })
    await call(secondFactorContract.dropFactor, { body })
    return { codes: [] }
  }
  const saving = useSaving(send, {
    fieldOf: { 'people.factor_wrong': 'code' },
    renews,
    onSaved: ({ codes }) => {
      if (codes.length > 0) onCodes(codes)
      else void message.success(t('factor.turnedOff'))
      set({ code: '' })
      setDoing(null)
    },
  })
  const form = useForm(drafting, saving.trouble)
  if (doing === null)
    return (
      <p className="sheet-verbs">
        <Button onClick={() => setDoing('renew')}>{t('factor.renew')}</Button>
        {factor.demandedBy.length === 0 ? (
          <Button onClick={() => setDoing('off')}>{t('factor.off')}</Button>
        ) : (
          <small>{t('factor.stays', { posts: factor.demandedBy.join(t('factor.and')) })}</small>
        )}
      </p>
    )
  return (
    <form
      noValidate
      aria-label={t(`factor.${doing}`)}
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving.busy) saving.save()
      }}
    >
      <TroubleStrip trouble={saving.trouble} />
      <TextRow
        form={form}
        name="code"
        label={t('factor.code')}
        hint={t(`factor.${doing}Then`)}
        autoComplete="one-time-code"
        maxLength={40}
        autoFocus
      />
      <p className="sheet-verbs">
        <Button
          type="primary"
          danger={doing === 'off'}
          htmlType="submit"
          disabled={draft.code.trim() === ''}
          loading={saving.busy}
        >
          {t(`factor.${doing}`)}
        </Button>
        <Button onClick={() => setDoing(null)}>{t('leave')}</Button>
      </p>
    </form>
  )
}
