import { mount, type Wiring } from '#platform/server/mount.ts'
import { notFound } from '#platform/server/problem.ts'
import { sendPaper } from '#platform/server/papers/index.ts'
import * as contract from '../../contract/boards.ts'
import { covers } from '../rosters/ground.ts'
import { boardOf, publicStations } from './board.ts'
import { cardsPaper } from './cards.ts'
import { boardsPaper } from './paper.ts'

export function boardRoutes(w: Wiring, publicUrl: string): void {
  const { db, clock } = w
  mount(w, contract.listPublicStations, async ({ params }) => ({
    stations: await publicStations(db, params.districtId),
  }))

  mount(w, contract.readBoard, ({ params }) => boardOf(db, { ...params, now: clock() }))

  mount(w, contract.printBoards, async ({ caller, params, query, http }) => {
    const { districtId, scope } = caller
    const board = await boardOf(db, { districtId, stationId: params.stationId, now: clock() })
    if (!covers(scope.areas, board.communityCode)) throw notFound('people.station_not_found')
    const own = `${http.request.protocol}://${http.request.host}`
    const { what, size, language, format } = query
    const as = { language, publicUrl: publicUrl || own }
    const paper = what === 'cards' ? cardsPaper(board, as) : boardsPaper(board, { ...as, size })
    return sendPaper(http.reply, paper, { format, name: paper.title })
  })
}
