import { Button, Segmented } from 'antd'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { listNotices, markRead, type NoticeView } from '../../contract/index.ts'
import './notices.css'

/** One's own messages by day, newest first; opening one marks it read. */
export function InboxPage() {
  const { t } = useTranslation('noticesConsole')
  const client = useQueryClient()
  const [address, setAddress] = useAddress()
  const unread = address['show'] === 'unread'
  const notices = useInfiniteQuery({
    queryKey: ['notices', 'list', unread],
    queryFn: ({ pageParam, signal }) =>
      call(listNotices, {
        query: {
          limit: 50,
          ...(unread ? { unread: 'true' } : {}),
          ...(pageParam ? { after: pageParam } : {}),
        },
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
  const count = notices.data?.pages[0]?.unread ?? 0
  const newest = rows[0]
  return (
    <div className="page inbox">
      <header className="page-head">
        <h1>{t('inbox.title')}</h1>
        <div className="inbox-verbs">
          <Segmented
            aria-label={t('inbox.show')}
            value={unread ? 'unread' : 'all'}
            onChange={(show) => setAddress({ show: show === 'unread' ? show : undefined })}
            options={[
              { value: 'all', label: t('inbox.all') },
              { value: 'unread', label: t('inbox.unread', { count }) },
            ]}
          />
          <Button
            disabled={!newest || count === 0}
            loading={read.isPending}
            onClick={() => newest && read.mutate({ until: newest.at })}
          >
            {t('inbox.allRead')}
          </Button>
        </div>
      </header>
      <Answer of={notices}>
        {() =>
          rows.length === 0 ? (
            <Empty
              title={t(unread ? 'inbox.noneUnread' : 'inbox.empty')}
              words={t('inbox.emptyWords')}
            />
          ) : (
            <Days
              rows={rows}
              onOpen={(notice) => !notice.read && read.mutate({ ids: [notice.id] })}
            />
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

function Days(props: { rows: readonly NoticeView[]; onOpen: (notice: NoticeView) => void }) {
  const time = useTime()
  const days = new Map<string, NoticeView[]>()
  for (const notice of props.rows) {
    const day = time.day(notice.at)
    days.set(day, [...(days.get(day) ?? []), notice])
  }
  return [...days].map(([day, rows]) => (
    <section key={day} className="inbox-day">
      <h2>{day}</h2>
      <ul className="notices">
        {rows.map((n) => (
          <Notice key={n.id} notice={n} onOpen={() => props.onOpen(n)} />
        ))}
      </ul>
    </section>
  ))
}

function Notice({ notice, onOpen }: { notice: NoticeView; onOpen: () => void }) {
  const { t } = useTranslation('noticesConsole')
  const time = useTime()
  const words = notice.words[time.language]
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: time.timeZone,
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(notice.at))
  return (
    <li data-read={notice.read}>
      <time dateTime={notice.at}>{clock}</time>
      <div>
        <p>
          {notice.link === null ? (
            <strong>{words.title}</strong>
          ) : (
            <Link to={notice.link} onClick={onOpen}>
              {words.title}
            </Link>
          )}
          {notice.urgent && <b className="notice-urgent">{t('inbox.urgent')}</b>}
          {!notice.read && <b className="notice-new">{t('inbox.new')}</b>}
        </p>
        <p>{words.body}</p>
      </div>
      {!notice.read && notice.link === null && (
        <Button size="small" aria-label={`${t('inbox.markRead')} ${words.title}`} onClick={onOpen}>
          {t('inbox.markRead')}
        </Button>
      )}
    </li>
  )
}
