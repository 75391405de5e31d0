import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSlots } from '../queries.ts'
import { useHours } from './say-hour.ts'

interface SlotSelectProps {
  id: string
  serviceId: string | null
  value: string | null
  onChange: (startsAt: string | null) => void
}

/** The hours of a service that are left, day by day. */
export function SlotSelect({ id, serviceId, value, onChange }: SlotSelectProps) {
  const { t } = useTranslation('services')
  const { day, span } = useHours()
  const { data, isFetching } = useSlots(serviceId)
  return (
    <Select
      id={id}
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      loading={isFetching}
      disabled={serviceId === null}
      notFoundContent={t('noHours')}
      onChange={(next: string | null) => onChange(next)}
      options={(data?.slots ?? []).map((slot) => ({
        value: slot.startsAt,
        label: `${day(slot.startsAt)} ${span(slot.startsAt, slot.endsAt)} · ${
          slot.left === 0 ? t('full') : t('left', { count: slot.left })
        }`,
        disabled: slot.left === 0,
      }))}
    />
  )
}
