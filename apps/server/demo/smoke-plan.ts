import { answerConsent, makePlan, moveStep, noteVisit } from '#modules/cases/server/index.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member, organisationId } from './staff.ts'
import { after, daysBefore, dutyAgo, onDuty } from './time.ts'

const households = [
  ...['101', '102', '201', '202', '301', '302'].map((room) => `丰润园小区 3 栋 ${room} 室`),
  ...['101', '201', '202', '301'].map((room) => `丰润园小区 6 栋 ${room} 室`),
]

/** The plan for the smoke under 丰润园: three rounds of visits, everybody agrees, the flue is being laid. */
export async function smokePlan(stage: Stage): Promise<void> {
  const { db, districtId, present } = stage
  const told = await db
    .selectFrom('cases.report')
    .select('case_id')
    .where('district_id', '=', districtId)
    .where('client_id', '=', namedId(`${districtId}/report/smoke`))
    .executeTakeFirst()
  if (!told) return
  const planId = namedId(`${districtId}/plan/smoke`)
  const id = (name: string) => namedId(`${districtId}/plan/smoke/${name}`)
  const act = (who: string, now: Date) => ({
    caseId: told.case_id,
    caller: member(stage.crew, who),
    now,
    baseVersion: null,
    planId,
  })
  const day = (days: number) =>
    daysBefore(present, -days - 1)
      .toISOString()
      .slice(0, 10)
  const step = (name: string, title: string, unit: string, days: number) => ({
    id: id(name),
    title,
    unitId: organisationId(districtId, unit),
    personId: null,
    dueOn: day(days),
  })
  const made = onDuty(after(daysBefore(present, 18), 9 * 60))
  await makePlan(db, {
    ...act('secretary', made),
    id: planId,
    goal: '给 26 家店沿外墙新装烟道，油烟不再进楼道',
    steps: [
      step('survey', '测风量、定烟道走向', 'bureau', -12),
      step('consent', '入户征求全部住户意见', 'property', -6),
      step('pipes', '让开外墙燃气管线', 'gas', -2),
      step('flue', '安装外墙烟道', 'bureau', 12),
      step('check', '请住户和商户一起验收', 'property', 20),
    ],
    consents: households.map((party) => ({ id: id(party), party, kind: 'household' as const })),
  })
  /* oxlint-disable no-await-in-loop -- one after the other, as it was */
  const at = (days: number, minutes: number) =>
    onDuty(after(daysBefore(present, days), 9 * 60 + minutes))
  const rounds = [
    '6 户同意，4 户担心噪声和外墙渗水',
    '带施工单位答疑，又有 3 户同意',
    '看过邻区装好的烟道，最后 1 户同意',
  ]
  for (const [index, words] of rounds.entries())
    await noteVisit(db, {
      ...act('secretary', at(15 - 3 * index, 30)),
      visitId: id(`visit/${index}`),
      round: index + 1,
      visitedAt: at(15 - 3 * index, 0),
      words,
    })
  for (const [index, party] of households.entries())
    await answerConsent(db, {
      ...act('secretary', at(index < 6 ? 15 : index < 9 ? 12 : 9, 60 + index)),
      consentId: id(party),
      answer: 'agreed',
      words: index === 9 ? '看过样板后同意' : '',
      photos: [],
    })
  const done = (name: string, by: ReturnType<typeof act>, words: string) =>
    moveStep(db, { ...by, stepId: id(name), to: 'done', words, photos: [] })
  await done('survey', act('bureau', at(13, 90)), '走向避开 3 栋卧室窗')
  await done('consent', act('property', at(8, 120)), '10 户全部签字')
  await moveStep(db, {
    ...act('bureau', dutyAgo(present, 200)),
    stepId: id('flue'),
    to: 'doing',
    words: '支架已到场',
    photos: [],
  })
  /* oxlint-enable no-await-in-loop */
}
