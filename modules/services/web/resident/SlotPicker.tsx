import { useState } from 'react'
import type { SlotView } from '../../contract/services.ts'
import { useServiceSpeech } from '../speech.ts'

interface SlotPickerProps {
  slots: readonly SlotView[]
  timeZone: string
  chosen: string | null
  onChoose: (startsAt: string) => void
}

/** First the day, then the hour; one that is full can be seen and not chosen. */
export function SlotPicker({ slots, timeZone, chosen, onChoose }: SlotPickerProps) {
  const { t, day, clock } = useServiceSpeech(timeZone)
  const dayOf = (slot: SlotView) => day(slot.startsAt)
  const days = [...new Set(slots.map(dayOf))]
  const first =
    slots.find((slot) => slot.startsAt === chosen) ?? slots.find((slot) => slot.left > 0)
  const [open, setOpen] = useState<string | null>(null)
  const shown = open ?? (first ? dayOf(first) : days[0])
  if (slots.length === 0) return <p className="quiet">{t('noHours')}</p>
  const leftOn = (one: string) =>
    slots.filter((slot) => dayOf(slot) === one).reduce((sum, slot) => sum + slot.left, 0)
  return (
    <div className="slots">
      <div className="slot-days" role="group" aria-label={t('day')}>
        {days.map((one) => (
          <button key={one} type="button" aria-pressed={one === shown} onClick={() => setOpen(one)}>
            <span>{one}</span>
            <small>{leftOn(one) === 0 ? t('full') : t('left', { count: leftOn(one) })}</small>
          </button>
        ))}
      </div>
      <div className="chips" role="group" aria-label={t('hour')}>
        {slots
          .filter((slot) => dayOf(slot) === shown)
          .map((slot) => (
            <button
              key={slot.startsAt}
              type="button"
              aria-pressed={slot.startsAt === chosen}
              disabled={slot.left === 0}
              onClick={() => onChoose(slot.startsAt)}
            >
              {clock(slot.startsAt)}–{clock(slot.endsAt)}
              {slot.left === 0 && ` · ${t('full')}`}
            </button>
          ))}
      </div>
    </div>
  )
}
