import { dateOfDay, dayAt, weekdayOf } from '#kernel/zone.ts'
import {
  askForSwap,
  changeShifts,
  planPattern,
  saveShiftKind,
  writeShiftNote,
} from '#modules/people/server/index.ts'
import { transact } from '#platform/server/database.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { idIn, member } from './staff.ts'

/** Only the station of this district has a roster; the others show how one begins. */
const ROSTERED = '420704'

/**
 * Two weeks of the main station from this Monday on: an early and a late shift every day, one place on
 * Saturday that nobody has yet, a swap that a colleague is asked for, and a note from shift to shift.
 */
export async function someRosters({ db, districtId, crew, present: now }: Stage): Promise<void> {
  if (districtId !== ROSTERED) return
  const planner = member(crew, 'secretary')
  const stationId = idIn(districtId, 'station', 'station')
  const today = dayAt('Asia/Shanghai', now.getTime())
  const monday = today - weekdayOf(today) + 1
  const day = (n: number) => dateOfDay(monday + n)
  const kinds = {
    early: { name: '早班', nameEn: 'Early', startsAt: '08:00', need: 2 },
    late: { name: '晚班', nameEn: 'Late', startsAt: '14:30', need: 1 },
  }
  const kindId = (key: keyof typeof kinds) => namedId(`${districtId}/shift-kind/${key}`)
  await transact(db, async (tx) => {
    for (const key of ['early', 'late'] as const)
      // oxlint-disable-next-line no-await-in-loop -- one connection
      await saveShiftKind(tx, planner, {
        ...kinds[key],
        id: kindId(key),
        stationId,
        minutes: 450,
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        active: true,
        baseVersion: null,
        now,
      })
    const [early, late] = [kindId('early'), kindId('late')]
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- it reads the crew
    const line = (key: string, steps: (string | null)[]) => {
      const { personId, postId } = member(crew, key)
      return { personId: personId ?? '', postId: postId ?? '', steps }
    }
    await planPattern(tx, planner, {
      stationId,
      start: day(0),
      from: day(0),
      until: day(13),
      lines: [
        line('officer1', [early, early, early, early, late, null, null]),
        line('officer2', [late, late, late, late, null, early, early]),
        line('grid1', [early, early, early, early, early, null, null]),
        line('coordinator', [null, null, null, null, early, late, late]),
      ],
      now,
    })
  })
  const free = today + 3
  const taken = {
    id: namedId(`${districtId}/shift/swapped`),
    kindId: kindId('late'),
    day: dateOfDay(free + 14),
    personId: member(crew, 'officer1').personId ?? '',
    postId: member(crew, 'officer1').postId ?? '',
  }
  await transact(db, async (tx) => {
    await changeShifts(tx, planner, { stationId, plan: [taken], cancel: [], now })
    await askForSwap(tx, member(crew, 'officer1'), {
      id: namedId(`${districtId}/swap/one`),
      shiftId: taken.id,
      toPersonId: member(crew, 'officer2').personId ?? '',
      backShiftId: null,
      words: '那天要去学校开家长会',
      now,
    })
    await writeShiftNote(tx, member(crew, 'grid1'), {
      id: namedId(`${districtId}/note/one`),
      stationId,
      words: '美食街东口的临时围挡明天上午拆，请早班去看一眼；3号店的油烟投诉已回访，下周再看。',
      now,
    })
  })
}
