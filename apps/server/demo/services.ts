import { acceptTask, finish, inspect } from '#modules/cases/server/index.ts'
import {
  bookService,
  changeByStaff,
  fileBySilence,
  hoursLeft,
  moveSign,
  saveService,
  servicesOf,
  submitSign,
  takePresets,
} from '#modules/services/server/index.ts'
import type { BookingInput, ServiceView, SignInput } from '#modules/services/contract/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member, organisationId } from './staff.ts'
import { after, daysBefore } from './time.ts'

/** Who does what in every district of the demonstration; the heating is the community's to ask for. */
const servers: Record<string, string> = {
  waste_sorting: 'sanitation',
  decoration_waste: 'sanitation',
  bulky_waste: 'sanitation',
  shop_sign: 'bureau',
  utilities: 'community',
  mediation: 'community',
}
const companies = new Set(['water', 'power', 'gas'])

/** Services that can be booked, some days of bookings, and a few shop signs; the people are invented. */
export async function someServices(stage: Stage): Promise<void> {
  await openServices(stage)
  if (stage.districtId !== '420704') return
  await bookings(stage)
  await signs(stage)
}

async function openServices(stage: Stage): Promise<void> {
  const { db, districtId, present } = stage
  const by = { caller: member(stage.crew, 'system'), now: daysBefore(present, 20) }
  await takePresets(db, by)
  const { services } = await servicesOf(db, by.caller, by.now)
  for (const { matterName: _m, unitName: _u, preset: _p, version, ...service } of services)
    // oxlint-disable-next-line no-await-in-loop -- six of them
    await saveService(db, by, {
      ...service,
      unitId: organisationId(districtId, servers[service.code] ?? 'community'),
      questions: withCompanies(districtId, service.questions),
      open: true,
      baseVersion: version,
    })
}

/** Water, power and gas go to their companies. */
const withCompanies = (districtId: string, questions: ServiceView['questions']) =>
  questions.map((question) =>
    Object.assign(question, {
      options: question.options.map((option) =>
        companies.has(option.value)
          ? Object.assign(option, { unitId: organisationId(districtId, option.value) })
          : option,
      ),
    }),
  )

const door = (address: string, n: number) => ({
  address,
  place: {
    lon: 114.885 + n * 0.0006,
    lat: 30.392 + n * 0.0004,
    system: 'CGCS2000' as const,
    method: 'address' as const,
  },
})

const asked: (Pick<BookingInput, 'serviceCode' | 'answers' | 'words'> & { address: string })[] = [
  {
    serviceCode: 'decoration_waste',
    answers: { bags: 18, bagged: true },
    words: '放在3栋楼下花坛边',
    address: '丰润园小区3栋',
  },
  {
    serviceCode: 'bulky_waste',
    answers: { things: '三人沙发一张、旧床垫两张', carry: true },
    words: '六楼，有电梯',
    address: '丰润园小区6栋',
  },
  {
    serviceCode: 'waste_sorting',
    answers: { who: 'old' },
    words: '老人分不清厨余和其他',
    address: '丰润园小区1栋',
  },
  {
    serviceCode: 'utilities',
    answers: { which: 'water' },
    words: '早晚高峰水压小',
    address: '丰润园小区8栋',
  },
  {
    serviceCode: 'decoration_waste',
    answers: { bags: 30 },
    words: '有碎瓷砖',
    address: '竹林北路22号',
  },
  {
    serviceCode: 'mediation',
    answers: { other: '楼下住户', talked: true },
    words: '空调水滴到楼下窗台，谈过两次',
    address: '丰润园小区5栋',
  },
]

