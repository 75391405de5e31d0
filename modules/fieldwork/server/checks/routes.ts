import { Readable } from 'node:stream'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { WORKBOOK } from '#platform/server/spreadsheet/index.ts'
import { checksContract as contract } from '../../contract/index.ts'
import { listLists, saveList } from './lists.ts'
import { recordRound } from './record.ts'
import { roundsBook } from './sheet.ts'
import { dueRounds, listRounds, readRound } from './views.ts'

export function checkRoutes(w: Wiring, { cipher }: { cipher: Cipher }): void {
  const { db, clock } = w
  const asking = (caller: Caller) => ({ caller, now: clock() })
  mount(w, contract.listLists, ({ caller }) => listLists(db, asking(caller)))
  mount(w, contract.saveList, ({ caller, body }) => saveList(db, asking(caller), body))
  mount(w, contract.dueRounds, ({ caller }) => dueRounds(db, asking(caller)))
  mount(w, contract.listRounds, ({ caller, query }) => listRounds(db, asking(caller), query))
  mount(w, contract.exportRounds, async ({ caller, query, http }) => {
    const bytes = await roundsBook(db, asking(caller), query)
    return http.reply
      .header('content-type', WORKBOOK)
      .header(
        'content-disposition',
        `attachment; filename="checks-${clock().toISOString().slice(0, 10)}.xlsx"`,
      )
      .header('cache-control', 'no-store')
      .send(Readable.from(bytes, { objectMode: false }))
  })
  mount(w, contract.readRound, ({ caller, params }) =>
    readRound(db, asking(caller), params.roundId),
  )
  mount(w, contract.recordRound, ({ caller, params, body }) =>
    recordRound(db, { ...asking(caller), cipher }, params.roundId, body),
  )
}
