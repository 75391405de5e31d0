import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { kindContract } from '../../../contract/index.ts'
import { keys } from '../queries.ts'
import { ChangeWords } from './KindEffect.tsx'

/** Who edited a kind of post, when, and what was gained and lost by it. */
export function KindHistory({ code }: { code: string }) {
  const { t } = useTranslation('access')
  const time = useTime()
  const history = useQuery({
    queryKey: [...keys.kinds, 'history', code],
    queryFn: ({ signal }) => call(kindContract.kindHistory, { params: { code }, signal }),
  })
  const rows = history.data?.revisions ?? []
  if (rows.length === 0) return null
  return (
    <section className="sheet-part">
      <h3>{t('kind.history')}</h3>
      <ol className="holdings">
        {rows.map((r) => (
          <li key={r.version}>
            <span>
              <b>{r.personName}</b> <time dateTime={r.at}>{time.at(r.at)}</time>
              {r.made ? <small>{t('kind.made')}</small> : <ChangeWords change={r} />}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
