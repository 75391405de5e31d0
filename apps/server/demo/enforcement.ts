import { beginMediation, moveMediation } from '#modules/enforcement/server/index.ts'
import {
  dayOf,
  dissuade,
  foundOffice,
  lawOfOrder,
  orderedAndServed,
  telling,
} from './enforcement-ground.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { idIn } from './staff.ts'
import { after } from './time.ts'
import { worlds } from './worlds.ts'

/** True stories with invented people: clutter at a door, smoke from a grill, vegetables on the green. */
export async function enforcementFiles(stage: Stage): Promise<void> {
  await foundOffice(stage)
  await clutter(stage)
  await grill(stage)
  await vegetables(stage)
  await freezer(stage)
  await handedOver(stage)
}

/** Three talks changed nothing, nor did a promise; an order did. */
async function clutter(stage: Stage): Promise<void> {
  const { districtId, db } = stage
  const second = idIn(districtId, 'person', 'officer2')
  const kase = await db
    .selectFrom('cases.case')
    .select('id')
    .where('district_id', '=', districtId)
    .where('matter_code', '=', '06036')
    .where('community_code', '<>', '')
    .orderBy('reported_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const told = await telling(stage, {
    key: 'clutter',
    title: '门前长期堆放杂物',
    matterCode: '06036',
    address: districtId === '420902' ? '大东门内正街2号' : '老街内正街2号',
    parties: [{ kind: 'person', name: '黄志明', about: '住大东门内正街2号' }],
    days: 24,
    opener: 'grid1',
    caseId: kase?.id ?? null,
  })
  const { step, at, id, parties } = told
  await step('grid1', at(24, 20), dissuade('请把门口的木板、旧家具清走，过道要留出来'), [
    'rubbish',
    false,
  ])
  await step('coordinator', at(21), dissuade('再次上门，说明火灾隐患，本人说过几天清'))
  await step('officer1', at(18), dissuade('出示规定，讲明占用公共通道的后果'))
  await step('officer1', at(16), {
    step: 'talk',
    words: '在社区会议室约谈，本人承认堆放两个多月',
    partyIds: parties,
    community: '社区副主任',
    absentWhy: '',
    promises: [
      {
        id: id('promise'),
        partyId: parties[0] ?? '',
        what: '清走门前全部杂物',
        byDay: dayOf(at(13)),
      },
    ],
  })
  await step('officer1', at(12), {
    step: 'revisit',
    finding: 'not_mended',
    words: '只清走少量，仍有约三立方米',
  })
  const until = at(6)
  await orderedAndServed(
    told,
    {
      days: 11,
      until,
      name: '黄志明',
      violated: lawOfOrder,
      facts: '两个多月来在门前公共通道堆放木板、旧家具约三立方米，多次劝导未清理',
      demand: '清走全部杂物，恢复通道',
    },
    second,
  )
  await step(
    'officer1',
    at(5),
    {
      step: 'reinspect',
      secondId: second,
      paperId: id('reinspection'),
      finding: 'mended',
      words: '门前已清空，通道恢复，社区一起到场',
    },
    ['rubbish', true],
  )
}

/** A stall at the zone was offered first; the smoke went on, and the order ends tomorrow. */
async function grill(stage: Stage): Promise<void> {
  const { districtId, present } = stage
  const told = await telling(stage, {
    key: 'grill',
    title: '露天烧烤油烟扰民',
    matterCode: '06029',
    address: `${worlds.find((one) => one.districtId === districtId)?.roads[1] ?? ''}路口`,
    sells: 'cooked_food',
    parties: [{ kind: 'shop', name: '老马烧烤' }],
    days: 9,
    opener: 'officer1',
  })
  const { step, at } = told
  await step('officer1', at(9, 20), dissuade('烟熏到楼上住户，请不要露天烤'), ['stall', false])
  await step('officer2', at(8), {
    step: 'offer_stalls',
    zone: '夜市疏导点（有集中油烟净化）',
    answer: 'thinking',
    words: '带到疏导点看了摊位，月租减半',
  })
  await step('grid1', at(6), dissuade('住户又来电，再次劝导'))
  await orderedAndServed(
    told,
    {
      days: 3,
      until: after(present, 24 * 60),
      name: '马老板',
      violated: '《大气污染防治法》第八十一条',
      facts: '在人行道露天烧烤食品，油烟直排，影响楼上住户',
      demand: '停止露天烧烤，可到疏导点经营',
    },
    idIn(districtId, 'person', 'officer2'),
  )
}

const gardeners = ['刘桂香', '王德才', '陈玉兰', '张有福', '李秀英', '周长庚', '吴老太']

