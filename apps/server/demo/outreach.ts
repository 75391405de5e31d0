import {
  approveLeaflet,
  askQuestion,
  countOpening,
  recordOutreach,
  saveEvent,
  savePlan,
  signUp,
  writeLeaflet,
} from '#modules/outreach/server/index.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member } from './staff.ts'
import { after, daysBefore, onDuty } from './time.ts'

const dayOf = (instant: Date) => instant.toISOString().slice(0, 10)

/** Leaflets of the station; invented. */
const leaflets = [
  {
    key: 'waste',
    title: '垃圾分四类，早晚各收一次',
    body: '厨余垃圾：早上六点半到八点半、晚上六点到八点投放\n可回收物：送到东门回收点，当面称重\n大件垃圾：先打电话预约，约好时间再搬下楼\n有害垃圾：电池、灯管、过期药品，投红色桶',
    titleEn: 'Four kinds of waste, fetched twice a day',
    bodyEn:
      'Kitchen waste: 6:30 to 8:30 and 18:00 to 20:00\nRecyclables: to the east gate, weighed before your eyes\nBulky things: call first, then bring them down\nHazardous: batteries, tubes and old medicine into the red bin',
  },
  {
    key: 'corridor',
    title: '楼道是救命的路，请别堆东西',
    body: '纸箱、旧家具和电动车会挡住逃生的路\n电动车请停到车棚，不要进楼充电\n搬不动的打电话给网格员，帮您一起搬',
    titleEn: 'Keep the stairs clear',
    bodyEn:
      'Boxes, furniture and scooters block the way out\nAsk your grid worker for help with what is heavy',
  },
  {
    key: 'lamp',
    title: '路灯坏了怎么报',
    body: '扫码拍一张照片，不用注册\n晚上七点以后报的，第二天早上就有人看到\n修好会问您一声',
    titleEn: '',
    bodyEn: '',
  },
] as const

/** Some weeks of outreach in the main district: leaflets, what was said where, an open day, questions. */
export async function someOutreach(stage: Stage): Promise<void> {
  if (stage.districtId !== '420704') return
  await library(stage)
  await said(stage)
  await anOpenDay(stage)
  await questions(stage)
}

const idOf = ({ districtId }: Stage, name: string) => namedId(`${districtId}/outreach/${name}`)
const community = ({ districtId }: Stage) => `${districtId}001014`

/* oxlint-disable no-await-in-loop -- one after the other, as it happened */

async function library(stage: Stage): Promise<void> {
  const { db, crew, present, districtId } = stage
  for (const { key, ...words } of leaflets) {
    const written = await writeLeaflet(
      db,
      { caller: member(crew, 'coordinator'), now: daysBefore(present, 30) },
      {
        id: idOf(stage, key),
        areaCode: community(stage),
        matters: [],
        ...words,
        pictureId: null,
        validUntil: key === 'lamp' ? null : dayOf(daysBefore(present, key === 'waste' ? -120 : 2)),
        baseVersion: null,
      },
    )
    // The last one still waits for another person.
    if (key === 'lamp') continue
    await approveLeaflet(
      db,
      { caller: member(crew, 'secretary'), now: daysBefore(present, 29) },
      { leafletId: written.id, number: 1, baseVersion: written.version },
    )
    for (let n = 0; n < 9; n++)
      await countOpening(db, {
        districtId,
        code: written.code,
        now: daysBefore(present, 1 + n * 2 + (key === 'waste' ? 0 : 4)),
        via: n % 3 === 2 ? 'link' : 'code',
      })
  }
}

const done = [
  ['notice_board', '东门宣传栏', '贴出分类时间表', null, 'none', 'waste', 14],
  ['lobby_screen', '党群服务中心大厅', '大屏轮播分类说明', null, 'none', 'waste', 60],
  ['owners_group', '丰润园业主群', '发了收运时间，答了三个问题', 312, 'readings', 'waste', 0],
  ['lecture', '社区活动室', '小讲堂：厨余和其他怎么分', 36, 'list', 'waste', 0],
  ['door_to_door', '3 栋、5 栋', '逐户说楼道堆物的危险，留下材料', 58, 'copies', 'corridor', 0],
  ['notice_board', '3 栋大堂', '贴出楼道清理通知', null, 'none', 'corridor', 9],
  [
    'street_stand',
    '竹林北路口',
    '义诊时提前一小时到，引导停车、发材料',
    120,
    'estimate',
    'waste',
    0,
  ],
  ['loudspeaker', '菜场周边', '流动喇叭提醒收摊不留垃圾', null, 'none', null, 0],
] as const

