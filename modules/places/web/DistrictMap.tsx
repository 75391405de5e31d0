import { useQueries, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { PlaceMap, type PlaceMapProps, type Shapes } from '#platform/web/Map.tsx'
import type { BaseKind } from '../domain/base-map.ts'

/** What a map asks of `places`, by path: the checks of the contract weigh more than the answer. */
interface MapOfDistrict {
  areas: Shapes
  layers: { kind: BaseKind; url: string; schematic: boolean; source: string }[]
  tiles: string | null
  attribution: string
}

async function read<T>(path: string): Promise<T> {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`${response.status} ${path}`)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a reply of our own server
  return (await response.json()) as T
}

export type DistrictMapProps = Omit<
  PlaceMapProps,
  'roads' | 'buildings' | 'water' | 'tiles' | 'attribution'
> & {
  districtId: string
}

/** The ground as it was asked for, each layer as soon as it is there. */
function useGround(districtId: string) {
  const { data } = useQuery({
    queryKey: ['places', 'map', districtId],
    queryFn: () => read<MapOfDistrict>(`/api/public/${districtId}/map`),
    enabled: districtId !== '',
    staleTime: 3_600_000,
  })
  const layers = data?.layers ?? []
  const loaded = useQueries({
    queries: layers.map(({ url }) => ({
      queryKey: ['places', 'layer', url],
      queryFn: () => read<Shapes>(url),
      staleTime: Infinity,
    })),
    combine: (results) => results.map((result) => result.data),
  })
  const shapes: Partial<Record<BaseKind, Shapes>> = {}
  for (const [index, { kind }] of layers.entries()) {
    const layer = loaded[index]
    if (layer) shapes[kind] = layer
  }
  return { data, shapes }
}

/** Whose data it is, and whether it was surveyed. */
function creditOf({ layers, areas, attribution }: MapOfDistrict, schematic: string): string {
  const drawn =
    layers.some((layer) => layer.schematic) ||
    areas.features.some((area) => area.properties?.['schematic'] === true)
  const sources = new Set([...layers.map((l) => l.source), attribution].filter((s) => s !== ''))
  return [...(drawn ? [schematic] : []), ...sources].join(' · ')
}

/** A map with the ground of its district: its outlines, its own layers, tiles where there are any. */
export function DistrictMap({ districtId, ...props }: DistrictMapProps) {
  const { t } = useTranslation('platform')
  const { data, shapes } = useGround(districtId)
  if (!data) return <PlaceMap {...props} />
  const credit = creditOf(data, t('map.schematic'))
  return (
    <PlaceMap
      outlines={data.areas}
      {...props}
      {...shapes}
      {...(data.tiles === null ? {} : { tiles: data.tiles })}
      {...(credit === '' ? {} : { attribution: credit })}
    />
  )
}
