import { Select } from 'antd'
import { useMatters } from '../queries.ts'

/** A matter of the district's catalogue, found by its name; none may stay chosen. */
export function MatterPick({
  value,
  onChange,
  ...named
}: {
  value: string | null
  onChange: (next: string | null) => void
  id?: string
  'aria-label'?: string
}) {
  const matters = useMatters().data ?? []
  return (
    <Select
      {...named}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      onChange={(next: string | null | undefined) => onChange(next ?? null)}
      options={matters.map(({ kind, code, name }) => ({
        value: `${kind}/${code}`,
        label: name,
      }))}
    />
  )
}
