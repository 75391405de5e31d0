import type { UseQueryResult } from '@tanstack/react-query'
import { Segmented } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import './beside.css'

/** Which part of a board is looked at: in the address, and the first where nothing is said. */
export function useBoardState<State extends string>(
  states: readonly [State, State],
): [State, (next: State) => void] {
  const [address, setAddress] = useAddress()
  const [usual, other] = states
  return [
    address['state'] === other ? other : usual,
    (next) => setAddress({ state: next === other ? next : undefined }),
  ]
}

interface BoardProps<State extends string, Data, Row> {
  /** The words it speaks: `board`, `which`, `none` and what stands below the heading. */
  words: string
  states: readonly [State, State]
  state: State
  onState: (next: State) => void
  board: UseQueryResult<Data>
  rows: (data: Data) => readonly Row[]
  /** How many of them are late, said above what is open. */
  late?: (rows: readonly Row[]) => number
  intro?: boolean
  /** The card of one. */
  children: (row: Row) => ReactNode
}

/** Cards of one kind of thing beside cases, those that are open or those that are not. */
export function Board<State extends string, Data, Row>(props: BoardProps<State, Data, Row>) {
  const { words, states, state, onState, board, rows, late, intro, children } = props
  const { t } = useTranslation(words)
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('board')}</h1>
        <Segmented
          aria-label={t('which')}
          value={state}
          onChange={onState}
          options={states.map((value) => ({ value, label: t(`which.${value}`) }))}
        />
      </header>
      {intro && <p className="quiet">{t('intro')}</p>}
      <Answer of={board}>
        {(data) => {
          const shown = rows(data)
          if (shown.length === 0)
            return <Empty title={t(`none.${state}`)} words={t(`none.${state}Words`)} />
          return (
            <>
              {late && state === states[0] && (
                <p className="quiet">{t('sum', { count: shown.length, late: late(shown) })}</p>
              )}
              <div className="beside-grid">{shown.map(children)}</div>
            </>
          )
        }}
      </Answer>
    </div>
  )
}
