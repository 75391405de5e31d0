import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Codes for the day the phone is lost. They are nowhere else, so leaving asks whether they were kept. */
export function RecoveryCodes(props: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation('access')
  const [kept, setKept] = useState(false)
  return (
    <div className="slip recovery" role="status">
      <p>{t('recovery.what')}</p>
      <ol>
        {props.codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
        {t('recovery.kept')}
      </Checkbox>
      <p className="sheet-verbs">
        <Button type="primary" disabled={!kept} onClick={props.onDone}>
          {t('recovery.done')}
        </Button>
        <Button onClick={() => window.print()}>{t('recovery.print')}</Button>
      </p>
    </div>
  )
}
