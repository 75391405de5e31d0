import { Readable } from 'node:stream'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { WORKBOOK, xlsxOf } from '#platform/server/spreadsheet/index.ts'
import { figuresContract as contract } from '../../contract/index.ts'
import { besidesOf, figuresOf, monthNow } from './figures.ts'
import { figureSheets } from './sheet.ts'

export function figureRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.readFigures, async ({ caller, query }) => {
    const asking = { caller, now: clock() }
    const month = query.month ?? (await monthNow(db, caller.districtId, clock()))
    return {
      month,
      rows: await figuresOf(db, asking, month),
      ...(await besidesOf(db, asking, month)),
    }
  })
  mount(w, contract.exportFigures, async ({ caller, query, http }) => {
    const sheets = await figureSheets(db, { caller, now: clock() }, query)
    return http.reply
      .header('content-type', WORKBOOK)
      .header('content-disposition', `attachment; filename="outreach-${query.month}.xlsx"`)
      .header('cache-control', 'no-store')
      .send(Readable.from(xlsxOf(sheets, 'UTC'), { objectMode: false }))
  })
}
