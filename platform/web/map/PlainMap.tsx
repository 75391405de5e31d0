import { useState, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import {
  boundsOf,
  boxOf,
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
const margin = 28

/** Flat, good for a district: a degree of longitude shrinks with the cosine of the latitude. */
function frameOf(props: PlaceMapProps) {
  const [lon, lat] = props.center
  const around = { west: lon - 0.004, east: lon + 0.004, south: lat - 0.0025, north: lat + 0.0025 }
  const { west, south, east, north } = boundsOf({ ...props, fit: props.fit ?? true }) ?? around
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min(
    (width - 2 * margin) / Math.max(2e-3, (east - west) * shrink),
    (height - 2 * margin) / Math.max(2e-3, north - south),
  )
  const left = (width - (east - west) * shrink * scale) / 2
  const top = (height - (north - south) * scale) / 2
  return {
    x: (at: number) => left + (at - west) * shrink * scale,
    y: (at: number) => top + (north - at) * scale,
    lonLat: (x: number, y: number): LonLat => [
      west + (x - left) / (shrink * scale),
      north - (y - top) / scale,
    ],
  }
}

type Frame = ReturnType<typeof frameOf>

/** The map for where WebGL is missing: outlines and places drawn once, and the places as a list. */
export function PlainMap(props: PlaceMapProps) {
  const { t } = useTranslation('platform')
  const { onPick, points = [] } = props
  const ring = props.edit?.ring ?? []
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
        {ring.length > 1 && (
          <path className="map-plain-ring" d={`${pathOf([...ring, ring[0]!], frame)}Z`} />
        )}
        <Lines kind="mark" shapes={props.marks} frame={frame} />
        <Names kind="road" shapes={props.roads} frame={frame} />
        <Names kind="outline" shapes={props.outlines} frame={frame} />
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

export function PointList(props: {
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
    .map((line) => pathOf(line, frame))
    .join('')
  return d === '' ? null : <path className={`map-plain-${kind}`} d={d} />
}

const pathOf = (line: readonly LonLat[], frame: Frame) =>
  line
    .map(([lon, lat], i) => `${i ? 'L' : 'M'}${frame.x(lon).toFixed(1)} ${frame.y(lat).toFixed(1)}`)
    .join('')

/** Once each, in the middle of what carries it, and only where that is in the picture. */
function Names(props: { kind: string; shapes: Shapes | undefined; frame: Frame }) {
  const { kind, shapes, frame } = props
  const said = new Set<string>()
  return (shapes?.features ?? []).map((shape) => {
    const name = shape.properties?.['name']
    const box = boxOf(positionsOf(shape.geometry.coordinates))
    if (typeof name !== 'string' || name === '' || said.has(name) || box === null) return null
    said.add(name)
    const x = frame.x((box.west + box.east) / 2)
    const y = frame.y((box.south + box.north) / 2)
    if (x < 0 || x > width || y < 0 || y > height) return null
    return (
      <text key={name} className={`map-plain-name-${kind}`} x={x.toFixed(1)} y={y.toFixed(1)}>
        {name}
      </text>
    )
  })
}
