import { Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choices } from '#platform/web/console/Choices.tsx'
import type { CalendarEdit } from '../../../contract/index.ts'
import type { Day } from './MonthGrid.tsx'

const ways = ['follow', 'off', 'work'] as const
type Way = (typeof ways)[number]

/** One day of the district's own: off, worked, or as state and week have it. Taken into the draft. */
export function DayDialog(props: {
  day: Day
  draft: CalendarEdit
  onTake: (draft: CalendarEdit) => void
  onClose: () => void
}) {
  const { t } = useTranslation('catalogueConsole')
  const { day, draft, onTake, onClose } = props
  const id = useId()
  const own = draft.overrides[day.day]
  const [way, setWay] = useState<Way>(own ? (own.off ? 'off' : 'work') : 'follow')
  const [name, setName] = useState(own?.name ?? '')
  const take = () => {
    const { [day.day]: _, ...others } = draft.overrides
    const named = name.trim() ? { name: name.trim() } : {}
    const overrides =
      way === 'follow' ? others : { ...others, [day.day]: { off: way === 'off', ...named } }
    onTake({ ...draft, overrides })
    onClose()
  }
  return (
    <Modal
      open
      width={440}
      title={`${day.day} ${t(`weekday.${day.weekday}`)}`}
      okText={t('policy.take')}
      cancelText={t('leave')}
      onCancel={onClose}
      onOk={take}
    >
      <div className="edit-fields">
        <p className="quiet">
          {day.state
            ? t(day.state.off ? 'day.stateOff' : 'day.stateWork', { name: day.state.name })
            : t('day.noState')}
        </p>
        <Choices
          look="list"
          label={t('day.what')}
          value={way}
          values={ways}
          say={(w) => t(`day.way.${w}`)}
          onChange={setWay}
        />
        {way !== 'follow' && (
          <>
            <label htmlFor={id}>{t('day.name')}</label>
            <Input id={id} value={name} maxLength={60} onChange={(e) => setName(e.target.value)} />
          </>
        )}
        <p className="edit-then">{t('policy.takeThen')}</p>
      </div>
    </Modal>
  )
}
