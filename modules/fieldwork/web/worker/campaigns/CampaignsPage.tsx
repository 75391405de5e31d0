import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { seenOr, useGo, useSeenAt, useSpeech, WorkFrame } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import { Button, Empty, Failure, failureOf, Skeleton, Strip } from '#platform/web/kit/index.ts'
import { campaignsContract as contract, type OwnCampaigns } from '../../../contract/index.ts'
import { fieldKey } from '../visits/doors.ts'
import { useFresh } from '../visits/VisitsPage.tsx'
import { DaySheet } from './DaySheet.tsx'
import '../hazards/hazards.css'

const useOwn = () =>
  useQuery({
    queryKey: [...fieldKey, 'campaigns'],
    queryFn: () => seenOr('field campaigns', () => call(contract.ownCampaigns, {})),
    staleTime: 60_000,
  })

/** The campaigns of today here: in which team one is, and what one records for it. */
export function CampaignsPage() {
  const { t } = useSpeech()
  return <WorkFrame title={t('campaign.title')}>{() => <Campaigns />}</WorkFrame>
}

function Campaigns() {
  const { t, say } = useSpeech()
  useFresh()
  const own = useOwn()
  const seenAt = useSeenAt('field campaigns')
  return (
    <>
      {seenAt !== null && <Strip tone="warn">{t('work.seenAt', { at: say(seenAt) })}</Strip>}
      {own.isPending && <Skeleton shape="card" count={2} />}
      {own.error && !own.data && (
        <Failure kind={failureOf(own.error)} onRetry={() => void own.refetch()} />
      )}
      {own.data?.campaigns.length === 0 && (
        <Empty title={t('campaign.none')}>{t('campaign.noneWhy')}</Empty>
      )}
      {own.data?.campaigns.map((campaign) => (
        <Campaign key={campaign.id} campaign={campaign} own={own.data} />
      ))}
    </>
  )
}

interface CampaignProps {
  campaign: OwnCampaigns['campaigns'][number]
  own: OwnCampaigns
}

function Campaign({ campaign, own }: CampaignProps) {
  const { t, date } = useSpeech()
  const go = useGo()
  const [open, setOpen] = useState(false)
  const [noted, setNoted] = useState(false)
  return (
    <section className="task-group campaign-card" aria-label={campaign.name}>
      <h2>{campaign.name}</h2>
      {campaign.purpose !== '' && <p>{campaign.purpose}</p>}
      <p className="quiet">
        {[
          t('campaign.until', { day: date(campaign.endsOn) }),
          ...campaign.teams.map(({ name, kind }) => `${name} (${t(`campaign.kind.${kind}`)})`),
          t('campaign.today', { found: campaign.today.found, days: campaign.today.days }),
        ].join(' · ')}
      </p>
      {noted && <Strip tone="done">{t('hazard.noted')}</Strip>}
      <Button wide onClick={() => go(`/work/hazards/new?campaign=${campaign.id}`)}>
        {t('campaign.find')}
      </Button>
      <Button wide look="quiet" onClick={() => setOpen(true)}>
        {t('campaign.day')}
      </Button>
      {open && (
        <DaySheet
          campaign={campaign}
          own={own}
          onClose={() => setOpen(false)}
          onNoted={() => {
            setOpen(false)
            setNoted(true)
          }}
        />
      )}
    </section>
  )
}
