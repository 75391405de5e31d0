import { sql } from 'kysely'
import { transact } from '#platform/server/database.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member } from './staff.ts'
import { after, daysBefore } from './time.ts'

/** As much as one quarter has told of: 26 drives with the one that goes on, 150 truckloads, 213 wiring faults, 825 hazards. */
const DRIVES = 25
const HAZARDS = 825
const WIRING = 213
const TRUCKLOADS = 3

const themes = ['飞线充电', '楼道清堆', '消防通道', '瓶装气', '招牌外墙', '油烟管道'] as const
const otherKinds = [
  'stairwell',
  'fire_lane',
  'charging',
  'gas_bottle',
  'hoarding',
  'facade',
  'smoke_duct',
  'tree',
] as const
const spots = [
  '3栋1单元',
  '3栋2单元',
  '5栋南侧',
  '8栋1单元',
  '9栋架空层',
  '11栋2单元',
  '西门车棚',
] as const

const dayOf = (instant: Date) => instant.toISOString().slice(0, 10)

/**
 * The campaigns of a year that are over, each table by one statement: through the use cases three thousand
 * steps would keep the first start waiting. Every total is counted from these rows like any other.
 */
export async function pastCampaigns(stage: Stage): Promise<void> {
  const { db, districtId } = stage
  const drives = Array.from({ length: DRIVES }, (_, n) => driveOf(stage, n))
  const hazards = hazardsOf(stage)
  await transact(db, async (tx) => {
    await sql`insert into fieldwork.campaign (district_id, id, name, purpose, areas, starts_on, ends_on,
        targets, created_at, created_by)
      select ${districtId}, g.id, g.name, g.purpose, array[${`${districtId}001014`}], g.starts, g.ends,
        g.targets, g.at, ${member(stage.crew, 'coordinator').personId}::uuid
      from jsonb_to_recordset(${JSON.stringify(drives)}::jsonb) g (id uuid, name text, purpose text,
        starts date, ends date, targets jsonb, at timestamptz)`.execute(tx)
    await sql`insert into fieldwork.campaign_day (district_id, id, campaign_id, day, area_code, words, officers,
        volunteers, guards, merchants, residents, at, received_at, person_id, post_id, body_hash)
      select ${districtId}, d.id, g.id, d.day, ${`${districtId}001014`}, d.words, 3, 9 + d.n, 2, 4, 12 + d.n,
        d.at, d.at, ${member(stage.crew, 'officer1').personId}::uuid,
        ${member(stage.crew, 'officer1').postId}::uuid, 'demo'
      from jsonb_to_recordset(${JSON.stringify(drives)}::jsonb) g (id uuid, days jsonb)
      cross join jsonb_to_recordset(g.days) d (id uuid, day date, words text, n int, at timestamptz)`.execute(
      tx,
    )
    await sql`insert into fieldwork.campaign_result (district_id, day_id, measure, amount)
      select ${districtId}, d.id, r.measure, r.amount
      from jsonb_to_recordset(${JSON.stringify(drives)}::jsonb) g (days jsonb)
      cross join jsonb_to_recordset(g.days) d (id uuid, n int)
      cross join lateral (values ('truckloads', ${TRUCKLOADS}::int), ('metres', 20 + d.n * 15),
        ('doors', 30 + d.n * 8)) r (measure, amount)`.execute(tx)
    await insertHazards(tx, districtId, hazards)
  })
}

function driveOf({ districtId, present }: Stage, n: number) {
  const starts = daysBefore(present, 30 + (DRIVES - n) * 13)
  const at = (days: number) => after(starts, days * 24 * 60 + 10 * 60)
  const theme = themes[n % themes.length] ?? ''
  return {
    id: driveId(districtId, n),
    name: `第${n + 1}次：${theme}整治`,
    purpose: '示例数据',
    starts: dayOf(at(0)),
    ends: dayOf(at(9)),
    targets: [{ of: 'hazards', amount: 30 }],
    at: at(0).toISOString(),
    days: [1, 5].map((day, i) => ({
      id: namedId(`${districtId}/campaign/${n}/${day}`),
      day: dayOf(at(day)),
      words: `${theme}，社区、物业、商户、居民一起清`,
      n: (n + i) % 5,
      at: at(day).toISOString(),
    })),
  }
}

const driveId = (districtId: string, n: number) => namedId(`${districtId}/campaign/${n}`)

