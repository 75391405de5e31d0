import { sql } from 'kysely'
import { claimEntry, putIntoPool, savePool } from '#modules/cases/server/index.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member, organisationId } from './staff.ts'
import { after, daysBefore } from './time.ts'

const mates = ['property', 'power', 'water', 'gas'] as const

/** A pool of member companies that take turns: one case was claimed, one waits. */
export async function fillPools(stage: Stage): Promise<void> {
  const { db, districtId, present } = stage
  const poolId = namedId(`${districtId}/pool`)
  const centre = member(stage.crew, 'centre')
  await savePool(db, centre, {
    poolId,
    now: daysBefore(present, 40),
    baseVersion: null,
    name: '共建单位认领池',
    kind: 'companies',
    mode: 'turns',
    claimMinutes: 2880,
    cap: 3,
    active: true,
    members: mates.map((key) => ({
      unitId: organisationId(districtId, key),
      cap: null,
      absentFrom: null,
      absentUntil: null,
    })),
  })
  // Cases that wait for dispatch are few and young: each is put in soon after the last that happened.
  const { rows } = await sql<{ id: string; at: Date }>`
    select c.id, (select max(e.at) from cases.event e
      where e.district_id = c.district_id and e.case_id = c.id) as at
    from cases.case c where c.district_id = ${districtId} and c.status = 'filed'
    order by c.filed_at limit 2`.execute(db)
  for (const [index, { id: caseId, at }] of rows.entries()) {
    const entryId = namedId(`${districtId}/pool/${index}`)
    const soon = (minutes: number) =>
      new Date(Math.min(present.getTime(), after(at, minutes).getTime()))
    // oxlint-disable-next-line no-await-in-loop -- in turn
    await putIntoPool(db, {
      caseId,
      caller: centre,
      now: soon(3),
      baseVersion: null,
      id: entryId,
      poolId,
    })
    if (index === 0 && rows.length > 1)
      // oxlint-disable-next-line no-await-in-loop -- one of them
      await claimEntry(db, {
        caller: member(stage.crew, 'property'),
        now: soon(20),
        entryId,
      })
  }
}
