import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { signInContract } from '../../../contract/index.ts'
import { passwordFault } from '../../../domain/password.ts'
import { Row, useFields } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'
import { keys } from '../queries.ts'
import type { Contact } from './ContactForm.tsx'

const fieldOf = {
  'people.password_wrong': 'current',
  'people.password_short': 'password',
  'people.password_simple': 'password',
  'people.password_is_name': 'password',
  'people.login_name_taken': 'name',
  'people.login_name_missing': 'name',
}

/** Sets the own password; what still lacks is said while it is typed. */
export function PasswordForm({ contact }: { contact: Contact }) {
  const { t } = useTranslation('peopleConsole')
  const { t: said } = useTranslation('said')
  const { message } = App.useApp()
  const [draft, setDraft] = useState({ name: contact.loginName ?? '', current: '', password: '' })
  const set = (change: Partial<typeof draft>) => setDraft((d) => ({ ...d, ...change }))
  const saving = useSaving(
    () => {
      const name = draft.name.trim()
      return call(signInContract.setPassword, {
        body: {
          password: draft.password,
          ...(name === contact.loginName ? {} : { name }),
          ...(contact.hasPassword ? { current: draft.current } : {}),
        },
      })
    },
    {
      fieldOf,
      renews: [keys.contact, keys.sessions, ['me']],
      onSaved: () => {
        set({ current: '', password: '' })
        void message.success(t('own.passwordSet'))
      },
    },
  )
  const f = useFields(saving.trouble)
  const { trouble } = saving
  const fault = passwordFault(draft.password, draft.name.trim())
  const ready =
    draft.name.trim() !== '' && fault === null && (!contact.hasPassword || draft.current !== '')
  return (
    <form
      className="card"
      noValidate
      aria-label={t('own.password')}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !saving.busy) saving.save(undefined)
      }}
    >
      <h2>{t('own.password')}</h2>
      <p className="quiet">{t(contact.hasPassword ? 'own.passwordHow' : 'own.passwordFirst')}</p>
      {trouble && trouble.fields.length === 0 && (
        <p className="sheet-trouble" role="alert">
          {trouble.words}
        </p>
      )}
      <Row {...f.row('name')} label={t('persons.loginName')}>
        <Input
          {...f.input('name')}
          autoComplete="username"
          autoCapitalize="none"
          maxLength={60}
          value={draft.name}
          onChange={(e) => set({ name: e.target.value })}
        />
      </Row>
      {contact.hasPassword && (
        <Row {...f.row('current')} label={t('own.current')}>
          <Input.Password
            {...f.input('current')}
            autoComplete="current-password"
            value={draft.current}
            onChange={(e) => set({ current: e.target.value })}
          />
        </Row>
      )}
      <Row
        {...f.row('password')}
        label={t('own.next')}
        hint={
          draft.password === ''
            ? t('own.rule')
            : fault
              ? said(`error.people.${fault}`)
              : t('own.strong')
        }
      >
        <Input.Password
          {...f.input('password')}
          autoComplete="new-password"
          maxLength={200}
          value={draft.password}
          onChange={(e) => set({ password: e.target.value })}
        />
      </Row>
      <p className="sheet-verbs">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={saving.busy}>
          {t('own.setPassword')}
        </Button>
      </p>
    </form>
  )
}
