import { useQuery } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import { appealBoard } from '../../../contract/appeals.ts'
import { Board, useBoardState } from '../beside/Board.tsx'
import { casesKey } from '../queries.ts'
import { AppealCard } from './AppealCard.tsx'

const states = ['open', 'decided'] as const

/** Appeals that wait for a first or a second review, the oldest on top. */
export function AppealBoard() {
  const [state, setState] = useBoardState(states)
  const board = useQuery({
    queryKey: [...casesKey, 'appeal-board', state],
    queryFn: ({ signal }) => call(appealBoard, { query: { state }, signal }),
  })
  return (
    <Board
      words="appeals"
      intro
      states={states}
      state={state}
      onState={setState}
      board={board}
      rows={({ appeals }) => appeals}
    >
      {(appeal) => <AppealCard key={appeal.id} appeal={appeal} ofCase={false} />}
    </Board>
  )
}
