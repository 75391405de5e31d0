import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import type { CasePage } from '../../../contract/index.ts'
import { photoPath } from '../others.ts'
import { sayEvent } from '../shown.ts'

/** The four pictures that tell most: first how it was, then how it became. */
const MOST_PICTURES = 4
const roles = ['report', 'before', 'after', 'inspection'] as const

export const picturesOf = (page: Pick<CasePage, 'photos'>) =>
  roles
    .flatMap((role) => page.photos.filter((p) => p.role === role).slice(0, 2))
    .slice(0, MOST_PICTURES)

/**
 * One case on paper, as an office files it: what it is, what was sent, who had it and how long it took,
 * with pictures and room to sign. It shows what this reader may see on the page of the case, no more.
 */
export function CaseSheet({ page }: { page: CasePage }) {
  const { t } = useTranslation('sheet')
  const { districtName } = useConsoleSetting()
  const time = useTime()
  return (
    <article className="sheet">
      <header>
        <h1>{t('title', { district: districtName })}</h1>
        <p>
          <span>{t('number', { number: page.number })}</span>
          <span>{t('code', { code: page.shortCode })}</span>
          <span>{t('printed', { at: time.at(time.now) })}</span>
        </p>
      </header>
      <Facts page={page} />
      <Part title={t('words')}>
        <p className="sheet-words">
          {page.originalText ?? page.words}
          {!page.originalText && page.words === '' && t('noWords')}
        </p>
      </Part>
      <Hands page={page} />
      <Clocks page={page} />
      <Pictures page={page} />
      <StoryPart page={page} />
      <footer>
        {['handler', 'inspector', 'lead'].map((who) => (
          <span key={who}>{t(`sign.${who}`)}</span>
        ))}
      </footer>
    </article>
  )
}

function StoryPart({ page }: { page: CasePage }) {
  const { t } = useTranslation('sheet')
  const { t: say } = useTranslation('console')
  const time = useTime()
  return (
    <Part title={t('story')}>
      <ol className="sheet-story">
        {page.events.map((e) => (
          <li key={e.seq}>
            <time dateTime={e.at}>{time.at(e.at)}</time>
            <span>
              {sayEvent(say, e)}
              {e.words !== null && e.type !== 'case.reported' && t('said', { words: e.words })}
            </span>
          </li>
        ))}
      </ol>
    </Part>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Facts({ page }: { page: CasePage }) {
  const { t } = useTranslation(['sheet', 'console'])
  const time = useTime()
  const rows = [
    [t('fact.title'), page.title, t('fact.status'), t(`console:status.${page.status}`)],
    [
      t('fact.matter'),
      page.matter ? `${page.matter.name}（${page.matter.code}）` : t('none'),
      t('fact.urgency'),
      t(`console:urgency.${page.urgency}`),
    ],
    [
      t('fact.place'),
      page.address || t('none'),
      t('fact.community'),
      page.communityName || t('none'),
    ],
    [
      t('fact.reported'),
      time.at(page.reportedAt),
      t('fact.channel'),
      t(`console:channel.${page.channel}`),
    ],
    [
      t('fact.promised'),
      page.ribbon.promisedAt === null ? t('none') : time.at(page.ribbon.promisedAt),
      t('fact.closed'),
      page.ribbon.closedAt === null ? t('none') : time.at(page.ribbon.closedAt),
    ],
    [
      t('fact.unit'),
      page.unitName ?? t('none'),
      t('fact.reporter'),
      // Names and numbers are looked at on the page, where every look is logged; never on paper.
      t(page.confidential ? 'reporter.confidential' : 'reporter.onPage'),
    ],
  ]
  return (
    <table>
      <tbody>
        {rows.map(([a, b, c, d]) => (
          <tr key={a}>
            <th scope="row">{a}</th>
            <td>{b}</td>
            <th scope="row">{c}</th>
            <td>{d}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Hands({ page }: { page: CasePage }) {
  const { t } = useTranslation('sheet')
  const time = useTime()
  if (page.hands.length === 0) return null
  return (
    <Part title={t('hands')}>
      <table>
        <thead>
          <tr>
            {['unit', 'person', 'from', 'to', 'did'].map((column) => (
              <th key={column} scope="col">
                {t(`hands.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.hands.map((hand) => (
            <tr key={`${hand.unit}${hand.from}`}>
              <td>{hand.unit}</td>
              <td>{hand.person ?? ''}</td>
              <td>{time.at(hand.from)}</td>
              <td>{hand.to === null ? t('hands.has') : time.at(hand.to)}</td>
              <td>{hand.did ?? (hand.accepted ? '' : t('hands.notAccepted'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

function Clocks({ page }: { page: CasePage }) {
  const { t } = useTranslation(['sheet', 'console'])
  const time = useTime()
  if (page.clocks.length === 0) return null
  return (
    <Part title={t('clocks')}>
      <table>
        <thead>
          <tr>
            {['stage', 'from', 'due', 'to', 'kept'].map((column) => (
              <th key={column} scope="col">
                {t(`clocks.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.clocks.map((clock) => (
            <tr key={clock.id}>
              <td>{t(`console:stage.${clock.stage}`)}</td>
              <td>{time.at(clock.startedAt)}</td>
              <td>{clock.dueAt === null ? t('console:clock.paused') : time.at(clock.dueAt)}</td>
              <td>{clock.stoppedAt === null ? t('clocks.runs') : time.at(clock.stoppedAt)}</td>
              <td>
                {clock.onTime === null
                  ? ''
                  : t(clock.onTime ? 'console:clock.onTime' : 'console:clock.late')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  )
}

function Pictures({ page }: { page: CasePage }) {
  const { t } = useTranslation(['sheet', 'console'])
  const time = useTime()
  const shown = picturesOf(page)
  if (shown.length === 0) return null
  return (
    <Part title={t('pictures', { shown: shown.length, count: page.photos.length })}>
      <ul className="sheet-pictures">
        {shown.map((p) => (
          <li key={p.fileId}>
            <img src={photoPath(p.fileId, 'public')} alt={t(`console:photo.${p.role}`)} />
            <small>
              {t(`console:photo.${p.role}`)} {time.at(p.at)}
            </small>
          </li>
        ))}
      </ul>
    </Part>
  )
}
