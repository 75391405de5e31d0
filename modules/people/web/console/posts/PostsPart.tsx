import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { SheetTools } from '#platform/web/console/sheets/SheetTools.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { peopleSheets, type PostView } from '../../../contract/index.ts'
import { useOpened } from '../form/opened.ts'
import { useAreaNames, useKinds, useNamed, usePosts } from '../queries.ts'
import { PostSheet } from './PostSheet.tsx'

/** Which posts a list shows, and whether a post is among them. */
export const postFilters = {
  active: (p: PostView) => p.active,
  vacant: (p: PostView) => p.active && p.holders.length === 0,
  several: (p: PostView) => p.active && p.holders.length > 1,
  shared: (p: PostView) => p.active && p.holders.some((h) => h.also.length > 0),
  inactive: (p: PostView) => !p.active,
}
type Shown = keyof typeof postFilters
const shownNames = ['active', 'vacant', 'several', 'shared', 'inactive'] as const

const STEP = 100

/** Posts with who holds them today; vacant ones and people with several posts are found at once. */
export function PostsPart() {
  const { t } = useTranslation('peopleConsole')
  const posts = usePosts()
  const opened = useOpened(posts.data, (p) => p.id, posts.refetch)
  const [address, setAddress] = useAddress()
  const { station, seat, as: kind, area } = address
  const close = () =>
    setAddress({
      open: undefined,
      station: undefined,
      seat: undefined,
      as: undefined,
      area: undefined,
    })
  return (
    <>
      <Filters counted={posts.data ?? []} onAdd={() => opened.open('new')} />
      <Answer of={posts} rows={10}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('posts.none')} words={t('posts.noneWords')} />
          ) : (
            <PostRows posts={rows} onOpen={opened.open} />
          )
        }
      </Answer>
      {opened.isOpen && (
        <PostSheet
          key={opened.key}
          post={opened.row}
          seat={{ station, seat, kind, area }}
          // A post that was just made is vacant: somebody is appointed next.
          onSaved={(saved) => (opened.isNew ? opened.open(saved.id) : close())}
          onClose={close}
          onRenew={opened.renew}
        />
      )}
    </>
  )
}

const shownOf = (state: string | undefined): Shown =>
  shownNames.find((s) => s === state) ?? 'active'

function Filters({ counted, onAdd }: { counted: readonly PostView[]; onAdd: () => void }) {
  const { t } = useTranslation('peopleConsole')
  const [address, setAddress] = useAddress()
  const { verbs } = useConsoleSetting()
  const kinds = useKinds()
  const named = useNamed()
  const q = address['q'] ?? ''
  return (
    <div className="filters">
      <Input.Search
        allowClear
        key={q}
        defaultValue={q}
        aria-label={t('posts.search')}
        placeholder={t('posts.search')}
        onSearch={(text) => setAddress({ q: text.trim() })}
      />
      <Select
        aria-label={t('posts.show')}
        value={shownOf(address['state'])}
        onChange={(state: string) => setAddress({ state: state === 'active' ? undefined : state })}
        options={shownNames.map((value) => ({
          value,
          label: t(`posts.state.${value}`, { count: counted.filter(postFilters[value]).length }),
        }))}
      />
      <Select
        aria-label={t('column.kind')}
        value={address['kind'] ?? ''}
        onChange={(kind: string) => setAddress({ kind })}
        options={[
          { value: '', label: t('posts.anyKind') },
          ...(kinds.data ?? []).map((k) => ({ value: k.code, label: named(k) })),
        ]}
      />
      {verbs.has('people.edit') && (
        <Button type="primary" onClick={onAdd}>
          {t('posts.add')}
        </Button>
      )}
      {verbs.has('people.grant') && (
        <SheetTools
          sheet={peopleSheets.holdings}
          what={t('holdings.sheet')}
          may
          queryKey={['people']}
        />
      )}
    </div>
  )
}

function PostRows({ posts, onOpen }: { posts: readonly PostView[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation('peopleConsole')
  const [address] = useAddress()
  const [most, setMost] = useState(STEP)
  const areaNames = useAreaNames()
  const kind = address['kind']
  const words = (address['q'] ?? '').toLowerCase()
  const found = posts.filter(
    (p) =>
      postFilters[shownOf(address['state'])](p) &&
      (kind === undefined || p.kind === kind) &&
      [p.title, p.organisationName, p.stationName ?? '', ...p.holders.map((h) => h.name)]
        .join(' ')
        .toLowerCase()
        .includes(words),
  )
  if (found.length === 0)
    return <Empty title={t('posts.noneLike')} words={t('persons.noneLikeWords')} />
  return (
    <>
      <ul className="rows">
        {found.slice(0, most).map((post) => (
          <li key={post.id} data-off={!post.active}>
            <span>
              <button type="button" className="row-name" onClick={() => onOpen(post.id)}>
                {post.title}
              </button>
              <small>{post.organisationName}</small>
            </span>
            <Holders post={post} />
            <small>{areaNames(post.areas).join(t('and')) || t('posts.noAreas')}</small>
            <small className="row-end">{post.active ? post.stationName : t('inactive')}</small>
          </li>
        ))}
      </ul>
      {found.length > most && <Button onClick={() => setMost(most + STEP)}>{t('more')}</Button>}
    </>
  )
}

/** Who holds it today; whoever serves elsewhere too is marked. */
export function Holders({ post }: { post: Pick<PostView, 'holders' | 'active'> }) {
  const { t } = useTranslation('peopleConsole')
  const { t: access } = useTranslation('access')
  const time = useTime()
  if (post.holders.length === 0)
    return <span>{post.active && <em className="gap">{t('vacant')}</em>}</span>
  return (
    <span className="holders">
      {post.holders.map((h) => (
        <span key={h.personId} title={h.also.join(t('and'))}>
          {h.name}
          {h.standsInFor !== null && <small>{access('leave.for', { name: h.standsInFor })}</small>}
          {h.awayUntil !== null && (
            <small>{access('leave.away', { until: time.date(h.awayUntil) })}</small>
          )}
          {h.also.length > 0 && <small>{t('posts.also', { count: h.also.length })}</small>}
        </span>
      ))}
    </span>
  )
}
