import { Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import { consentKinds, type ConsentKind } from '../../../domain/plan.ts'
import { Field } from '../beside/Small.tsx'

export interface PartiesDraft {
  kind: ConsentKind
  text: string
}

/** Each line is a party whose consent is needed. */
export const partiesOf = ({ kind, text }: PartiesDraft) =>
  text
    .split('\n')
    .map((line) => line.trim().slice(0, 200))
    .filter((party) => party !== '')
    .map((party) => ({ id: newId(), party, kind }))

export function PartiesFields(props: {
  value: PartiesDraft
  onChange: (to: PartiesDraft) => void
}) {
  const { t } = useTranslation('plans')
  const { value, onChange } = props
  return (
    <>
      <Field label={t('consents.add')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={3}
            value={value.text}
            placeholder={t('consents.addHint')}
            onChange={(e) => onChange({ ...value, text: e.target.value })}
          />
        )}
      </Field>
      {value.text.trim() !== '' && (
        <Radio.Group
          aria-label={t('consentKind')}
          value={value.kind}
          onChange={(e) =>
            onChange({
              ...value,
              kind: consentKinds.find((k) => k === e.target.value) ?? 'household',
            })
          }
          options={consentKinds.map((kind) => ({ value: kind, label: t(`consentKind.${kind}`) }))}
        />
      )}
    </>
  )
}
