import {
  decidePlan,
  openFileOf,
  recordInspection,
  savePlan,
} from '#modules/enforcement/server/index.ts'
import type { InspectionInput } from '#modules/enforcement/contract/index.ts'
import { dayOf } from './enforcement-ground.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { idIn, member, organisationId } from './staff.ts'
import { after, daysBefore, onDuty } from './time.ts'

const basis = '《城市市容和环境卫生管理条例》第十四条'

/**
 * Administrative inspection beside the visits: a plan of the year for shops along the street, approved
 * by the centre, five shops inspected by it, one on a complaint that led to a file.
 */
export async function someInspections(stage: Stage): Promise<void> {
  const { db, cipher, crew, districtId, present } = stage
  if (districtId !== '420704') return
  const id = (key: string) => namedId(`${districtId}/inspection/${key}`)
  const at = (days: number, minutes = 0) =>
    onDuty(after(daysBefore(present, days), 10 * 60 + minutes))
  const as = (who: string, now: Date) => ({ caller: member(crew, who), now, cipher })
  const shop = (sign: string) => namedId(`${districtId}/subject/${sign}`)
  await savePlan(
    db,
    {
      planId: id('plan'),
      bodyId: organisationId(districtId, 'bureau'),
      title: `${dayOf(at(20)).slice(0, 4)} 年临街商铺门前秩序检查`,
      year: Number(dayOf(at(20)).slice(0, 4)),
      month: null,
      areaCode: `${districtId}001014`,
      items: [
        {
          id: id('item'),
          matterCode: '06036',
          basis,
          looks: ['门前堆放', '店外经营', '垃圾分类投放'],
          kind: 'shop',
          times: 1,
        },
      ],
      baseVersion: null,
    },
    as('officer1', at(20)),
  )
  const approve = { planId: id('plan'), to: 'approved' as const, words: '', baseVersion: 1 }
  await decidePlan(db, approve, as('centre', at(19)))
  const inspection = (sign: string, over: Partial<InspectionInput>): InspectionInput => ({
    id: id(sign),
    subjectId: shop(sign),
    secondId: idIn(districtId, 'person', 'officer2'),
    ground: 'plan',
    planId: id('plan'),
    itemId: id('item'),
    certificateShown: true,
    looks: ['门前堆放', '店外经营', '垃圾分类投放'].map((what) => ({ what, was: 'good' as const })),
    result: 'no_problem',
    signing: { state: 'signed', by: '店主' },
    ...over,
  })
  const byPlan = ['老味鱼面馆', '梁湖蒸鱼馆', '三国小龙虾', '西山东坡饼', '洋澜奶茶']
  for (const [n, sign] of byPlan.entries())
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as their numbers are
    await recordInspection(db, as('officer1', at(12, n * 25)), inspection(sign, {}))
  await recordInspection(
    db,
    as('officer1', at(4)),
    inspection('樊口烧烤', {
      ground: 'complaint',
      planId: null,
      itemId: null,
      groundWords: '居民投诉夜里店外摆桌，占用人行道',
      approver: '执法局值班领导',
      matterCode: '06036',
      basis,
      looks: [{ what: '店外经营', was: 'bad', words: '店外摆桌四张，占人行道约两米' }],
      result: 'problem',
      words: '店外摆桌经营，占用人行道',
      signing: { state: 'refused', reason: '店主认为只是临时摆放', witness: '社区工作人员' },
    }),
  )
  const file = {
    inspectionId: id('樊口烧烤'),
    fileId: id('file'),
    partyId: id('party'),
    title: '店外摆桌占用人行道',
  }
  await openFileOf(db, file, as('officer1', at(4, 20)))
}
