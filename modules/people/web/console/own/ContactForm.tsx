import { App, Button, Input } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choices } from '#platform/web/console/Choices.tsx'
import type { Output } from '#platform/web/console/say.ts'
import { speak } from '#platform/web/i18n.ts'
import { personContract } from '../../../contract/index.ts'
import { Row, useFields } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'
import { keys } from '../queries.ts'

export type Contact = Output<typeof personContract.readContact.reply>

/** Phone, e-mail and language; the name is kept by the administrator. */
export function ContactForm({ contact }: { contact: Contact }) {
  const { t, i18n } = useTranslation('peopleConsole')
  const { message } = App.useApp()
  const client = useQueryClient()
  const [draft, setDraft] = useState(() => ({
    email: contact.email ?? '',
    language: contact.language,
    phone: contact.phone === null ? '' : null,
  }))
  const set = (change: { email?: string; phone?: string; language?: Contact['language'] }) =>
    setDraft((d) => ({ ...d, ...change }))
  const saving = useSaving(
    () =>
      call(personContract.saveContact, {
        body: {
          email: draft.email.trim() || null,
          language: draft.language,
          ...(draft.phone === null ? {} : { phone: draft.phone.trim() || null }),
          baseVersion: contact.version,
        },
      }),
    {
      renews: [['me']],
      onSaved: (saved) => {
        client.setQueryData(keys.contact, saved)
        void speak(i18n, saved.language)
        void message.success(t('own.saved'))
      },
    },
  )
  const f = useFields(saving.trouble)
  const { trouble } = saving
  return (
    <form
      className="card"
      noValidate
      aria-label={t('own.contact')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving.busy) saving.save(undefined)
      }}
    >
      <h2>{t('own.contact')}</h2>
      {trouble && trouble.fields.length === 0 && (
        <p className="sheet-trouble" role="alert">
          {trouble.words}{' '}
          {trouble.late && (
            <Button
              size="small"
              onClick={() => void client.invalidateQueries({ queryKey: keys.contact })}
            >
              {t('form.renew')}
            </Button>
          )}
        </p>
      )}
      <Row {...f.row('phone')} label={t('column.phone')} hint={t('persons.phoneHint')}>
        <Input
          {...f.input('phone')}
          type="tel"
          autoComplete="tel"
          value={draft.phone ?? ''}
          placeholder={contact.phone ?? ''}
          onChange={(e) => set({ phone: e.target.value })}
        />
      </Row>
      <Row {...f.row('email')} label={t('column.email')} hint={t('own.emailHint')}>
        <Input
          {...f.input('email')}
          type="email"
          autoComplete="email"
          value={draft.email}
          onChange={(e) => set({ email: e.target.value })}
        />
      </Row>
      <Row {...f.row('language')} label={t('persons.language')}>
        <Choices
          label={t('persons.language')}
          value={draft.language}
          values={['zh-CN', 'en'] as const}
          say={(value) => t(`language.${value}`)}
          onChange={(language) => set({ language })}
        />
      </Row>
      <p className="sheet-verbs">
        <Button type="primary" htmlType="submit" loading={saving.busy}>
          {t('form.save')}
        </Button>
      </p>
    </form>
  )
}
