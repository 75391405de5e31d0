import { useState, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import {
  formOf,
  linesOf,
  positionsOf,
  type LonLat,
  type MapPoint,
  type MapTone,
  type PlaceMapProps,
  type Shapes,
} from './place-map.ts'

const width = 640
const height = 400
const margin = 16

/** Flat, good for a district: a degree of longitude shrinks with the cosine of the latitude. */
function frameOf(props: PlaceMapProps) {
  const all = [
    ...[props.outlines, props.roads, props.buildings].flatMap((shapes) =>
      (shapes?.features ?? []).flatMap((f) => positionsOf(f.geometry.coordinates)),
    ),
    ...(props.points ?? []).map((p) => p.at),
  ]
  if (all.length === 0) all.push(props.center)
  const lons = all.map((p) => p[0])
  const lats = all.map((p) => p[1])
  const west = least(lons)
  const south = least(lats)
  const east = -least(lons.map((v) => -v))
  const north = -least(lats.map((v) => -v))
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(
    (width - 2 * margin) / Math.max(1e-4, (east - west) * shrink),
    (height - 2 * margin) / Math.max(1e-4, north - south),
  )
  const left = (width - (east - west) * shrink * scale) / 2
  const top = (height - (north - south) * scale) / 2
  return {
    x: (lon: number) => left + (lon - west) * shrink * scale,
    y: (lat: number) => top + (north - lat) * scale,
    lonLat: (x: number, y: number): LonLat => [
      west + (x - left) / (shrink * scale),
      north - (y - top) / scale,
    ],
  }
}

type Frame = ReturnType<typeof frameOf>

const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b), Infinity)

/** The map for where WebGL is missing: outlines and places drawn once, and the places as a list. */
export function PlainMap(props: PlaceMapProps) {
  const { t } = useTranslation('platform')
  const { onPick, points = [] } = props
  const [picked, setPicked] = useState<LonLat>(props.center)
  const frame = frameOf(props)
  const pick = (event: MouseEvent<SVGSVGElement>) => {
    if (!onPick) return
    const box = event.currentTarget.getBoundingClientRect()
    const at = frame.lonLat(
      ((event.clientX - box.left) / box.width) * width,
      ((event.clientY - box.top) / box.height) * height,
    )
    setPicked(at)
    onPick(at)
  }
  return (
    <div className="map-plain">
      <p className="map-plain-note">{t(onPick ? 'map.plainPick' : 'map.plain')}</p>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={props.label}
        onClick={pick}
        data-pick={onPick !== undefined}
      >
        <Lines kind="water" shapes={props.water} frame={frame} />
        <Lines kind="building" shapes={props.buildings} frame={frame} />
        <Lines kind="road" shapes={props.roads} frame={frame} />
        <Lines kind="outline" shapes={props.outlines} frame={frame} />
        {points.map((p) => (
          <g
            key={p.id}
            transform={`translate(${frame.x(p.at[0]) - 8} ${frame.y(p.at[1]) - 8})`}
            className="map-plain-point"
            data-tone={p.tone ?? 'slate'}
          >
            <path d={formOf(p.tone ?? 'slate')} />
          </g>
        ))}
        {onPick && (
          <g
            transform={`translate(${frame.x(picked[0]) - 20} ${frame.y(picked[1]) - 49})`}
            className="map-plain-pin"
          >
            <path d="M20 2a16 16 0 0 1 16 16c0 11-16 30-16 30S4 29 4 18A16 16 0 0 1 20 2z" />
            <circle cx="20" cy="18" r="6" />
          </g>
        )}
      </svg>
      {!onPick && <PointList points={points} onSelect={props.onSelect} />}
    </div>
  )
}

/** Overdue first. */
const listed: readonly MapTone[] = ['cinnabar', 'amber', 'jade', 'slate']
const placeInList = (p: MapPoint) => listed.indexOf(p.tone ?? 'slate')

function PointList(props: {
  points: readonly MapPoint[]
  onSelect: ((id: string) => void) | undefined
}) {
  const { t } = useTranslation('platform')
  const { points, onSelect } = props
  if (points.length === 0) return <p className="map-plain-note">{t('map.noPoints')}</p>
  return (
    <ul className="map-list" aria-label={t('map.points')} tabIndex={onSelect ? undefined : 0}>
      {points
        .toSorted((a, b) => placeInList(a) - placeInList(b))
        .map((p) => (
          <li key={p.id}>
            <button type="button" disabled={!onSelect} onClick={() => onSelect?.(p.id)}>
              <svg viewBox="0 0 16 16" width="16" height="16" data-tone={p.tone ?? 'slate'}>
                <path d={formOf(p.tone ?? 'slate')} />
              </svg>
              {p.label}
            </button>
          </li>
        ))}
    </ul>
  )
}

function Lines(props: { kind: string; shapes: Shapes | undefined; frame: Frame }) {
  const { kind, shapes, frame } = props
  const d = (shapes?.features ?? [])
    .flatMap((feature) => linesOf(feature))
    .map((line) =>
      line
        .map(
          ([lon, lat], i) =>
            `${i ? 'L' : 'M'}${frame.x(lon).toFixed(1)} ${frame.y(lat).toFixed(1)}`,
        )
        .join(''),
    )
    .join('')
  return d === '' ? null : <path className={`map-plain-${kind}`} d={d} />
}
