import { recordVisit, saveCampaign, settlePromise } from '#modules/fieldwork/server/index.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member } from './staff.ts'
import { after, daysBefore, onDuty } from './time.ts'

const dayOf = (instant: Date) => instant.toISOString().slice(0, 10)

/** What is said at doors; invented. */
const words = [
  '身体还好，儿女在外地，每周通一次电话',
  '说楼道里杂物清走以后好走多了',
  '问了大件垃圾怎么预约，已经告诉电话',
  '没有什么事，谢谢来看',
  '希望晚上广场音乐小一点，答应去说',
  '用电线路看过，没有私拉',
]

/** Some weeks of calls in the main district: at homes and shops, with promises, within a drive. */
export async function someVisits(stage: Stage): Promise<void> {
  const { db, districtId, crew, cipher, present } = stage
  if (districtId !== '420704') return
  const driveId = namedId(`${districtId}/visit-campaign/winter`)
  await saveCampaign(
    db,
    { caller: member(crew, 'coordinator'), now: daysBefore(present, 20) },
    {
      id: driveId,
      name: '入冬走访',
      purpose: '看看独居老人取暖用电，听听商户有什么难处',
      kinds: ['household', 'shop'],
      areaCode: `${districtId}001014`,
      startsOn: dayOf(daysBefore(present, 18)),
      endsOn: dayOf(daysBefore(present, -10)),
      baseVersion: null,
    },
  )
  const doors = await db
    .selectFrom('subjects.v_subject')
    .select(['id', 'grid_code'])
    .where('district_id', '=', districtId)
    .where('kind', 'in', ['household', 'shop'])
    .orderBy('id')
    .limit(30)
    .execute()
  for (const [n, door] of doors.entries())
    // oxlint-disable-next-line no-await-in-loop -- one door after the other
    await recordVisit(
      db,
      { caller: member(crew, walks(door.grid_code ?? '')), now: calledAt(present, n), cipher },
      {
        id: namedId(`${districtId}/visit/${n}`),
        subjectId: door.id ?? '',
        campaignId: driveId,
        why: 'campaign',
        ...saidAt(stage, n),
      },
    )
  // Where nobody was in, one calls again the next day: a call more, and no door more.
  for (const [n, door] of doors.entries())
    if (nobodyIn(n))
      // oxlint-disable-next-line no-await-in-loop -- one door after the other
      await recordVisit(
        db,
        { caller: member(crew, walks(door.grid_code ?? '')), now: calledAt(present, n, 1), cipher },
        {
          id: namedId(`${districtId}/visit/${n}/again`),
          subjectId: door.id ?? '',
          campaignId: driveId,
          why: 'campaign',
          outcome: 'met',
          words: words[n % words.length] ?? '',
        },
      )
  // One is kept already.
  await settlePromise(
    db,
    { caller: member(crew, 'coordinator'), now: present },
    { promiseId: promiseAt(districtId, 5), state: 'kept', words: '', baseVersion: 1 },
  )
}

/** Two grids each. */
const walks = (gridCode: string) => (/00[12]$/.test(gridCode) ? 'grid1' : 'grid2')

const nobodyIn = (n: number) => n % 7 === 3

const promiseAt = (districtId: string, n: number) => namedId(`${districtId}/promise/${n}`)

function calledAt(present: Date, n: number, later = 0): Date {
  const planned = onDuty(after(daysBefore(present, 17 - (n % 16) - later), 9 * 60 + n * 7))
  return planned > present ? present : planned
}

/** Nobody in at every seventh door; at every fifth of the others something is promised, by us or by them. */
function saidAt({ districtId, present }: Stage, n: number) {
  if (nobodyIn(n)) return { outcome: 'nobody' as const }
  const ours = n % 10 === 0
  const promise = {
    id: promiseAt(districtId, n),
    madeBy: ours ? ('us' as const) : ('them' as const),
    words: ours ? '请人来看楼道的灯' : '把门口的杂物收进屋',
    dueOn: dayOf(daysBefore(present, 8 - n)),
  }
  return {
    outcome: 'met' as const,
    words: words[n % words.length] ?? '',
    promises: n % 5 === 0 ? [promise] : [],
  }
}
