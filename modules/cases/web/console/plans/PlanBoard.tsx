import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { PlanCard } from './PlanCard.tsx'
import { usePlanBoard } from './queries.ts'

/** Plans that are followed: those with late steps stand first. */
export function PlanBoard() {
  const { t } = useTranslation('plans')
  const [address, setAddress] = useAddress()
  const state = address['state'] === 'ended' ? 'ended' : 'open'
  const board = usePlanBoard(state)
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('board')}</h1>
        <Segmented
          aria-label={t('which')}
          value={state}
          onChange={(next) => setAddress({ state: next === 'ended' ? next : undefined })}
          options={(['open', 'ended'] as const).map((value) => ({
            value,
            label: t(`which.${value}`),
          }))}
        />
      </header>
      <p className="quiet">{t('intro')}</p>
      <Answer of={board}>
        {({ plans }) =>
          plans.length === 0 ? (
            <Empty title={t(`none.${state}`)} words={t(`none.${state}Words`)} />
          ) : (
            <>
              {state === 'open' && (
                <p className="quiet">
                  {t('sum', {
                    count: plans.length,
                    late: plans.flatMap((p) => p.steps).filter((s) => s.overdue).length,
                  })}
                </p>
              )}
              <div className="beside-grid">
                {plans.map((plan) => (
                  <PlanCard key={plan.id} plan={plan} ofCase={false} />
                ))}
              </div>
            </>
          )
        }
      </Answer>
    </div>
  )
}
