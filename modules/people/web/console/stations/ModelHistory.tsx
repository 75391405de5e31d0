import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { stationContract } from '../../../contract/index.ts'
import { keys, useNamed } from '../queries.ts'

/** Who edited a model, when, and which seats it had before. */
export function ModelHistory({ code }: { code: string }) {
  const { t } = useTranslation('peopleConsole')
  const time = useTime()
  const named = useNamed()
  const history = useQuery({
    queryKey: [...keys.models, 'history', code],
    queryFn: ({ signal }) =>
      call(stationContract.staffingModelHistory, { params: { code }, signal }),
  })
  const rows = history.data?.revisions ?? []
  if (rows.length === 0) return null
  return (
    <section className="sheet-part">
      <h3>{t('models.history')}</h3>
      <ol className="holdings">
        {rows.map((r) => (
          <li key={r.version}>
            <span>
              <b>{r.personName}</b> <time dateTime={r.at}>{time.at(r.at)}</time>
              <small>
                {r.before === null
                  ? t('models.made')
                  : t('models.before', {
                      seats: r.before
                        .map((s) => `${named(s)} ${s.least}${s.most === null ? '+' : ''}`)
                        .join(t('and')),
                    })}
              </small>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