/** Found in a campaign, told, fixed within days, and passed by somebody else. */
function hazardsOf(stage: Stage) {
  const { districtId, present, crew } = stage
  const person = (key: string) => {
    const { personId, postId } = member(crew, key)
    return { personId, postId }
  }
  const [one, two, officer] = [person('grid1'), person('grid2'), person('officer1')]
  const last = new Map<string, number>()
  return Array.from({ length: HAZARDS }, (_, i) => {
    const drive = Math.floor((i * DRIVES) / HAZARDS)
    const starts = daysBefore(present, 30 + (DRIVES - drive) * 13)
    const at = (days: number) => after(starts, days * 24 * 60 + 9 * 60 + (i % 60)).toISOString()
    const year = at(1 + (i % 5)).slice(0, 4)
    const number = (last.get(year) ?? 0) + 1
    last.set(year, number)
    const finder = i % 2 === 0 ? one : two
    const id = namedId(`${districtId}/past-hazard/${i}`)
    const step = (act: string, days: number, who: typeof one) => ({
      id: act === 'found' ? id : namedId(`${districtId}/past-hazard/${i}/${act}`),
      act,
      at: at(days),
      person: who.personId,
      post: who.postId,
    })
    const found = 1 + (i % 5)
    return {
      id,
      year: Number(year),
      number,
      // Spread evenly: every so many is one of wiring.
      kind: (i * WIRING) % HAZARDS < WIRING ? 'wiring' : otherKinds[i % otherKinds.length],
      grade: i % 11 === 0 ? 'major' : i % 3 === 0 ? 'serious' : 'minor',
      address: `丰润园小区${spots[i % spots.length] ?? ''}`,
      grid: `${districtId}001014${i % 2 === 0 ? '001' : '003'}`,
      campaign: driveId(districtId, drive),
      due: at(found + 7).slice(0, 10),
      steps: [
        step('found', found, finder),
        step('notify', found, finder),
        step('fix', found + 3, officer),
        step('pass', found + 4, i % 2 === 0 ? two : one),
      ],
    }
  })
}

async function insertHazards(
  tx: Parameters<Parameters<typeof transact>[1]>[0],
  districtId: string,
  hazards: ReturnType<typeof hazardsOf>,
): Promise<void> {
  const rows = JSON.stringify(hazards)
  await sql`insert into fieldwork.hazard (district_id, id, year, number, kind, grade, words, address,
      street_code, community_code, grid_code, state, due_on, found_at, found_by, found_post, received_at,
      fixed_at, fixed_by, ended_at, campaign_id, body_hash, version)
    select ${districtId}, g.id, g.year, g.number, g.kind, g.grade, '', g.address, left(g.grid, 9),
      left(g.grid, 12), g.grid, 'cleared', g.due, (g.steps #>> '{0,at}')::timestamptz,
      (g.steps #>> '{0,person}')::uuid, (g.steps #>> '{0,post}')::uuid, (g.steps #>> '{0,at}')::timestamptz,
      (g.steps #>> '{2,at}')::timestamptz, (g.steps #>> '{2,person}')::uuid,
      (g.steps #>> '{3,at}')::timestamptz, g.campaign, 'demo', 4
    from jsonb_to_recordset(${rows}::jsonb) g (id uuid, year int, number int, kind text, grade text,
      address text, grid text, campaign uuid, due date, steps jsonb)`.execute(tx)
  await sql`insert into fieldwork.hazard_step (district_id, hazard_id, seq, id, act, at, received_at, person_id,
      post_id, due_on, kind, grade, to_kind, how, body_hash)
    select ${districtId}, g.id, s.seq, (s.step ->> 'id')::uuid, s.step ->> 'act', (s.step ->> 'at')::timestamptz,
      (s.step ->> 'at')::timestamptz, (s.step ->> 'person')::uuid, (s.step ->> 'post')::uuid,
      case when s.seq = 2 then g.due end, case when s.seq = 1 then g.kind end,
      case when s.seq = 1 then g.grade end, case when s.seq = 2 then 'property' end,
      case when s.seq = 2 then 'in_person' end, 'demo'
    from jsonb_to_recordset(${rows}::jsonb) g (id uuid, kind text, grade text, due date, steps jsonb)
    cross join lateral jsonb_array_elements(g.steps) with ordinality s (step, seq)`.execute(tx)
  await sql`insert into fieldwork.hazard_counter (district_id, year, last)
    select ${districtId}, year, max(number) from fieldwork.hazard
    where district_id = ${districtId} group by year
    on conflict (district_id, year) do update set last = greatest(hazard_counter.last, excluded.last)`.execute(
    tx,
  )
}
