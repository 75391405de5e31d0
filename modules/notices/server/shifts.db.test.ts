import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { hearShifts } from './index.ts'

describe('who hears of shifts', () => {
  useDatabase()

  inTransaction('is told once what changed, and where to approve a swap', async (tx) => {
    const personId = randomUUID()
    const fact = (type: string, body: object) => ({
      type,
      key: `${type} ${personId}`,
      districtId: '421202',
      at: '2026-11-24T02:00:00Z',
      body: { personId, stationName: '一社区工作站', ...body },
    })
    const planned = fact('people.shifts_changed', { days: ['2026-11-25', '2026-11-26'] })
    await hearShifts(tx, planned)
    await hearShifts(tx, planned)
    const swap = { fromName: '李明', toName: '赵强', kindName: '早班', day: '2026-11-25' }
    await hearShifts(tx, fact('people.swap_moved', { ...swap, state: 'agreed', own: false }))
    await hearShifts(tx, fact('people.another', {}))
    const told = await tx
      .selectFrom('notices.notice')
      .select(['words', 'link'])
      .where('person_id', '=', personId)
      .orderBy('kind')
      .execute()
    expect(told.map((t) => t.link)).toEqual(['/work/shifts', '/console/rosters'])
    expect(JSON.stringify(told)).toContain('一社区工作站：2026-11-25、2026-11-26')
    expect(JSON.stringify(told)).toContain('李明 → 赵强：2026-11-25 早班')
  })
})
