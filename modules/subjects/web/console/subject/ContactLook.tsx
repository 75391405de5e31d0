import { Button, Checkbox, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import { Field, Trouble } from '#platform/web/console/Dialog.tsx'
import { registerContract, type SubjectPage } from '../../../contract/index.ts'

type Sealed = 'name' | 'phone' | 'identity'

/** A look at what is sealed: which fields, why, and that the look is written down, before the button. */
export function ContactLook({ page }: { page: SubjectPage }) {
  const { t } = useTranslation('subjects')
  const id = useId()
  const kept: Sealed[] = [
    ...(page.kind === 'person' ? (['name'] as const) : []),
    ...(page.phone === null ? [] : (['phone'] as const)),
    ...(page.hasIdentity ? (['identity'] as const) : []),
  ]
  const [fields, setFields] = useState<Sealed[]>(kept.filter((f) => f !== 'identity'))
  const [reason, setReason] = useState('')
  const look = useMutation({
    mutationFn: () =>
      call(registerContract.seeContact, {
        params: { subjectId: page.id },
        body: { fields, reason: reason.trim() },
      }),
  })
  return (
    <section className="subject-card" aria-label={t('look')}>
      <h2>{t('look')}</h2>
      {look.data ? (
        <dl className="subject-facts">
          {kept.map((field) => {
            const value = look.data[field]
            return (
              value !== null && (
                <div key={field}>
                  <dt>{t(`sealedField.${field}`)}</dt>
                  <dd className="subject-clear">{value}</dd>
                </div>
              )
            )
          })}
        </dl>
      ) : (
        <form
          className="subject-form"
          onSubmit={(event) => {
            event.preventDefault()
            look.mutate()
          }}
        >
          <Trouble error={look.error} />
          <Checkbox.Group
            value={fields}
            onChange={(next) => setFields(kept.filter((f) => next.includes(f)))}
            options={kept.map((value) => ({ value, label: t(`sealedField.${value}`) }))}
          />
          <Field id={id} label={t('look.reason')} hint={t('look.logged')}>
            <Input
              id={id}
              value={reason}
              maxLength={200}
              onChange={(e) => setReason(e.target.value)}
            />
          </Field>
          <Button
            htmlType="submit"
            disabled={fields.length === 0 || reason.trim() === ''}
            loading={look.isPending}
          >
            {t('look.do')}
          </Button>
        </form>
      )}
    </section>
  )
}
