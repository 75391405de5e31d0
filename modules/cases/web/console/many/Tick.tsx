import { useTranslation } from 'react-i18next'
import type { Selection } from './selection.ts'

/** Chooses a row; with Shift all from the last one that was chosen. */
export function Tick(props: { id: string; name: string; selection: Selection }) {
  const { t } = useTranslation('many')
  const { id, name, selection } = props
  return (
    <label className="tick-row">
      <input
        type="checkbox"
        aria-label={t('tick', { name })}
        checked={selection.has(id)}
        onChange={(event) => {
          const { nativeEvent } = event
          selection.toggle(id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }}
      />
    </label>
  )
}
