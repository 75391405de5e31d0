import { randomBytes, randomUUID } from 'node:crypto'
import { recordPatrols, saveRoute } from '#modules/fieldwork/server/index.ts'
import type { patrolsContract } from '#modules/fieldwork/contract/index.ts'
import { aesCipher } from '#platform/server/cipher.ts'
import { saveArea } from '#modules/places/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { saveStaff } from '#apps/server/demo/staff.ts'
import { saveBenchDistrict } from './district.ts'
import { calibrate, option, print, several, withDatabase } from './ground.ts'

const districtId = '990161'
const community = `${districtId}001001`
export const now = new Date('2026-03-16T10:00:00Z')
const POINTS = 20

type PatrolRecord = patrolsContract.PatrolRecord

/**
 * A day of many officers without signal, sent at its end in pieces that come in any order, each twice:
 * `--officers 200 --records 100`. One stop in fifty is a problem and becomes a case.
 */
export async function patrols(args: readonly string[]): Promise<void> {
  const officers = Number(option(args, 'officers') ?? 200)
  const each = Number(option(args, 'records') ?? 100)
  await withDatabase('patrols', async (db) => {
    const { walkers, routeId, points } = await saveGround(db, officers)
    const cipher = aesCipher(randomBytes(32))
    const pieces = walkers.flatMap((caller) => {
      const day = dayOf(routeId, points, each)
      const half = Math.ceil(day.length / 2)
      const [first, second] = [day.slice(0, half), day.slice(half)]
      return [second, first, first].map((records) => ({ caller, records }))
    })
    const mixed = pieces.toSorted((a, b) => order(a.records[0]) - order(b.records[0]))
    const started = performance.now()
    const sentAt = now.toISOString()
    let refused = 0
    await several(mixed, 4, async ({ caller, records }) => {
      const answer = await recordPatrols(db, { caller, now, cipher }, { sentAt, records })
      refused += answer.refused.length
    })
    const seconds = Math.round((performance.now() - started) / 100) / 10
    const kept = await db
      .selectFrom('fieldwork.patrol_stop')
      .select((eb) => [eb.fn.countAll<string>().as('stops'), eb.fn.count('case_id').as('cases')])
      .executeTakeFirstOrThrow()
    print(`${kept.stops} stops, ${kept.cases} of them cases, in ${seconds} s`)
    print(JSON.stringify({ seconds, officers, ...kept, refused, calibration: calibrate() }))
    if (refused > 0 || seconds > 60) process.exitCode = 1
  })
}

/** A district with so many officers and one round. */
export async function saveGround(db: Db, officers: number) {
  const crew = await saveBenchDistrict(db, {
    districtId,
    timeZone: 'Asia/Shanghai',
    units: [],
    now,
  })
  await transact(db, async (tx) => {
    await saveArea(tx, { districtId, code: `${districtId}001`, level: 'street', name: 'Street' })
    await saveArea(tx, { districtId, code: community, level: 'community', name: 'Community' })
  })
  const keys = Array.from({ length: officers }, (_, n) => `officer ${n}`)
  const staff = await saveStaff(db, {
    districtId,
    now,
    station: null,
    organisations: [{ key: 'centre', kind: 'centre', name: 'Centre' }],
    posts: keys.map((key) => ({
      key,
      kind: 'officer',
      title: key,
      organisation: 'centre',
      areas: [community],
    })),
  })
  const points = Array.from({ length: POINTS }, (_, n) => ({
    id: randomUUID(),
    name: `Point ${n}`,
    lon: 114 + n / 1000,
    lat: 30,
  }))
  const routeId = randomUUID()
  const round = { id: routeId, name: 'Round', areaCode: community, points, baseVersion: null }
  await saveRoute(db, { caller: crew.get('desk')!, now }, round)
  return { walkers: keys.map((key) => staff.get(key)!), routeId, points, districtId }
}

/** An order that has nothing to do with time. */
const order = (record: PatrolRecord | undefined) =>
  Number.parseInt((record?.is === 'stop' ? record.id : (record?.patrolId ?? '0')).slice(0, 8), 16)

/** What one officer notes on a day. */
export function dayOf(
  routeId: string,
  points: readonly { id: string }[],
  each: number,
): PatrolRecord[] {
  const patrolId = randomUUID()
  const at = (n: number) => new Date(now.getTime() - (each - n) * 300_000).toISOString()
  const stops = Array.from({ length: each }, (_, n): PatrolRecord => ({
    is: 'stop',
    id: randomUUID(),
    patrolId,
    pointId: points[n % points.length]!.id,
    name: '',
    place: null,
    kind: n % 50 === 7 ? 'problem' : n % 10 === 3 ? 'note' : 'well',
    at: at(n),
    words: n % 50 === 7 ? '路灯不亮' : '',
    photos: [],
    settled: null,
  }))
  return [
    { is: 'begin', patrolId, routeId, at: at(0) },
    ...stops,
    { is: 'end', patrolId, at: at(each), words: '', track: [] },
  ]
}
