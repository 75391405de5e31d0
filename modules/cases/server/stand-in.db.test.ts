import { describe, expect } from 'vitest'
import { does, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, districtId, foundDistrict, id, later } from '#testing/small-district.ts'
import { casePage } from './case-page.ts'
import { checkChain } from './events.ts'
import { file } from './index.ts'

describe('whoever stands in', () => {
  useDatabase()

  inTransaction('is named with whom they stand in for, inside the chain', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await report(tx)
    const step = await does(tx, 'chen', caseId, 5)
    const caller = { ...step.caller, standsInFor: id('wang') }
    await file(tx, { ...step, caller, matter: { kind: 'matter', code: '01037' }, words: '' })
    const { names } = await tx
      .selectFrom('people.person')
      .select((eb) => eb.fn.agg<string[]>('array_agg', ['name']).as('names'))
      .where('id', 'in', [id('chen'), id('wang')])
      .executeTakeFirstOrThrow()
    const { events } = await casePage(tx, await as(tx, 'chen'), caseId, later(6))
    const filed = events.find((e) => e.type === 'case.filed')
    expect(filed?.who).toMatch(/^.+（代.+）$/)
    for (const name of names) expect(filed?.who).toContain(name)
    expect(filed?.details).not.toHaveProperty('standsInFor')
    expect((await checkChain(tx, districtId, caseId)).intact).toBe(true)
  })
})