async function said(stage: Stage): Promise<void> {
  const { db, crew, present } = stage
  for (const [n, [channel, place, words, reached, counted, leaflet, days]] of done.entries()) {
    const planned = onDuty(after(daysBefore(present, 16 - n * 2), 9 * 60 + n * 11))
    const now = planned > present ? present : planned
    await recordOutreach(
      db,
      { caller: member(crew, n % 2 === 0 ? 'grid1' : 'coordinator'), now },
      {
        id: idOf(stage, `record/${n}`),
        channel,
        words,
        areaCode: community(stage),
        place,
        leafletId: leaflet === null ? null : idOf(stage, leaflet),
        reached,
        counted,
        posting:
          days === 0
            ? null
            : {
                id: idOf(stage, `posting/${n}`),
                untilOn: dayOf(after(now, days * 24 * 60)),
              },
      },
    )
  }
  await savePlan(
    db,
    { caller: member(crew, 'coordinator'), now: daysBefore(present, 3) },
    {
      id: idOf(stage, 'plan'),
      day: dayOf(present),
      channel: 'lecture',
      what: '小讲堂：电动车停在哪、怎么充',
      areaCode: community(stage),
      place: '社区活动室',
      leafletId: idOf(stage, 'waste'),
      dropped: '',
      baseVersion: null,
    },
  )
}

async function anOpenDay(stage: Stage): Promise<void> {
  const { db, crew, present, districtId, cipher } = stage
  const startsAt = onDuty(daysBefore(present, -5))
  const event = await saveEvent(
    db,
    { caller: member(crew, 'coordinator'), now: daysBefore(present, 4) },
    {
      id: idOf(stage, 'open-day'),
      title: '城管开放日：一件案件怎么办完',
      titleEn: 'Open day: how a case is handled',
      what: '看看您报的路灯、楼道堆物是谁在办、办到哪一步\n现场可以问，也可以报',
      place: '澜湖社区党群服务中心',
      areaCode: community(stage),
      startsAt: startsAt.toISOString(),
      endsAt: after(startsAt, 120).toISOString(),
      signUpUntil: startsAt.toISOString(),
      seats: 6,
      open: true,
      baseVersion: null,
    },
  )
  const guests = [
    ['周玉兰', 2],
    ['陈国栋', 3],
    ['孙晓燕', 2],
  ] as const
  for (const [n, [name, people]] of guests.entries())
    await signUp(
      db,
      {
        districtId,
        code: event.code,
        now: after(daysBefore(present, 3 - n), 19 * 60 + n * 23),
        cipher,
      },
      {
        id: idOf(stage, `guest/${n}`),
        name,
        phone: `1990000000${n}`,
        people,
        consent: '2026-11',
      },
    )
}

/** The same lamp asked about three times: it comes back, and is one press from a case. */
async function questions(stage: Stage): Promise<void> {
  const { db, crew, present } = stage
  const asked = [
    ['open_day', '东门那盏路灯怎么又不亮了', '已经上报，请市政来看', 'matter/01037'],
    ['owners_group', '东门路灯晚上一闪一闪，什么时候修', '记下了，转市政', 'matter/01037'],
    ['door_to_door', '路灯坏了走夜路害怕', '', 'matter/01037'],
    ['lecture', '旧沙发放哪里', '打电话预约，约好时间再搬下楼', null],
  ] as const
  for (const [n, [channel, words, answer, matter]] of asked.entries())
    await askQuestion(
      db,
      {
        caller: member(crew, 'grid1'),
        now: after(daysBefore(present, 12 - n * 3), 10 * 60 + n * 17),
      },
      {
        id: idOf(stage, `question/${n}`),
        channel,
        words,
        answer,
        matter,
        areaCode: community(stage),
        place: '',
        eventId: null,
      },
    )
}
