import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import type { CasePage, EventView } from '../../../contract/index.ts'
import { photoPath } from '../others.ts'
import { AnswersSaid } from './AnswersSaid.tsx'
import { useChain } from '../queries.ts'
import { sayEvent } from '../shown.ts'
import { SaidLine } from './SaidLine.tsx'

/** What happened, oldest first, as sentences; a day is said once. */
export function Story({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const time = useTime()
  return (
    <section className="story" aria-label={t('case.story')}>
      <h2>{t('case.story')}</h2>
      <ol>
        {page.events.map((e) => (
          <li key={e.seq} id={`event-${e.seq}`}>
            <time dateTime={e.at}>{time.at(e.at)}</time>
            <p>{sayEvent(t, e)}</p>
            <SaidLine event={e} />
            {e.words && <blockquote>{e.words}</blockquote>}
            <AnswersSaid event={e} />
            <Shots fileIds={fileIdsOf(e)} page={page} />
          </li>
        ))}
        {page.verdicts.map((v) => (
          <li key={`verdict${v.round}`}>
            <time dateTime={v.answeredAt ?? v.askedAt}>{time.at(v.answeredAt ?? v.askedAt)}</time>
            <p>
              {v.answeredAt === null
                ? t('verdict.asked')
                : t(v.solved === true ? 'verdict.solved' : 'verdict.unsolved', {
                    satisfied: v.satisfied === null ? '' : t(`satisfied.${v.satisfied}`),
                  })}
            </p>
            {v.words && <blockquote>{v.words}</blockquote>}
          </li>
        ))}
      </ol>
      <Chain caseId={page.id} />
    </section>
  )
}

/** The pictures that came with this event, of those that this reader may see at all. */
const fileIdsOf = (event: EventView): unknown[] => {
  const { photos, fileId } = event.details
  return Array.isArray(photos) ? photos : event.type === 'case.photo_released' ? [fileId] : []
}

function Shots({ fileIds, page }: { fileIds: readonly unknown[]; page: CasePage }) {
  const { t } = useTranslation('console')
  const shown = page.photos.filter((p) => fileIds.includes(p.fileId))
  if (shown.length === 0) return null
  return (
    <div className="story-pictures">
      {shown.map((p) => (
        <a key={p.fileId} href={photoPath(p.fileId, 'public')} target="_blank" rel="noreferrer">
          <img src={photoPath(p.fileId, 'thumb')} alt={t(`photo.${p.role}`)} loading="lazy" />
        </a>
      ))}
    </div>
  )
}

function Chain({ caseId }: { caseId: string }) {
  const { t } = useTranslation('console')
  const [asked, setAsked] = useState(false)
  const chain = useChain(caseId, asked)
  if (!asked)
    return (
      <Button size="small" type="text" className="no-print" onClick={() => setAsked(true)}>
        {t('chain.check')}
      </Button>
    )
  if (!chain.data)
    return <p className="quiet">{t(chain.error ? 'chain.failed' : 'chain.checking')}</p>
  return (
    <p role="status" data-tone={chain.data.intact ? 'jade' : 'cinnabar'}>
      {chain.data.intact
        ? t('chain.intact', { count: chain.data.events })
        : t('chain.broken', { at: chain.data.brokenAt ?? 0 })}
    </p>
  )
}
