import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { checkLedger } from '#modules/cases/server/index.ts'
import { diskStore } from '#modules/files/server/index.ts'
import { openDatabase, type Db } from '#platform/server/database.ts'
import { copyOfTemplate } from '#testing/database.ts'
import { cipher } from '#testing/small-district.ts'
import { loadDemonstration } from './index.ts'

const districtId = '420704'

async function load(db: Db, now: Date): Promise<void> {
  await loadDemonstration(db, {
    cipher,
    store: diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-'))),
    now,
    only: [districtId],
  })
}

const counts = async (db: Db, query: ReturnType<typeof sql<{ key: string; n: number }>>) =>
  Object.fromEntries((await query.execute(db)).rows.map((row) => [row.key, row.n]))

describe('the demonstration world', () => {
  // A Sunday night is the worst moment to begin at: nobody has worked for two days.
  it('gives everybody something to do, even on a Sunday night', { timeout: 120_000 }, async () => {
    const copy = await copyOfTemplate()
    const db = openDatabase(copy.url, { max: 8 })
    try {
      await load(db, new Date('2026-11-29T17:00:00Z'))
      const statuses = await counts(
        db,
        sql`select status::text as key, count(*)::int as n from cases.case group by 1`,
      )
      for (const [status, least] of Object.entries({
        reported: 3,
        verifying: 3,
        filed: 3,
        dispatched: 8,
        handling: 15,
        handled: 5,
        closed: 60,
        refused: 2,
      }))
        expect(statuses[status], `${status} of ${JSON.stringify(statuses)}`).toBeGreaterThanOrEqual(
          least,
        )

      // As many as one quarter has told of, counted from rows like any other.
      const hazards = await counts(
        db,
        sql`select 'cleared' as key, count(*)::int as n from fieldwork.hazard where state = 'cleared'
          union all select 'wiring', count(*)::int from fieldwork.hazard where state = 'cleared' and kind = 'wiring'
          union all select 'drives', count(*)::int from fieldwork.campaign
          union all select 'truckloads', sum(amount)::int from fieldwork.campaign_result where measure = 'truckloads'
          union all select state, count(*)::int from fieldwork.hazard where state <> 'cleared' group by state
          union all select 'rung', count(*)::int from fieldwork.hazard where whistle_id is not null`,
      )
      expect(hazards).toEqual({
        cleared: 825,
        wiring: 213,
        drives: 26,
        truckloads: 150,
        found: 2,
        notified: 4,
        fixed: 2,
        rung: 2,
      })

      const round = await counts(
        db,
        sql`select 'points' as key, count(*)::int as n from fieldwork.patrol_point
          union all select 'walks', count(*)::int from fieldwork.patrol where ended_at is not null
          union all select kind, count(*)::int from fieldwork.patrol_stop group by kind`,
      )
      expect(round).toMatchObject({ points: 8, note: 1 })
      expect(round['walks']).toBeGreaterThanOrEqual(5)
      expect(round['well']).toBeGreaterThanOrEqual(30)

      const files = await counts(
        db,
        sql`select state as key, count(*)::int as n from enforcement.file group by 1`,
      )
      expect(files).toEqual({ mended: 2, served: 1, words: 2, handed_over: 1 })
      const signs = await counts(
        db,
        sql`select coalesce(filed_by, state) as key, count(*)::int as n from services.sign_filing group by 1`,
      )
      expect(signs).toEqual({ silence: 1, staff: 1, mending: 1, submitted: 1 })
      const booked = await counts(
        db,
        sql`select 'bookings' as key, count(*)::int as n from services.booking where state = 'booked'`,
      )
      expect(booked).toEqual({ bookings: 6 })
      const inspected = await counts(
        db,
        sql`select ground as key, count(*)::int as n from enforcement.admin_inspection group by 1`,
      )
      expect(inspected).toEqual({ plan: 5, complaint: 1 })
      const learned = await counts(
        db,
        sql`select kind as key, learned_from as n from reading.model where in_place`,
      )
      expect(learned['matter']).toBeGreaterThan(30)

      const atWork = await counts(
        db,
        sql`select o.name || ' ' || t.state as key, count(*)::int as n from cases.task t
            join people.organisation o on o.district_id = t.district_id and o.id = t.unit_id
            where t.state in ('offered', 'accepted', 'rework') group by 1`,
      )
      for (const unit of ['市政中心', '园林中心', '环卫中心', '城市管理执法局'])
        for (const state of ['offered', 'accepted', 'rework'])
          expect(atWork[`鄂城区${unit} ${state}`], `${unit} ${state}`).toBeGreaterThanOrEqual(1)
      for (const unit of ['供电公司', '自来水公司', '燃气公司'])
        expect(atWork[`鄂城区${unit} offered`], unit).toBeGreaterThanOrEqual(1)

      // Each of the two grid workers has something to verify or to inspect.
      const [{ north, south } = { north: 0, south: 0 }] = (
        await sql<{ north: number; south: number }>`
          select count(*) filter (where right(grid_code, 1) in ('1', '2'))::int as north,
            count(*) filter (where right(grid_code, 1) in ('3', '4'))::int as south
          from cases.case where status in ('verifying', 'handled')`.execute(db)
      ).rows
      expect(
        [north, south].every((n) => n >= 2),
        `${north} and ${south}`,
      ).toBe(true)

      const asked = await counts(
        db,
        sql`select kind::text as key, count(*)::int as n from cases.request where state = 'asked' group by 1`,
      )
      expect(Object.keys(asked).toSorted()).toEqual(['extension', 'return', 'suspension'])

      const { rows } = await sql<{ pictured: number; judged: number }>`
          select count(*) filter (where exists (select from cases.attachment a
              where a.case_id = newest.id and a.released_at is not null))::int as pictured,
            (select count(*)::int from cases.verdict where answered_at is not null) as judged
          from (select id from cases.case where public order by reported_at desc limit 30) newest`.execute(
        db,
      )
      expect(rows[0]?.pictured).toBeGreaterThanOrEqual(15)
      expect(rows[0]?.judged).toBeGreaterThanOrEqual(30)
      expect(
        await counts(
          db,
          sql`select w.state || ' ' || c.state || case when c.late then ' late' else '' end as key,
              count(*)::int as n
            from cases.whistle w join cases.whistle_call c
              on c.district_id = w.district_id and c.whistle_id = w.id group by 1`,
        ),
      ).toEqual({
        'closed arrived': 2,
        'closed arrived late': 1,
        'closed excused': 1,
        'open arrived': 2,
        'open acknowledged': 1,
        'open called': 3,
      })
      expect(
        await counts(
          db,
          sql`select state as key, count(*)::int as n from cases.supervision
            where district_id = ${districtId} group by 1`,
        ),
      ).toEqual({ open: 1, replied: 1, accepted: 1 })
      const parked = await counts(
        db,
        sql`select reason_code as key, count(*)::int as n from cases.parked group by 1`,
      )
      expect(parked['project-or-money']).toBe(1)
      expect(
        await counts(
          db,
          sql`select coalesce(ended_how, 'follows') as key, count(*)::int as n from cases.merge group by 1`,
        ),
      ).toEqual({ follows: 3, taken_apart: 1 })
      expect(
        await counts(
          db,
          sql`select 'support ' || state as key, count(*)::int as n from cases.task where role = 'support' group by 1
            union all select 'handover ' || state, count(*)::int from cases.handover group by 1
            union all select 'ruling ' || state, count(*)::int from cases.ruling group by 1
            union all select 'link ' || act, count(*)::int from cases.partner_use group by 1`,
        ),
      ).toEqual({
        'support offered': 2,
        'support accepted': 2,
        'support returned': 2,
        'handover asked': 1,
        'ruling asked': 1,
        'ruling ruled': 1,
        'link made': 1,
        'link accepted': 1,
      })
      expect(
        await counts(
          db,
          sql`select state as key, count(*)::int as n from cases.plan_step group by 1`,
        ),
      ).toEqual({ done: 2, doing: 1, todo: 2 })
      const pooled = await counts(
        db,
        sql`select state as key, count(*)::int as n from cases.pool_entry group by 1`,
      )
      expect(pooled['waiting']).toBe(1)
      // Three communities beside each other, and the month that ended frozen beside the live ones.
      const around = await counts(
        db,
        sql`select community_code as key, count(*)::int as n from cases.measured group by 1`,
      )
      for (const code of ['420704001013', '420704001014', '420704001015'])
        expect(around[code], code).toBeGreaterThanOrEqual(12)
      expect(
        await counts(
          db,
          sql`select month as key, (groups->'total'->>'reported')::int as n from insight.statement`,
        ),
      ).toEqual({ '2026-10': expect.any(Number) })
      expect(await checkLedger(db, districtId)).toMatchObject({ brokenCases: [] })
    } finally {
      await db.destroy()
      await copy.drop()
    }
  })
})
