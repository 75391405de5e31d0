import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { languageOf } from '#platform/web/i18n.ts'
import type { LeafletBrief } from '../../contract/index.ts'
import { useAreas, useChannels, useLibrary, useMatters } from './queries.ts'

/** A channel by its code, in the language of the page. */
export function useChannelName(): (code: string) => string {
  const { i18n } = useTranslation()
  const channels = useChannels().data?.channels ?? []
  const english = languageOf(i18n) === 'en'
  return (code) => {
    const channel = channels.find((one) => one.code === code)
    if (!channel) return code
    return english && channel.nameEn !== '' ? channel.nameEn : channel.name
  }
}

interface PickProps {
  id: string
  value: string
  onChange: (value: string) => void
}

/** Communities and grids, where things are done; `all` also streets and the district. */
export function AreaPick({ id, value, onChange, all = false }: PickProps & { all?: boolean }) {
  const areas = (useAreas().data ?? []).filter(({ code }) => all || code.length >= 12)
  return (
    <Select
      id={id}
      showSearch={{ optionFilterProp: 'label' }}
      value={value || null}
      onChange={(next: string | null) => onChange(next ?? '')}
      options={areas.map(({ code, name }) => ({ value: code, label: name }))}
    />
  )
}

export function ChannelPick({ id, value, onChange }: PickProps) {
  const name = useChannelName()
  const channels = (useChannels().data?.channels ?? []).filter(({ active }) => active)
  return (
    <Select
      id={id}
      value={value || null}
      onChange={(next: string | null) => onChange(next ?? '')}
      options={channels.map(({ code }) => ({ value: code, label: name(code) }))}
    />
  )
}

/** One of the leaflets that are shown, or none. */
export function LeafletPick({ id, value, onChange }: PickProps) {
  const { t } = useTranslation('outreach')
  const { data } = useLibrary({ state: 'shown' })
  const rows = data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('leaflet.none')}
      value={value || null}
      onChange={(next: string | null | undefined) => onChange(next ?? '')}
      options={rows.map((row) => ({ value: row.id, label: row.title }))}
    />
  )
}

interface MattersPickProps {
  id: string
  value: readonly string[]
  onChange: (value: string[]) => void
}

/** Matters of the catalogue that something is about. */
export function MattersPick({ id, value, onChange }: MattersPickProps) {
  const matters = useMatters().data ?? []
  return (
    <Select
      id={id}
      mode="multiple"
      maxCount={12}
      showSearch={{ optionFilterProp: 'label' }}
      value={[...value]}
      onChange={(next: string[]) => onChange(next)}
      options={matters.map(({ kind, code, name }) => ({ value: `${kind}/${code}`, label: name }))}
    />
  )
}

/** A leaflet with what it is now, where that is not the plain thing. */
export function LeafletNamed({ leaflet }: { leaflet: LeafletBrief }) {
  const { t } = useTranslation('outreach')
  return (
    <>
      <a href={`/console/outreach/leaflets/${leaflet.id}`}>{leaflet.title}</a>
      {leaflet.state !== 'shown' && (
        <small className="quiet"> {t(`leaflet.state.${leaflet.state}`)}</small>
      )}
    </>
  )
}
