import { App, Button } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Choices } from '#platform/web/console/Choices.tsx'
import type { Output } from '#platform/web/console/say.ts'
import { speak } from '#platform/web/i18n.ts'
import { personContract } from '../../../contract/index.ts'
import { orNull, pick, TextRow, useDraft, useForm } from '../form/draft.tsx'
import { TroubleStrip } from '../form/EditSheet.tsx'
import { Row } from '../form/fields.tsx'
import { PhoneRow } from '../form/PhoneRow.tsx'
import { call, useSaving } from '../form/saving.ts'
import { keys } from '../queries.ts'

export type Contact = Output<typeof personContract.readContact.reply>
type Draft = Pick<Contact, 'email' | 'wecomId' | 'language'> & {
  /** Null while the number that is stored stays. */
  phone: string | null
}

/** Phone, e-mail, WeCom account and language; the name is kept by the administrator. */
export function ContactForm({ contact }: { contact: Contact }) {
  const { t, i18n } = useTranslation('peopleConsole')
  const { message } = App.useApp()
  const client = useQueryClient()
  const drafting = useDraft<Draft>(() => ({
    ...pick(contact, ['email', 'wecomId', 'language']),
    phone: contact.phone === null ? '' : null,
  }))
  const [draft, set] = drafting
  const saving = useSaving(
    () =>
      call(personContract.saveContact, {
        body: {
          email: orNull(draft.email),
          wecomId: orNull(draft.wecomId),
          language: draft.language,
          ...(draft.phone === null ? {} : { phone: orNull(draft.phone) }),
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
  const form = useForm(drafting, saving.trouble)
  return (
    <form
      className="card"
      noValidate
      aria-label={t('own.contact')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving.busy) saving.save()
      }}
    >
      <h2>{t('own.contact')}</h2>
      <TroubleStrip
        trouble={saving.trouble}
        onRenew={() => void client.invalidateQueries({ queryKey: keys.contact })}
      />
      <PhoneRow form={form} stored={contact.phone} autoComplete="tel" />
      <TextRow
        form={form}
        name="email"
        label={t('column.email')}
        hint={t('own.emailHint')}
        type="email"
        autoComplete="email"
      />
      <TextRow
        form={form}
        name="wecomId"
        label={t('persons.wecomId')}
        hint={t('persons.wecomIdHint')}
        autoCapitalize="none"
        autoComplete="off"
        maxLength={64}
      />
      <Row {...form.fields.row('language')} label={t('persons.language')}>
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
