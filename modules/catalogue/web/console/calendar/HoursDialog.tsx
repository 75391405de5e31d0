import { Button, Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarEdit } from '../../../contract/index.ts'

/** The sessions of a day and the days of a week. Taken into the draft. */
export function HoursDialog(props: {
  draft: CalendarEdit
  onTake: (draft: CalendarEdit) => void
  onClose: () => void
}) {
  const { t } = useTranslation('catalogueConsole')
  const { draft, onTake, onClose } = props
  const [hours, setHours] = useState(draft.hours)
  const [weekdays, setWeekdays] = useState(draft.weekdays)
  return (
    <Modal
      open
      width={480}
      title={t('calendar.editHours')}
      okText={t('policy.take')}
      cancelText={t('leave')}
      okButtonProps={{ disabled: weekdays.length === 0 || hours.some((h) => !h.from || !h.to) }}
      onCancel={onClose}
      onOk={() => {
        onTake({ ...draft, hours, weekdays: weekdays.toSorted((a, b) => a - b) })
        onClose()
      }}
    >
      <div className="edit-fields">
        <ol className="sessions">
          {hours.map((h, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a session is its place
            <li key={index}>
              {(['from', 'to'] as const).map((end) => (
                <Input
                  key={end}
                  type="time"
                  aria-label={t(`calendar.${end}`, { number: index + 1 })}
                  value={h[end]}
                  onChange={(e) => setHours(hours.with(index, { ...h, [end]: e.target.value }))}
                />
              ))}
              <Button
                size="small"
                disabled={hours.length === 1}
                aria-label={t('lines.remove', { number: index + 1 })}
                onClick={() => setHours(hours.toSpliced(index, 1))}
              >
                ×
              </Button>
            </li>
          ))}
        </ol>
        {hours.length < 6 && (
          <Button
            className="edit-plain"
            size="small"
            onClick={() => setHours([...hours, { from: '18:00', to: '20:00' }])}
          >
            {t('calendar.addSession')}
          </Button>
        )}
        <Checkbox.Group
          value={weekdays}
          onChange={(values: number[]) => setWeekdays(values)}
          options={[1, 2, 3, 4, 5, 6, 7].map((d) => ({ value: d, label: t(`weekday.${d}`) }))}
        />
        <p className="edit-then">{t('calendar.hoursThen')}</p>
      </div>
    </Modal>
  )
}
