import { Readable } from 'node:stream'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { WORKBOOK, xlsxOf } from '#platform/server/spreadsheet/index.ts'
import * as contract from '../contract/index.ts'
import type { Ask } from './measured.ts'
import { casesBehind, measure } from './measures.ts'
import { readScreen } from './screen/screen.ts'
import { measuresSheet } from './sheet.ts'
import { trends } from './trends.ts'
import { listStatements, readStatement } from './statements.ts'

export function insightRoutes(w: Wiring): void {
  const { db, clock } = w
  const askOf = async (caller: Caller, filters: contract.MeasureFilters): Promise<Ask> => {
    const { districtId, scope } = caller
    const { timeZone } = await readDistrict(db, districtId)
    return { districtId, timeZone, scope, filters, now: clock() }
  }

  mount(w, contract.readMeasures, async ({ caller, query: { by, ...filters } }) => {
    const ask = await askOf(caller, filters)
    return { ...(await measure(db, ask, by)), asOf: ask.now.toISOString() }
  })

  mount(w, contract.readTrends, async ({ caller, query }) => {
    const { by, step, rate, count, ...filters } = query
    const ask = await askOf(caller, filters)
    return { ...(await trends(db, ask, { by, step, rate, count })), asOf: ask.now.toISOString() }
  })

  w.app.get(
    '/api/insight/measures.xlsx',
    {
      schema: {
        summary: 'The same figures as a workbook',
        description: 'Access: cases.read',
        tags: ['insight'],
        querystring: contract.MeasuresSheetQuery,
      },
    },
    async (request, reply) => {
      const caller = await w.gate(request, 'cases.read')
      const { by, language, ...filters } = contract.MeasuresSheetQuery.parse(request.query)
      const ask = await askOf(caller, filters)
      const sheet = measuresSheet(await measure(db, ask, by), { by, language, ...filters })
      return reply
        .header('content-type', WORKBOOK)
        .header(
          'content-disposition',
          `attachment; filename="measures-${filters.from}-${filters.until}.xlsx"`,
        )
        .header('cache-control', 'no-store')
        .send(Readable.from(xlsxOf([sheet], ask.timeZone), { objectMode: false }))
    },
  )

  mount(w, contract.listMeasured, async ({ caller, query }) => {
    const { rate, part, count, after, limit, ...filters } = query
    return casesBehind(db, await askOf(caller, filters), { rate, part, count, after, limit })
  })

  mount(w, contract.readScreen, ({ caller }) => readScreen(db, caller, clock()))

  mount(w, contract.listStatements, async ({ caller }) => {
    const rows = await listStatements(db, caller.districtId)
    return { statements: rows.map((r) => ({ month: r.month, madeAt: r.made_at.toISOString() })) }
  })

  mount(w, contract.readStatement, ({ caller, params: { month } }) =>
    readStatement(db, caller.districtId, { month, scope: caller.scope }),
  )
}
