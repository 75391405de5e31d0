import { saveLeave } from '#modules/people/server/index.ts'
import { transact } from '#platform/server/database.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member } from './staff.ts'
import { daysBefore } from './time.ts'

const dayOf = (instant: Date) => instant.toISOString().slice(0, 10)

/**
 * One grid worker is away now and nobody stands in, so that notices go upward; the coordinator is away
 * next week, and the secretary has settled who stands in.
 */
export async function someLeave(stage: Stage): Promise<void> {
  const { db, districtId, crew, present } = stage
  const secretary = member(crew, 'secretary')
  const enter = async (of: {
    key: string
    who: string
    days: [number, number]
    words: string
    by?: string
  }) => {
    const away = member(crew, of.who)
    const [from, until] = of.days.map((n) => dayOf(daysBefore(present, -n))) as [string, string] // oxlint-disable-line typescript/no-unsafe-type-assertion -- two days
    const standIn = of.by === undefined ? null : member(crew, of.by).personId
    await transact(db, (tx) =>
      saveLeave(
        tx,
        {
          id: namedId(`${districtId}/leave/${of.key}`),
          personId: away.personId ?? '',
          from,
          until,
          words: of.words,
          standIns: standIn === null ? [] : [{ postId: away.postId ?? '', personId: standIn }],
          baseVersion: null,
        },
        {
          caller: secretary,
          by: secretary.personId ?? '',
          asManager: true,
          day: dayOf(present),
          now: present,
        },
      ),
    )
  }
  await enter({ key: 'grid2', who: 'grid2', days: [0, 4], words: '年休假' })
  await enter({
    key: 'coordinator',
    who: 'coordinator',
    days: [7, 9],
    words: '外出培训',
    by: 'clerk',
  })
}
