import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  askHandover,
  askRuling,
  callSupport,
  type DutiesView,
} from '#modules/cases/contract/duties.ts'
import { call } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import { Button, Sheet, TextArea } from '#platform/web/kit/index.ts'
import { beginWords, DutyTrouble, useDutyChange } from './change.tsx'

type Act = DutiesView['allowed'][number]

const words = {
  call_support: { words: 'call.words', after: 'call.then', unit: 'call.unit' },
  ask_handover: { words: 'handover.words', after: 'handover.then', unit: 'handover.unit' },
  ask_ruling: { words: 'ruling.words', after: 'ruling.askThen', unit: null },
} as const

/** Calls a partner to help, asks another unit to take over, or puts the dispute to a ruling. */
export function BeginSheet(props: { view: DutiesView; act: Act; onClose: () => void }) {
  const { view, act, onClose } = props
  const { t } = useTranslation('duties')
  const unitField = useId()
  const [id] = useState(newId)
  const [unitId, setUnit] = useState('')
  const [said, setSaid] = useState('')
  const change = useDutyChange(view)
  const speech = words[act]
  const units = view.units.filter((u) =>
    act === 'call_support' ? u.partner || !view.onlyPartners : u.name !== view.leadUnit,
  )
  const send = () =>
    change.mutate(
      ({ params, base }) => {
        const body = { ...base, words: said.trim() }
        if (act === 'call_support')
          return call(callSupport, { params, body: { ...body, taskId: id, unitId } })
        if (act === 'ask_handover')
          return call(askHandover, { params, body: { ...body, handoverId: id, unitId } })
        return call(askRuling, { params, body: { ...body, rulingId: id } })
      },
      { onSuccess: onClose },
    )
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