/** Vegetables on public green: many, most of them old, persuaded one by one. */
async function vegetables(stage: Stage): Promise<void> {
  const told = await telling(stage, {
    key: 'vegetables',
    title: '公共绿地种菜',
    matterCode: '06045',
    address: stage.districtId === '420902' ? '董湖社区三号楼后绿地' : '小区后公共绿地',
    parties: gardeners.map((name) => ({ kind: 'person', name })),
    days: 20,
    opener: 'grid1',
  })
  const { step, at, parties, id } = told
  await step('grid1', at(20, 20), dissuade('说明绿地是大家的，先听老人们怎么想'), ['green', false])
  await step('coordinator', at(17), dissuade('物业和社区一起上门，愿意给花箱种葱蒜', 'property'))
  await step('officer1', at(14), dissuade('讲条例，不急着清，等这一茬收完'))
  await step('coordinator', at(10), {
    step: 'talk',
    words: '楼栋会上商量：收完这茬就退，社区帮着平地补草',
    partyIds: parties,
    community: '社区书记、楼栋长',
    absentWhy: '',
    promises: parties.map((partyId, n) => ({
      id: id(`promise/${n}`),
      partyId,
      what: '收完菜，退出绿地',
      byDay: dayOf(at(3)),
    })),
  })
  await step(
    'coordinator',
    at(2),
    { step: 'revisit', finding: 'mended', words: '七户都退了，邻居一起补种了草' },
    ['green', true],
  )
}

/** A freezer hums at night: settled before the people's mediation committee. */
async function freezer(stage: Stage): Promise<void> {
  const { db, districtId } = stage
  const told = await telling(stage, {
    key: 'freezer',
    title: '冰柜夜间噪声',
    matterCode: '06028',
    address: districtId === '420902' ? '建七巷 9 号' : '巷口便利店',
    parties: [{ kind: 'shop', name: '便民副食店' }],
    days: 12,
    opener: 'grid1',
  })
  const { step, at, as, id, fileId } = told
  await step('grid1', at(12, 20), dissuade('楼上老人睡不着，请夜里停用外机'))
  const mediationId = id('mediation')
  const parties = ['副食店店主', '楼上住户'].map((name, n) => ({ id: id(`side/${n}`), name }))
  const input = (who: string, now: Date, key: string) => ({
    fileId,
    clientId: id(key),
    baseVersion: null,
    ...as(who, now),
  })
  await beginMediation(db, {
    ...input('coordinator', at(9), 'begin'),
    mediation: {
      id: mediationId,
      bodyKind: 'peoples_committee',
      bodyName: '社区人民调解委员会',
      mediator: '社区调解员',
      facts: '店外冰柜夜间响，楼上住户多次投诉',
      parties,
    },
  })
  await moveMediation(db, {
    ...input('coordinator', at(7), 'agree'),
    mediationId,
    order: {
      step: 'agree',
      paperId: id('agreement'),
      form: 'written',
      agreement: '冰柜移到店内靠街一侧，垫减震胶垫；夜里十点后不补货',
      agreedOn: dayOf(at(7)),
      performUntil: dayOf(at(-7)),
      signed: parties.map((party) => party.id),
      mediatorSigned: true,
      sealed: true,
    },
  })
}

/** What an order did not move went on to whoever may punish, and they have filed it. */
async function handedOver(stage: Stage): Promise<void> {
  const { districtId } = stage
  const second = idIn(districtId, 'person', 'officer2')
  const told = await telling(stage, {
    key: 'pavement',
    title: '店外经营占道',
    matterCode: '09005',
    address: `${worlds.find((one) => one.districtId === districtId)?.roads[2] ?? ''} 31 号`,
    parties: [{ kind: 'shop', name: '兴旺五金' }],
    days: 34,
    opener: 'officer1',
  })
  const { step, at, id } = told
  await step('officer1', at(34, 20), dissuade('货架请收回店内'), ['stall', false])
  await orderedAndServed(
    told,
    {
      days: 30,
      until: at(25),
      name: '店主',
      violated: lawOfOrder,
      facts: '在人行道摆放货架两排，占道约六平方米',
      demand: '货架全部收回店内',
    },
    second,
  )
  await step('officer1', at(24), {
    step: 'reinspect',
    secondId: second,
    paperId: id('reinspection'),
    finding: 'not_mended',
    words: '货架仍在人行道',
  })
  await step('officer1', at(23), {
    step: 'hand_over',
    paperId: id('handover'),
    toAuthorityId: namedId(`${districtId}/enforcement/punish`),
    words: '责令限期改正后仍未改正',
  })
  await step('officer1', at(20), {
    step: 'news',
    theirs: 'filed',
    theirNumber: `城执立〔${dayOf(at(20)).slice(0, 4)}〕118号`,
    onTheSpot: false,
    on: dayOf(at(20)),
    words: '已立案，由执法大队办理',
  })
}
