import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { LikelyCase } from '../../../contract/merging.ts'
import { Thumb } from '../parts.tsx'
import { shortPlace } from '../shown.ts'
import './merging.css'

/** As near as a finger on the map can tell. */
const BESIDE = 15

/** One case that may be the same: its picture, what and where it is, and why it is shown. */
export function LikelyLine({ row: { case: kase, likeness } }: { row: LikelyCase }) {
  const { t } = useTranslation(['merging', 'console'])
  const time = useTime()
  const why = [
    likeness.metres <= BESIDE ? t('likely.beside') : t('likely.at', { metres: likeness.metres }),
    ...(likeness.sameMatter === null
      ? []
      : [t(likeness.sameMatter ? 'likely.matter' : 'likely.matterNot')]),
    ...(likeness.shared.length === 0
      ? []
      : [t('likely.words', { words: likeness.shared.slice(0, 3).join('、') })]),
  ]
  return (
    <span className="likely-line">
      <Thumb row={kase} />
      <span>
        <b>{kase.title || kase.shortCode}</b>
        <small>
          {t(`console:status.${kase.status}`)} · {time.at(kase.reportedAt)} · {shortPlace(kase)}
        </small>
        <small className="likely-why">{why.join(' · ')}</small>
        {(kase.followers ?? 0) > 0 && (
          <small>{t('followers', { count: kase.followers ?? 0 })}</small>
        )}
      </span>
    </span>
  )
}
