import type {
  GeoJSONSourceSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl'
import {
  boxOf,
  positionsOf,
  mapTones,
  type LonLat,
  type MapPoint,
  type PlaceMapProps,
  type Shapes,
} from './place-map.ts'

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

export const layerNames = ['water', 'buildings', 'roads', 'outlines', 'marks'] as const

/** One name for each outline, in its middle: a shape cut by tiles would carry one in every piece. */
export const namesOf = (shapes: Shapes | undefined): Data => ({
  type: 'FeatureCollection',
  features: (shapes?.features ?? []).flatMap(({ properties, geometry }) => {
    const box = boxOf(positionsOf(geometry.coordinates))
    if (box === null) return []
    const middle = [(box.west + box.east) / 2, (box.south + box.north) / 2]
    return [
      {
        type: 'Feature' as const,
        properties,
        geometry: { type: 'Point' as const, coordinates: middle },
      },
    ]
  }),
})

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

export const ringOf = (ring: readonly LonLat[] = []): Data => ({
  type: 'FeatureCollection',
  features:
    ring.length < 2
      ? []
      : [
          {
            type: 'Feature',
            properties: {},
            geometry: {
              type: 'Polygon',
              coordinates: [[...ring, ring[0]!].map(([x, y]) => [x, y])],
            },
          },
        ],
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
        clusterRadius: 40,
        clusterMaxZoom: 17,
        clusterProperties: { late: ['+', ['case', ['==', ['get', 'tone'], 'cinnabar'], 1, 0]] },
      },
      names: { type: 'geojson', data: namesOf(props.outlines) },
      ring: { type: 'geojson', data: ringOf(props.edit?.ring) },
    },
    layers: [
      { id: 'land', type: 'background', paint: { 'background-color': palette.land } },
      ...(tiles === undefined ? [] : [{ id: 'tiles', type: 'raster', source: 'tiles' } as const]),
      ...ground(palette, tiles !== undefined),
      ...pointLayers(palette),
      ...ringLayers(palette),
    ],
  }
}

function ground(palette: Palette, overTiles: boolean): LayerSpecification[] {
  const marks: LayerSpecification = {
    id: 'marks',
    type: 'fill',
    source: 'marks',
    paint: { 'fill-color': palette.tones['cinnabar'] ?? palette.ink, 'fill-opacity': 0.45 },
  }
  return [
    ...(overTiles ? [] : base(palette)),
    marks,
    ...outlines(palette),
    ...names(palette, overTiles),
  ]
}

function base(palette: Palette): LayerSpecification[] {
  const line = (id: string, colour: string, by: number): LayerSpecification => ({
    id,
    type: 'line',
    source: 'roads',
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': wide(by) },
  })
  return [
    {
      id: 'water',
      type: 'fill',
      source: 'water',
      filter: ['in', ['geometry-type'], ['literal', ['Polygon', 'MultiPolygon']]],
      paint: { 'fill-color': palette.water },
    },
    {
      id: 'water-lines',
      type: 'line',
      source: 'water',
      filter: ['in', ['geometry-type'], ['literal', ['LineString', 'MultiLineString']]],
      paint: { 'line-color': palette.water, 'line-width': wide(0.8) },
    },
    {
      id: 'buildings',
      type: 'fill',
      source: 'buildings',
      minzoom: 13,
      paint: { 'fill-color': palette.building, 'fill-outline-color': palette.roadEdge },
    },
    line('roads-edge', palette.roadEdge, 1.35),
    line('roads', palette.road, 1),
  ]
}

function outlines(palette: Palette): LayerSpecification[] {
  const of = (level: 'grid' | 'community', paint: { width: number; dash: number[] }) =>
    ({
      id: `outlines-${level}`,
      type: 'line',
      source: 'outlines',
      filter: [level === 'grid' ? '==' : '!=', ['get', 'level'], 'grid'],
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': palette.outline,
        'line-width': paint.width,
        'line-dasharray': paint.dash,
        'line-opacity': level === 'grid' ? 0.7 : 1,
      },
    }) satisfies LayerSpecification
  return [of('grid', { width: 1, dash: [3, 3] }), of('community', { width: 2, dash: [6, 2, 1, 2] })]
}

