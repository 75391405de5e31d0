import { Button, Checkbox, Input, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Hours } from '../../../domain/slots.ts'

interface HoursEditorProps {
  hours: readonly Hours[]
  onChange: (hours: Hours[]) => void
}

/** Hours that are the same on several days are one line here. */
interface Line {
  from: string
  to: string
  capacity: number
  weekdays: readonly number[]
}

function linesOf(hours: readonly Hours[]): Line[] {
  const lines = new Map<string, Line>()
  for (const { weekday, from, to, capacity } of hours) {
    const key = `${from} ${to} ${capacity}`
    const before = lines.get(key)
    const weekdays = [...(before?.weekdays ?? []), weekday]
    lines.set(key, { from, to, capacity, weekdays })
  }
  return [...lines.values()]
}

const hoursOf = (lines: readonly Line[]): Hours[] =>
  lines.flatMap(({ weekdays, from, to, capacity }) =>
    weekdays.map((weekday) => ({ weekday, from, to, capacity })),
  )

export function HoursEditor({ hours, onChange }: HoursEditorProps) {
  const { t } = useTranslation('services')
  const lines = linesOf(hours)
  const set = (at: number, change: Partial<Line>) =>
    onChange(hoursOf(lines.map((line, n) => (n === at ? Object.assign(line, change) : line))))
  return (
    <>
      {lines.map((line, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line has no name, and keeps the cursor while its hours change
        <div key={at} className="hours-line">
          <Checkbox.Group
            value={[...line.weekdays]}
            onChange={(weekdays) => weekdays.length > 0 && set(at, { weekdays })}
            options={[1, 2, 3, 4, 5, 6, 7].map((value) => ({
              value,
              label: t(`weekday.${value}`),
            }))}
          />
          <Input
            type="time"
            aria-label={t('settings.from')}
            value={line.from}
            onChange={(e) => e.target.value !== '' && set(at, { from: e.target.value })}
          />
          <Input
            type="time"
            aria-label={t('settings.to')}
            value={line.to}
            onChange={(e) => e.target.value !== '' && set(at, { to: e.target.value })}
          />
          <InputNumber
            aria-label={t('settings.capacity')}
            min={1}
            max={200}
            precision={0}
            value={line.capacity}
            onChange={(capacity) => set(at, { capacity: capacity ?? 1 })}
          />
          <Button
            size="small"
            aria-label={`${t('remove')} ${line.from}`}
            onClick={() => onChange(hoursOf(lines.filter((_, n) => n !== at)))}
          >
            {t('remove')}
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => onChange([...hours, ...another(lines)])}>
        {t('settings.addHours')}
      </Button>
    </>
  )
}

/** After the last one, so that it does not overlap. */
function another(lines: readonly Line[]): Hours[] {
  const last =
    lines
      .map((line) => line.to)
      .toSorted()
      .at(-1) ?? '09:00'
  const hour = Math.min(22, Number(last.slice(0, 2)))
  const from = `${String(hour).padStart(2, '0')}:${last.slice(3)}`
  const to = `${String(hour + 1).padStart(2, '0')}:${last.slice(3)}`
  return hoursOf([{ from, to, capacity: 1, weekdays: [1, 2, 3, 4, 5] }])
}
