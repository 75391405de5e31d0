import {
  acceptTask,
  arrive,
  dispatch,
  file,
  finish,
  inspect,
  receive,
  refuse,
} from '#modules/cases/server/index.ts'
import {
  answerFile,
  hearForOrders,
  linksOf,
  mappingPresets,
  saveLink,
  saveSubscription,
  takeOrder,
  type Link,
} from '#modules/exchange/server/index.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member, organisationId } from './staff.ts'
import { after, dutyAgo, onDuty } from './time.ts'

const outgoing = { production: true, networks: [] }

/** How far the work on an order has come. */
type Stop = 'new' | 'refused' | 'handling' | 'closed'

interface Told {
  number: string
  title: string
  words: string
  spot: string
  /** Minutes of duty ago. */
  ago: number
  /** Hours from then in which the hotline wants an answer. */
  within: number
  matter: string
  unit: string
  stop: Stop
  /** What the hotline says later, by minutes after it sent the order. */
  later?: { after: number; fields: Record<string, string> }[]
}

const told: readonly Told[] = [
  {
    number: 'WH2026112300871',
    title: '路灯不亮',
    words: '丰润园东门外两盏路灯一周没亮，晚上接孩子看不清路',
    spot: '丰润园小区东门',
    ago: 3300,
    within: 120,
    matter: '01037',
    unit: 'municipal',
    stop: 'closed',
    later: [
      {
        after: 9000,
        fields: { 回访方式: '电话', 是否联系: '是', 是否解决: '解决', 是否满意: '满意' },
      },
    ],
  },
  {
    number: 'WH2026112301204',
    title: '井盖破损',
    words: '竹林北路人行道一块井盖裂了，电动车压过去会响',
    spot: '竹林北路',
    ago: 2600,
    within: 120,
    matter: '01002',
    unit: 'municipal',
    stop: 'closed',
    later: [
      {
        after: 7200,
        fields: {
          回访方式: '电话',
          是否联系: '是',
          是否解决: '部分解决',
          是否满意: '基本满意',
          不满意原因: '旁边还有一块也松了',
        },
      },
    ],
  },
  {
    number: 'WH2026112400356',
    title: '夜间施工扰民',
    words: '夜里十一点后还在装修，敲墙声很大',
    spot: '丰润园小区6栋',
    ago: 900,
    within: 168,
    matter: '06036',
    unit: 'bureau',
    stop: 'refused',
  },
  {
    number: 'WH2026112400790',
    title: '路灯频闪',
    words: '小区后门路灯一闪一闪，住户睡不好',
    spot: '丰润园小区3栋',
    ago: 700,
    within: 96,
    matter: '01037',
    unit: 'municipal',
    stop: 'handling',
    later: [{ after: 240, fields: { 到期时间: '', 标题: '路灯频闪（已催办一次）' } }],
  },
  {
    number: 'WH2026112500112',
    title: '垃圾桶满溢',
    words: '公交站旁垃圾桶满了两天没人收',
    spot: '竹林北路公交站',
    ago: 20,
    within: 48,
    matter: '06010',
    unit: 'sanitation',
    stop: 'new',
  },
]

/** Orders of the hotline in the first district, one that could not be read, and a stopped subscription. */
export async function hotlineOrders(stage: Stage): Promise<void> {
  if (stage.districtId !== '420704') return
  const link = await linkUp(stage)
  for (const one of told) await play(stage, link, one) // oxlint-disable-line no-await-in-loop -- one after the other, as they came
  const unread = {
    工单编号: 'WH2026112500290',
    标题: '占道停车',
    主要内容: '消防通道停满了车',
    紧急程度: '火急',
    到期时间: '尽快',
  }
  await takeOrder(stage.db, unread, takingAt(stage, link, dutyAgo(stage.present, 60)))
}

const takingAt = ({ cipher, crew }: Stage, link: Link, now: Date) => ({
  link,
  caller: member(crew, 'clerk'),
  cipher,
  now,
})

