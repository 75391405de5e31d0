import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { TimeRibbon } from '#platform/web/TimeRibbon.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { PhotoView } from '#platform/web/kit/PhotoView.tsx'
import type { CasePage, EventView } from '../../../contract/index.ts'
import { AnswersSaid } from '../case/AnswersSaid.tsx'
import { CaseMap } from '../CaseMap.tsx'
import { NamedInWords } from './NamedInWords.tsx'
import { photoPath } from '../others.ts'
import { Urgent } from '../parts.tsx'
import { ribbonOf, sayEvent } from '../shown.ts'
import type { Span } from '../../desk-slot.ts'
import { findsIn, spokenIn } from './finds.ts'

export const viewed = (page: CasePage, say: (role: string, at: string) => string) =>
  page.photos.map((p) => ({
    thumb: photoPath(p.fileId, 'thumb'),
    full: photoPath(p.fileId, 'public'),
    alt: say(p.role, p.at),
    caption: say(p.role, p.at),
  }))

/** The message as it came: its pictures, words, place; nothing rewritten. */
export function Message({ page, spoken }: { page: CasePage; spoken: readonly Span[] }) {
  const { t } = useTranslation('console')
  const time = useTime()
  return (
    <article className="message" aria-label={t('desk.message')}>
      <header>
        <p className="message-facts">
          {page.rings && <b className="rings">{t('rings')}</b>}
          <Urgent urgency={page.urgency} />
          <span>{t(`status.${page.status}`)}</span>
          <span>{t(`channel.${page.channel}`)}</span>
          <span>{time.at(page.reportedAt)}</span>
          <span className="code">{page.shortCode}</span>
        </p>
        <h2>
          <Link to="/console/cases/$caseId" params={{ caseId: page.id }}>
            {page.title || t('case.untitled')}
          </Link>
        </h2>
      </header>
      <TimeRibbon
        {...ribbonOf(t, page)}
        now={time.now}
        language={time.language}
        timeZone={time.timeZone}
      />
      <blockquote className="message-words">
        <Marked text={page.originalText || page.words} {...{ page, spoken }} />
        {!page.originalText && !page.words && <span className="quiet">{t('message.noWords')}</span>}
      </blockquote>
      {page.originalText !== null && page.words !== '' && page.words !== page.originalText && (
        <p>
          <small>{t('message.summary')}</small> {page.words}
        </p>
      )}
      {page.photos.length > 0 ? (
        <PhotoView photos={viewed(page, (role, at) => `${t(`photo.${role}`)} ${time.at(at)}`)} />
      ) : (
        <p className="quiet">{t('message.noPhotos')}</p>
      )}
      <Supposed event={page.events[0]} />
      <div className="message-place">
        <p>
          <b>{page.address || t('message.noAddress')}</b>
          <small>
            {page.communityName} · {t('message.grid', { code: page.gridCode })}
          </small>
        </p>
        <CaseMap page={page} />
        <NamedInWords page={page} />
      </div>
      <details className="message-past">
        <summary>{t('message.past', { count: page.events.length })}</summary>
        <ol>
          {page.events.map((e) => (
            <li key={e.seq}>
              <time dateTime={e.at}>{time.at(e.at)}</time> {sayEvent(t, e)}
            </li>
          ))}
        </ol>
      </details>
    </article>
  )
}

/** What whoever reported took it for, and answered; nobody has filed it by that. */
function Supposed({ event }: { event: EventView | undefined }) {
  const { t } = useTranslation('console')
  const supposed = event?.details['supposed']
  const name =
    typeof supposed === 'object' && supposed !== null && 'name' in supposed ? supposed.name : null
  if (event === undefined || typeof name !== 'string') return null
  return (
    <>
      <p>
        <small>{t('message.supposed')}</small> {name}
      </p>
      <AnswersSaid event={event} />
    </>
  )
}

/**
 * The words as they came, with places and things that the system knows marked, and underlined what
 * speaks for a proposal; nothing is changed.
 */
function Marked(props: { text: string; page: CasePage; spoken: readonly Span[] }) {
  const { text, page, spoken } = props
  const pieces = findsIn(text, [
    page.communityName,
    ...placesOf(page.address),
    page.matter?.name ?? '',
  ])
  return spokenIn(pieces, spoken).map(({ from, words, found, spoke }) => {
    const inner = spoke ? <u>{words}</u> : words
    return found ? <mark key={from}>{inner}</mark> : <Fragment key={from}>{inner}</Fragment>
  })
}

/** `鄂城区凤凰街道澜湖社区丰润园小区6栋` is found in a message as `丰润园小区` or `丰润园小区6栋`. */
const placesOf = (address: string): string[] => {
  const tail = address.replace(/^.*(?:社区|街道)/u, '')
  return [tail, tail.replace(/[0-9A-Za-z]+[栋座号].*$/u, '')]
}
