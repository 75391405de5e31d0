import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import type { Shapes } from '#platform/web/Map.tsx'
import type { AreaView } from '../../contract/index.ts'
import { fitOf, type Patch } from '../../domain/outlines.ts'
import { DistrictMap } from '../DistrictMap.tsx'

const hectares = (squareMetres: number) => (squareMetres / 10_000).toFixed(2)

/** Whether the parts of an area lie over each other or leave gaps: in words, and on the map. */
export function FitNotes({ area, list }: { area: AreaView; list: readonly AreaView[] }) {
  const { t } = useTranslation('placesConsole')
  const { districtId, lon, lat } = useConsoleSetting()
  const around = area.level === 'grid' ? list.find((a) => a.code === area.parentCode) : area
  const fit = useMemo(() => {
    const parts = list.flatMap((a) =>
      a.parentCode === around?.code && a.active && a.boundary
        ? [{ code: a.code, boundary: a.boundary }]
        : [],
    )
    return parts.length === 0 ? null : fitOf(parts, around?.boundary ?? null)
  }, [list, around])
  if (!fit || !around) return null
  const nameOf = (code: string) => list.find((a) => a.code === code)?.name ?? code
  const faultless = fit.overlaps.length === 0 && fit.gap.squareMetres === 0
  return (
    <section className="places-fit">
      <h3>{t('fit.title', { name: around.name })}</h3>
      {faultless ? (
        <p className="quiet">{t('fit.good')}</p>
      ) : (
        <>
          <ul>
            {fit.overlaps.map((o) => (
              <li key={`${o.a}${o.b}`} data-kind="overlap">
                {t('fit.overlap', {
                  a: nameOf(o.a),
                  b: nameOf(o.b),
                  ha: hectares(o.squareMetres),
                })}
              </li>
            ))}
            {fit.gap.squareMetres > 0 && (
              <li data-kind="gap">{t('fit.gap', { ha: hectares(fit.gap.squareMetres) })}</li>
            )}
          </ul>
          <DistrictMap
            districtId={districtId}
            className="places-map"
            label={t('fit.map')}
            center={[area.lon ?? lon, area.lat ?? lat]}
            zoom={14}
            marks={patchesOf([...fit.overlaps.flatMap((o) => o.patches), ...fit.gap.patches])}
          />
        </>
      )}
    </section>
  )
}

const patchesOf = (patches: readonly Patch[]): Shapes => ({
  type: 'FeatureCollection',
  features: patches.map((patch) => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'Polygon', coordinates: [patch] },
  })),
})
