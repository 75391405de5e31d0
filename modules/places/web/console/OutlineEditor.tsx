import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import type { LonLat, Shapes } from '#platform/web/Map.tsx'
import type { AreaView, Boundary } from '../../contract/index.ts'
import { parentOf } from '../../domain/area-code.ts'
import { squareMetresIn } from '../../domain/outlines.ts'
import { DistrictMap } from '../DistrictMap.tsx'
import { boundaryOf, pastedOutline, ringOf } from './outline.ts'
import { Labelled } from './parts.tsx'

export interface OutlineEditorProps {
  boundary: Boundary | null
  code: string
  list: readonly AreaView[]
  readOnly: boolean
  onChange: (boundary: Boundary | null) => void
}

/** An outline drawn by its corners on the map, or pasted as GeoJSON by whoever cannot point. */
export function OutlineEditor(props: OutlineEditorProps) {
  const { t } = useTranslation('placesConsole')
  const { districtId, lon, lat } = useConsoleSetting()
  const { boundary, readOnly, onChange } = props
  const [ring, setRing] = useState<LonLat[] | null>(() => ringOf(boundary))
  const [drawing, setDrawing] = useState(false)
  const put = (next: LonLat[]) => {
    setRing(next)
    onChange(boundaryOf(next))
  }
  const own = ring === null || readOnly ? boundary : null
  return (
    <fieldset className="places-outline">
      <legend>{t('outline.title')}</legend>
      {!readOnly && ring !== null && (
        <div className="places-tools">
          <Button type={drawing ? 'primary' : 'default'} onClick={() => setDrawing(!drawing)}>
            {t(drawing ? 'outline.stop' : 'outline.draw')}
          </Button>
          <Button disabled={ring.length === 0} onClick={() => put(ring.slice(0, -1))}>
            {t('outline.undo')}
          </Button>
          <Button disabled={ring.length === 0} onClick={() => put([])}>
            {t('outline.clear')}
          </Button>
          <small>{sizeWords(boundary, t('outline.none'), (ha) => t('outline.size', { ha }))}</small>
        </div>
      )}
      {ring === null && <p className="quiet">{t('outline.several')}</p>}
      <DistrictMap
        districtId={districtId}
        className="places-map"
        label={t('outline.map')}
        center={[lon, lat]}
        zoom={14}
        outlines={others(props, own)}
        {...(ring !== null && !readOnly
          ? {
              edit: {
                ring,
                onChange: put,
                drawing,
                nameOf: (corner: number) => t('outline.corner', { corner }),
                nameBetween: (corner: number) => t('outline.between', { corner }),
              },
            }
          : {})}
      />
      {!readOnly && (
        <Paste
          onOutline={(pasted) => {
            setRing(ringOf(pasted))
            onChange(pasted)
          }}
        />
      )}
    </fieldset>
  )
}

const sizeWords = (boundary: Boundary | null, none: string, say: (ha: string) => string) =>
  boundary === null ? none : say((squareMetresIn(boundary) / 10_000).toFixed(1))

/** The area around and the siblings, to draw along; the own outline only where it is not edited. */
function others({ code, list }: OutlineEditorProps, own: Boundary | null): Shapes {
  const parent = parentOf(code)
  const shapes = list.flatMap((a) => {
    const near = a.code === parent || (a.parentCode === parent && a.code !== code)
    const geometry = a.code === code ? own : near && a.active ? a.boundary : null
    const { code: areaCode, level, name } = a
    return geometry
      ? [{ type: 'Feature' as const, properties: { code: areaCode, level, name }, geometry }]
      : []
  })
  return { type: 'FeatureCollection', features: shapes }
}

function Paste({ onOutline }: { onOutline: (boundary: Boundary) => void }) {
  const { t } = useTranslation('placesConsole')
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  return (
    <details className="places-more">
      <summary>{t('outline.paste')}</summary>
      <Labelled label={t('outline.pasteLabel')} hint={t('outline.pasteHint')} error={fault}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={4}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Labelled>
      <Button
        disabled={text.trim() === ''}
        onClick={() => {
          const read = pastedOutline(text)
          setFault(typeof read === 'string' ? t(`outline.fault.${read}`) : null)
          if (typeof read !== 'string') onOutline(read)
        }}
      >
        {t('outline.take')}
      </Button>
    </details>
  )
}
