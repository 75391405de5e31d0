import { Button } from 'antd'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { listNotices, markRead, type NoticeView } from '../../contract/index.ts'
import './notices.css'

/** One's own messages, newest first; opening one marks it read. */
export function InboxPage() {
  const { t } = useTranslation('noticesConsole')
  const client = useQueryClient()
  const notices = useInfiniteQuery({
    queryKey: ['notices', 'list'],
    queryFn: ({ pageParam, signal }) =>
      call(listNotices, {
        query: { limit: 50, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  const read = useMutation({
    mutationFn: (body: { ids: string[] } | { until: string }) => call(markRead, { body }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['notices'] }),
  })
  const rows = notices.data?.pages.flatMap((p) => p.rows) ?? []
  const newest = rows[0]
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('inbox.title')}</h1>
        {newest && rows.some((n) => !n.read) && (
          <Button loading={read.isPending} onClick={() => read.mutate({ until: newest.at })}>
            {t('inbox.allRead')}
          </Button>
        )}
      </header>
      <Answer of={notices}>
        {() =>
          rows.length === 0 ? (
            <Empty title={t('inbox.empty')} words={t('inbox.emptyWords')} />
          ) : (
            <ul className="notices">
              {rows.map((n) => (
                <Notice
                  key={n.id}
                  notice={n}
                  onOpen={() => !n.read && read.mutate({ ids: [n.id] })}
                />
              ))}
            </ul>
          )
        }
      </Answer>
      {notices.hasNextPage && (
        <Button loading={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}

function Notice({ notice, onOpen }: { notice: NoticeView; onOpen: () => void }) {
  const { t } = useTranslation('noticesConsole')
  const time = useTime()
  const words = notice.words[time.language]
  return (
    <li data-read={notice.read}>
      <p>
        {!notice.read && <b className="notice-new">{t('inbox.new')}</b>}
        {notice.urgent && <b className="notice-urgent">{t('inbox.urgent')}</b>}
        {notice.link === null ? (
          <strong>{words.title}</strong>
        ) : (
          <Link to={notice.link} onClick={onOpen}>
            {words.title}
          </Link>
        )}
        <time dateTime={notice.at}>{time.at(notice.at)}</time>
      </p>
      <p>{words.body}</p>
    </li>
  )
}
