import { GeoJSONSource, Map as Moving, Marker, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { boundsOf, formOf, mapTones, type LonLat, type PlaceMapProps } from './place-map.ts'
import { openRing } from './ring-edit.ts'
import {
  dataOf,
  layerNames,
  namesOf,
  pointsOf,
  readPalette,
  ringOf,
  styleOf,
  type Palette,
} from './style.ts'

export interface View {
  center: LonLat
  zoom: number
}

export interface Listeners {
  /** `byHand`: a person has moved the map, or has asked where they are. */
  onMove: (view: View, byHand: boolean) => void
  onSelect: (id: string) => void
  onBroken: () => void
}

export interface OpenMap {
  show: (props: PlaceMapProps) => void
  goTo: (at: LonLat, zoom?: number) => void
  zoomBy: (by: number) => void
  markYou: (at: LonLat) => void
  close: () => void
}

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches
const fitting = { padding: 44, maxZoom: 17 }

function boundsFor(props: PlaceMapProps): [number, number, number, number] | null {
  const box = boundsOf(props)
  return box && [box.west, box.south, box.east, box.north]
}

/** Everything that touches MapLibre; the component above it knows only this interface. */
export function openMap(
  container: HTMLElement,
  props: PlaceMapProps,
  view: View,
  listeners: Listeners,
): OpenMap {
  setWorkerUrl(workerUrl)
  const palette = readPalette()
  const bounds = boundsFor(props)
  const map = new Moving({
    container,
    style: styleOf(props, palette),
    ...(bounds
      ? { bounds, fitBoundsOptions: fitting }
      : { center: [view.center[0], view.center[1]], zoom: view.zoom }),
    maxZoom: 20,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    localIdeographFontFamily: palette.fonts.join(','),
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.getCanvas().setAttribute('aria-label', props.label)
  let shown = props
  let handled = false
  map.on('style.load', () => {
    const now = readPalette()
    for (const tone of mapTones) addForm(map, tone, now)
  })
  const unwatch = watchGround(() => map.setStyle(styleOf(shown, readPalette()), { diff: false }))
  map.on('moveend', (event) => {
    const { lng, lat } = map.getCenter()
    const byHand = 'originalEvent' in event || 'chosen' in event
    handled ||= byHand
    listeners.onMove({ center: [lng, lat], zoom: map.getZoom() }, byHand)
  })
  map.on('webglcontextlost', listeners.onBroken)
  listenToPoints(map, listeners.onSelect)
  const ring = openRing(map)
  ring.show(props.edit)
  let you: Marker | null = null
  const move = (at: LonLat, zoom: number, tag: object) => {
    const to = { center: [at[0], at[1]] as [number, number], zoom }
    if (still()) map.jumpTo(to, tag)
    else map.easeTo({ ...to, duration: 180 }, tag)
  }
  return {
    show: (next) => {
      // Whoever draws keeps the view: it must not jump with every corner.
      const moved = !handled && !next.edit && String(boundsFor(next)) !== String(boundsFor(shown))
      showAll(map, next, shown)
      shown = next
      ring.show(next.edit)
      const box = boundsFor(next)
      if (moved && box) map.fitBounds(box, { ...fitting, animate: false })
    },
    goTo: (at, zoom) => move(at, Math.max(zoom ?? 0, map.getZoom()), {}),
    zoomBy: (by) => {
      map.zoomTo(map.getZoom() + by, { duration: still() ? 0 : 180 })
    },
    markYou: (at) => {
      you ??= new Marker({ element: youElement() })
      you.setLngLat([at[0], at[1]]).addTo(map)
      move(at, Math.max(17, map.getZoom()), { chosen: true })
    },
    close: () => {
      unwatch()
      ring.close()
      map.remove()
    },
  }
}

/** Only what is not the same as before: a layer of a town takes the worker a while. */
function showAll(map: Moving, props: PlaceMapProps, before: PlaceMapProps): void {
  const put = (name: string, data: ReturnType<typeof dataOf>) => {
    const source = map.getSource(name)
    if (source instanceof GeoJSONSource) void source.setData(data)
  }
  const all = () => {
    for (const name of layerNames) if (props[name] !== before[name]) put(name, dataOf(props[name]))
    if (props.outlines !== before.outlines) put('names', namesOf(props.outlines))
    if (props.points !== before.points || props.selected !== before.selected)
      put('points', pointsOf(props.points, props.selected ?? null))
    if (props.edit?.ring !== before.edit?.ring) put('ring', ringOf(props.edit?.ring))
  }
  // Before the style is there the sources are not either.
  if (map.getSource('points')) all()
  else void map.once('style.load', all)
}

const ground = () => getComputedStyle(document.documentElement).getPropertyValue('--map-land')

/** Light or dark may change under an open map, by the device or by hand. */
function watchGround(repaint: () => void): () => void {
  let last = ground()
  const look = () => {
    if (ground() === last) return
    last = ground()
    repaint()
  }
  const system = matchMedia('(prefers-color-scheme: dark)')
  const byHand = new MutationObserver(look)
  byHand.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  system.addEventListener('change', look)
  return () => {
    byHand.disconnect()
    system.removeEventListener('change', look)
  }
}

function youElement(): HTMLElement {
  const element = document.createElement('span')
  element.className = 'map-you'
  return element
}

function listenToPoints(map: Moving, onSelect: (id: string) => void) {
  map.on('click', 'points', (event) => {
    const id: unknown = event.features?.[0]?.properties['id']
    if (typeof id === 'string') onSelect(id)
  })
  map.on('click', 'clusters', (event) => {
    const cluster: unknown = event.features?.[0]?.properties['cluster_id']
    const source = map.getSource('points')
    if (typeof cluster !== 'number' || !(source instanceof GeoJSONSource)) return
    const { originalEvent } = event
    void source
      .getClusterExpansionZoom(cluster)
      .then((zoom) =>
        map.easeTo(
          { center: event.lngLat, zoom: zoom + 0.4, duration: still() ? 0 : 180 },
          { originalEvent },
        ),
      )
  })
  for (const layer of ['points', 'clusters']) {
    map.on('mouseenter', layer, () => {
      map.getCanvas().style.cursor = 'pointer'
    })
    map.on('mouseleave', layer, () => {
      map.getCanvas().style.cursor = ''
    })
  }
}

/** Drawn at twice its size, for sharp screens. */
function addForm(map: Moving, tone: (typeof mapTones)[number], palette: Palette) {
  const canvas = document.createElement('canvas')
  canvas.width = 44
  canvas.height = 44
  const brush = canvas.getContext('2d')
  if (!brush) return
  const path = new Path2D(formOf(tone))
  brush.translate(6, 6)
  brush.scale(2, 2)
  brush.lineJoin = 'round'
  brush.lineWidth = 3
  brush.strokeStyle = palette.surface
  brush.stroke(path)
  brush.fillStyle = palette.tones[tone] ?? palette.ink
  // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas, not an array
  brush.fill(path)
  const { data } = brush.getImageData(0, 0, 44, 44)
  map.addImage(`tone-${tone}`, { width: 44, height: 44, data }, { pixelRatio: 2 })
}
