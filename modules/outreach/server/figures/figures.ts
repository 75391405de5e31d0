import { sql } from 'kysely'
import { areaNames } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import type { FigureRow } from '../../contract/figures.ts'
import { countings, sumsOf, type Standing } from '../../domain/counting.ts'
import { dayIn, type Asking } from '../ground.ts'
import { heldIn } from '../events/keep.ts'
import { dayInMonth, timeInMonth } from '../month.ts'
import { concerns } from '../scope.ts'

interface Counted {
  channel: string
  area_code: string
  reached: number | null
  counted: string
  struck: boolean
}

const standing = (row: Counted): Standing => ({
  reached: row.reached,
  counted: countings.find((one) => one === row.counted) ?? 'none',
  struck: row.struck,
  corrections: 0,
})

/** The month (YYYY-MM) it is in a district. */
export const monthNow = async (db: Db, districtId: string, now: Date): Promise<string> =>
  (await dayIn(db, districtId, now)).today.slice(0, 7)

/**
 * Outreach of a month by channel and community, as it stands after corrections: each number leads to the
 * records that it is made of, and none to a person.
 */
export async function figuresOf(db: Db, asking: Asking, month: string): Promise<FigureRow[]> {
  const { caller } = asking
  const { rows } = await sql<Counted>`select v.channel, v.area_code, v.reached, v.counted, v.struck
    from outreach.v_record v where ${concerns(caller, 'v')} and ${dayInMonth('v.held_on', month)}`.execute(
    db,
  )
  const asked = await sql<{ channel: string; community_code: string; times: number }>`
    select q.channel, q.community_code, count(*)::int as times from outreach.question q
    where ${concerns(caller, 'q')} and ${dayInMonth('q.asked_on', month)}
    group by 1, 2`.execute(db)
  const names = await areaNames(db, caller.districtId)
  const keys = new Set([
    ...rows.map((row) => `${row.channel} ${row.area_code.slice(0, 12)}`),
    ...asked.rows.map((row) => `${row.channel} ${row.community_code}`),
  ])
  return [...keys].toSorted().map((key) => {
    const [channel = '', communityCode = ''] = key.split(' ')
    const own = rows.filter(
      (row) => row.channel === channel && row.area_code.slice(0, 12) === communityCode,
    )
    const questions = asked.rows.find(
      (row) => row.channel === channel && row.community_code === communityCode,
    )
    return Object.assign(sumsOf(own.map(standing)), {
      channel,
      communityCode,
      communityName: names.get(communityCode) ?? '',
      questions: questions?.times ?? 0,
    })
  })
}

/** What else happened in the month: openings of leaflets, events and who came, postings up and down. */
export async function besidesOf(db: Db, { caller, now }: Asking, month: string) {
  const { timeZone } = await dayIn(db, caller.districtId, now)
  const { rows } = await sql<{
    openings: number
    events: number
    signed: number
    came: number
    put_up: number
    taken_down: number
  }>`
    select
      (select coalesce(sum(o.times), 0)::int from outreach.leaflet_opening o
        join outreach.leaflet l on l.district_id = o.district_id and l.id = o.leaflet_id
        where ${concerns(caller, 'l')} and ${dayInMonth('o.day', month)}) as openings,
      count(distinct e.id)::int as events,
      coalesce(sum(s.people) filter (where s.state = 'signed'), 0)::int as signed,
      coalesce(sum(s.came), 0)::int as came,
      (select count(*)::int from outreach.posting p where ${concerns(caller, 'p')}
        and ${dayInMonth('p.from_on', month)}) as put_up,
      (select count(*)::int from outreach.posting_step t
        join outreach.posting p on p.district_id = t.district_id and p.id = t.posting_id
        where ${concerns(caller, 'p')} and t.act = 'taken_down'
          and ${timeInMonth('t.at', month, timeZone)}) as taken_down
    from outreach.event e
    left join outreach.sign_up s on s.district_id = e.district_id and s.event_id = e.id
    where ${concerns(caller, 'e')} and ${heldIn(month, timeZone)}`.execute(db)
  const row = rows[0]!
  return {
    openings: row.openings,
    events: row.events,
    signed: row.signed,
    came: row.came,
    putUp: row.put_up,
    takenDown: row.taken_down,
  }
}
