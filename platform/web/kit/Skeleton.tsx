import { useTranslation } from 'react-i18next'
import './Skeleton.css'

export interface SkeletonProps {
  /** The shape of what comes. */
  shape?: 'lines' | 'card' | 'row' | 'photo' | 'map'
  count?: number
}

const bars = { lines: 3, card: 3, row: 2, photo: 0, map: 0 }
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)

/** Shows itself only after 150 ms, so that quick answers do not flicker. */
export function Skeleton({ shape = 'lines', count = 1 }: SkeletonProps) {
  const { t } = useTranslation('platform')
  return (
    <div className="skeleton" role="status" data-shape={shape}>
      <span className="unseen">{t('loading')}</span>
      {upTo(count).map((i) => (
        <div key={i} className="skeleton-one" data-shape={shape} aria-hidden="true">
          {shape !== 'lines' && <span className="skeleton-block" />}
          <span className="skeleton-bars">
            {upTo(bars[shape]).map((bar) => (
              <span key={bar} className="skeleton-bar" />
            ))}
          </span>
        </div>
      ))}
    </div>
  )
}
