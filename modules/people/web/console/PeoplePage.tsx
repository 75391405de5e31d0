import { Button, Input, Segmented, Table } from 'antd'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { personContract, signInContract, staffContract } from '../../contract/index.ts'
import { AuditPart } from './AuditPart.tsx'
import './people.css'

const parts = {
  persons: { verb: 'people.read', Part: PersonsPart },
  posts: { verb: 'people.read', Part: PostsPart },
  organisations: { verb: 'people.read', Part: OrganisationsPart },
  holdings: { verb: 'people.read', Part: HoldingsPart },
  sessions: { verb: 'people.sessions', Part: SessionsPart },
  audit: { verb: 'audit.read', Part: AuditPart },
}
const names = [
  'persons',
  'posts',
  'organisations',
  'holdings',
  'sessions',
  'audit',
] as const satisfies readonly (keyof typeof parts)[]

/** People, what they belong to, the posts and who holds them; each part for whoever may see it. */
export function PeoplePage() {
  const { t } = useTranslation('peopleConsole')
  const { verbs } = useConsoleSetting()
  const [address, setAddress] = useAddress()
  const shown = names.filter((n) => verbs.has(parts[n].verb))
  const name = shown.find((n) => n === address['part']) ?? shown[0]
  if (!name) return <Empty title={t('none')} words={t('noneWords')} />
  const { Part } = parts[name]
  return (
    <div className="page people">
      <header className="page-head">
        <h1>{t('title')}</h1>
        <Segmented
          aria-label={t('parts')}
          value={name}
          onChange={(part) => setAddress({ part, q: undefined, person: undefined })}
          options={shown.map((value) => ({ value, label: t(`part.${value}`) }))}
        />
      </header>
      <Part />
    </div>
  )
}

function PersonsPart() {
  const { t } = useTranslation('peopleConsole')
  const [address, setAddress] = useAddress()
  const { verbs } = useConsoleSetting()
  const q = address['q'] ?? ''
  const persons = useInfiniteQuery({
    queryKey: ['people', 'persons', q],
    queryFn: ({ pageParam, signal }) =>
      call(personContract.listPersons, {
        query: { q, limit: 100, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  return (
    <>
      <Input
        type="search"
        allowClear
        className="people-search"
        defaultValue={q}
        aria-label={t('persons.search')}
        placeholder={t('persons.search')}
        onPressEnter={(e) => setAddress({ q: e.currentTarget.value.trim() })}
        onChange={(e) => e.target.value === '' && setAddress({ q: undefined })}
      />
      <Answer of={persons} rows={10}>
        {({ pages }) => (
          <Table
            rowKey="id"
            pagination={false}
            scroll={{ x: 'max-content' }}
            dataSource={pages.flatMap((p) => p.rows)}
            columns={[
              { title: t('column.name'), dataIndex: 'name' },
              {
                title: t('column.phone'),
                dataIndex: 'phone',
                render: (v: string | null) => v ?? t('empty'),
              },
              {
                title: t('column.email'),
                dataIndex: 'email',
                render: (v: string | null) => v ?? t('empty'),
              },
              {
                title: t('column.state'),
                dataIndex: 'active',
                render: (v: boolean) => t(v ? 'active' : 'inactive'),
              },
              ...(verbs.has('people.sessions')
                ? [
                    {
                      title: t('column.sessions'),
                      key: 'do',
                      render: (_: unknown, row: { id: string }) => (
                        <Button
                          size="small"
                          onClick={() => setAddress({ part: 'sessions', person: row.id }, true)}
                        >
                          {t('sessions.see')}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Answer>
      {persons.hasNextPage && (
        <Button loading={persons.isFetchingNextPage} onClick={() => void persons.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

function PostsPart() {
  const { t } = useTranslation('peopleConsole')
  const posts = useQuery({
    queryKey: ['people', 'posts'],
    queryFn: ({ signal }) => call(staffContract.listPosts, { query: {}, signal }),
  })
  return (
    <Answer of={posts} rows={10}>
      {(data) => (
        <Table
          rowKey="id"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={data.posts}
          columns={[
            { title: t('column.post'), dataIndex: 'title' },
            {
              title: t('column.areas'),
              dataIndex: 'areas',
              render: (v: string[]) => v.join(t('and')) || t('empty'),
            },
            {
              title: t('column.holders'),
              dataIndex: 'holders',
              render: (v: { name: string }[]) => v.map((h) => h.name).join(t('and')) || t('vacant'),
            },
            {
              title: t('column.state'),
              dataIndex: 'active',
              render: (v: boolean) => t(v ? 'active' : 'inactive'),
            },
          ]}
        />
      )}
    </Answer>
  )
}

function OrganisationsPart() {
  const { t } = useTranslation('peopleConsole')
  const organisations = useQuery({
    queryKey: ['people', 'organisations'],
    queryFn: ({ signal }) => call(staffContract.listOrganisations, { signal }),
  })
  return (
    <Answer of={organisations} rows={10}>
      {(data) => (
        <Table
          rowKey="id"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={data.organisations}
          columns={[
            { title: t('column.name'), dataIndex: 'name' },
            { title: t('column.kind'), dataIndex: 'kind', render: (v: string) => t(`kind.${v}`) },
            {
              title: t('column.unit'),
              dataIndex: 'handlesCases',
              render: (v: boolean) => t(v ? 'takesTasks' : 'empty'),
            },
            {
              title: t('column.phone'),
              dataIndex: 'phone',
              render: (v: string | null) => v ?? t('empty'),
            },
          ]}
        />
      )}
    </Answer>
  )
}

function HoldingsPart() {
  const { t } = useTranslation('peopleConsole')
  const holdings = useQuery({
    queryKey: ['people', 'holdings'],
    queryFn: ({ signal }) => call(staffContract.listHoldings, { query: {}, signal }),
  })
  return (
    <Answer of={holdings} rows={10}>
      {(data) => (
        <Table
          rowKey="id"
          pagination={false}
          scroll={{ x: 'max-content' }}
          dataSource={data.holdings}
          columns={[
            { title: t('column.name'), dataIndex: 'personName' },
            { title: t('column.post'), dataIndex: 'postTitle' },
            { title: t('column.from'), dataIndex: 'from' },
            {
              title: t('column.until'),
              dataIndex: 'until',
              render: (v: string | null) => v ?? t('openEnd'),
            },
          ]}
        />
      )}
    </Answer>
  )
}

function SessionsPart() {
  const { t } = useTranslation('peopleConsole')
  const time = useTime()
  const client = useQueryClient()
  const [address] = useAddress()
  const person = address['person']
  const key = ['people', 'sessions', person ?? '']
  const sessions = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      call(signInContract.listSessions, { query: person ? { personId: person } : {}, signal }),
  })
  const end = useMutation({
    mutationFn: (sessionId: string) => call(signInContract.endSession, { params: { sessionId } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: key }),
  })
  return (
    <Answer of={sessions}>
      {(data) => (
        <ul className="sessions">
          {data.sessions.map((s) => (
            <li key={s.id}>
              <span>
                <b>{t(s.phone ? 'sessions.phone' : 'sessions.desk')}</b> {s.agent} {s.ip}
                <small>{t('sessions.seen', { at: time.at(s.seenAt) })}</small>
              </span>
              {s.current ? (
                <small>{t('sessions.current')}</small>
              ) : (
                <Button
                  size="small"
                  danger
                  loading={end.isPending}
                  onClick={() => end.mutate(s.id)}
                >
                  {t('sessions.end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Answer>
  )
}
