import { Readable } from 'node:stream'
import type { FileStore } from '#modules/files/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { sendPaper } from '#platform/server/papers/index.ts'
import { WORKBOOK, xlsxOf } from '#platform/server/spreadsheet/index.ts'
import { hazardsContract as contract } from '../../contract/index.ts'
import { hazardPaper } from './paper.ts'
import { recordHazard } from './record.ts'
import { saveGrade, saveKind, saveTerms, settingsOf } from './settings.ts'
import { hazardSheet } from './sheet.ts'
import { stepHazard } from './step.ts'
import { countHazards, hazardsAhead, listHazards, readHazard } from './views.ts'

export function hazardRoutes(
  w: Wiring,
  { cipher, store }: { cipher: Cipher; store: FileStore },
): void {
  const { db, clock } = w
  const asking = (caller: Caller) => ({ caller, now: clock() })
  const acting = (caller: Caller) => ({ ...asking(caller), cipher })
  mount(w, contract.recordHazard, ({ caller, body }) => recordHazard(db, acting(caller), body))
  mount(w, contract.stepHazard, ({ caller, params, body }) =>
    stepHazard(db, acting(caller), params.hazardId, body),
  )
  mount(w, contract.listHazards, ({ caller, query }) => listHazards(db, asking(caller), query))
  mount(w, contract.countHazards, ({ caller, query }) => countHazards(db, asking(caller), query))
  mount(w, contract.hazardsAhead, ({ caller }) => hazardsAhead(db, asking(caller)))
  mount(w, contract.readHazard, ({ caller, params }) =>
    readHazard(db, acting(caller), params.hazardId),
  )
  mount(w, contract.printHazard, async ({ caller, params, query, http }) => {
    const printing = { ...acting(caller), store }
    const asked = { id: params.hazardId, language: query.language }
    const { paper, name } = await hazardPaper(db, printing, asked)
    return sendPaper(http.reply, paper, { format: query.format, name })
  })
  mount(w, contract.exportHazards, async ({ caller, query, http }) => {
    const { timeZone } = await readDistrict(db, caller.districtId)
    const { language: _, ...filter } = query
    await audit(db, caller, {
      act: 'fieldwork.hazards_exported',
      details: { filters: Object.keys(filter).toSorted() },
      at: clock(),
    })
    const book = xlsxOf([hazardSheet(db, asking(caller), query)], timeZone)
    return http.reply
      .header('content-type', WORKBOOK)
      .header('content-disposition', 'attachment; filename="hazards.xlsx"')
      .header('cache-control', 'no-store')
      .send(Readable.from(book, { objectMode: false }))
  })
  mount(w, contract.readHazardSettings, ({ caller }) => settingsOf(db, caller))
  mount(w, contract.saveHazardKind, ({ caller, body }) => saveKind(db, asking(caller), body))
  mount(w, contract.saveHazardGrade, ({ caller, body }) => saveGrade(db, asking(caller), body))
  mount(w, contract.saveHazardTerms, ({ caller, body }) => saveTerms(db, asking(caller), body))
}
