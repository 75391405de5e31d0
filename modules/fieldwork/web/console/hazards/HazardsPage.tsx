import { Link } from '@tanstack/react-router'
import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress, type Search } from '#platform/web/console/address.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { useAreas } from '../visits/queries.ts'
import { useCampaigns } from '../campaigns/queries.ts'
import { AddDialog } from './AddDialog.tsx'
import { HazardList } from './HazardRows.tsx'
import { useHazardCounts, useHazardSettings, useNamed } from './queries.ts'
import './hazards.css'

const shows = ['open', 'overdue', 'recheck', 'ended', 'all'] as const
type Show = (typeof shows)[number]

const filters = ['kind', 'grade', 'state', 'under', 'live', 'cases'] as const

/** What the address asks for; what it does not name is left out. */
function askOf(address: Search): Record<string, string> {
  const { campaign } = address
  const named = filters.flatMap((name): [string, string][] => {
    const value = address[name]
    return value ? [[name, value]] : []
  })
  return Object.fromEntries(campaign ? [...named, ['campaignId', campaign]] : named)
}

/** The ledger of hazards: what is past its date first, by kind, grade and place. */
export function HazardsPage() {
  const { t } = useTranslation('hazards')
  const [address, setAddress] = useAddress()
  const { verbs } = useConsoleSetting()
  const time = useTime()
  const [adding, setAdding] = useState(false)
  const show = shows.find((one) => one === address['show']) ?? 'open'
  const ask = askOf(address)
  const counts = useHazardCounts(ask).data
  const sheet = new URLSearchParams({ show, ...ask, language: time.language }).toString()
  return (
    <div className="page hazards">
      <header className="page-head">
        <h1>{t('title')}</h1>
        <Segmented<Show>
          aria-label={t('title')}
          value={show}
          onChange={(next) => setAddress({ show: next === 'open' ? undefined : next })}
          options={shows.map((value) => ({
            value,
            label:
              value === 'all' || counts === undefined
                ? t(`show.${value}`)
                : `${t(`show.${value}`)} ${counts[value]}`,
          }))}
        />
      </header>
      <p className="quiet">{t('how')}</p>
      <div className="hazards-filters">
        <Filters address={address} setAddress={setAddress} />
        <span className="hazards-verbs">
          {verbs.has('fieldwork.hazard') && (
            <Button type="primary" onClick={() => setAdding(true)}>
              {t('add')}
            </Button>
          )}
          <Button href={`/api/fieldwork/hazards/sheet?${sheet}`}>{t('export')}</Button>
          <Link to="/console/hazard-settings">{t('settings')}</Link>
        </span>
      </div>
      <Narrowed address={address} setAddress={setAddress} />
      <HazardList ask={{ show, ...ask }} />
      {adding && <AddDialog onClose={() => setAdding(false)} />}
    </div>
  )
}

interface FiltersProps {
  address: Search
  setAddress: (change: Search) => void
}

function Filters({ address, setAddress }: FiltersProps) {
  const { t } = useTranslation('hazards')
  const named = useNamed()
  const settings = useHazardSettings().data
  const areas = useAreas().data ?? []
  const choices = {
    kind: settings?.kinds.map((one) => ({ value: one.code, label: named(one) })) ?? [],
    grade: settings?.grades.map((one) => ({ value: one.code, label: named(one) })) ?? [],
    under: areas
      .filter(({ code }) => code.length >= 12)
      .map(({ code, name }) => ({ value: code, label: name })),
  }
  return (['kind', 'grade', 'under'] as const).map((name) => {
    const label = t(`filter.${name === 'under' ? 'area' : name}`)
    return (
      <Select
        key={name}
        aria-label={label}
        placeholder={label}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={address[name] ?? null}
        onChange={(value: string | null) => setAddress({ [name]: value ?? undefined })}
        options={choices[name]}
      />
    )
  })
}

/** What a figure of a campaign narrowed the ledger to, and the way out of it. */
function Narrowed({ address, setAddress }: FiltersProps) {
  const { t } = useTranslation('hazards')
  const { campaign, state } = address
  const known = useCampaigns(campaign !== undefined).data?.campaigns
  if (campaign === undefined && state === undefined) return null
  const says = [
    campaign && (known?.find(({ id }) => id === campaign)?.name ?? t('narrow.any')),
    state && t(`state.${state}`),
    address['cases'] && t('narrow.cases'),
  ]
  return (
    <p className="hazards-narrowed">
      {says.filter(Boolean).join(' · ')}{' '}
      <Button
        size="small"
        onClick={() =>
          setAddress({ campaign: undefined, state: undefined, live: undefined, cases: undefined })
        }
      >
        {t('narrow.off')}
      </Button>
    </p>
  )
}
