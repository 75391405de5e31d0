import {
  acceptTask,
  answerVerification,
  arrive,
  askVerification,
  callBack,
  dispatch,
  file,
  finish,
  inspect,
  judgeOwn,
  receive,
  refuse,
  releasePhoto,
  reopen,
  reopenOwn,
  reportCase,
  settle,
  type Received,
} from '#modules/cases/server/index.ts'
import { anonymous, type Caller } from '#platform/server/caller.ts'
import { reporters, verdictWords } from './matters.ts'
import { by, type Play, type Stage } from './play.ts'
import { stops, type CasePlan, type Stop } from './plans.ts'
import { namedId, seeded } from './random.ts'
import { ask, askings, decide } from './requests.ts'
import { member } from './staff.ts'
import { NotYet, virtualClock } from './time.ts'

const takenByStaff = new Set(['phone', 'chat', 'slip', 'visit', 'patrol'])

/** Takes one case as far as its plan and the present let it, through the use cases alone. */
export async function carry(stage: Stage, plan: CasePlan): Promise<void> {
  const random = seeded(plan.seed)
  const clock = virtualClock(plan.reportedAt, stage.present)
  const shown =
    !plan.confidential &&
    stops.indexOf(plan.stop) > stops.indexOf('verifying') &&
    plan.twist !== 'refuse' &&
    random.chance(0.9)
  const made = await report({ ...stage, plan, random, clock, shown })
  try {
    await work({ ...stage, plan, random, clock, made, shown })
  } catch (error) {
    if (!(error instanceof NotYet)) throw error
  }
}

// oxlint-disable-next-line complexity -- one literal with a choice per field
async function report(play: Omit<Play, 'made'>): Promise<Received> {
  const { plan, random, districtId, crew } = play
  const byStaff = takenByStaff.has(plan.channel)
  const caller = !byStaff
    ? anonymous(districtId)
    : member(crew, plan.channel === 'patrol' ? 'officer1' : 'clerk')
  const named = plan.channel !== 'patrol' && random.chance(0.7)
  const [dx, dy] = [random.between(-1, 1) * 0.0004, random.between(-1, 1) * 0.0003]
  const pinned = plan.channel === 'web' || plan.channel === 'patrol'
  const lacksPicture = plan.channel === 'phone' || plan.channel === 'slip' || plan.danger !== null
  return reportCase(
    play.db,
    {
      source: byStaff ? 'desk' : plan.channel,
      clientId: namedId(`${districtId}/report/${plan.key}`),
      channel: plan.channel,
      words: plan.words,
      originalText: plan.channel === 'chat' ? `【社区群】${plan.words} @社区工作站` : null,
      photos: lacksPicture ? [] : [play.album.of(plan.template.scene, false, play.shown)],
      name: named ? random.pick(reporters) : null,
      phone: named
        ? `1390000${String(Math.floor(random.between(0, 9999))).padStart(4, '0')}`
        : null,
      confidential: plan.confidential,
      danger: plan.danger,
      place: pinned
        ? {
            lon: plan.spot.lon + dx,
            lat: plan.spot.lat + dy,
            system: 'CGCS2000',
            method: byStaff ? 'staff' : 'gps',
            accuracy: 15,
          }
        : null,
      address: plan.spot.fullText,
      addressId: plan.spot.addressId,
      doorplate: plan.channel === 'qr' ? plan.spot.doorplate : null,
    },
    { cipher: play.cipher, caller, now: plan.reportedAt },
  )
}

const reaches = (play: Play, stop: Stop) => stops.indexOf(play.plan.stop) >= stops.indexOf(stop)

