import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Say } from '#platform/web/console/say.ts'
import type { PostView, StationView } from '../../../contract/index.ts'
import { Holders } from '../posts/PostsPart.tsx'
import { useNamed } from '../queries.ts'

type SeatRow = StationView['seats'][number]

/** One station: every seat of its model, with people by name and what is lacking. */
export function Station({
  station,
  onOpen,
}: {
  station: StationView
  onOpen?: (() => void) | undefined
}) {
  const { t } = useTranslation('peopleConsole')
  const named = useNamed()
  const posts = new Map(station.posts.map((p) => [p.id, p]))
  const lacks = gapWords(station, t)
  const beside = station.beside.flatMap((id) => posts.get(id) ?? [])
  return (
    <section className="station" aria-label={station.name}>
      <header>
        <h2>{station.name}</h2>
        <small>
          {[
            station.communityName,
            named({ name: station.modelName, nameEn: station.modelNameEn }),
            station.hours,
            station.phone,
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
        <b className={lacks === '' ? '' : 'gap'}>{lacks || t('stations.full')}</b>
        <small>{sharedWords(station, t)}</small>
        <a
          href={`/${station.communityCode.slice(0, 6)}/stations/${station.communityCode}`}
          target="_blank"
          rel="noreferrer"
        >
          {t('stations.board')}
        </a>
        <a href={`/api/people/stations/${station.id}/boards?size=A3`}>{t('stations.boardPdf')}</a>
        <a href={`/api/people/stations/${station.id}/boards?what=cards`}>
          {t('stations.cardsPdf')}
        </a>
        {onOpen && (
          <Button
            size="small"
            onClick={onOpen}
            aria-label={t('stations.change', { name: station.name })}
          >
            {t('form.change')}
          </Button>
        )}
      </header>
      <ul>
        {station.seats.map((seat) => (
          <Seat
            key={seat.seat}
            seat={seat}
            wanted={{ station: station.id, area: station.communityCode }}
            may={onOpen !== undefined}
            posts={seat.postIds.flatMap((id) => posts.get(id) ?? [])}
          />
        ))}
      </ul>
      {beside.length > 0 && (
        <p className="quiet">
          {t('stations.beside', { titles: beside.map((p) => p.title).join(t('and')) })}
        </p>
      )}
    </section>
  )
}

interface SeatProps {
  seat: SeatRow
  posts: readonly PostView[]
  /** Where a post that is lacking would sit. */
  wanted: { station: string; area: string }
  may: boolean
}

function Seat({ seat, posts, wanted, may }: SeatProps) {
  const { t } = useTranslation('peopleConsole')
  const named = useNamed()
  // A post that nobody holds is lacking already: only what goes beyond it has no post at all.
  const unmade = Math.max(0, seat.missing - seat.vacant)
  return (
    <li>
      <span>{named(seat)}</span>
      <Dots held={seat.held} vacant={seat.vacant} missing={unmade} />
      <small>
        {t(mostWords(seat), { held: seat.held, least: seat.least, most: seat.most })}
        {seat.surplus > 0 && ` · ${t('seat.surplus', { count: seat.surplus })}`}
      </small>
      <span className="seat-people">
        {posts.map((post) => (
          <Link key={post.id} to="/console/people" search={{ part: 'posts', open: post.id }}>
            <Holders post={post} />
            {post.dutyPhone !== null && <small> {post.dutyPhone}</small>}
          </Link>
        ))}
        {unmade > 0 && <em className="gap">{t('seat.missing', { count: unmade })}</em>}
        {unmade > 0 && may && (
          <Link
            to="/console/people"
            search={{
              part: 'posts',
              open: 'new',
              ...wanted,
              seat: seat.seat,
              as: seat.kinds[0] ?? '',
            }}
            aria-label={t('seat.makeOf', { name: named(seat) })}
          >
            {t('seat.make')}
          </Link>
        )}
      </span>
    </li>
  )
}

const mostWords = (seat: SeatRow) =>
  seat.most === null ? 'seat.open' : seat.most === seat.least ? 'seat.exact' : 'seat.between'

/** A seat without a post and a post without a person are both gaps, and said apart. */
function gapWords(station: StationView, t: Say<'peopleConsole'>): string {
  const vacant = station.seats.reduce((sum, s) => sum + s.vacant, 0)
  const unmade = station.seats.reduce((sum, s) => sum + Math.max(0, s.missing - s.vacant), 0)
  return [
    ...(vacant > 0 ? [t('seat.vacant', { count: vacant })] : []),
    ...(unmade > 0 ? [t('seat.missing', { count: unmade })] : []),
  ].join(t('and'))
}

/** Posts that somebody holds beside others, and posts that a stand-in holds in absence. */
function sharedWords({ posts }: StationView, t: Say<'peopleConsole'>): string {
  const shared = posts.filter((p) => p.holders.some((h) => h.also.length > 0)).length
  const delegated = posts.filter((p) => p.holders.some((h) => h.standsInFor !== null)).length
  return [
    ...(shared > 0 ? [t('stations.shared', { count: shared })] : []),
    ...(delegated > 0 ? [t('stations.delegated', { count: delegated })] : []),
  ].join(' · ')
}

/** Full disc: held. Ring: a post that nobody holds. Dashed: a seat without a post. */
function Dots(props: { held: number; vacant: number; missing: number }) {
  const kinds = [
    ...Array.from({ length: props.held }, () => 'held'),
    ...Array.from({ length: props.vacant }, () => 'vacant'),
    ...Array.from({ length: props.missing }, () => 'missing'),
  ].slice(0, 12)
  return (
    <span className="dots" aria-hidden="true">
      {kinds.map((kind, i) => (
        <i key={`${kind}${i + 1}`} data-kind={kind} />
      ))}
    </span>
  )
}
