import { useTranslation } from 'react-i18next'
import { WordsField } from './DutyForm.tsx'
import { mayOverride, sayRefusal } from './words.ts'

/** Once the duty list has refused: its entry, and where one may, why it is given all the same. */
export function OverrideField(props: {
  error: unknown
  value: string
  onChange: (words: string) => void
}) {
  const { t } = useTranslation('duties')
  if (!mayOverride(props.error) && props.value === '') return null
  return (
    <>
      {mayOverride(props.error) && <p>{sayRefusal(t, props.error)}</p>}
      <WordsField label={t('override')} value={props.value} onChange={props.onChange} />
    </>
  )
}
