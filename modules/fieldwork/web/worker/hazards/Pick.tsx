import { useId } from 'react'

interface PickProps {
  label: string
  value: string
  choices: readonly { value: string; label: string }[]
  onPick: (value: string) => void
}

/** One of several, by the phone's own list. */
export function Pick({ label, value, choices, onPick }: PickProps) {
  const id = useId()
  return (
    <div className="door-campaign">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onPick(event.target.value)}>
        {choices.every((one) => one.value !== value) && <option value="" />}
        {choices.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </div>
  )
}
