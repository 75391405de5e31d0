import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { teamKinds } from '../../../domain/campaigns/campaign.ts'
import { useNamed } from '../hazards/queries.ts'
import { DayList } from './DayList.tsx'
import { useMeasures } from './queries.ts'
import './campaigns.css'

/** The days of action behind a total: of one campaign or of all, by a measure or a kind of people. */
export function DaysPage() {
  const { t } = useTranslation('campaigns')
  const [address] = useAddress()
  const named = useNamed()
  const { campaign, measure } = address
  const heads = teamKinds.find((kind) => kind === address['heads'])
  const known = useMeasures().data?.measures.find(({ code }) => code === measure)
  const what = heads ? t(`kind.${heads}`) : known && named(known)
  return (
    <div className="page campaigns">
      <p>
        {campaign ? (
          <Link to="/console/campaigns/$campaignId" params={{ campaignId: campaign }}>
            {t('back')}
          </Link>
        ) : (
          <Link to="/console/campaigns">{t('back')}</Link>
        )}
      </p>
      <header className="page-head">
        <h1>{what ? t('actions.of', { what }) : t('actions')}</h1>
      </header>
      <DayList
        named
        ask={{
          ...(campaign ? { campaignId: campaign } : {}),
          ...(measure ? { measure } : {}),
          ...(heads ? { heads } : {}),
        }}
      />
    </div>
  )
}
