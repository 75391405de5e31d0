import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { repositoryRoot } from '#platform/server/root.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  days,
  foundOffice,
  open,
  orderWish,
  partyId,
  proof,
  refusal,
  reinspectWish,
  seen,
  serviceWish,
  step,
} from '#testing/enforcement-story.ts'
import { cipher, id } from '#testing/small-district.ts'
import { readFields } from '../papers/fields.ts'

const promised = (name: string, what: string, byDay: string) => ({
  id: id(name),
  partyId,
  what,
  byDay,
})

describe('the days of the ladder', () => {
  useDatabase()

  inTransaction('runs the days to put right from the service, not from the paper', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    await step(tx, orderWish())
    // Made on Monday 16 March for four days; handed over on Wednesday 25 March.
    const late = serviceWish({ proof: { ...proof, on: '2026-03-25' } })
    await step(tx, late, { minute: days(9) })
    const notMended = (day: number) => step(tx, reinspectWish(), { minute: days(day) })
    expect(await refusal(notMended(9))).toMatchObject({
      code: 'enforcement.before_the_date',
      law: { 'zh-CN': '《行政处罚法》第二十八条' },
    })
    // Four days on is Sunday 29 March, so the last day is the Monday.
    const served = await seen(tx, days(9))
    expect(served).toMatchObject({ dueKind: 'reinspection', dueAt: '2026-03-30T16:00:00.000Z' })
    expect(served.papers[0]).toMatchObject({
      untilDay: '2026-03-20',
      served: { servedOn: '2026-03-25', untilDay: '2026-03-30' },
    })
    const receipt = await tx
      .selectFrom('enforcement.paper')
      .select('fields_cipher')
      .where('kind', '=', 'receipt')
      .executeTakeFirstOrThrow()
    expect(readFields(cipher, receipt.fields_cipher).until).toBe('2026年3月30日')
    expect((await refusal(notMended(13))).code).toBe('enforcement.before_the_date')
    await notMended(14)
    expect((await seen(tx, days(14))).state).toBe('unmended')
  })

  inTransaction('gives a late service of before its days again', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    await step(tx, orderWish())
    await step(tx, serviceWish({ proof: { ...proof, on: '2026-03-25' } }), { minute: days(9) })
    // As it stood before: no last day of its own, and due at the end of the day of the service.
    await sql`alter table enforcement.service drop column until_day`.execute(tx)
    await sql`update enforcement.file set due_at = '2026-03-25T16:00:00Z'`.execute(tx)
    const file = '20261126T2000-enforcement-period-from-service.sql'
    const mending = await readFile(join(repositoryRoot, 'database/migrations', file), 'utf8')
    await sql.raw(mending).execute(tx)
    // Four days on; of days off it knows nothing.
    expect(await seen(tx, days(10))).toMatchObject({
      dueAt: '2026-03-29T16:00:00.000Z',
      papers: [{ served: { servedOn: '2026-03-25', untilDay: '2026-03-29' } }, {}],
    })
  })

  inTransaction('goes by the day on which it was found, not on which it arrived', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    await step(tx, orderWish())
    await step(tx, serviceWish())
    // Found on Thursday without a line, and sent on Monday: the order ran until Friday.
    const lay = (doneAt: string, sentAt: string) =>
      step(tx, reinspectWish(), { minute: days(7), said: { doneAt, sentAt } })
    expect((await refusal(lay('2026-03-19T02:00:00.000Z', '2026-03-23T01:00:00.000Z'))).code).toBe(
      'enforcement.before_the_date',
    )
    // A clock that is years off still says how long it lay.
    await lay('2020-01-01T02:00:00.000Z', '2020-01-03T02:00:00.000Z')
    const record = await tx
      .selectFrom('enforcement.paper')
      .select('fields_cipher')
      .where('kind', '=', 'reinspection')
      .executeTakeFirstOrThrow()
    expect(readFields(cipher, record.fields_cipher).date).toBe('2026年3月21日')
  })

  inTransaction('breaks no promise before its day, nor one by another’s', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    await step(tx, {
      step: 'talk',
      words: '约谈',
      partyIds: [],
      community: '王主任',
      absentWhy: '',
      promises: [
        promised('promise/1', '清走', '2026-03-18'),
        promised('promise/2', '恢复地面', '2026-03-30'),
      ],
    })
    const revisit = (minute: number) =>
      step(tx, { step: 'revisit', finding: 'not_mended', words: '看过' }, { minute })
    expect((await refusal(revisit(days(1)))).code).toBe('enforcement.before_the_promise')
    await revisit(days(2))
    expect((await seen(tx, days(2))).promises).toMatchObject([
      { what: '清走', state: 'broken' },
      { what: '恢复地面', state: 'overtaken' },
    ])
  })
})
