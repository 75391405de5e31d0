import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { EventView } from '../../../contract/index.ts'
import { saidIn } from '../../phone/said.ts'

/** Of what lay on a phone before it came: when it was done, and what the phone's clock said. */
export function SaidLine({ event }: { event: EventView }) {
  const { t } = useTranslation('console')
  const time = useTime()
  const said = saidIn(event)
  if (!said) return null
  return (
    <p className="quiet">
      {t('said.about', { at: time.at(said.aboutAt) })}
      {said.doneAt !== null &&
        ` ${t(said.clockOffMinutes > 0 ? 'said.ahead' : 'said.behind', {
          at: time.at(said.doneAt),
          minutes: Math.abs(said.clockOffMinutes),
        })}`}
    </p>
  )
}
