import {
  blowWhistle,
  closeWhistle,
  judgeCall,
  moveCall,
  noteWhistle,
} from '#modules/cases/server/index.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member, organisationId } from './staff.ts'
import { after, daysBefore, dutyAgo, onDuty } from './time.ts'

/** The cooking smoke under 丰润园 (a true story; the people are invented): two whistles on one case. */
export async function smokeWhistles(stage: Stage): Promise<void> {
  const told = await stage.db
    .selectFrom('cases.report')
    .select('case_id')
    .where('district_id', '=', stage.districtId)
    .where('client_id', '=', namedId(`${stage.districtId}/report/smoke`))
    .executeTakeFirst()
  if (!told) return
  const act = acting(stage, told.case_id)
  await survey(stage, act)
  await rebuilding(stage, act)
}

type Acting = ReturnType<typeof acting>

const acting = (stage: Stage, caseId: string) => (who: string, now: Date) => ({
  caseId,
  caller: member(stage.crew, who),
  now,
  baseVersion: null,
})

/** Three weeks ago: looked at together, and closed. One came late, one had nothing to do with it. */
async function survey(stage: Stage, act: Acting): Promise<void> {
  const { db, districtId, present } = stage
  const whistleId = namedId(`${districtId}/whistle/survey`)
  const unit = (key: string) => organisationId(districtId, key)
  const blown = onDuty(after(daysBefore(present, 21), 9 * 60))
  const by = after(blown, 4 * 60)
  await blowWhistle(db, {
    ...act('secretary', blown),
    id: whistleId,
    kind: 'joint',
    words: '竹林北路26家餐馆没有商业烟道，油烟扰民，请到现场一起踏勘',
    meetAt: '丰润园小区3栋楼下',
    reportInBy: by,
    unitIds: ['bureau', 'property', 'water', 'vanguard'].map(unit),
  })
  const move = (key: string, now: Date, to: 'acknowledged' | 'arrived', words: string) =>
    moveCall(db, { ...act(key, now), whistleId, unitId: unit(key), to, words, point: null })
  await move('bureau', after(blown, 15), 'acknowledged', '')
  await move('bureau', after(by, -30), 'arrived', '三名队员到场，带检测仪')
  await move('vanguard', after(by, -25), 'arrived', '八名党员到场，分头入户')
  await moveCall(db, {
    ...act('secretary', after(by, -20)),
    whistleId,
    unitId: unit('water'),
    to: 'excused',
    words: '与供水无关，不必到场',
    point: null,
  })
  await move('property', after(by, 50), 'arrived', '电梯故障耽搁，来晚了')
  await noteWhistle(db, {
    ...act('secretary', after(by, 150)),
    whistleId,
    noteId: namedId(`${districtId}/whistle/survey/note`),
    kind: 'visit',
    heldAt: after(by, 120),
    words:
      '3栋、6栋都没有预留烟道；26家净化器多有漏风、外吹。定由城管局牵头出改造方案，社区入户征求意见。',
  })
  const closing = onDuty(after(by, 24 * 60))
  const judge = (key: string, grade: number, words: string) =>
    judgeCall(db, { ...act('secretary', closing), whistleId, unitId: unit(key), grade, words })
  await judge('bureau', 3, '到得早，当场拿出办法')
  await judge('property', 2, '来得晚，资料齐全')
  await judge('vanguard', 3, '入户最多')
  await closeWhistle(db, {
    ...act('secretary', after(closing, 10)),
    whistleId,
    words: '踏勘完成，转入方案和入户',
  })
}

/** Now: the flues are to be laid. Two are in, one has answered, one has not, and half the time is gone. */
async function rebuilding(stage: Stage, act: Acting): Promise<void> {
  const { db, districtId, present } = stage
  const whistleId = namedId(`${districtId}/whistle/rebuilding`)
  const unit = (key: string) => organisationId(districtId, key)
  await blowWhistle(db, {
    ...act('secretary', dutyAgo(present, 900)),
    id: whistleId,
    kind: 'hard',
    words: '住户已全部同意，请来定外墙烟道的走向和施工时间',
    meetAt: '澜湖社区党群服务中心',
    reportInBy: after(present, 20 * 60),
    unitIds: ['bureau', 'property', 'municipal', 'gas'].map(unit),
  })
  const move = (key: string, minutesAgo: number, to: 'acknowledged' | 'arrived', words: string) =>
    moveCall(db, {
      ...act(key, dutyAgo(present, minutesAgo)),
      whistleId,
      unitId: unit(key),
      to,
      words,
      point: null,
    })
  await move('bureau', 860, 'acknowledged', '')
  await move('property', 800, 'acknowledged', '')
  await move('municipal', 700, 'acknowledged', '明天上午带图纸来')
  await move('bureau', 400, 'arrived', '带来两家施工单位的方案')
  await move('property', 360, 'arrived', '已通知3栋、6栋住户代表')
}
