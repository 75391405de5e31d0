import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languageOf } from '#platform/web/i18n.ts'
import { Failure, failureOf, Skeleton } from '#platform/web/kit/index.ts'
import { QrCode } from '#platform/web/QrCode.tsx'
import { sayInstant } from '#platform/web/time-words.ts'
import type { BoardView } from '../../contract/boards.ts'
import { boardNames } from '../../domain/boards.ts'
import { Board, Now } from './Boards.tsx'
import { useBoard } from './queries.ts'
import type { Figures, Slides as SlidesOf } from './routes.tsx'
import './boards.css'
import './screen.css'

/** Long enough to read a board from the other side of the room. */
const TURN = 20_000
const MINUTE = 60_000

interface ScreenProps {
  districtId: string
  communityCode: string
  figures: Figures
  slides: SlidesOf
}

/** For the lobby: one board after the other, today's figures, who is on duty, and the code. */
export function ScreenPage({ figures: TodayFigures, slides: Slides, ...which }: ScreenProps) {
  const { t } = useTranslation('boards')
  const board = useBoard(which, MINUTE)
  const [turn, setTurn] = useState(0)
  const [more, setMore] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), TURN)
    return () => clearInterval(timer)
  }, [])
  const at = turn % (boardNames.length + more)
  const name = boardNames[at]
  if (!board.data)
    return (
      <div className="lobby">
        {board.error ? (
          <Failure kind={failureOf(board.error)} onRetry={() => void board.refetch()} />
        ) : (
          <Skeleton shape="card" count={3} />
        )}
      </div>
    )
  return (
    <div className="lobby">
      <header>
        <h1>{board.data.name}</h1>
        <Clock board={board.data} />
      </header>
      <TodayFigures {...which} />
      <main>
        {name !== undefined && (
          <section className="board" data-board={name} aria-live="off">
            <h2>{t(`board.${name}`)}</h2>
            <Board board={board.data} name={name} />
          </section>
        )}
        <Slides {...which} at={at - boardNames.length} onCount={setMore} />
        <aside>
          <Now board={board.data} />
          <QrCode text={`${location.origin}${board.data.reportPath}`} label={t('report')} />
          <b>{t('report')}</b>
        </aside>
      </main>
      <footer>
        {board.isError && <span>{t('lost', { at: board.data.now.slice(11, 16) })}</span>}
        <button type="button" onClick={() => setTurn(turn + 1)}>
          {t('next')}
        </button>
        <span aria-hidden="true">
          {Array.from({ length: boardNames.length + more }, (_, one) => (
            <i key={one} data-here={one === at} />
          ))}
        </span>
      </footer>
    </div>
  )
}

function Clock({ board: { timeZone } }: { board: BoardView }) {
  const { i18n } = useTranslation()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000)
    return () => clearInterval(timer)
  }, [])
  return <time>{sayInstant(now, now, languageOf(i18n), timeZone)}</time>
}
