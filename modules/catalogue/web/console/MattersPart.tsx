import { Button, Input } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { listMatters, type MatterView } from '../../contract/index.ts'

/** The matters in the order of their codes, under their majors; or those that a text finds. */
export function MattersPart() {
  const { t } = useTranslation('catalogueConsole')
  const [address, setAddress] = useAddress()
  const text = address['q'] ?? ''
  const matters = useInfiniteQuery({
    queryKey: ['catalogue', 'pages', text],
    queryFn: ({ pageParam, signal }) =>
      call(listMatters, {
        query: { ...(text ? { text } : {}), ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  const rows = matters.data?.pages.flatMap((p) => p.rows) ?? []
  return (
    <>
      <Input
        type="search"
        className="catalogue-search"
        allowClear
        defaultValue={text}
        aria-label={t('matters.search')}
        placeholder={t('matters.search')}
        onPressEnter={(e) => setAddress({ q: e.currentTarget.value.trim() })}
        onChange={(e) => e.target.value === '' && setAddress({ q: undefined })}
      />
      <Answer of={matters} rows={12}>
        {() =>
          rows.length === 0 ? (
            <Empty title={t('matters.none')} words={t('matters.noneWords')} />
          ) : (
            majorsOf(rows).map(([key, group]) => (
              <section key={key} className="major">
                <h2>
                  {t(`kind.${group[0]?.kind ?? 'matter'}`)} {group[0]?.major} {group[0]?.majorName}
                </h2>
                <ul>
                  {group.map((m) => (
                    <MatterRow key={`${m.kind}${m.code}`} matter={m} />
                  ))}
                </ul>
              </section>
            ))
          )
        }
      </Answer>
      {matters.hasNextPage && (
        <Button loading={matters.isFetchingNextPage} onClick={() => void matters.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

function majorsOf(rows: readonly MatterView[]): [string, MatterView[]][] {
  const majors = new Map<string, MatterView[]>()
  for (const m of rows) {
    const key = `${m.kind}${m.major}`
    majors.set(key, [...(majors.get(key) ?? []), m])
  }
  return [...majors]
}

function MatterRow({ matter }: { matter: MatterView }) {
  const { t } = useTranslation('catalogueConsole')
  return (
    <li data-off={!matter.active}>
      <span className="code">{matter.code}</span>
      <Link to="/console/catalogue/$kind/$code" params={{ kind: matter.kind, code: matter.code }}>
        {matter.name}
      </Link>
      <span>{matter.class === null ? '' : t(`class.${matter.class}`)}</span>
      <small>
        {t(`urgency.${matter.urgency}`)}
        {matter.hazard && ` · ${t('hazard')}`}
        {!matter.active && ` · ${t('inactive')}`}
      </small>
      <small>{t(`origin.${matter.origin}`)}</small>
    </li>
  )
}
