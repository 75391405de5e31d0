import { Segmented } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { appealBoard } from '../../../contract/appeals.ts'
import { casesKey } from '../queries.ts'
import { AppealCard } from './AppealCard.tsx'

/** Appeals that wait for a first or a second review, the oldest on top. */
export function AppealBoard() {
  const { t } = useTranslation('appeals')
  const [address, setAddress] = useAddress()
  const state = address['state'] === 'decided' ? 'decided' : 'open'
  const board = useQuery({
    queryKey: [...casesKey, 'appeal-board', state],
    queryFn: ({ signal }) => call(appealBoard, { query: { state }, signal }),
  })
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('board')}</h1>
        <Segmented
          aria-label={t('which')}
          value={state}
          onChange={(next) => setAddress({ state: next === 'decided' ? next : undefined })}
          options={(['open', 'decided'] as const).map((value) => ({
            value,
            label: t(`which.${value}`),
          }))}
        />
      </header>
      <p className="quiet">{t('intro')}</p>
      <Answer of={board}>
        {({ appeals }) =>
          appeals.length === 0 ? (
            <Empty title={t(`none.${state}`)} words={t(`none.${state}Words`)} />
          ) : (
            <div className="beside-grid">
              {appeals.map((appeal) => (
                <AppealCard key={appeal.id} appeal={appeal} ofCase={false} />
              ))}
            </div>
          )
        }
      </Answer>
    </div>
  )
}
