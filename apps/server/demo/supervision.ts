import { sql } from 'kysely'
import {
  answerSupervision,
  issueSupervision,
  makeAppeal,
  replySupervision,
  reviewAppeal,
} from '#modules/cases/server/index.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member, organisationId } from './staff.ts'
import { after, dutyAgo } from './time.ts'

/** Three orders of a secretary: one late, one replied to, one over; and an appeal that waits. */
export async function supervise(stage: Stage): Promise<void> {
  const found = await atWork(stage)
  const [late, replied, over] = found
  if (late) await issue(stage, { ...late, name: 'late', ago: 900, grade: 'listed', hours: 8 })
  if (replied) {
    await issue(stage, { ...replied, name: 'replied', ago: 700, grade: 'urgent', hours: 24 })
    await reply(stage, { ...replied, name: 'replied', ago: 300, words: '配件已到，明天上午更换' })
  }
  if (over) {
    await issue(stage, { ...over, name: 'over', ago: 1500, grade: 'ordinary', hours: 72 })
    await reply(stage, { ...over, name: 'over', ago: 1200, words: '已派班组，进度见现场照片' })
    await answerSupervision(stage.db, {
      ...by(stage, 'secretary', 1000, 'over'),
      accept: true,
      words: '情况清楚，按此办理',
      dueAt: null,
    })
  }
  await appeal(stage)
}

interface AtWork {
  caseId: string
  unit: string
}

/** Cases that a unit has taken on in the community of the secretary, the oldest first. */
async function atWork(stage: Stage): Promise<AtWork[]> {
  const community = member(stage.crew, 'secretary').scope.areas[0] ?? ''
  const { rows } = await sql<{ id: string; unit_id: string }>`
    select id, unit_id from cases.case where district_id = ${stage.districtId}
      and status = 'handling' and not paused and community_code = ${community}
      and accepted_at < ${dutyAgo(stage.present, 1600)}
    order by reported_at limit 12`.execute(stage.db)
  const units = ['municipal', 'greening', 'sanitation', 'property']
  return rows.flatMap(({ id, unit_id }) => {
    const unit = units.find((key) => organisationId(stage.districtId, key) === unit_id)
    return unit === undefined ? [] : [{ caseId: id, unit }]
  })
}

const by = (stage: Stage, who: string, ago: number, name: string) => ({
  caller: member(stage.crew, who),
  now: dutyAgo(stage.present, ago),
  supervisionId: namedId(`${stage.districtId}/supervision/${name}`),
  baseVersion: null,
})

async function issue(
  stage: Stage,
  order: AtWork & {
    name: string
    ago: number
    grade: 'ordinary' | 'urgent' | 'listed'
    hours: number
  },
): Promise<void> {
  const { caller, now, supervisionId } = by(stage, 'secretary', order.ago, order.name)
  await issueSupervision(stage.db, {
    caller,
    now,
    id: supervisionId,
    cases: [{ caseId: order.caseId, baseVersion: null }],
    unitId: organisationId(stage.districtId, order.unit),
    grade: order.grade,
    words: '居民多次问起，请说明为什么还没办好、哪天能办好',
    dueAt: after(now, order.hours * 60),
  })
}

const reply = (stage: Stage, said: AtWork & { name: string; ago: number; words: string }) =>
  replySupervision(stage.db, {
    ...by(stage, said.unit, said.ago, said.name),
    id: namedId(`${stage.districtId}/supervision/${said.name}/reply`),
    words: said.words,
    photos: [],
  })

/** A unit contests that it was late; the assessor has looked, the second review waits. */
async function appeal(stage: Stage): Promise<void> {
  const { db, districtId, present } = stage
  const { rows } = await sql<{ case_id: string; id: string; unit_id: string }>`
    select k.case_id, k.id, c.unit_id from cases.clock k
    join cases.case c on c.district_id = k.district_id and c.id = k.case_id
    where k.district_id = ${districtId} and k.on_time = false and k.stage = 'handle'
      and c.status = 'closed' and k.stopped_at > ${after(present, -10 * 24 * 60)}
      and k.stopped_at < ${dutyAgo(present, 900)}
    order by k.stopped_at desc limit 10`.execute(db)
  const units = ['municipal', 'greening', 'sanitation', 'property']
  const found = rows.flatMap((row) => {
    const unit = units.find((key) => organisationId(districtId, key) === row.unit_id)
    return unit === undefined ? [] : [{ ...row, unit }]
  })
  for (const [index, late] of found.slice(0, 2).entries()) {
    const appealId = namedId(`${districtId}/appeal/${index}`)
    const act = (who: string, ago: number) => ({
      caseId: late.case_id,
      caller: member(stage.crew, who),
      now: dutyAgo(present, ago),
      baseVersion: null,
    })
    // oxlint-disable-next-line no-await-in-loop -- two of them
    await makeAppeal(db, {
      ...act(late.unit, 600),
      id: appealId,
      clockId: late.id,
      words: '配件由厂家统一发货，途中耽搁两天，有发货单为证',
      photos: [],
    })
    if (index === 0)
      // oxlint-disable-next-line no-await-in-loop -- one of them
      await reviewAppeal(db, {
        ...act('assessor', 300),
        appealId,
        grant: true,
        words: '发货单属实，建议成立',
      })
  }
}
