import { sql } from 'kysely'
import { parkCase } from '#modules/cases/server/index.ts'
import type { Stage } from './play.ts'
import { idIn, member } from './staff.ts'
import { namedId } from './random.ts'
import { daysBefore, dutyAgo } from './time.ts'

/** What a community cannot do now: one without a responsible party, one for lack of money, one for lack of law. */
export async function park(stage: Stage): Promise<void> {
  const [first, second] = await candidates(stage, 'handling')
  const nobody = await nobodys(stage)
  // The midnight that ends a day lies within it by the world's own clock.
  const day = (days: number) =>
    daysBefore(stage.present, -days - 1)
      .toISOString()
      .slice(0, 10)
  if (first)
    await parkOne(stage, first, {
      name: 'money',
      reasonCode: 'project-or-money',
      plan: '列入明年老旧小区改造计划，三月前落实资金',
      reviewOn: day(21),
    })
  if (second) {
    await parkOne(stage, second, {
      name: 'law',
      reasonCode: 'needs-law',
      plan: '已向区里请示政策口径，批复前每月巡查一次',
      reviewOn: day(30),
    })
  }
  if (nobody)
    await parkOne(stage, nobody, {
      name: 'nobody',
      reasonCode: 'no-responsible-party',
      plan: '原单位已撤销，社区先清理巡查，同时申请确权',
      reviewOn: day(10),
    })
}

async function candidates(stage: Stage, status: 'handling' | 'dispatched'): Promise<string[]> {
  const community = member(stage.crew, 'secretary').scope.areas[0] ?? ''
  const { rows } = await sql<{ id: string }>`
    select c.id from cases.case c where c.district_id = ${stage.districtId}
      and c.status = ${status} and not c.paused and c.community_code = ${community}
      and c.urgency = 'routine' and c.filed_at < ${dutyAgo(stage.present, 130)}
      -- Nothing has happened to it since: time never runs backward in a story.
      and not exists (select from cases.event e where e.district_id = c.district_id
        and e.case_id = c.id and e.at > ${dutyAgo(stage.present, 130)})
      and not exists (select from cases.supervision_case s
        where s.district_id = c.district_id and s.case_id = c.id)
      and not exists (select from cases.whistle w
        where w.district_id = c.district_id and w.case_id = c.id)
      and not exists (select from cases.request r
        where r.district_id = c.district_id and r.case_id = c.id and r.state = 'asked')
      -- What waits for a unit falls to the community, unless its duty list keeps it from that.
      and (c.status = 'handling' or not exists (select from cases.duty_entry d
        where d.district_id = c.district_id and d.active and d.kind <> 'own'
        and (c.guide_item_code = any(d.when_guides) or exists (select from unnest(d.when_matters) m
          where starts_with(c.matter_kind || ':' || c.matter_code, m)))))
      and (select count(*) from cases.case o where o.district_id = c.district_id
        and o.unit_id = c.unit_id and o.status = c.status) > 1
    order by c.reported_at limit 10`.execute(stage.db)
  return rows.map((r) => r.id)
}

/** One that a community may take as the last resort: the duty list does not keep it from communities. */
async function nobodys(stage: Stage): Promise<string | undefined> {
  const ids = await candidates(stage, 'dispatched')
  const { rows } = await sql<{ id: string }>`
    select c.id from cases.case c where c.district_id = ${stage.districtId} and c.id = any(${ids})
      and not exists (select from cases.duty_entry d where d.district_id = c.district_id
        and d.kind <> 'own' and (c.guide_item_code = any(d.when_guides)
          or exists (select from unnest(d.when_matters) m
            where starts_with(c.matter_kind || ':' || c.matter_code, m))))
    order by c.reported_at limit 1`.execute(stage.db)
  return rows[0]?.id
}

const act = (stage: Stage, caseId: string, ago: number) => ({
  caseId,
  caller: member(stage.crew, 'secretary'),
  now: dutyAgo(stage.present, ago),
  baseVersion: null,
})

const parkOne = (
  stage: Stage,
  caseId: string,
  what: { name: string; reasonCode: string; plan: string; reviewOn: string },
) =>
  parkCase(stage.db, {
    ...act(stage, caseId, 120),
    id: namedId(`${stage.districtId}/parked/${what.name}`),
    reasonCode: what.reasonCode,
    plan: what.plan,
    reviewOn: what.reviewOn,
    keeperPostId: idIn(stage.districtId, 'post', 'secretary'),
  })
