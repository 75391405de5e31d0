import { Input, InputNumber, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { MomentPicker } from '#platform/web/console/DayPicker.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { askRequest, type CaseAction } from '../../../contract/index.ts'
import type { Make } from '../change.ts'
import { useReasons } from '../others.ts'
import type { ActionFormProps } from './form.ts'
import { FormFrame, Labelled } from './FormFrame.tsx'

type LongerUnit = (typeof extensionUnits)[number]

const asked = ['return', 'extension', 'suspension'] as const
const kinds: Partial<Record<CaseAction, (typeof asked)[number]>> = {
  return: 'return',
  ask_extension: 'extension',
  ask_suspension: 'suspension',
}
const extensionUnits = ['WORK_HOUR', 'WORK_DAY', 'NATURAL_DAY'] as const

/** A unit asks; the clock runs while it asks, and silence grants nothing. */
export function AskForm({ action, changing, onClose }: ActionFormProps) {
  const { t } = useTranslation('console')
  const ids = { reason: useId(), words: useId(), until: useId() }
  const { language } = useTime()
  const kind = kinds[action] ?? 'return'
  const reasons = useReasons(kind)
  const [code, setCode] = useState<string>()
  const [words, setWords] = useState('')
  const [value, setValue] = useState(2)
  const [unit, setUnit] = useState<LongerUnit>('WORK_DAY')
  const [until, setUntil] = useState('')
  const send: Make = ({ params, base }) =>
    call(askRequest, {
      params,
      body: {
        ...base,
        kind,
        reasonCode: code ?? '',
        words: words.trim(),
        extension: kind === 'extension' ? { value, unit } : null,
        resumeAt: kind === 'suspension' && until ? new Date(until).toISOString() : null,
      },
    })
  const enough = kind !== 'suspension' || until !== ''
  return (
    <FormFrame
      action={action}
      consequence={t('then.ask')}
      ready={code !== undefined && words.trim() !== '' && enough}
      busy={changing.busy}
      onSend={() => void changing.send(send)}
      onClose={onClose}
    >
      <Labelled id={ids.reason} label={t('field.reason')}>
        <Select
          id={ids.reason}
          autoFocus
          {...(code === undefined ? {} : { value: code })}
          onChange={setCode}
          options={(reasons.data ?? []).map((r) => ({
            value: r.code,
            label: language === 'en' ? r.nameEn : r.name,
          }))}
        />
      </Labelled>
      {kind === 'extension' && (
        <LongerField value={value} onValue={setValue} unit={unit} onUnit={setUnit} />
      )}
      {kind === 'suspension' && (
        <Labelled id={ids.until} label={t('field.until')}>
          <MomentPicker id={ids.until} value={until} onChange={setUntil} />
        </Labelled>
      )}
      <Labelled id={ids.words} label={t('field.why')}>
        <Input.TextArea
          id={ids.words}
          rows={3}
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
      </Labelled>
    </FormFrame>
  )
}

function LongerField(props: {
  value: number
  onValue: (value: number) => void
  unit: LongerUnit
  onUnit: (unit: LongerUnit) => void
}) {
  const { t } = useTranslation('console')
  const id = useId()
  return (
    <Labelled id={id} label={t('field.extension')}>
      <span className="act-pair">
        <InputNumber
          id={id}
          min={1}
          max={365}
          value={props.value}
          onChange={(n) => props.onValue(n ?? 1)}
        />
        <Select
          value={props.unit}
          onChange={props.onUnit}
          options={extensionUnits.map((u) => ({ value: u, label: t(`unit.${u}`) }))}
        />
      </span>
    </Labelled>
  )
}
