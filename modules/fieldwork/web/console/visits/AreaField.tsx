import { Select } from 'antd'
import { useId } from 'react'
import { Field } from '#platform/web/console/Dialog.tsx'

interface AreaFieldProps {
  label: string
  areas: readonly { code: string; name: string }[]
  /** The code of the area; empty until one is chosen. */
  value: string
  onChange: (code: string) => void
}

/** One of these areas, found by its name. */
export function AreaField({ label, areas, value, onChange }: AreaFieldProps) {
  const id = useId()
  return (
    <Field id={id} label={label}>
      <Select
        id={id}
        showSearch={{ optionFilterProp: 'label' }}
        value={value || null}
        onChange={(code: string | null) => onChange(code ?? '')}
        options={areas.map(({ code, name }) => ({ value: code, label: name }))}
      />
    </Field>
  )
}
