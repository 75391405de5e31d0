import { Board, useBoardState } from '../beside/Board.tsx'
import { PlanCard } from './PlanCard.tsx'
import { usePlanBoard } from './queries.ts'

const states = ['open', 'ended'] as const

/** Plans that are followed: those with late steps stand first. */
export function PlanBoard() {
  const [state, setState] = useBoardState(states)
  return (
    <Board
      words="plans"
      intro
      states={states}
      state={state}
      onState={setState}
      board={usePlanBoard(state)}
      rows={({ plans }) => plans}
      late={(plans) => plans.flatMap((p) => p.steps).filter((s) => s.overdue).length}
    >
      {(plan) => <PlanCard key={plan.id} plan={plan} ofCase={false} />}
    </Board>
  )
}
