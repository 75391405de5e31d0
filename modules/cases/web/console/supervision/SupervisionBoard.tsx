import { Board, useBoardState } from '../beside/Board.tsx'
import { useSupervisionBoard } from './queries.ts'
import { SupervisionCard } from './SupervisionCard.tsx'

const states = ['open', 'ended'] as const

/** What is supervised and what is late now: whoever has least time left, or none, stands on top. */
export function SupervisionBoard() {
  const [state, setState] = useBoardState(states)
  return (
    <Board
      words="supervision"
      states={states}
      state={state}
      onState={setState}
      board={useSupervisionBoard(state)}
      rows={({ supervisions }) => supervisions}
      late={(orders) => orders.filter((order) => order.overdue).length}
    >
      {(order) => <SupervisionCard key={order.id} order={order} ofCase={null} />}
    </Board>
  )
}