// oxlint-disable-next-line complexity -- the loop from end to end, a line per stage
async function work(play: Play): Promise<void> {
  const { db, plan, clock, random } = play
  const matter = { kind: 'matter' as const, code: plan.template.code }
  if (!reaches(play, 'received')) return
  if (plan.twist === 'settle') {
    await settle(db, {
      ...by(play, 'officer1', clock.work(random.between(5, 30))),
      matter,
      words: plan.template.done,
      before: [],
      after: [afterPicture(play)],
    })
    return close(play, 'coordinator')
  }
  const hurry = plan.template.code === '01002'
  await receive(
    db,
    by(play, 'coordinator', hurry ? clock.atOnce(4) : clock.work(random.between(2, 14))),
  )
  if (!reaches(play, 'verifying')) return
  if (plan.twist === 'refuse')
    return refuse(db, {
      ...by(play, 'coordinator', clock.work(12)),
      reasonCode: 'private-contract',
      words: '反映的是物业费的约定，不属城市管理事项；社区可以安排人民调解。',
    })
  if (plan.twist === 'verify' || plan.stop === 'verifying') {
    await askVerification(db, {
      ...by(play, 'coordinator', clock.work(5)),
      words: '请到现场看看是否还在、是谁家的',
    })
    if (plan.stop === 'verifying') return
    await answerVerification(db, {
      ...by(play, 'officer1', clock.work(random.between(15, 50))),
      found: true,
      words: '现场属实',
      photos: [],
    })
  }
  await file(db, {
    ...by(play, 'coordinator', hurry ? clock.atOnce(3) : clock.work(random.between(2, 9))),
    matter,
    title: `${plan.spot.name}${plan.template.title}`,
    words: '',
  })
  if (play.shown) await release(play, false)
  if (plan.twist === 'returned') return sendBack(play, await send(play, hurry))
  if (!reaches(play, 'dispatched')) return
  const unit = await send(play, hurry)
  if (plan.twist === 'asking-return')
    return ask(play, unit, {
      kind: 'return',
      reasonCode: 'wrong-owner',
      words: '现场核对，产权属物业',
    })
  if (plan.twist === 'return') {
    await sendBack(play, unit)
    await sendAgain(play, unit)
  }
  if (!reaches(play, 'handling')) return
  await handle(play, unit, hurry)
  if (!reaches(play, 'handled')) return
  await close(
    play,
    plan.twist === 'rework' ? 'coordinator' : random.pick(['coordinator', 'officer1']),
  )
  if (plan.stop === 'closed') await judge(play)
}

const afterPicture = ({ album, plan, shown }: Play) => album.of(plan.template.scene, true, shown)

/** Dispatches by rule, or by hand where no rule matched, and answers whose hands it is in. */
async function send(play: Play, hurry: boolean): Promise<string> {
  const { db, clock, random, districtId, made, crew } = play
  const now = hurry ? clock.atOnce(3) : clock.work(random.between(2, 12))
  const { routed_by } = await rowOf(play)
  const { unitId } = routed_by as { unitId: string | null } // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by file
  const bureau = member(crew, 'bureau').organisationId
  await dispatch(db, {
    ...by(play, 'coordinator', now),
    unitId: unitId ?? bureau,
    words: unitId ? '' : '没有规则匹配，指定城管局办理',
  })
  const [key] =
    [...crew].find(
      ([k, c]) =>
        c.organisationId === (unitId ?? bureau) && c.verbs.has('cases.finish') && k !== 'manager',
    ) ?? []
  if (!key) throw new Error(`nobody in ${districtId} works for the unit of ${made.number}`)
  return key
}

const rowOf = ({ db, districtId, made }: Play) =>
  db
    .selectFrom('cases.case')
    .select(['routed_by', 'status'])
    .where('district_id', '=', districtId)
    .where('id', '=', made.caseId)
    .executeTakeFirstOrThrow()

async function sendBack(play: Play, unit: string): Promise<void> {
  await ask(play, unit, {
    kind: 'return',
    reasonCode: 'wrong-owner',
    words: '设施产权在物业，请核对',
  })
  await decide(play, '同意退单，核对权属后再派')
}

async function sendAgain(play: Play, unit: string): Promise<void> {
  const { db, clock } = play
  await dispatch(db, {
    ...by(play, 'coordinator', clock.work(9)),
    unitId: member(play.crew, unit).organisationId,
    words: '已核对：产权属本单位，再派',
  })
}

async function handle(play: Play, unit: string, hurry: boolean): Promise<void> {
  const { db, plan, clock, random } = play
  await acceptTask(db, by(play, unit, hurry ? clock.atOnce(8) : clock.work(random.between(4, 45))))
  const asking = askings[plan.twist]
  if (asking) {
    await ask(play, unit, asking)
    if (plan.twist === 'suspend') await decide(play, '同意暂停，每周更新进展')
    return
  }
  if (plan.stop === 'handling' && plan.twist !== 'reopen' && plan.twist !== 'rework') return
  if (plan.twist === 'extension') {
    await ask(play, unit, { kind: 'extension', reasonCode: 'weather', words: '连日下雨，无法施工' })
    await decide(play, '同意延期一个工作日')
  }
  await finishWork(play, unit, hurry)
  if (plan.twist === 'rework') await failOnce(play, unit, hurry)
  if (plan.twist === 'reopen') await again(play, unit)
}

