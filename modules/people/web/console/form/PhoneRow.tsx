import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { TextRow, type Form } from './draft.tsx'
import { Row } from './fields.tsx'

interface PhoneRowProps {
  /** The number to be stored; null while the one that is stored stays. */
  form: Form<{ phone: string | null }>
  /** As it is shown: masked. */
  stored: string | null
  autoComplete: 'tel' | 'off'
}

/** A telephone number that is only shown masked: it is changed as a whole, or left. */
export function PhoneRow({ form, stored, autoComplete }: PhoneRowProps) {
  const { t } = useTranslation('peopleConsole')
  const { draft, set, fields, disabled } = form
  if (draft.phone === null)
    return (
      <Row {...fields.row('phone')} label={t('column.phone')} hint={t('persons.phoneHint')}>
        <span className="kept">
          <Input id={fields.input('phone').id} readOnly disabled={disabled} value={stored ?? ''} />
          {!disabled && (
            <Button onClick={() => set({ phone: '' })}>{t('persons.phoneOther')}</Button>
          )}
        </span>
      </Row>
    )
  return (
    <TextRow
      form={form}
      name="phone"
      label={t('column.phone')}
      hint={t(stored === null ? 'persons.phoneHint' : 'persons.phoneEmpty')}
      type="tel"
      autoComplete={autoComplete}
      autoFocus={stored !== null}
    />
  )
}
