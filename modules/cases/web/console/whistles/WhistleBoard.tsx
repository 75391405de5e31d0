import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { useWhistleBoard } from './queries.ts'
import { WhistleCard } from './WhistleCard.tsx'
import '../actions/actions.css'
import './whistles.css'

/** Who is awaited, who is late now: whoever has least time left, or none, stands on top. */
export function WhistleBoard() {
  const { t } = useTranslation('whistles')
  const [address, setAddress] = useAddress()
  const state = address['state'] === 'closed' ? 'closed' : 'open'
  const board = useWhistleBoard(state)
  return (
    <div className="page whistles-board">
      <header className="page-head">
        <h1>{t('board')}</h1>
        <Segmented
          aria-label={t('which')}
          value={state}
          onChange={(next) => setAddress({ state: next === 'closed' ? next : undefined })}
          options={(['open', 'closed'] as const).map((value) => ({
            value,
            label: t(`which.${value}`),
          }))}
        />
      </header>
      <Answer of={board}>
        {({ whistles }) =>
          whistles.length === 0 ? (
            <Empty title={t(`none.${state}`)} words={t(`none.${state}Words`)} />
          ) : (
            <>
              <p className="quiet">
                {t('sum', {
                  count: whistles.length,
                  late: whistles.flatMap((w) => w.calls).filter((c) => c.state === 'absent').length,
                })}
              </p>
              <div className="whistles-grid">
                {whistles.map((whistle) => (
                  <WhistleCard key={whistle.id} whistle={whistle} ofCase={false} />
                ))}
              </div>
            </>
          )
        }
      </Answer>
    </div>
  )
}
