import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Caller } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, foundDistrict, id, monday } from '#testing/small-district.ts'
import { firstOf, inOrder, rowsIn, type CaseQuery } from './in-order.ts'
import { casePoints, filtered, listCases, type Filters } from './lists.ts'
import { withWords, wordsIn } from './search.ts'
import { waiting } from './sight.ts'

const district = '420704'
const codes = [
  district,
  '420704001',
  '420704002',
  '420704001014',
  '420704001015',
  '420704001014001',
  '420704002001002',
]
const units = [id('unit-one'), id('unit-two'), id('unit-three')]

/** Cases as rows, of every place, unit and state, some with the same times. */
async function makeCases(tx: Tx): Promise<void> {
  await sql`
    insert into cases.case (district_id, id, number, short_code, channel, title, status, street_code,
      community_code, grid_code, unit_id, owner, rings, confidential, tokens, reported_at, due_at, lon, lat)
    select ${district}, gen_random_uuid(), lpad(n::text, 19, '0'), lpad(n::text, 6, '0'), 'web', 'x',
      s.status::cases.status, left(g, 9), left(g, 12), g,
      case when s.status in ('dispatched', 'handling') then (${units}::uuid[])[1 + n % 3] end,
      case when s.status in ('closed', 'refused') then 'none' else 'desk' end, n % 17 = 0, n % 13 = 0,
      case when n % 5 = 0 then array['井盖'] when n % 10 > 0 then array['路灯'] else '{}' end
        || case when n % 10 = 1 then array['井盖'] else '{}' end,
      ${monday}::timestamptz - interval '1 hour' * (n / 3), 
      case when n % 5 > 0 then ${monday}::timestamptz + interval '1 hour' * (n % 30 - 15) end, 114 + n / 1000.0, 30
    from generate_series(1, 120) n,
      lateral (select (array['420704001014001', '420704001014002', '420704001015001', '420704002001002'])[1 + n % 4] as g) g,
      lateral (select (array['reported', 'filed', 'dispatched', 'handling', 'handled', 'closed', 'refused'])[1 + n % 7] as status) s`.execute(
    tx,
  )
  await sql`
    insert into cases.sight (district_id, case_id, unit_id, reported_at, open, waits_until)
    select c.district_id, c.id, u, c.reported_at, c.status not in ('closed', 'refused'), ${waiting}
    from cases.case c, unnest(${units}::uuid[]) u
    where u = c.unit_id or hashtext(u::text || c.number) % 5 = 0`.execute(tx)
  await sql`
    update cases.case c set seen_by = array(select s.unit_id::text from cases.sight s
      where s.case_id = c.id)`.execute(tx)
  await sql`
    insert into cases.task (district_id, id, case_id, unit_id, state, offered_at)
    select s.district_id, gen_random_uuid(), s.case_id, s.unit_id,
      (array['offered', 'accepted', 'done', 'returned'])[1 + abs(hashtext(s.unit_id::text || s.case_id)) % 4]::cases.task_state,
      s.reported_at
    from cases.sight s`.execute(tx)
}

const newestFirst = { byDue: false, after: null }

type Ask = Pick<Filters, 'view' | 'q'>

async function walked(tx: Tx, caller: Caller, ask: Ask) {
  const ids: string[] = []
  for (let after: string | undefined; ;) {
    const page = await listCases(tx, caller, { ...ask, limit: 7, after }, monday)
    ids.push(...page.rows.map((r) => r.id))
    if (page.next === null) return ids
    after = page.next
  }
}

