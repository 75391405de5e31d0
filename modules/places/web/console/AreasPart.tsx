import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { AreaView } from '../../contract/index.ts'
import type { AreaLevel } from '../../domain/area-code.ts'
import { AreaForm, type AreaDraft } from './AreaForm.tsx'
import { FitNotes } from './FitNotes.tsx'
import { GridImport } from './GridImport.tsx'
import { History } from './History.tsx'
import { useAddressPage, useAreas } from './queries.ts'

const below: Partial<Record<AreaLevel, AreaLevel>> = { street: 'community', community: 'grid' }

const draftOf = (area: AreaView): AreaDraft => ({
  code: area.code,
  level: area.level,
  name: area.name,
  boundary: area.boundary,
  schematic: area.schematic,
  active: area.active,
  baseVersion: area.version,
})

const newDraft = (level: AreaLevel, under: string): AreaDraft => ({
  code: under,
  level,
  name: '',
  boundary: null,
  schematic: false,
  active: true,
  baseVersion: null,
})

/** The tree on the left, what is chosen in it on the right. */
export function AreasPart() {
  const areas = useAreas()
  return <Answer of={areas}>{(list) => <Areas list={list} />}</Answer>
}

function Areas({ list }: { list: AreaView[] }) {
  const { t } = useTranslation('placesConsole')
  const [address, setAddress] = useAddress()
  const { verbs, districtId } = useConsoleSetting()
  const [fresh, setFresh] = useState<AreaDraft | null>(null)
  const [importing, setImporting] = useState(false)
  const may = verbs.has('places.edit')
  const chosen = list.find((a) => a.code === address['area']) ?? null
  const choose = (code: string) => {
    setFresh(null)
    setAddress({ area: code })
  }
  const draft = fresh ?? (chosen && draftOf(chosen))
  const settled = fresh ? null : chosen
  return (
    <div className="places-split">
      <aside className="places-tree">
        {may && (
          <div className="places-tools">
            <Button onClick={() => setFresh(newDraft('street', districtId))}>
              {t('area.addStreet')}
            </Button>
            <Button onClick={() => setImporting(true)}>{t('grids.import')}</Button>
          </div>
        )}
        <Tree list={list} chosen={address['area'] ?? ''} onChoose={choose} />
      </aside>
      <section className="places-detail">
        {importing && <GridImport onClose={() => setImporting(false)} />}
        {draft && (
          <DraftForm {...{ draft, list, may, settled }} onSaved={choose} onAdd={setFresh} />
        )}
        {!draft && !importing && <p className="quiet">{t('area.choose')}</p>}
        {settled && <Around area={settled} list={list} />}
      </section>
    </div>
  )
}

function DraftForm(props: {
  draft: AreaDraft
  list: AreaView[]
  may: boolean
  settled: AreaView | null
  onSaved: (code: string) => void
  onAdd: (draft: AreaDraft) => void
}) {
  const { draft, list, may, settled } = props
  return (
    <AreaForm
      key={`${draft.level}${draft.code}${draft.baseVersion}`}
      start={draft}
      list={list}
      readOnly={!may}
      onSaved={props.onSaved}
    >
      {may && settled && <AddBelow area={settled} onAdd={props.onAdd} />}
    </AreaForm>
  )
}

function AddBelow({ area, onAdd }: { area: AreaView; onAdd: (draft: AreaDraft) => void }) {
  const { t } = useTranslation('placesConsole')
  const level = below[area.level]
  if (!level || !area.active) return null
  return (
    <Button onClick={() => onAdd(newDraft(level, area.code))}>
      {t('area.add', { level: t(`level.${level}`) })}
    </Button>
  )
}

function Around({ area, list }: { area: AreaView; list: AreaView[] }) {
  const { t } = useTranslation('placesConsole')
  return (
    <>
      <FitNotes area={area} list={list} />
      <details className="places-more">
        <summary>{t('part.history')}</summary>
        <History query={{ kind: 'area', id: area.code }} />
      </details>
    </>
  )
}

function Tree(props: { list: AreaView[]; chosen: string; onChoose: (code: string) => void }) {
  const { t } = useTranslation('placesConsole')
  const { list, chosen, onChoose } = props
  if (list.length === 0) return <Empty title={t('area.none')} words={t('area.noneWords')} />
  return (
    <ul className="places-rows" aria-label={t('part.areas')}>
      {list.map((a) => {
        const open = a.code.length <= 12 || chosen.startsWith(a.code.slice(0, 12))
        if (!open) return null
        return (
          <li key={a.code} data-level={a.level} data-active={a.active}>
            <button type="button" aria-current={a.code === chosen} onClick={() => onChoose(a.code)}>
              <span>{a.name}</span>
              <small>
                {a.code}
                {a.schematic && ` · ${t('schematicShort')}`}
                {!a.active && ` · ${t('retired')}`}
              </small>
            </button>
            {a.code === chosen && a.level !== 'street' && <Estates under={a.code} />}
          </li>
        )
      })}
    </ul>
  )
}

/** The estates of the chosen area; their buildings are a page of addresses. */
function Estates({ under }: { under: string }) {
  const { t } = useTranslation('placesConsole')
  const [, setAddress] = useAddress()
  const { data } = useAddressPage({ under, kind: 'estate', limit: 100 })
  return (
    <ul className="places-estates" aria-label={t('address.estate')}>
      {(data?.rows ?? []).map((row) => (
        <li key={row.id}>
          <button
            type="button"
            onClick={() => setAddress({ part: 'addresses', parent: row.id, area: undefined }, true)}
          >
            {row.name}
          </button>
        </li>
      ))}
    </ul>
  )
}
