import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import {
  Failure,
  failureOf,
  LanguageSwitch,
  LargeLetters,
  Page,
  Skeleton,
  TopBar,
} from '#platform/web/kit/index.ts'
import { QrCode } from '#platform/web/QrCode.tsx'
import type { BoardView } from '../../contract/boards.ts'
import { boardNames } from '../../domain/boards.ts'
import { Board, Now } from './Boards.tsx'
import { useBoard } from './queries.ts'
import './boards.css'

/** The four boards of a station for anyone: in large letters, live, with the way to report. */
export function BoardPage(which: { districtId: string; communityCode: string }) {
  const { t } = useTranslation('boards')
  const board = useBoard(which)
  const name = board.data?.name ?? t('stations')
  useEffect(() => {
    document.title = name
  }, [name])
  return (
    <Page
      width="wide"
      top={
        <TopBar title={name}>
          <LanguageSwitch />
        </TopBar>
      }
    >
      {board.isPending && <Skeleton shape="card" count={4} />}
      {board.error && (
        <Failure kind={failureOf(board.error)} onRetry={() => void board.refetch()} />
      )}
      {board.data && <Boards board={board.data} />}
      <footer className="phone-end">
        <LargeLetters />
        <a className="text-button" href={`/${which.districtId}`}>
          {t('back')}
        </a>
        <a
          className="text-button"
          href={`/${which.districtId}/stations/${which.communityCode}/screen`}
        >
          {t('screen')}
        </a>
      </footer>
    </Page>
  )
}

function Boards({ board }: { board: BoardView }) {
  const { t } = useTranslation('boards')
  const facts = [
    ['where', board.address],
    ['hours', board.hours],
    ['phone', board.phone],
  ] as const
  return (
    <div className="boards">
      <header className="board-head">
        <div>
          <h1>{board.name}</h1>
          <p>{board.communityName}</p>
          <dl>
            {facts.map(
              ([key, value]) =>
                value !== null && (
                  <div key={key}>
                    <dt>{t(key)}</dt>
                    <dd>{key === 'phone' ? <a href={`tel:${value}`}>{value}</a> : value}</dd>
                  </div>
                ),
            )}
          </dl>
        </div>
        <a className="board-report" href={board.reportPath}>
          <QrCode text={`${location.origin}${board.reportPath}`} label={t('report')} />
          <b>{t('reportVerb')}</b>
        </a>
      </header>
      <Now board={board} />
      <div className="board-four">
        {boardNames.map((name) => (
          <section key={name} className="board" data-board={name}>
            <h2>{t(`board.${name}`)}</h2>
            <Board board={board} name={name} />
          </section>
        ))}
      </div>
    </div>
  )
}
