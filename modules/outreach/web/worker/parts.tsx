import { useTranslation } from 'react-i18next'
import { languageOf } from '#platform/web/i18n.ts'
import type { ChannelView } from '../../contract/index.ts'
import type { Ground } from './ground.ts'

interface ChannelsProps {
  label: string
  ground: Ground
  chosen: string
  onChoose: (channel: ChannelView) => void
}

/** The ways in which one talks with people here, one press each. */
export function Channels({ label, ground, chosen, onChoose }: ChannelsProps) {
  const { i18n } = useTranslation()
  const english = languageOf(i18n) === 'en'
  return (
    <div className="outreach-channels">
      <p aria-hidden="true">{label}</p>
      <div className="chips" role="group" aria-label={label}>
        {ground.channels.map((one) => (
          <button
            key={one.code}
            type="button"
            aria-pressed={chosen === one.code}
            onClick={() => onChoose(one)}
          >
            {english && one.nameEn !== '' ? one.nameEn : one.name}
          </button>
        ))}
      </div>
    </div>
  )
}

interface SelectProps {
  label: string
  value: string
  options: readonly { value: string; label: string }[]
  onChange: (value: string) => void
}

export const Select = ({ label, value, options, onChange }: SelectProps) => (
  <label className="outreach-select">
    <span>{label}</span>
    <select value={value} onChange={(event) => onChange(event.target.value)}>
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  </label>
)
