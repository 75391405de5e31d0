import { Button } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress, type Search } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { auditContract, type AuditEntry } from '../../../contract/index.ts'
import { AuditFilters } from './AuditFilters.tsx'
import { useAuditWords } from './audit-words.ts'

/** What of the address the log is filtered by. */
export function filterOf(address: Search) {
  const { act, by, who, on, about, from, until } = address
  return { act, personId: by, person: who, subjectId: on, subject: about, from, until }
}

/** Every act and every look at personal data, newest first; it can be read and not changed. */
export function AuditPart() {
  const { t } = useTranslation('peopleConsole')
  const [address] = useAddress()
  const filter = filterOf(address)
  const audit = useInfiniteQuery({
    queryKey: ['people', 'audit', filter],
    queryFn: ({ pageParam, signal }) =>
      call(auditContract.listAudit, {
        query: { ...filter, limit: 100, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  const filtered = Object.values(filter).some((value) => value !== undefined)
  return (
    <>
      <AuditFilters filter={filter} />
      <Answer of={audit} rows={12}>
        {({ pages }) => {
          const rows = pages.flatMap((p) => p.rows)
          if (rows.length === 0)
            return (
              <Empty
                title={t(filtered ? 'audit.noneLike' : 'audit.none')}
                {...(filtered ? { words: t('persons.noneLikeWords') } : {})}
              />
            )
          return (
            <ol className="rows audit">
              {rows.map((row) => (
                <Entry key={row.id} row={row} />
              ))}
            </ol>
          )
        }}
      </Answer>
      {audit.hasNextPage && (
        <Button loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

function Entry({ row }: { row: AuditEntry }) {
  const { t } = useTranslation('peopleConsole')
  const time = useTime()
  const [, setAddress] = useAddress()
  const words = useAuditWords()
  const { personId, subjectId } = row
  return (
    <li>
      <time dateTime={row.at}>{time.at(row.at)}</time>
      <span>
        {personId === null ? (
          words.who(row)
        ) : (
          <button
            type="button"
            className="row-name"
            aria-label={t('audit.onlyBy', { name: words.who(row) })}
            onClick={() => setAddress({ by: personId, who: undefined }, true)}
          >
            {words.who(row)}
          </button>
        )}
        <small>{row.postTitle}</small>
      </span>
      <b>{words.act(row.act)}</b>
      <span>
        {subjectId === null ? (
          words.subject(row)
        ) : (
          <button
            type="button"
            className="row-name"
            aria-label={t('audit.onlyOn', { name: words.subject(row) })}
            onClick={() => setAddress({ on: subjectId, about: undefined }, true)}
          >
            {words.subject(row)}
          </button>
        )}
        <small>{words.details(row)}</small>
      </span>
    </li>
  )
}
