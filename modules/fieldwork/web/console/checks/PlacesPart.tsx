import { Button, Segmented, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SubjectFinder } from '#modules/subjects/web/index.ts'
import { Finder } from '#platform/web/console/Finder.tsx'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import type { PlaceDraft } from './draft.ts'
import type { PartProps } from './ListDialog.tsx'
import { useAddresses } from './queries.ts'

interface PlacesPartProps extends PartProps {
  areas: readonly { code: string; name: string }[]
  stations: readonly { id: string; name: string }[]
}

const kinds = ['area', 'station', 'address', 'subject'] as const

/** Where the list is worked; each place has rounds of its own. */
export function PlacesPart({ draft, set, areas, stations }: PlacesPartProps) {
  const { t } = useTranslation('checks')
  const [kind, setKind] = useState<PlaceDraft['kind']>('area')
  const add = (ref: string, name: string) => {
    if (draft.places.some((place) => place.kind === kind && place.ref === ref)) return
    set({ places: [...draft.places, { id: newId(), kind, ref, name }] })
  }
  const within = areas
    .filter((area) => area.code.startsWith(draft.areaCode || '-'))
    .map(({ code, name }) => ({ value: code, label: name }))
  const chosen = {
    area: within,
    station: stations.map(({ id, name }) => ({ value: id, label: name })),
  }
  return (
    <section className="checks-part">
      <h3>{t('placesTitle')}</h3>
      <ul>
        {draft.places.map((place) => (
          <li key={place.id}>
            <span className="checks-words">
              {place.name} <small className="quiet">{t(`place.${place.kind}`)}</small>
            </span>
            <Button
              size="small"
              aria-label={`${t('remove')} ${place.name}`}
              onClick={() => set({ places: draft.places.filter((one) => one.id !== place.id) })}
            >
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
      <Segmented
        aria-label={t('addPlace')}
        value={kind}
        onChange={setKind}
        options={kinds.map((value) => ({ value, label: t(`place.${value}`) }))}
      />
      {(kind === 'area' || kind === 'station') && (
        <Select
          aria-label={t('addPlace')}
          placeholder={t('addPlace')}
          showSearch={{ optionFilterProp: 'label' }}
          value={null}
          onSelect={(ref: string | null) => {
            const found = chosen[kind].find((one) => one.value === ref)
            if (found) add(found.value, found.label)
          }}
          options={chosen[kind]}
        />
      )}
      {kind === 'address' && <AddressFinder onChoose={add} />}
      {kind === 'subject' && (
        <SubjectFinder
          key={draft.places.length}
          label={t('place.subject')}
          kinds={['shop', 'organisation', 'building']}
          without={draft.places.map(({ ref }) => ref)}
          chosen={null}
          onChoose={(subject) => add(subject.id, subject.name)}
        />
      )}
    </section>
  )
}

function AddressFinder({ onChoose }: { onChoose: (ref: string, name: string) => void }) {
  const { t } = useTranslation('checks')
  const { districtId } = useConsoleSetting()
  const [text, setText] = useState('')
  const { data = [], isLoadingError } = useAddresses(districtId, useDeferredValue(text.trim()))
  return (
    <Finder
      label={t('findAddress')}
      text={text}
      onText={setText}
      rows={text.trim() === '' ? [] : data}
      keyOf={(row) => row.id}
      line={(row) => row.fullText}
      onChoose={(row) => {
        setText('')
        onChoose(row.id, row.fullText)
      }}
      none={t('findNone')}
      failed={isLoadingError}
      placeholder={t('findHint')}
    />
  )
}