/** One was done and waits for its verdict, one is moved by staff, the rest lie ahead. */
async function bookings(stage: Stage): Promise<void> {
  const { db, districtId, cipher, present, crew } = stage
  for (const [n, { address, ...what }] of asked.entries()) {
    const past = n === 0
    const now = past ? daysBefore(present, 5) : daysBefore(present, 1)
    const startsAt = await firstHour(stage, what.serviceCode, now) // oxlint-disable-line no-await-in-loop -- one booking after the other
    if (startsAt === null) continue
    // oxlint-disable-next-line no-await-in-loop -- one booking after the other
    const { received, endsAt } = await bookService(
      db,
      { caller: anonymous(districtId), now, cipher },
      {
        clientId: namedId(`${districtId}/booking/${n}`),
        startsAt: startsAt.toISOString(),
        phone: `1390000010${n}`,
        ...what,
        ...door(address, n),
      },
    )
    if (past && endsAt < present) await carried(stage, received.caseId, { now, endsAt }) // oxlint-disable-line no-await-in-loop -- one booking after the other
  }
  const later = await firstHour(stage, 'bulky_waste', after(present, 3 * 24 * 60))
  if (later)
    await changeByStaff(
      db,
      { caller: member(crew, 'coordinator'), cipher, now: present },
      {
        bookingId: namedId(`${districtId}/booking/1`),
        act: 'move',
        startsAt: later,
        words: '当天回收车检修，改到下一趟',
        baseVersion: 1,
      },
    ).catch(() => undefined) // the same hour may be the first that is left
}

async function firstHour(stage: Stage, code: string, now: Date): Promise<Date | null> {
  const [hour] = await hoursLeft(stage.db, stage.districtId, { code, now })
  return hour ? new Date(hour.startsAt) : null
}

async function carried(
  { db, crew, album }: Stage,
  caseId: string,
  { now, endsAt }: { now: Date; endsAt: Date },
): Promise<void> {
  const by = (who: string, at: Date) => ({
    caseId,
    caller: member(crew, who),
    now: at,
    baseVersion: null,
  })
  await acceptTask(db, by('sanitation', after(now, 40)))
  await finish(db, {
    ...by('sanitation', after(endsAt, -20)),
    words: '18 袋已装车运走，地面扫净',
    before: [],
    after: [album.of('rubbish', true, true)],
  })
  await inspect(db, {
    ...by('coordinator', after(endsAt, 60)),
    passed: true,
    words: '',
    photos: [],
  })
}

const form: SignInput['form'] = {
  words: '',
  width: 420,
  height: 90,
  clearance: 280,
  depth: 15,
  position: '门楣上方，与左右招牌齐平',
  material: '铝塑板',
  lighting: 'inside',
  installer: '城南广告',
  landlordAgrees: true,
  answersForSafety: true,
}

const shops: (Partial<SignInput['form']> & { words: string; daysAgo: number })[] = [
  { words: '老武昌热干面', daysAgo: 25 },
  { words: '江边鱼馆', daysAgo: 4, clearance: 210 },
  { words: '小陈理发', daysAgo: 3, width: 300, lighting: 'letters' },
  { words: '万家药房', daysAgo: 6 },
]

/** One was filed by silence, one by staff, one is with the shop, one waits. */
async function signs(stage: Stage): Promise<void> {
  const { db, districtId, cipher, present, crew } = stage
  const idOf = (n: number) => namedId(`${districtId}/sign/${n}`)
  for (const [n, { daysAgo, ...sign }] of shops.entries())
    // oxlint-disable-next-line no-await-in-loop -- one shop after the other
    await submitSign(
      db,
      {
        caller: anonymous(districtId),
        now: after(daysBefore(present, daysAgo), 600 + n * 37),
        cipher,
      },
      {
        clientId: idOf(n),
        shop: sign.words,
        form: { ...form, ...sign },
        phone: `1390000020${n}`,
        ...door(`竹林北路${18 + n * 2}号`, n + 6),
      },
    )
  await fileBySilence(db, districtId, daysBefore(present, 7))
  const step = {
    caller: member(crew, 'officer1'),
    now: after(daysBefore(present, 2), 15 * 60 + 20),
  }
  await moveSign(db, step, {
    filingId: idOf(1),
    baseVersion: 1,
    order: {
      act: 'ask',
      words: '下沿太低，挡住行人；请抬到离地 2.5 米以上',
      until: daysBefore(present, -5).toISOString().slice(0, 10),
      checks: [{ key: 'clearance', ok: false, words: '图上只有 2.1 米' }],
    },
  })
  await moveSign(db, step, {
    filingId: idOf(3),
    baseVersion: 1,
    order: { act: 'file', words: '', checks: [] },
  })
}
