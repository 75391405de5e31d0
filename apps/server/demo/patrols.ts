import { proposeRoute, recordPatrols, saveRoute } from '#modules/fieldwork/server/index.ts'
import type { Stage } from './play.ts'
import { namedId } from './random.ts'
import { member } from './staff.ts'
import { after, daysBefore, onDuty } from './time.ts'

/** So long the round is walked already. */
const DAYS = 8
const POINTS = 8

/**
 * A round of the main district's community, through the points that the product itself proposes by what
 * was reported there, and a week of walks along it. Today's is left to be walked.
 */
export async function somePatrols(stage: Stage): Promise<void> {
  const { db, districtId, crew, present } = stage
  if (districtId !== '420704') return
  const community = `${districtId}001014`
  const planning = { caller: member(crew, 'coordinator'), now: daysBefore(present, DAYS) }
  const { points } = await proposeRoute(db, planning, { area: community, most: POINTS })
  if (points.length === 0) return
  const named = points.map(({ name, lon, lat, matters }, n) => {
    const id = namedId(`${districtId}/patrol-point/${n}`)
    return { id, name, lon, lat, matters }
  })
  const routeId = namedId(`${districtId}/patrol-route`)
  const route = { id: routeId, name: '早上一圈', areaCode: community, baseVersion: null }
  await saveRoute(db, planning, { ...route, points: named })
  for (let ago = DAYS - 1; ago > 0; ago -= 1)
    // oxlint-disable-next-line no-await-in-loop -- day after day
    await aWalk(stage, { routeId, ago, points: named.map(({ id }) => id) })
}

/** One morning's walk by one of two people: most of the points are looked at, once a note is made. */
async function aWalk(
  { db, districtId, crew, cipher, present }: Stage,
  { routeId, ago, points }: { routeId: string; ago: number; points: readonly string[] },
) {
  const begins = onDuty(after(daysBefore(present, ago), 8.5 * 60 + ago))
  // What falls on days off would be walked on Monday, and may not have come yet.
  if (begins >= daysBefore(present, 0)) return
  const patrolId = namedId(`${districtId}/patrol/${ago}`)
  const at = (minutes: number) => after(begins, minutes).toISOString()
  const passed = points.filter((_, n) => (n + ago) % 6 !== 5)
  const ends = 8 * (passed.length + 1)
  const stops = passed.map((pointId, n) => ({
    is: 'stop' as const,
    id: namedId(`${patrolId}/stop/${n}`),
    patrolId,
    pointId,
    kind: ago === 3 && n === 1 ? ('note' as const) : ('well' as const),
    at: at(8 * (n + 1)),
    words: ago === 3 && n === 1 ? '围挡外移了半米，已经请工地收回' : '',
    photos: [],
    name: '',
    place: null,
    settled: null,
  }))
  await recordPatrols(
    db,
    { caller: member(crew, ago % 2 === 0 ? 'grid1' : 'grid2'), now: after(begins, ends), cipher },
    {
      sentAt: at(ends),
      records: [
        { is: 'begin', patrolId, routeId, at: at(0) },
        ...stops,
        { is: 'end', patrolId, at: at(ends), words: '', track: [] },
      ],
    },
  )
}