/** Looked at and sent back; where the case stops at work, there it is now. */
async function failOnce(play: Play, unit: string, hurry: boolean): Promise<void> {
  const { db, plan, clock, random } = play
  await inspect(db, {
    ...by(play, 'officer1', clock.work(random.between(40, 160))),
    passed: false,
    words: '现场还没有完全办好，请补做',
    photos: [],
  })
  if (plan.stop !== 'handling') await finishWork(play, unit, hurry)
}

async function finishWork(play: Play, unit: string, hurry: boolean): Promise<void> {
  const { db, plan, clock, random } = play
  const minutes = plan.template.hours * 32 * plan.slow * random.between(0.5, 1.2)
  await arrive(db, {
    ...by(play, unit, hurry ? clock.atOnce(22) : clock.work(minutes * 0.6)),
    place: null,
  })
  const now = hurry ? clock.atOnce(35) : clock.work(minutes * 0.4 + 10)
  await finish(db, {
    ...by(play, unit, now),
    words: plan.template.done,
    // Where the reporter had no picture, whoever mends it takes one first.
    before: [play.album.of(plan.template.scene, false, play.shown)],
    after: [afterPicture(play)],
  })
}

/** Closed once, then opened again by the reporter, or by staff where nobody can be reached. */
async function again(play: Play, unit: string): Promise<void> {
  const { db, clock, plan, random } = play
  await inspect(db, {
    ...by(play, 'coordinator', clock.work(60)),
    passed: true,
    words: '现场已复原',
    photos: [],
  })
  const now = clock.work(random.between(900, 2200))
  const words = '过了两天又和原来一样了'
  if (takenByStaff.has(plan.channel))
    await reopen(db, { ...by(play, 'coordinator', now), words: `回访得知：${words}` })
  else await reopenOwn(db, following(play, now), { words, photos: [] })
  await acceptTask(db, by(play, unit, clock.work(random.between(20, 90))))
  if (plan.stop === 'closed') await finishWork(play, unit, false)
}

async function close(play: Play, who: string): Promise<void> {
  const { db, plan, clock, random } = play
  if (plan.stop === 'handled') return play.shown ? releaseBoth(play) : undefined
  const now = clock.work(random.between(25, 200))
  await inspect(db, { ...by(play, who, now), passed: true, words: '现场核查，已办好', photos: [] })
  if (play.shown) await releaseBoth(play)
}

async function releaseBoth(play: Play): Promise<void> {
  await release(play, false)
  await release(play, true)
}

async function release(play: Play, fixed: boolean): Promise<void> {
  const fileId = play.album.of(play.plan.template.scene, fixed, true)
  const held = await play.db
    .selectFrom('cases.attachment')
    .select('file_id')
    .where('district_id', '=', play.districtId)
    .where('case_id', '=', play.made.caseId)
    .where('file_id', '=', fileId)
    .where('released_at', 'is', null)
    .executeTakeFirst()
  if (held)
    await releasePhoto(play.db, play.store, {
      ...by(play, 'coordinator', play.clock.atOnce(1)),
      fileId,
      blur: [],
      released: true,
    })
}

const following = ({ districtId, cipher, made }: Play, now: Date) => ({
  caller: anonymous(districtId) satisfies Caller,
  cipher,
  now,
  shortCode: made.shortCode,
  key: made.ownKey,
})

async function judge(play: Play): Promise<void> {
  const { db, plan, clock, random } = play
  if (plan.verdict === 'silent' || plan.channel === 'patrol') return
  const good = plan.verdict === 'satisfied'
  const verdict = {
    solved: good || random.chance(0.3),
    satisfied: good ? (random.chance(0.75) ? 3 : 2) : 1,
    words: random.pick(verdictWords[plan.verdict]),
  }
  const now = clock.work(random.between(60, 1500))
  if (takenByStaff.has(plan.channel))
    await callBack(db, {
      ...by(play, plan.channel === 'visit' ? 'officer1' : 'clerk', now),
      ...verdict,
      way: plan.channel === 'visit' ? 'visit' : 'call',
    })
  else await judgeOwn(db, following(play, now), verdict)
}