describe('lists of whoever sees a part', () => {
  useDatabase()

  inTransaction('find a case by its code, however it was copied from a slip', async (tx) => {
    await foundDistrict(tx)
    await makeCases(tx)
    await sql`update cases.case set short_code = 'A5C2D8' where short_code = '000007'`.execute(tx)
    const caller = await as(tx, 'centre')
    const [one] = await walked(tx, caller, { view: 'all', q: 'A5C2D8' })
    expect(one).toBeDefined()
    for (const q of ['a5c2d8', ' aSc2dB ', 'ASCZD8'])
      expect(await walked(tx, caller, { view: 'all', q })).toEqual([one])
  })

  inTransaction('are those of the whole, filtered, each case once and in its order', async (tx) => {
    await foundDistrict(tx)
    await makeCases(tx)
    const centre = await as(tx, 'centre')
    await sql`analyze cases.case`.execute(tx)
    const asks: Ask[] = [
      ...(['all', 'open', 'desk', 'overdue'] as const).map((view) => ({ view })),
      // One that most have and is met on a walk, one that few have, both, and neither.
      ...['路灯', '井盖', '路灯 井盖', '烟囱'].map((q) => ({ view: 'all' as const, q })),
    ]
    const whole = new Map<Ask, string[]>()
    for (const ask of asks) whole.set(ask, await walked(tx, centre, ask))
    expect(asks.map((ask) => whole.get(ask)?.length)).toEqual([120, 86, 35, 34, 96, 36, 12, 0])
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(codes),
        fc.subarray(units),
        fc.constantFrom(...asks),
        fc.boolean(),
        async (areas, own, ask, sees) => {
          const verbs = new Set(sees ? ['cases.see_contact'] : [])
          const caller = { ...centre, verbs, scope: { areas, units: own } }
          const seen = await filtered(tx, caller, ask, monday).select('c.id').execute()
          const ids = new Set(seen.map((r) => r.id))
          expect(await walked(tx, caller, ask)).toEqual(
            whole.get(ask)?.filter((one) => ids.has(one)),
          )
        },
      ),
      { numRuns: 60 },
    )
  })

  inTransaction('a walk among the newest finds what looking up finds', async (tx) => {
    await foundDistrict(tx)
    await makeCases(tx)
    const centre = await as(tx, 'centre')
    const words = { ...wordsIn('路灯')!, common: true }
    const scopes = [
      { areas: [district], units: [] },
      ...units.map((u) => ({ areas: [], units: [u] })),
    ]
    for (const scope of scopes) {
      const caller = { ...centre, scope }
      const narrow = <O>(query: CaseQuery<O>) => withWords(query, words, caller)
      const all = narrow(filtered(tx, caller, { view: 'all' }, monday))
      const rows = await inOrder(all.select(['c.id', 'c.reported_at']), newestFirst).execute()
      expect(rows.length).toBeGreaterThan(5)
      for (const before of [null, rows[2]!]) {
        const after = before && { key: before.reported_at.toISOString(), id: before.id }
        const ids = firstOf(tx, caller, narrow, { ...newestFirst, after, limit: 3, walk: true })
        const found = await inOrder(rowsIn(tx, caller, ids).select('c.id'), newestFirst).execute()
        const from = before ? 3 : 0
        expect(found.map((r) => r.id)).toEqual(rows.slice(from, from + 3).map((r) => r.id))
      }
    }
  })

  inTransaction('what the own units have to do is that of the whole, in its order', async (tx) => {
    await foundDistrict(tx)
    await makeCases(tx)
    const centre = await as(tx, 'centre')
    const found = new Set<number>()
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(codes),
        fc.subarray(units),
        fc.constantFrom(...units, null),
        fc.constantFrom(undefined, '路灯', '井盖'),
        async (areas, own, organisationId, q) => {
          const caller = { ...centre, organisationId, scope: { areas, units: own } }
          const ask = { view: 'mine' as const, q }
          const all = filtered(tx, caller, ask, monday).select('c.id')
          const rows = await inOrder(all, { byDue: true, after: null }).execute()
          const ids = rows.map((r) => r.id)
          expect(await walked(tx, caller, ask)).toEqual(ids)
          found.add(ids.length)
        },
      ),
      { numRuns: 60 },
    )
    expect(found.size).toBeGreaterThan(5)
  })

  inTransaction('a window of the map holds what lies in it', async (tx) => {
    await foundDistrict(tx)
    await makeCases(tx)
    const centre = await as(tx, 'centre')
    const points = async (window?: string) =>
      (await casePoints(tx, centre, { view: 'all', window }, monday)).points.map((p) => p.lon)
    expect(await points()).toHaveLength(120)
    const seen = await points('114.0095,29.9,114.0205,30.1')
    expect(seen.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 11 }, (_, n) => 114 + (10 + n) / 1000),
    )
    // Open ones are found by cells; the same must lie in a window, however it cuts them.
    const open = async (window?: string) =>
      (await casePoints(tx, centre, { view: 'open', window }, monday)).points.map((p) => p.lon)
    const all = await open()
    expect(await open('-1e300,-1e300,1e300,1e300')).toEqual(all)
    for (const [west, east] of [
      [114.0095, 114.0205],
      [114.0101, 114.0101],
      [114.013, 114.06],
      [114.003, 114.119],
    ] as const)
      expect(await open(`${west},29.9999,${east},30`)).toEqual(
        all.filter((lon) => lon >= west && lon <= east),
      )
    await expect(points('114,30,115')).rejects.toMatchObject({ status: 400 })
  })
})
