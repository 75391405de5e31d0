import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useKeepers } from '../queries.ts'

interface KeeperPickProps {
  id: string
  areaCode: string
  value: string
  onChange: (personId: string) => void
}

/** Who takes it down: whoever does outreach at that place; left empty, whoever records it. */
export function KeeperPick({ id, areaCode, value, onChange }: KeeperPickProps) {
  const { t } = useTranslation('outreach')
  const people = useKeepers(areaCode).data ?? []
  return (
    <Select
      id={id}
      allowClear
      placeholder={t('postings.me')}
      value={value || null}
      onChange={(next: string | null | undefined) => onChange(next ?? '')}
      options={people.map((one) => ({ value: one.id, label: one.name }))}
    />
  )
}
