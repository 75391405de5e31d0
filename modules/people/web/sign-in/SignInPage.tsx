import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { signInContract } from '#modules/people/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { Button, Field, Strip } from '#platform/web/kit/index.ts'
import { lockedMinutes, troubleOf, useEntering } from './after-sign-in.ts'
import { CodeStep } from './CodeStep.tsx'
import { Door } from './Door.tsx'
import { Providers } from './Providers.tsx'

/** A phone is most likely one's own; a desk is shared. */
const onPhone = () => matchMedia('(pointer: coarse)').matches

export function SignInPage() {
  const { t } = useTranslation('sign-in')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [phone, setPhone] = useState(onPhone)
  const [pressed, setPressed] = useState(false)
  const { entering, ticket, restart } = useEntering(() =>
    call(signInContract.signIn, { body: { name: name.trim(), password, phone } }),
  )
  const lacking = name.trim() === '' || password === ''
  const enter = (event: FormEvent) => {
    event.preventDefault()
    setPressed(true)
    if (!lacking && !entering.isPending) entering.mutate()
  }
  if (ticket !== null) return <CodeStep ticket={ticket} onRestart={restart} />
  return (
    <Door title={t('title')}>
      <p className="sign-in-what">{t('what')}</p>
      <form className="sign-in" onSubmit={enter} noValidate>
        <Field
          label={t('name')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={t('password')}
          name="password"
          type={shown ? 'text' : 'password'}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Tick checked={shown} onChange={setShown} label={t('show')} />
        <OwnPhone checked={phone} onChange={setPhone} />
        {pressed && lacking && <Strip tone="danger">{t('needBoth')}</Strip>}
        {entering.error && (
          <Strip tone="danger">
            {t(troubleOf(entering.error), { minutes: lockedMinutes(entering.error) })}
          </Strip>
        )}
        <Button wide type="submit" busy={entering.isPending}>
          {t('submit')}
        </Button>
      </form>
      <Providers phone={phone} />
      <p>
        <a href="/">{t('resident')}</a>
      </p>
    </Door>
  )
}

export function OwnPhone(props: { checked: boolean; onChange: (checked: boolean) => void }) {
  const { t } = useTranslation('sign-in')
  return <Tick {...props} label={t('phone')} hint={t('phoneWhy')} />
}

interface TickProps {
  checked: boolean
  onChange: (checked: boolean) => void
  label: string
  hint?: string
}

function Tick({ checked, onChange, label, hint }: TickProps) {
  return (
    <label className="sign-in-tick">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {label}
        {hint !== undefined && <small>{hint}</small>}
      </span>
    </label>
  )
}
