import { Link } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { Output } from '#platform/web/console/say.ts'
import type { campaignsContract } from '../../../contract/index.ts'
import { useNamed } from '../hazards/queries.ts'
import { CampaignDialog, freshCampaign, type Draft } from './CampaignDialog.tsx'
import { useCampaigns } from './queries.ts'
import { HazardBoard, TotalsPart } from './TotalsPart.tsx'
import './campaigns.css'

type Listed = Output<typeof campaignsContract.listCampaigns.reply>['campaigns'][number]
const stands = ['all', 'now', 'before', 'after'] as const
type Stand = (typeof stands)[number]

/** Campaigns with what each came to, and all of them together. */
export function CampaignsPage() {
  const { t } = useTranslation('campaigns')
  const [address, setAddress] = useAddress()
  const [editing, setEditing] = useState<Draft | null>(null)
  const campaigns = useCampaigns()
  const stand = stands.find((one) => one === address['stands']) ?? 'all'
  return (
    <div className="page campaigns">
      <header className="page-head">
        <h1>{t('title')}</h1>
        <Segmented<Stand>
          aria-label={t('title')}
          value={stand}
          onChange={(next) => setAddress({ stands: next === 'all' ? undefined : next })}
          options={stands.map((value) => ({
            value,
            label: t(value === 'all' ? 'stand.all' : `stands.${value}`),
          }))}
        />
      </header>
      <p className="quiet">{t('how')}</p>
      <Answer of={campaigns} rows={6}>
        {({ campaigns: all, totals, mayEdit, today }) => (
          <>
            {mayEdit && (
              <p className="campaign-verbs">
                <Button type="primary" onClick={() => setEditing(freshCampaign(today))}>
                  {t('add')}
                </Button>
              </p>
            )}
            {all.length === 0 ? (
              <Empty title={t('none')} words={t('noneWords')} />
            ) : (
              <>
                <section aria-label={t('all')} className="campaign-all">
                  <h2>
                    {t('all')}{' '}
                    <small className="quiet">
                      {`${t('sum.drives')} ${all.length} ${t('sum.drivesUnit')}`}
                    </small>
                  </h2>
                  <TotalsPart totals={totals} />
                  <HazardBoard totals={totals} />
                </section>
                <Rows rows={all.filter((one) => stand === 'all' || one.stands === stand)} />
              </>
            )}
          </>
        )}
      </Answer>
      {editing && <CampaignDialog campaign={editing} onClose={() => setEditing(null)} />}
    </div>
  )
}

const Rows = ({ rows }: { rows: readonly Listed[] }) => (
  <ul className="campaign-rows">
    {rows.map((row) => (
      <Row key={row.id} campaign={row} />
    ))}
  </ul>
)

function Row({ campaign }: { campaign: Listed }) {
  const { t } = useTranslation('campaigns')
  const time = useTime()
  const named = useNamed()
  const { totals } = campaign
  const [first] = totals.measures
  return (
    <li>
      <span>
        <Link to="/console/campaigns/$campaignId" params={{ campaignId: campaign.id }}>
          {campaign.name}
        </Link>
        <small className="quiet">
          {[campaign.areas.map(({ name }) => name).join(t('and')), campaign.purpose]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
      <span className="quiet">
        {t('days', { from: time.date(campaign.startsOn), to: time.date(campaign.endsOn) })}
      </span>
      <span data-stands={campaign.stands}>{t(`stands.${campaign.stands}`)}</span>
      <span>
        {`${t('sum.cleared')} ${totals.cleared} / ${totals.found}`}
        <small className="quiet">
          {[
            `${t('sum.people')} ${totals.people} ${t('sum.peopleUnit')}`,
            first &&
              `${named(first)} ${first.amount} ${time.language === 'en' ? first.unitEn : first.unit}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
    </li>
  )
}
