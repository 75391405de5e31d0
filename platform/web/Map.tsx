import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlaceMapProps } from './map/place-map.ts'
import { PlainMap } from './map/PlainMap.tsx'
import { Skeleton } from './kit/Skeleton.tsx'
import './Map.css'

export type { LonLat, MapPoint, MapTone, PlaceMapProps, Shape, Shapes } from './map/place-map.ts'

/** The drawing library comes when a map is first shown; if it cannot be fetched, the plain map stands in. */
const MovingMap = lazy(() => import('./map/MovingMap.tsx').catch(() => ({ default: PlainMap })))

function canDraw(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null
  } catch {
    return false
  }
}

/**
 * Places on a map that asks no outside service: everything drawn comes in as props. Whoever shows points
 * here shows them as a list too, because a canvas cannot be read aloud.
 */
export function PlaceMap(props: PlaceMapProps) {
  const { t } = useTranslation('platform')
  const drawable = useMemo(() => canDraw(), [])
  const plain = props.plain === true || !drawable
  return (
    <section
      className={`map ${props.className ?? ''}`}
      data-plain={plain}
      aria-label={`${t('map.name')}: ${props.label}`}
    >
      {plain ? (
        <PlainMap {...props} />
      ) : (
        <Suspense fallback={<Skeleton shape="map" />}>
          <MovingMap {...props} />
        </Suspense>
      )}
      {props.attribution !== undefined && <p className="map-attribution">{props.attribution}</p>}
    </section>
  )
}