function names(palette: Palette, overTiles: boolean): LayerSpecification[] {
  const text = (size: number) => ({
    'text-field': ['coalesce', ['get', 'name'], ''] as ['coalesce', ['get', string], string],
    'text-font': palette.fonts,
    'text-size': size,
    'text-max-width': 12,
  })
  const named: LayerSpecification[] = [
    {
      id: 'water-names',
      type: 'symbol',
      source: 'water',
      minzoom: 13,
      layout: text(12),
      paint: halo(palette.ink2, palette.water),
    },
    {
      id: 'road-names',
      type: 'symbol',
      source: 'roads',
      minzoom: 13,
      layout: { ...text(12), 'symbol-placement': 'line', 'symbol-spacing': 320 },
      paint: halo(palette.ink2, palette.road),
    },
    {
      id: 'building-names',
      type: 'symbol',
      source: 'buildings',
      minzoom: 16.2,
      layout: { ...text(11), 'text-max-width': 6 },
      paint: halo(palette.ink2, palette.building),
    },
  ]
  return [
    ...(overTiles ? [] : named),
    {
      id: 'grid-names',
      type: 'symbol',
      source: 'names',
      minzoom: 14.2,
      filter: ['==', ['get', 'level'], 'grid'],
      layout: text(13),
      paint: halo(palette.outline, palette.land),
    },
    {
      id: 'outline-names',
      type: 'symbol',
      source: 'names',
      maxzoom: 15.5,
      filter: ['!=', ['get', 'level'], 'grid'],
      layout: { ...text(15), 'text-offset': [0, -1] },
      paint: halo(palette.ink, palette.land),
    },
  ]
}

/** Jade, the colour of what can be acted on. */
function ringLayers(palette: Palette): LayerSpecification[] {
  const jade = palette.tones['jade'] ?? palette.ink
  return [
    {
      id: 'ring-fill',
      type: 'fill',
      source: 'ring',
      paint: { 'fill-color': jade, 'fill-opacity': 0.12 },
    },
    { id: 'ring', type: 'line', source: 'ring', paint: { 'line-color': jade, 'line-width': 2.5 } },
  ]
}

const wide = (by: number): ['interpolate', ['linear'], ['zoom'], ...number[]] => [
  'interpolate',
  ['linear'],
  ['zoom'],
  11,
  by,
  15,
  6 * by,
  18,
  26 * by,
]

const halo = (colour: string, round: string) => ({
  'text-color': colour,
  'text-halo-color': round,
  'text-halo-width': 1.5,
})

/**
 * A cluster is ink on surface, since a heap of cases has no one time; where one of them is overdue
 * the diamond of that state stands at its shoulder.
 */
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
        'circle-radius': ['step', ['get', 'point_count'], 16, 10, 20, 50, 25, 200, 30],
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
        'text-size': ['step', ['get', 'point_count'], 14, 50, 17],
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': palette.ink },
    },
    {
      id: 'cluster-late',
      type: 'symbol',
      source: 'points',
      filter: ['all', ['has', 'point_count'], ['>', ['get', 'late'], 0]],
      layout: {
        'icon-image': 'tone-cinnabar',
        'icon-offset': [
          'step',
          ['get', 'point_count'],
          ['literal', [13, -13]],
          10,
          ['literal', [16, -16]],
          50,
          ['literal', [20, -20]],
        ],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    {
      id: 'points',
      type: 'symbol',
      source: 'points',
      filter: ['!', ['has', 'point_count']],
      layout: {
        'icon-image': ['concat', 'tone-', ['get', 'tone']],
        'icon-size': ['case', ['get', 'chosen'], 1.7, 1.15],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
  ]
}
