import { dueRounds, makeDueRounds, recordRound, saveList } from '#modules/fieldwork/server/index.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member } from './staff.ts'
import { after, daysBefore } from './time.ts'

/** So long the lists are in use already. */
const DAYS = 14

/** Check lists of the main district with two weeks of rounds: most worked, one in eight missed. */
export async function someChecks(stage: Stage): Promise<void> {
  const { db, districtId, crew, present } = stage
  if (districtId !== '420704') return
  const first = daysBefore(present, DAYS)
  const caller = member(crew, 'coordinator')
  const startsOn = new Date(first.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  for (const list of listsOf(districtId))
    // oxlint-disable-next-line no-await-in-loop -- two of them
    await saveList(db, { caller, now: after(first, 1) }, { ...list, startsOn, baseVersion: null })
  /* oxlint-disable no-await-in-loop -- day after day */
  for (let ago = DAYS; ago >= 0; ago -= 1) {
    await makeDueRounds(db, districtId, after(daysBefore(present, ago), 2))
    // Today's are left to be worked.
    if (ago > 0) for (const who of ['grid1', 'grid2']) await workADay(stage, who, ago)
  }
  /* oxlint-enable no-await-in-loop */
}

const listsOf = (districtId: string) => {
  const community = `${districtId}001014`
  const part = (name: string) => namedId(`${districtId}/check/${name}`)
  return [
    {
      id: part('sheds'),
      name: '垃圾分类亭',
      purpose: '亭子干净，桶不满，误时投放点有人看',
      areaCode: community,
      kinds: ['grid_worker'],
      schedule: { every: 'day' as const, workingDays: true },
      items: [
        { id: part('sheds/ground'), words: '地面干净，没有散落', kind: 'yes_no' as const },
        {
          id: part('sheds/full'),
          words: '厨余桶装了多少',
          kind: 'number' as const,
          unit: '%',
          least: 0,
          most: 80,
        },
        { id: part('sheds/light'), words: '照明和水龙头都好', kind: 'yes_no' as const },
      ],
      places: [1, 2, 3].map((n) => ({
        id: part(`sheds/${n}`),
        kind: 'area' as const,
        ref: `${community}00${n}`,
      })),
    },
    {
      id: part('kitchens'),
      name: '餐饮店油烟和餐厨垃圾',
      purpose: '净化器开着，泔水不进下水道',
      areaCode: community,
      kinds: ['grid_worker', 'officer'],
      schedule: { every: 'week' as const, weekdays: [2], workingDays: true },
      openDays: 3,
      items: [
        { id: part('kitchens/filter'), words: '油烟净化器开着', kind: 'yes_no' as const },
        { id: part('kitchens/cleaned'), words: '上次清洗是哪天', kind: 'text' as const },
        { id: part('kitchens/waste'), words: '餐厨垃圾交给收运单位', kind: 'yes_no' as const },
      ],
      places: ['老味鱼面馆', '梁湖蒸鱼馆', '樊口烧烤'].map((sign) => ({
        id: part(`kitchens/${sign}`),
        kind: 'subject' as const,
        ref: namedId(`${districtId}/subject/${sign}`),
      })),
    },
  ]
}

/** What one person finds on the open rounds of a day. */
async function workADay({ db, crew, cipher, present }: Stage, who: string, ago: number) {
  const caller = member(crew, who)
  const morning = after(daysBefore(present, ago), 9 * 60)
  const { rounds } = await dueRounds(db, { caller, now: morning })
  for (const [n, round] of rounds.entries()) {
    if ((n + ago) % 8 === 5) continue
    const at = after(morning, 12 * (n + 1))
    const trouble = (n + 3 * ago) % 13 === 4
    // oxlint-disable-next-line no-await-in-loop -- round after round
    await recordRound(db, { caller, now: at, cipher }, round.id, {
      id: namedId(`${round.id}/record`),
      answers: round.items.map((item, i) => ({
        id: namedId(`${round.id}/answer/${i}`),
        itemId: item.id,
        value: valueOf(item.kind, { trouble: trouble && i === 0, n: n + ago }),
        trouble: trouble && i === 0 && ago % 2 === 0 ? { is: 'case' as const } : null,
        words: trouble && i === 0 ? '已经告诉保洁，下午再来看' : '',
      })),
    })
  }
}

function valueOf(kind: string, { trouble, n }: { trouble: boolean; n: number }): string {
  if (kind === 'number') return String(35 + ((n * 7) % 40))
  if (kind === 'text') return `${1 + (n % 12)} 月上旬`
  return trouble ? 'no' : 'yes'
}
