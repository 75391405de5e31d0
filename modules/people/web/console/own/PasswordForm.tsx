import { App, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { signInContract } from '../../../contract/index.ts'
import { passwordFault } from '../../../domain/password.ts'
import { TextRow, useDraft, useForm, type Form } from '../form/draft.tsx'
import { TroubleStrip } from '../form/EditSheet.tsx'
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

interface Draft {
  name: string
  current: string
  password: string
}

/** Sets the own password; what still lacks is said while it is typed. */
export function PasswordForm({ contact }: { contact: Contact }) {
  const { t } = useTranslation('peopleConsole')
  const { message } = App.useApp()
  const drafting = useDraft<Draft>(() => ({
    name: contact.loginName ?? '',
    current: '',
    password: '',
  }))
  const [draft, set] = drafting
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
  const form = useForm(drafting, saving.trouble)
  const good = passwordFault(draft.password, draft.name.trim()) === null
  const ready = draft.name.trim() !== '' && good && (!contact.hasPassword || draft.current !== '')
  return (
    <form
      className="card"
      noValidate
      aria-label={t('own.password')}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !saving.busy) saving.save()
      }}
    >
      <h2>{t('own.password')}</h2>
      <p className="quiet">{t(contact.hasPassword ? 'own.passwordHow' : 'own.passwordFirst')}</p>
      <TroubleStrip trouble={saving.trouble} />
      <Secrets form={form} hasPassword={contact.hasPassword} />
      <p className="sheet-verbs">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={saving.busy}>
          {t('own.setPassword')}
        </Button>
      </p>
    </form>
  )
}

/** The name, the present password and the next one, which says whether it will do. */
function Secrets({ form, hasPassword }: { form: Form<Draft>; hasPassword: boolean }) {
  const { t } = useTranslation('peopleConsole')
  const { t: said } = useTranslation('said')
  const [shown, setShown] = useState(false)
  const { name, password } = form.draft
  const fault = passwordFault(password, name.trim())
  const strength = fault ? said(`error.people.${fault}`) : t('own.strong')
  const type = shown ? 'text' : 'password'
  return (
    <>
      <TextRow
        form={form}
        name="name"
        label={t('persons.loginName')}
        autoComplete="username"
        autoCapitalize="none"
        maxLength={60}
      />
      {hasPassword && (
        <TextRow
          form={form}
          name="current"
          label={t('own.current')}
          type={type}
          autoComplete="current-password"
        />
      )}
      <TextRow
        form={form}
        name="password"
        label={t('own.next')}
        hint={<span aria-live="polite">{password === '' ? t('own.rule') : strength}</span>}
        type={type}
        autoComplete="new-password"
        maxLength={200}
      />
      <Checkbox checked={shown} onChange={(e) => setShown(e.target.checked)}>
        {t('own.show')}
      </Checkbox>
    </>
  )
}
