import type {
  GeoJSONSourceSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl'
import { mapTones, type MapPoint, type PlaceMapProps, type Shapes } from './place-map.ts'

export interface Palette {
  land: string
  outline: string
  road: string
  roadEdge: string
  building: string
  water: string
  ink: string
  ink2: string
  surface: string
  tones: Record<string, string>
  fonts: string[]
}

/** WebGL reads no CSS: the palette is read from the page and handed over. */
export function readPalette(): Palette {
  const css = getComputedStyle(document.documentElement)
  const read = (name: string) => css.getPropertyValue(name).trim()
  return {
    land: read('--map-land'),
    outline: read('--map-outline'),
    road: read('--map-road'),
    roadEdge: read('--map-road-edge'),
    building: read('--map-building'),
    water: read('--map-water'),
    ink: read('--ink'),
    ink2: read('--ink-2'),
    surface: read('--surface'),
    tones: Object.fromEntries(mapTones.map((tone) => [tone, read(`--${tone}`)])),
    fonts: read('--sans')
      .split(',')
      .map((name) => name.trim().replaceAll(/['"]/g, '')),
  }
}

export const layerNames = ['water', 'buildings', 'roads', 'outlines'] as const

const nothing: Shapes = { type: 'FeatureCollection', features: [] }
type Data = GeoJSONSourceSpecification['data']

export const dataOf = (shapes: Shapes | undefined): Data => shapes ?? nothing

export const pointsOf = (
  points: readonly MapPoint[] = [],
  selected: string | null = null,
): Data => ({
  type: 'FeatureCollection',
  features: points.map((p) => ({
    type: 'Feature',
    properties: { id: p.id, label: p.label, tone: p.tone ?? 'slate', chosen: p.id === selected },
    geometry: { type: 'Point', coordinates: p.at },
  })),
})

export function styleOf(props: PlaceMapProps, palette: Palette): StyleSpecification {
  const { tiles, attribution } = props
  return {
    version: 8,
    sources: {
      ...(tiles === undefined
        ? {}
        : {
            tiles: {
              type: 'raster' as const,
              tiles: [tiles],
              tileSize: 256,
              ...(attribution === undefined ? {} : { attribution }),
            },
          }),
      ...Object.fromEntries(
        layerNames.map((name) => [name, { type: 'geojson', data: dataOf(props[name]) }]),
      ),
      points: {
        type: 'geojson',
        data: pointsOf(props.points, props.selected ?? null),
        cluster: true,
        clusterRadius: 44,
        clusterMaxZoom: 16,
      },
    },
    layers: [
      { id: 'land', type: 'background', paint: { 'background-color': palette.land } },
      ...(tiles === undefined ? [] : [{ id: 'tiles', type: 'raster', source: 'tiles' } as const]),
      ...ground(palette, tiles !== undefined),
      ...pointLayers(palette),
    ],
  }
}

function ground(palette: Palette, overTiles: boolean): LayerSpecification[] {
  const shapes: LayerSpecification[] = [
    { id: 'water', type: 'fill', source: 'water', paint: { 'fill-color': palette.water } },
    {
      id: 'buildings',
      type: 'fill',
      source: 'buildings',
      minzoom: 13,
      paint: { 'fill-color': palette.building },
    },
    {
      id: 'roads-edge',
      type: 'line',
      source: 'roads',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': palette.roadEdge, 'line-width': wide(1.6) },
    },
    {
      id: 'roads',
      type: 'line',
      source: 'roads',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': palette.road, 'line-width': wide(1) },
    },
  ]
  return [
    ...(overTiles ? [] : shapes),
    {
      id: 'outlines',
      type: 'line',
      source: 'outlines',
      paint: { 'line-color': palette.outline, 'line-width': 1.5, 'line-dasharray': [4, 2] },
    },
    {
      id: 'road-names',
      type: 'symbol',
      source: 'roads',
      minzoom: 13.5,
      layout: {
        'symbol-placement': 'line',
        'text-field': ['coalesce', ['get', 'name'], ''],
        'text-font': palette.fonts,
        'text-size': 12,
      },
      paint: halo(palette.ink2, palette.road),
    },
    {
      id: 'outline-names',
      type: 'symbol',
      source: 'outlines',
      layout: {
        'text-field': ['coalesce', ['get', 'name'], ''],
        'text-font': palette.fonts,
        'text-size': 14,
      },
      paint: halo(palette.ink, palette.land),
    },
  ]
}

const wide = (by: number): ['interpolate', ['linear'], ['zoom'], ...number[]] => [
  'interpolate',
  ['linear'],
  ['zoom'],
  11,
  by,
  15,
  4 * by,
  18,
  14 * by,
]

const halo = (colour: string, round: string) => ({
  'text-color': colour,
  'text-halo-color': round,
  'text-halo-width': 1.5,
})

/** A cluster is ink on surface, since a heap of cases has no one time. */
function pointLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'clusters',
      type: 'circle',
      source: 'points',
      filter: ['has', 'point_count'],
      paint: {
        'circle-color': palette.surface,
        'circle-stroke-color': palette.ink,
        'circle-stroke-width': 2,
        'circle-radius': ['step', ['get', 'point_count'], 15, 10, 19, 100, 24],
      },
    },
    {
      id: 'cluster-counts',
      type: 'symbol',
      source: 'points',
      filter: ['has', 'point_count'],
      layout: {
        'text-field': ['get', 'point_count_abbreviated'],
        'text-font': palette.fonts,
        'text-size': 14,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': palette.ink },
    },
    {
      id: 'points',
      type: 'symbol',
      source: 'points',
      filter: ['!', ['has', 'point_count']],
      layout: {
        'icon-image': ['concat', 'tone-', ['get', 'tone']],
        'icon-size': ['case', ['get', 'chosen'], 1.6, 1],
        'icon-allow-overlap': true,
      },
    },
  ]
}
