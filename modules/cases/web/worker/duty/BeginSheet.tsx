import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askRuling, callSupport, type DutiesView } from '#modules/cases/contract/duties.ts'
import { call } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import { Button, Sheet, TextArea } from '#platform/web/kit/index.ts'
import { beginWords, DutyTrouble, useDutyAct, useDutyChange } from './change.tsx'

type Act = DutiesView['allowed'][number]

const words = {
  call_support: { words: 'call.words', after: 'call.then', unit: 'call.unit' },
  ask_handover: { words: 'handover.words', after: 'handover.then', unit: 'handover.unit' },
  ask_ruling: { words: 'ruling.words', after: 'ruling.askThen', unit: null },
} as const

/** Calls a partner to help, asks another unit to take over, or puts the dispute to a ruling. */
export function BeginSheet(props: {
  view: DutiesView
  act: Act
  title: string
  onClose: () => void
}) {
  const { view, act, title, onClose } = props
  const { t } = useTranslation('duties')
  const unitField = useId()
  const [id] = useState(newId)
  const [unitId, setUnit] = useState('')
  const [said, setSaid] = useState('')
  const online = useDutyChange(view)
  const kept = useDutyAct({ ...view, title })
  // Asking another unit waits for no signal; whom to call and what is disputed the server says first.
  const change = act === 'ask_handover' ? kept : online
  const speech = words[act]
  const units = view.units.filter((u) =>
    act === 'call_support' ? u.partner || !view.onlyPartners : u.name !== view.leadUnit,
  )
  const send = () => {
    const spoken = said.trim()
    if (act === 'ask_handover')
      return kept.mutate({
        step: { kind: 'handover_ask', handoverId: id, unitId, words: spoken },
        done: onClose,
      })
    return online.mutate(
      ({ params, base }) => {
        const body = { ...base, words: spoken }
        return act === 'call_support'
          ? call(callSupport, { params, body: { ...body, taskId: id, unitId } })
          : call(askRuling, { params, body: { ...body, rulingId: id } })
      },
      { onSuccess: onClose },
    )
  }
  const ready = said.trim() !== '' && (speech.unit === null || unitId !== '')
  return (
    <Sheet
      open
      title={t(beginWords[act])}
      onClose={onClose}
      foot={
        <Button wide busy={change.isPending} disabled={!ready} onClick={send}>
          {t(beginWords[act])}
        </Button>
      }
    >
      <div className="step">
        {speech.unit !== null && (
          <div className="field">
            <label htmlFor={unitField}>{t(speech.unit)}</label>
            <select
              id={unitField}
              className="field-box"
              value={unitId}
              onChange={(event) => setUnit(event.target.value)}
            >
              <option value="">{t('choose')}</option>
              {units.map((unit) => (
                <option key={unit.id} value={unit.id}>
                  {unit.name}
                </option>
              ))}
            </select>
          </div>
        )}
        <TextArea
          label={t(speech.words)}
          maxLength={2000}
          value={said}
          onChange={(event) => setSaid(event.target.value)}
        />
        <p className="quiet">{t(speech.after)}</p>
        <DutyTrouble error={change.error} />
      </div>
    </Sheet>
  )
}
