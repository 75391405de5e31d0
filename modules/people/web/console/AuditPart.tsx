import { Button } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { auditContract } from '../../contract/index.ts'

/** Every act and every look at personal data, newest first; it can be read and not changed. */
export function AuditPart() {
  const { t } = useTranslation('peopleConsole')
  const time = useTime()
  const audit = useInfiniteQuery({
    queryKey: ['people', 'audit'],
    queryFn: ({ pageParam, signal }) =>
      call(auditContract.listAudit, {
        query: { limit: 100, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  return (
    <Answer of={audit} rows={12}>
      {({ pages }) => {
        const rows = pages.flatMap((p) => p.rows)
        if (rows.length === 0) return <Empty title={t('audit.none')} />
        return (
          <>
            <ol className="sessions">
              {rows.map((a) => (
                <li key={a.id}>
                  <span>
                    <b>{t([`act.${a.act}`, 'act.other'], { act: a.act })}</b>{' '}
                    {a.personName ?? t('audit.nobody')} {a.postTitle}
                    <small>
                      {[a.subjectKind, a.subjectId, a.ip, a.details['reason']]
                        .filter(Boolean)
                        .join(' · ')}
                    </small>
                  </span>
                  <time dateTime={a.at}>{time.at(a.at)}</time>
                </li>
              ))}
            </ol>
            {audit.hasNextPage && (
              <Button loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
                {t('more')}
              </Button>
            )}
          </>
        )
      }}
    </Answer>
  )
}
