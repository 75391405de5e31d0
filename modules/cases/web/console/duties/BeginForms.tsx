import { Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import { askHandover, askRuling, callSupport, type DutiesView } from '../../../contract/duties.ts'
import { DutyForm, UnitField, WordsField } from './DutyForm.tsx'
import { useDutyChange } from './queries.ts'
import { mayOverride } from './words.ts'

interface BeginProps {
  view: DutiesView
  onDone: () => void
}

const days = ['promise', '1', '3', '7'] as const
type Days = (typeof days)[number]

const dueIn = (choice: Days): string | null =>
  choice === 'promise' ? null : new Date(Date.now() + Number(choice) * 86_400_000).toISOString()

/** Who is to help, with what, by when. Against the duty list only with a reason, and only from above. */
export function CallForm({ view, onDone }: BeginProps) {
  const { t } = useTranslation('duties')
  const dueId = useId()
  const [taskId] = useState(newId)
  const [unitId, setUnit] = useState('')
  const [words, setWords] = useState('')
  const [override, setOverride] = useState('')
  const [due, setDue] = useState<Days>('promise')
  const changing = useDutyChange(view)
  const units = view.onlyPartners ? view.units.filter((u) => u.partner) : view.units
  const send = () =>
    changing.mutate(
      ({ params, base }) =>
        call(callSupport, {
          params,
          body: {
            ...base,
            taskId,
            unitId,
            words: words.trim(),
            dueBy: dueIn(due),
            override: override.trim() || null,
          },
        }),
      { onSuccess: onDone },
    )
  return (
    <DutyForm
      name={t('call')}
      verb={t('call')}
      consequence={t('call.then')}
      ready={unitId !== '' && words.trim() !== ''}
      changing={changing}
      onSend={send}
      onLeave={onDone}
    >
      {view.onlyPartners && <p className="quiet">{t('call.partnersOnly')}</p>}
      <UnitField label={t('call.unit')} units={units} value={unitId} onChange={setUnit} />
      <WordsField
        label={t('call.words')}
        hint={t('call.wordsHint')}
        value={words}
        onChange={setWords}
      />
      <div className="act-field">
        <label htmlFor={dueId}>{t('call.due')}</label>
        <Select
          id={dueId}
          value={due}
          onChange={(next: Days) => setDue(next)}
          options={days.map((value) => ({ value, label: t(`call.due.${value}`) }))}
        />
      </div>
      {mayOverride(changing.error) && (
        <WordsField label={t('override')} value={override} onChange={setOverride} />
      )}
    </DutyForm>
  )
}

/** Who should have it, and why. Until they accept, nothing changes. */
export function HandoverForm({ view, onDone }: BeginProps) {
  const { t } = useTranslation('duties')
  const [handoverId] = useState(newId)
  const [unitId, setUnit] = useState('')
  const [words, setWords] = useState('')
  const changing = useDutyChange(view)
  const send = () =>
    changing.mutate(
      ({ params, base }) =>
        call(askHandover, { params, body: { ...base, handoverId, unitId, words: words.trim() } }),
      { onSuccess: onDone },
    )
  return (
    <DutyForm
      name={t('handover.ask')}
      verb={t('handover.ask')}
      consequence={t('handover.then')}
      ready={unitId !== '' && words.trim() !== ''}
      changing={changing}
      onSend={send}
      onLeave={onDone}
    >
      <UnitField
        label={t('handover.unit')}
        units={view.units.filter((u) => u.name !== view.leadUnit)}
        value={unitId}
        onChange={setUnit}
      />
      <WordsField label={t('handover.words')} value={words} onChange={setWords} />
    </DutyForm>
  )
}

/** What is disputed; somebody above the parties decides. */
export function DisputeForm({ view, onDone }: BeginProps) {
  const { t } = useTranslation('duties')
  const [rulingId] = useState(newId)
  const [words, setWords] = useState('')
  const changing = useDutyChange(view)
  const send = () =>
    changing.mutate(
      ({ params, base }) =>
        call(askRuling, { params, body: { ...base, rulingId, words: words.trim() } }),
      { onSuccess: onDone },
    )
  return (
    <DutyForm
      name={t('ruling.ask')}
      verb={t('ruling.ask')}
      consequence={t('ruling.askThen')}
      ready={words.trim() !== ''}
      changing={changing}
      onSend={send}
      onLeave={onDone}
    >
      <WordsField
        label={t('ruling.words')}
        hint={t('ruling.wordsHint')}
        value={words}
        onChange={setWords}
      />
    </DutyForm>
  )
}
