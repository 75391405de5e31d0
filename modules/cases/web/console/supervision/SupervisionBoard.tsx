import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { useSupervisionBoard } from './queries.ts'
import { SupervisionCard } from './SupervisionCard.tsx'
import '../beside/beside.css'

/** What is supervised and what is late now: whoever has least time left, or none, stands on top. */
export function SupervisionBoard() {
  const { t } = useTranslation('supervision')
  const [address, setAddress] = useAddress()
  const state = address['state'] === 'ended' ? 'ended' : 'open'
  const board = useSupervisionBoard(state)
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
      <Answer of={board}>
        {({ supervisions }) =>
          supervisions.length === 0 ? (
            <Empty title={t(`none.${state}`)} words={t(`none.${state}Words`)} />
          ) : (
            <>
              {state === 'open' && (
                <p className="quiet">
                  {t('sum', {
                    count: supervisions.length,
                    late: supervisions.filter((s) => s.overdue).length,
                  })}
                </p>
              )}
              <div className="beside-grid">
                {supervisions.map((order) => (
                  <SupervisionCard key={order.id} order={order} ofCase={null} />
                ))}
              </div>
            </>
          )
        }
      </Answer>
    </div>
  )
}
