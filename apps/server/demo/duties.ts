import {
  acceptByKey,
  askHandover,
  askRuling,
  callSupport,
  givePartnerLink,
  moveSupport,
  partnerKey,
  rule,
  saveDuty,
  savePartner,
} from '#modules/cases/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member, organisationId } from './staff.ts'
import { dutyAgo } from './time.ts'

interface DutyPlan {
  kind: 'own' | 'assist' | 'refuse'
  name: string
  basis: string
  matters?: string[]
  guides?: string[]
}

const streetList = '街道履职事项清单（演示）'

/** What communities do themselves, assist with, and are not to be given. Invented, as a list would be. */
const duties: readonly DutyPlan[] = [
  {
    kind: 'own',
    name: '楼道堆物劝导、小维修、邻里调解',
    basis: '居委会组织法',
    guides: ['GL08', 'FW06', 'FW08', 'FW09'],
  },
  { kind: 'assist', name: '占道经营、停车秩序', basis: streetList, matters: ['matter:09'] },
  { kind: 'assist', name: '绿化养护', basis: streetList, guides: ['GL01'] },
  {
    kind: 'refuse',
    name: '燃气、供电设施抢修',
    basis: streetList,
    matters: [
      'matter:01011',
      'matter:01021',
      'matter:01028',
      'matter:01030',
      'matter:01048',
      'matter:01049',
      'matter:01057',
    ],
  },
  {
    kind: 'refuse',
    name: '市政道路、路灯、排水设施维修',
    basis: streetList,
    matters: ['matter:01004', 'matter:01037', 'matter:06013'],
  },
]

/** The duty list and the partners, before the first case. */
export async function dutyGround(stage: Stage, founded: Date): Promise<void> {
  const { db, districtId, crew, cipher } = stage
  const system = member(crew, 'system')
  for (const plan of duties)
    // oxlint-disable-next-line no-await-in-loop -- five rows, in order
    await saveDuty(
      db,
      system,
      {
        id: namedId(`${districtId}/duty/${plan.name}`),
        communityCode: '',
        kind: plan.kind,
        name: plan.name,
        basis: plan.basis,
        whenMatters: plan.matters ?? [],
        whenGuides: plan.guides ?? [],
        active: true,
        version: 0,
      },
      founded,
    )
  for (const { key, name, trade, contact } of partnersOf(districtId))
    // oxlint-disable-next-line no-await-in-loop -- two or three
    await savePartner(
      db,
      member(crew, 'dispatcher'),
      {
        unitId: organisationId(districtId, key),
        name,
        trade,
        contact,
        // Nobody has this number, and the demonstration writes to nobody.
        phone: '13900009999',
        email: null,
        active: true,
        version: null,
      },
      { cipher, now: founded },
    )
}

const partnersOf = (districtId: string) => [
  { key: 'pipes', name: '演示管网养护公司', trade: 'contractor' as const, contact: '何师傅' },
  { key: 'heat', name: '演示热力公司', trade: 'heat' as const, contact: '温师傅' },
  ...(districtId === '420902'
    ? [{ key: 'xgc', name: '香港城二期物业服务处', trade: 'property' as const, contact: '盛师傅' }]
    : []),
]

interface Open {
  id: string
  unit_id: string
}

/** What goes on between units now: some help, one is asked to take over, one dispute waits, one is ruled on. */
export async function betweenUnits(stage: Stage): Promise<void> {
  const [helped, linked, asked, disputed, ruled] = await openCases(stage)
  if (helped) await support(stage, helped)
  if (linked) await byLink(stage, linked)
  if (asked) await handover(stage, asked)
  if (disputed) await dispute(stage, disputed)
  if (ruled) {
    await dispute(stage, ruled)
    await decide(stage, ruled)
  }
}

/** Cases that a municipal or greening unit has accepted and works on, the newest first. */
function openCases({ db, districtId, present }: Stage): Promise<Open[]> {
  const units = ['municipal', 'greening', 'sanitation'].map((key) =>
    organisationId(districtId, key),
  )
  return db
    .selectFrom('cases.case as c')
    .select(['c.id', 'c.unit_id'])
    .where('c.district_id', '=', districtId)
    .where('c.status', '=', 'handling')
    .where('c.paused', '=', false)
    .where('c.reworks', '=', 0)
    .where('c.unit_id', 'in', units)
    .where('c.accepted_at', '<=', dutyAgo(present, 45))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('cases.request as r')
            .select('r.id')
            .whereRef('r.case_id', '=', 'c.id')
            .where('r.state', '=', 'asked'),
        ),
      ),
    )
    .orderBy('c.accepted_at', 'desc')
    .orderBy('c.id')
    .limit(5)
    .execute()
    .then((rows) => rows.flatMap((r) => (r.unit_id === null ? [] : [{ ...r, unit_id: r.unit_id }])))
}

