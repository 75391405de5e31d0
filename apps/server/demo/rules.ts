import { saveRule } from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { namedId } from './random.ts'
import { member, organisationId, type Crew } from './staff.ts'

interface RulePlan {
  name: string
  matters?: string[]
  guides?: string[]
  unit: string
}

/** In order; there is no last resort, so that a matter nobody owns reaches the secretary. */
const plans: readonly RulePlan[] = [
  {
    name: '燃气设施',
    matters: ['matter:01011', 'matter:01021', 'matter:01049', 'matter:01057'],
    unit: 'gas',
  },
  {
    name: '电力设施',
    matters: ['matter:01005', 'matter:01028', 'matter:01030', 'matter:01048'],
    unit: 'power',
  },
  { name: '供水设施', matters: ['matter:01001', 'matter:01024', 'matter:01025'], unit: 'water' },
  { name: '市政设施', guides: ['GL04'], unit: 'municipal' },
  { name: '绿化养护', guides: ['GL01'], unit: 'greening' },
  { name: '环境卫生和小广告', guides: ['GL02', 'GL07', 'FW01'], unit: 'sanitation' },
  { name: '装修垃圾和大件垃圾', guides: ['FW02', 'FW03'], unit: 'property' },
  {
    name: '秩序和执法',
    guides: [
      'GL03',
      'GL05',
      'GL06',
      'GL09',
      'GL10',
      'ZF01',
      'ZF02',
      'ZF03',
      'ZF04',
      'ZF05',
      'ZF06',
      'FW04',
      'FW07',
    ],
    unit: 'bureau',
  },
  { name: '楼道堆物、小维修、调解', guides: ['GL08', 'FW06', 'FW08', 'FW09'], unit: 'community' },
]

export async function saveRules(db: Db, crew: Crew, now: Date): Promise<void> {
  const caller = member(crew, 'system')
  for (const [i, plan] of plans.entries())
    // oxlint-disable-next-line no-await-in-loop -- nine rows, in order
    await saveRule(
      db,
      caller,
      {
        id: namedId(`${caller.districtId}/rule/${plan.name}`),
        position: (i + 1) * 10,
        name: plan.name,
        whenMatters: plan.matters ?? [],
        whenGuides: plan.guides ?? [],
        whenAreas: [],
        whenUrgency: [],
        unitId: organisationId(caller.districtId, plan.unit),
        enabled: true,
        version: 0,
      },
      now,
    )
}
