import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { PostingView } from '../../../contract/index.ts'
import { OfFigure } from '../figures/OfFigure.tsx'
import { LeafletNamed, useChannelName } from '../parts.tsx'
import { usePostings } from '../queries.ts'
import { PostingDialog } from './PostingDialog.tsx'

const shows = ['due', 'up', 'down'] as const
const figures = ['put_up', 'taken_down'] as const

/** What hangs where: what must come down first. */
export function PostingsPart() {
  const { t } = useTranslation('outreach')
  const [address, setAddress] = useAddress()
  const show = shows.find((one) => one === address['show']) ?? 'up'
  const { month } = address
  const figure = figures.find((one) => one === address['figure'])
  const postings = usePostings(month && figure ? { show: figure, month } : { show })
  return (
    <>
      {month && figure ? (
        <OfFigure figure={figure} />
      ) : (
        <div className="outreach-filters">
          <Segmented
            aria-label={t('tab.postings')}
            value={show}
            onChange={(next) => setAddress({ show: next === 'up' ? undefined : next })}
            options={shows.map((value) => ({ value, label: t(`postings.show.${value}`) }))}
          />
        </div>
      )}
      <Answer of={postings} rows={6}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows)
          if (rows.length === 0)
            return <Empty title={t(`postings.none.${show}`)} words={t('postings.noneWords')} />
          return (
            <ul className="outreach-rows">
              {rows.map((posting) => (
                <Posting key={posting.id} posting={posting} />
              ))}
            </ul>
          )
        }}
      </Answer>
      {postings.hasNextPage && (
        <Button loading={postings.isFetchingNextPage} onClick={() => void postings.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}

function Posting({ posting }: { posting: PostingView }) {
  const { t } = useTranslation('outreach')
  const time = useTime()
  const channel = useChannelName()
  const [act, setAct] = useState<'taken_down' | 'renewed' | 'handed_on' | null>(null)
  return (
    <li>
      <div>
        <b>{posting.place}</b>
        <small className="quiet">
          {[channel(posting.channel), posting.areaName, posting.keeper].filter(Boolean).join(' · ')}
        </small>
      </div>
      <div>
        {posting.leaflet ? <LeafletNamed leaflet={posting.leaflet} /> : t('leaflet.none')}
        {posting.stale && (
          <small data-tone="cinnabar">
            {t(`postings.stale.${posting.leaflet?.state ?? 'expired'}`)}
          </small>
        )}
      </div>
      <div data-tone={posting.due ? 'cinnabar' : undefined}>
        {posting.state === 'down'
          ? t('postings.down', { at: time.day(posting.endedAt ?? posting.untilOn) })
          : t(posting.due ? 'postings.due' : 'postings.until', { at: time.date(posting.untilOn) })}
      </div>
      {posting.allowed.length > 0 && (
        <div className="outreach-verbs">
          <Button size="small" onClick={() => setAct('taken_down')}>
            {t('postings.act.taken_down')}
          </Button>
          <Button size="small" onClick={() => setAct('renewed')}>
            {t('postings.act.renewed')}
          </Button>
          <Button size="small" onClick={() => setAct('handed_on')}>
            {t('postings.act.handed_on')}
          </Button>
        </div>
      )}
      {act && <PostingDialog posting={posting} act={act} onClose={() => setAct(null)} />}
    </li>
  )
}
