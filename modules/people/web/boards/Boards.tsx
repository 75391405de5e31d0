import { useTranslation } from 'react-i18next'
import { languageOf } from '#platform/web/i18n.ts'
import { sayInstant } from '#platform/web/time-words.ts'
import type { BoardView } from '../../contract/boards.ts'
import { linesOf, stepsOf, type BoardName, type BoardText } from '../../domain/boards.ts'
import { useKindName } from '../shifts/speech.ts'
import { useTextOf } from './queries.ts'

/** One of the four boards, on the page and on the screen alike. */
export function Board({ board, name }: { board: BoardView; name: BoardName }) {
  if (name === 'people') return <PeopleBoard board={board} />
  if (name === 'flow') return <FlowBoard text={board.flow} />
  if (name === 'duty')
    return (
      <>
        <Lines text={board.duty} />
        {board.tasks && <Tasks text={board.tasks} />}
      </>
    )
  return <Lines text={board.rules} />
}

function PeopleBoard({ board: { people } }: { board: BoardView }) {
  const { t, i18n } = useTranslation('boards')
  const english = languageOf(i18n) === 'en'
  return (
    <ul className="board-people">
      {people.map((post, index) => (
        <li key={`${post.title}${String(index)}`} data-vacant={post.vacant}>
          <b>{english && post.seatEn !== '' ? post.seatEn : post.title}</b>
          <span>{post.organisation}</span>
          {post.vacant ? (
            <em>{t('vacant')}</em>
          ) : (
            post.names.length > 0 && <span className="board-name">{post.names.join('、')}</span>
          )}
          {post.dutyPhone !== null && <a href={`tel:${post.dutyPhone}`}>{post.dutyPhone}</a>}
        </li>
      ))}
    </ul>
  )
}

/** Steps one after the other; an arrow leads from each to the next. */
function FlowBoard({ text }: { text: BoardText }) {
  const textOf = useTextOf()
  return (
    <>
      <ol className="board-flow">
        {stepsOf(textOf(text)).map((step) => (
          <li key={step.title}>
            <b>{step.title}</b>
            {step.text !== '' && <span>{step.text}</span>}
          </li>
        ))}
      </ol>
      <Preset text={text} />
    </>
  )
}

function Lines({ text }: { text: BoardText }) {
  const textOf = useTextOf()
  return (
    <>
      <ol className="board-lines">
        {linesOf(textOf(text)).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <Preset text={text} />
    </>
  )
}

function Tasks({ text }: { text: BoardText }) {
  const { t } = useTranslation('boards')
  return (
    <>
      <h3>{t('board.tasks')}</h3>
      <Lines text={text} />
    </>
  )
}

function Preset({ text }: { text: BoardText }) {
  const { t } = useTranslation('boards')
  return text.preset ? <p className="board-preset">{t('preset')}</p> : null
}

/** Who is on duty now; on a board without names the posts say it. */
export function Now({ board }: { board: BoardView }) {
  const { t, i18n } = useTranslation('boards')
  const kindName = useKindName()
  const at = (instant: string) => sayInstant(instant, board.now, languageOf(i18n), board.timeZone)
  return (
    <section className="board-now">
      <h2>{t('now')}</h2>
      {board.onDuty.length === 0 ? (
        <p>{t('now.none')}</p>
      ) : (
        <ul>
          {board.onDuty.map((one, index) => (
            <li key={`${one.title}${String(index)}`}>
              <b>{one.name ?? one.title}</b>
              <span>
                {one.name === null ? kindName(one) : `${one.title} · ${kindName(one)}`} ·{' '}
                {t('until', { at: at(one.until) })}
              </span>
              {one.dutyPhone !== null && <a href={`tel:${one.dutyPhone}`}>{one.dutyPhone}</a>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