async function linkUp({ db, crew, cipher, districtId, present }: Stage): Promise<Link> {
  const caller = member(crew, 'clerk')
  const now = dutyAgo(present, 9000)
  const base = { clientId: null, url: '', headerName: '', active: true, baseVersion: null, now }
  const hotline = {
    ...base,
    id: namedId(`${districtId}/link/hotline`),
    code: 'hotline',
    name: '12345 热线',
    kind: 'hotline' as const,
    mapping: mappingPresets.hotline,
    way: 'file' as const,
  }
  const platform = {
    ...base,
    id: namedId(`${districtId}/link/platform`),
    code: 'city_platform',
    name: '市运管服平台',
    kind: 'city_platform' as const,
    mapping: mappingPresets.city_platform,
    way: 'none' as const,
  }
  await saveLink(db, caller, hotline, { cipher, outgoing })
  await saveLink(db, caller, platform, { cipher, outgoing })
  const subscription = {
    id: namedId(`${districtId}/subscription`),
    name: '市级数据平台（示例，已停用）',
    url: 'https://data.example/gongzhi',
    types: ['case.filed', 'case.finished', 'case.closed'],
    active: false,
    baseVersion: null,
    now,
  }
  await saveSubscription(db, caller, subscription, { cipher, outgoing })
  const link = (await linksOf(db, districtId)).find((one) => one.code === 'hotline')
  if (!link) throw new Error('the hotline was linked just now')
  return link
}

/** As the hotline writes a time. */
const local = (at: Date) =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

async function play(stage: Stage, link: Link, one: Told): Promise<void> {
  const { db, present } = stage
  const came = dutyAgo(present, one.ago)
  const record = {
    工单编号: one.number,
    来源渠道: '电话',
    工单类型: '投诉',
    标题: one.title,
    主要内容: one.words,
    小区点位: one.spot,
    社区: '澜湖社区',
    紧急程度: '一般',
    诉求时间: local(after(came, -12)),
    到期时间: local(after(came, one.within * 60)),
    来电人: '王女士',
    联系电话: '13900000000',
  }
  const { caseId } = await takeOrder(db, record, takingAt(stage, link, came))
  if (caseId === null) throw new Error(`${one.number} was not taken`)
  await work(stage, { ...one, caseId, came })
  for (const step of one.later ?? []) {
    const at = after(came, step.after)
    if (at > present) continue
    const fields = Object.fromEntries(
      Object.entries(step.fields).map(([name, value]) => [
        name,
        name === '到期时间' ? local(after(came, one.within * 60 + 1440)) : value,
      ]),
    )
    const said = '标题' in fields ? fields : { ...fields, 回访时间: local(at) }
    await takeOrder(db, { 工单编号: one.number, ...said }, takingAt(stage, link, at)) // oxlint-disable-line no-await-in-loop -- in their order
  }
  await answer(stage, link, { ...one, caseId })
}

async function work(stage: Stage, of: Told & { caseId: string; came: Date }): Promise<void> {
  const { db, crew, present, districtId, album } = stage
  let now = of.came
  const next = (who: string, minutes: number) => {
    now = onDuty(after(now, minutes))
    return { caseId: of.caseId, caller: member(crew, who), now, baseVersion: null }
  }
  const isPast = () => now < present
  if (of.stop === 'new') return
  await receive(db, next('coordinator', 6))
  if (of.stop === 'refused')
    return refuse(db, {
      ...next('coordinator', 9),
      reasonCode: 'private-contract',
      words: '室内装修由物业按装修协议管理，请热线转住建部门',
    })
  const matter = { kind: 'matter' as const, code: of.matter }
  await file(db, { ...next('coordinator', 5), matter, title: `${of.spot}${of.title}`, words: '' })
  const unitId = organisationId(districtId, of.unit)
  await dispatch(db, { ...next('coordinator', 4), unitId, words: '' })
  await acceptTask(db, next(of.unit, 20))
  if (of.stop !== 'closed' || !isPast()) return
  await arrive(db, { ...next(of.unit, 90), place: null })
  const scene = of.matter === '01037' ? 'lamp' : 'manhole'
  await finish(db, {
    ...next(of.unit, 60),
    words: '已更换，现场恢复正常，已当面告知来电人',
    before: [album.of(scene, false, false)],
    after: [album.of(scene, true, false)],
  })
  await inspect(db, {
    ...next('coordinator', 120),
    passed: true,
    words: '现场核查，已办好',
    photos: [],
  })
}

/** What was done long ago has been taken as a file; what was done lately waits for the next one. */
async function answer(stage: Stage, link: Link, of: Told & { caseId: string }): Promise<void> {
  const { db, crew, districtId, present } = stage
  const { version } = await db
    .selectFrom('cases.case')
    .select('version')
    .where('district_id', '=', districtId)
    .where('id', '=', of.caseId)
    .executeTakeFirstOrThrow()
  const at = present.toISOString()
  const body = { caseId: of.caseId, seq: version }
  await hearForOrders(db, {
    type: 'case.any',
    key: `${of.caseId}:${version}`,
    districtId,
    at,
    body,
  })
  const now = dutyAgo(present, 1200)
  if (of.ago > 2000) await answerFile(db, member(crew, 'clerk'), { link, now })
}
