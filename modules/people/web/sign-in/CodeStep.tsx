import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { secondFactorContract } from '#modules/people/contract/index.ts'
import { call, CallError } from '#platform/web/call.ts'
import { Button, Field, Strip } from '#platform/web/kit/index.ts'
import { goOn, lockedMinutes } from './after-sign-in.ts'
import { Door } from './Door.tsx'

/** The key of the words for why a code did not open the door. */
function codeTrouble(error: unknown): string {
  const code = error instanceof CallError ? error.code : ''
  if (code === 'people.factor_wrong') return 'code.wrong'
  if (code === 'people.factor_locked') return 'code.locked'
  return code === 'people.ticket_expired' ? 'code.expired' : 'failed'
}

/** The second step: six digits of the phone, or a recovery code. */
export function CodeStep({ ticket, onRestart }: { ticket: string; onRestart: () => void }) {
  const { t } = useTranslation('sign-in')
  const [code, setCode] = useState('')
  const entering = useMutation({
    mutationFn: async () => {
      await call(secondFactorContract.giveCode, { body: { ticket, code: code.trim() } })
      await goOn()
    },
    onError: () => setCode(''),
  })
  const enter = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim() !== '' && !entering.isPending) entering.mutate()
  }
  const trouble = entering.error && codeTrouble(entering.error)
  return (
    <Door title={t('code.title')}>
      <p className="sign-in-what">{t('code.what')}</p>
      <form className="sign-in" onSubmit={enter} noValidate>
        <Field
          label={t('code.code')}
          name="code"
          autoComplete="one-time-code"
          autoCapitalize="none"
          autoFocus
          maxLength={40}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        {trouble && (
          <Strip tone="danger">{t(trouble, { minutes: lockedMinutes(entering.error) })}</Strip>
        )}
        <Button wide type="submit" busy={entering.isPending} disabled={code.trim() === ''}>
          {t('code.submit')}
        </Button>
      </form>
      <p className="sign-in-what">{t('code.lost')}</p>
      <Button look="quiet" onClick={onRestart}>
        {t('code.restart')}
      </Button>
    </Door>
  )
}
