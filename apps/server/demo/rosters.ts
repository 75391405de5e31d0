import { dateOfDay, dayAt, weekdayOf } from '#kernel/zone.ts'
import { issueDoorplate } from '#modules/places/server/index.ts'
import {
  askForSwap,
  changeShifts,
  planPattern,
  saveDutySettings,
  saveStation,
  saveShiftKind,
  writeShiftNote,
} from '#modules/people/server/index.ts'
import { transact } from '#platform/server/database.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { idIn, member } from './staff.ts'
import { worlds } from './worlds.ts'

/** Only the station of this district has a roster; the others show how one begins. */
const ROSTERED = '420704'

/**
 * Two weeks of the main station from this Monday on: an early and a late shift every day, one place on
 * Saturday that nobody has yet, a swap that a colleague is asked for, and a note from shift to shift.
 */
export async function someRosters(stage: Stage): Promise<void> {
  if (stage.districtId !== ROSTERED) return
  await boards(stage)
  await twoWeeks(stage)
}

/** What stands on the door and on the walls; the district shows names and duty telephones. */
async function boards({ db, districtId, crew, present: now }: Stage): Promise<void> {
  const world = worlds.find((w) => w.districtId === districtId)
  if (!world) return
  const district = member(crew, 'system')
  await transact(db, async (tx) => {
    await saveStation(tx, {
      districtId,
      id: idIn(districtId, 'station', 'station'),
      name: `${world.community.name}城管工作站`,
      communityCode: world.community.code,
      modelCode: world.model,
      address: world.landmarks[1] ?? null,
      phone: world.telephones.stationTelephone,
      hours: '每天 8:00–22:00',
      tasks:
        '受理居民和商户反映的问题\n每天巡查美食街区和小区\n劝导占道、油烟、乱堆放\n指导门店招牌备案\n调解邻里和商户纠纷',
      tasksEn:
        'Takes up what residents and merchants report\nPatrols the food street and the estates daily\nTalks with those who block the way, smoke or pile things up\nHelps with the filing of shop signs\nMediates between neighbours and merchants',
    })
    const place = await tx
      .selectFrom('places.address')
      .select('id')
      .where('district_id', '=', districtId)
      .where('name', '=', world.landmarks[1] ?? '')
      .executeTakeFirst()
    if (place)
      await issueDoorplate(tx, {
        districtId,
        addressId: place.id,
        now,
        token: namedId(`${districtId}/door/station`).replaceAll('-', '').slice(0, 22),
      })
    await saveDutySettings(tx, district, {
      restHours: 11,
      daysInRow: 6,
      weekHours: 44,
      swapsApproved: true,
      dutyFirst: true,
      boardNames: true,
      boardPhones: true,
      baseVersion: 0,
      now,
    })
  })
}

async function twoWeeks({ db, districtId, crew, present: now }: Stage): Promise<void> {
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
