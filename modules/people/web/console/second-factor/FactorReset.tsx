import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { secondFactorContract, type PersonView } from '../../../contract/index.ts'
import { TextRow, useDraft, useForm } from '../form/draft.tsx'
import { TroubleStrip } from '../form/EditSheet.tsx'
import { call, useSaving } from '../form/saving.ts'
import { keys } from '../queries.ts'

/** Takes the second step of somebody who lost phone and codes away, with the reason for the log. */
export function FactorReset({ person }: { person: PersonView }) {
  const { t } = useTranslation('access')
  const [open, setOpen] = useState(false)
  const drafting = useDraft(() => ({ reason: '' }))
  const [draft] = drafting
  const saving = useSaving(
    () =>
      call(secondFactorContract.resetFactor, {
        params: { personId: person.id },
        body: { reason: draft.reason.trim() },
      }),
    { renews: [keys.persons, keys.sessions], onSaved: () => setOpen(false) },
  )
  const form = useForm(drafting, saving.trouble)
  if (!open)
    return (
      <p className="sheet-verbs">
        <Button onClick={() => setOpen(true)}>{t('factor.reset')}</Button>
      </p>
    )
  return (
    <form
      className="appoint"
      noValidate
      aria-label={t('factor.reset')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!saving.busy) saving.save()
      }}
    >
      <p className="sheet-closed">{t('factor.resetThen', { name: person.name })}</p>
      <TroubleStrip trouble={saving.trouble} />
      <TextRow form={form} name="reason" label={t('factor.resetWhy')} maxLength={200} />
      <p className="sheet-verbs">
        <Button
          danger
          htmlType="submit"
          disabled={draft.reason.trim().length < 4}
          loading={saving.busy}
        >
          {t('factor.reset')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('leave')}</Button>
      </p>
    </form>
  )
}
