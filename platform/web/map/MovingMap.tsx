import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import 'maplibre-gl/dist/maplibre-gl.css'
import { Glyph } from '../kit/Glyph.tsx'
import { openMap, type OpenMap, type View } from './open-map.ts'
import type { LonLat, PlaceMapProps } from './place-map.ts'
import { PlainMap, PointList } from './PlainMap.tsx'

export default function MovingMap(props: PlaceMapProps) {
  const { t } = useTranslation('platform')
  const { onPick } = props
  const box = useRef<HTMLDivElement>(null)
  const map = useRef<OpenMap>(null)
  const view = useRef<View>({ center: props.center, zoom: props.zoom ?? 15 })
  const [broken, setBroken] = useState(false)
  const [finding, setFinding] = useState<'no' | 'now' | 'failed'>(
    props.locateAtOnce === true ? 'now' : 'no',
  )

  // A map that opens, fits or is told where to go has told nobody anything: only hands pick.
  const moved = useEffectEvent((now: View, byHand: boolean) => {
    view.current = now
    if (byHand) props.onPick?.(now.center)
  })
  const select = useEffectEvent((id: string) => props.onSelect?.(id))
  const open = useEffectEvent((node: HTMLElement) => {
    try {
      return openMap(node, props, view.current, {
        onMove: moved,
        onSelect: select,
        onBroken: () => setBroken(true),
      })
    } catch {
      setBroken(true)
      return null
    }
  })
  useEffect(() => {
    // A moment later: a page that comes and goes at once would leave behind a worker that is still
    // being fetched, and a request that never ends.
    const timer = setTimeout(() => {
      map.current = box.current ? open(box.current) : null
    })
    return () => {
      clearTimeout(timer)
      map.current?.close()
      map.current = null
    }
  }, [])
  useEffect(() => map.current?.show(props), [props])

  const [lon, lat] = props.center
  const follow = useEffectEvent((to: LonLat) => {
    if (to[0] !== view.current.center[0] || to[1] !== view.current.center[1])
      map.current?.goTo(to, props.onPick ? 16 : undefined)
  })
  useEffect(() => follow([lon, lat]), [lon, lat])

  const find = () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setFinding('no')
        map.current?.markYou([coords.longitude, coords.latitude])
      },
      () => setFinding('failed'),
      { enableHighAccuracy: true, timeout: 8000, maximumAge: 30_000 },
    )
  }
  const locate = () => {
    setFinding('now')
    find()
  }
  const findAtOnce = useEffectEvent(find)
  useEffect(() => {
    if (props.locateAtOnce === true) findAtOnce()
  }, [props.locateAtOnce])

  if (broken) return <PlainMap {...props} />
  return (
    <>
      <div ref={box} className="map-canvas" />
      {onPick && <Pin />}
      <MapButtons {...props} map={map} onLocate={locate} />
      <p className="map-note" aria-live="polite">
        {noteOf(finding, onPick ? (props.pickNote ?? t('map.pick')) : '', t)}
      </p>
    </>
  )
}

function noteOf(finding: 'no' | 'now' | 'failed', picking: string, t: TFunction<'platform'>) {
  if (finding === 'now') return t('map.locating')
  if (finding === 'failed') return t('map.unlocated')
  return picking
}

function MapButtons(
  props: PlaceMapProps & { map: RefObject<OpenMap | null>; onLocate: () => void },
) {
  const { t } = useTranslation('platform')
  const { map, points = [], onPick, onSelect } = props
  const [listed, setListed] = useState(false)
  return (
    <>
      {listed && (
        <div className="map-listed">
          <PointList points={points} onSelect={onSelect} />
        </div>
      )}
      <div className="map-buttons">
        {points.length > 0 && !onPick && (
          <MapButton
            glyph="list"
            label={t('map.points')}
            pressed={listed}
            onPress={() => setListed(!listed)}
          />
        )}
        <MapButton glyph="locate" label={t('map.locate')} onPress={props.onLocate} />
        <MapButton glyph="plus" label={t('map.zoomIn')} onPress={() => map.current?.zoomBy(1)} />
        <MapButton glyph="minus" label={t('map.zoomOut')} onPress={() => map.current?.zoomBy(-1)} />
      </div>
    </>
  )
}

function MapButton(props: {
  glyph: 'list' | 'locate' | 'plus' | 'minus'
  label: string
  pressed?: boolean
  onPress: () => void
}) {
  return (
    <button
      type="button"
      aria-label={props.label}
      aria-pressed={props.pressed}
      title={props.label}
      onClick={props.onPress}
    >
      <Glyph name={props.glyph} />
    </button>
  )
}

export function Pin() {
  return (
    <svg className="map-pin" viewBox="0 0 40 52" width="40" height="52" aria-hidden="true">
      <ellipse className="map-pin-foot" cx="20" cy="49" rx="7" ry="2.5" />
      <path d="M20 2a16 16 0 0 1 16 16c0 11-16 30-16 30S4 29 4 18A16 16 0 0 1 20 2z" />
      <circle cx="20" cy="18" r="6" />
    </svg>
  )
}
