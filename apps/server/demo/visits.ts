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
    .select(['id', 'kind', 'grid_code'])
    .where('district_id', '=', districtId)
    .where('kind', 'in', ['household', 'shop'])
    .orderBy('id')
    .limit(30)
    .execute()
  const grids = (code: string) => (/00[12]$/.test(code) ? 'grid1' : 'grid2')
  for (const [n, door] of doors.entries()) {
    const planned = onDuty(after(daysBefore(present, 17 - (n % 16)), 9 * 60 + n * 7))
    const at = planned > present ? present : planned
    const outcome = n % 7 === 3 ? 'nobody' : 'met'
    const promiseId = namedId(`${districtId}/promise/${n}`)
    // oxlint-disable-next-line no-await-in-loop -- one door after the other
    await recordVisit(
      db,
      { caller: member(crew, grids(door.grid_code ?? '')), now: at, cipher },
      {
        id: namedId(`${districtId}/visit/${n}`),
        subjectId: door.id ?? '',
        why: 'campaign',
        outcome,
        words: outcome === 'met' ? (words[n % words.length] ?? '') : '',
        campaignId: driveId,
        promises:
          outcome === 'met' && n % 5 === 0
            ? [
                {
                  id: promiseId,
                  madeBy: n % 10 === 0 ? 'us' : 'them',
                  words: n % 10 === 0 ? '请人来看楼道的灯' : '把门口的杂物收进屋',
                  dueOn: dayOf(daysBefore(present, 8 - n)),
                },
              ]
            : [],
      },
    )
    if (n === 5)
      // oxlint-disable-next-line no-await-in-loop -- the one that is kept already
      await settlePromise(
        db,
        { caller: member(crew, 'coordinator'), now: present },
        { promiseId, state: 'kept', words: '', baseVersion: 1 },
      )
  }
}