const acting =
  ({ crew }: Stage, kase: Open) =>
  (who: string, now: Date) => ({
    caseId: kase.id,
    caller: member(crew, who),
    now,
    baseVersion: null,
  })

/** Whoever works for the unit that leads, and another unit than that. */
function parties({ districtId }: Stage, kase: Open): { lead: string; other: string } {
  const key = (name: string) => organisationId(districtId, name) === kase.unit_id
  const lead = ['municipal', 'greening', 'sanitation'].find(key) ?? 'municipal'
  return { lead, other: lead === 'municipal' ? 'greening' : 'municipal' }
}

async function support(stage: Stage, kase: Open): Promise<void> {
  const { db, districtId, present } = stage
  const act = acting(stage, kase)
  const { other } = parties(stage, kase)
  const call = (key: string, words: string) =>
    callSupport(db, {
      ...act('coordinator', dutyAgo(present, 40)),
      taskId: namedId(`${kase.id}/support/${key}`),
      unitId: organisationId(districtId, key),
      words,
      dueBy: null,
    })
  await call(other, '请配合核对地下管线走向，现场指认')
  await call('property', '请通知楼上住户，施工期间勿停车')
  await moveSupport(db, {
    ...act(other, dutyAgo(present, 25)),
    taskId: namedId(`${kase.id}/support/${other}`),
    to: 'accept',
    words: '',
  })
}

/** The lead calls a contractor without an account and gives it a link, which it has opened and taken. */
async function byLink(stage: Stage, kase: Open): Promise<void> {
  const { db, districtId, present, cipher } = stage
  const act = acting(stage, kase)
  const { lead } = parties(stage, kase)
  const taskId = namedId(`${kase.id}/support/pipes`)
  const linkId = namedId(`${kase.id}/link`)
  const words = '请带疏通车清掏井段，前后各拍一张'
  await callSupport(db, {
    ...act(lead, dutyAgo(present, 40)),
    taskId,
    unitId: organisationId(districtId, 'pipes'),
    words,
    dueBy: null,
  })
  const given = act(lead, dutyAgo(present, 38))
  await givePartnerLink(db, { ...given, id: linkId, taskId, words, fileIds: [], days: 30 }, cipher)
  await acceptByKey(db, {
    caller: anonymous(districtId),
    cipher,
    key: partnerKey(cipher, districtId, linkId),
    now: dutyAgo(present, 20),
  })
}

async function handover(stage: Stage, kase: Open): Promise<void> {
  const { lead, other } = parties(stage, kase)
  await askHandover(stage.db, {
    ...acting(stage, kase)(lead, dutyAgo(stage.present, 35)),
    handoverId: namedId(`${kase.id}/handover`),
    unitId: organisationId(stage.districtId, other),
    words: '现场核对，设施在对方管养范围内，请接手',
  })
}

async function dispute(stage: Stage, kase: Open): Promise<void> {
  const { db, districtId, present } = stage
  const act = acting(stage, kase)
  const { lead, other } = parties(stage, kase)
  const taskId = namedId(`${kase.id}/support/${other}`)
  await callSupport(db, {
    ...act('coordinator', dutyAgo(present, 40)),
    taskId,
    unitId: organisationId(districtId, other),
    words: '请一起到现场核对权属',
    dueBy: null,
  })
  await moveSupport(db, {
    ...act(other, dutyAgo(present, 32)),
    taskId,
    to: 'return',
    words: '不在我单位管养范围',
  })
  await askRuling(db, {
    ...act(lead, dutyAgo(present, 28)),
    rulingId: namedId(`${kase.id}/ruling`),
    words: '绿地里的设施，两家都说不归自己，请裁定由谁办',
  })
}

async function decide(stage: Stage, kase: Open): Promise<void> {
  const { lead, other } = parties(stage, kase)
  await rule(stage.db, {
    ...acting(stage, kase)('street', dutyAgo(stage.present, 10)),
    rulingId: namedId(`${kase.id}/ruling`),
    unitId: organisationId(stage.districtId, lead),
    supportUnitIds: [organisationId(stage.districtId, other)],
    reasons: '按移交清单，设施由现办单位管养；涉及绿地开挖的部分，由另一家配合恢复',
  })
}
