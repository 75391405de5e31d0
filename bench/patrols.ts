import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildServer } from '#apps/server/app.ts'
import { saveRoute } from '#modules/fieldwork/server/index.ts'
import { patrolsContract } from '#modules/fieldwork/contract/index.ts'
import { diskStore } from '#modules/files/server/index.ts'
import { openSession } from '#modules/people/server/sessions.ts'
import type { Caller } from '#platform/server/caller.ts'
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
const recording = patrolsContract.recordPatrols

/** Of an officer's day: one stop in four shows a photograph. */
const PICTURED = 4

/**
 * A day of many officers without signal, sent over HTTP at its end in pieces that come in any order, each
 * twice: `--officers 200 --records 100`. One stop in fifty is a problem and becomes a case; one in four has
 * a photograph, which arrived before and is named here.
 */
export async function patrols(args: readonly string[]): Promise<void> {
  const officers = Number(option(args, 'officers') ?? 200)
  const each = Number(option(args, 'records') ?? 100)
  await withDatabase('patrols', async (db) => {
    const { walkers, routeId, points } = await saveGround(db, officers)
    const pieces: { cookie: string; records: PatrolRecord[] }[] = []
    for (const caller of walkers) {
      const day = dayOf(routeId, points, each)
      await showPhotographs(db, caller, day) // oxlint-disable-line no-await-in-loop -- before anything is measured
      const cookie = await cookieOf(db, caller) // oxlint-disable-line no-await-in-loop -- as above
      const half = Math.ceil(day.length / 2)
      const [first, second] = [day.slice(0, half), day.slice(half)]
      pieces.push(...[second, first, first].map((records) => ({ cookie, records })))
    }
    const { seconds, refused } = await sendAll(db, pieces)
    const kept = await db
      .selectFrom('fieldwork.patrol_stop')
      .select((eb) => [eb.fn.countAll<string>().as('stops'), eb.fn.count('case_id').as('cases')])
      .executeTakeFirstOrThrow()
    const { pictures } = await db
      .selectFrom('files.file')
      .select((eb) => eb.fn.countAll<string>().as('pictures'))
      .where('claimed_at', 'is not', null)
      .executeTakeFirstOrThrow()
    print(`${kept.stops} stops, ${kept.cases} of them cases, ${pictures} pictures, in ${seconds} s`)
    print(
      JSON.stringify({ seconds, officers, ...kept, pictures, refused, calibration: calibrate() }),
    )
    if (refused > 0 || seconds > 60) process.exitCode = 1
  })
}

/** Every piece, in an order that has nothing to do with time, four at once. */
async function sendAll(db: Db, pieces: { cookie: string; records: PatrolRecord[] }[]) {
  const folder = mkdtempSync(join(tmpdir(), 'gongzhi-bench-'))
  const parts = { db, clock: () => now, cipher: aesCipher(randomBytes(32)) }
  const app = await buildServer({ ...parts, store: diskStore(folder) })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const mixed = pieces.toSorted((a, b) => order(a.records[0]) - order(b.records[0]))
  const started = performance.now()
  let refused = 0
  await several(mixed, 4, async ({ cookie, records }) => {
    const reply = await fetch(`${address}${recording.path}`, {
      method: 'POST',
      headers: { cookie, 'x-gongzhi': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ sentAt: now.toISOString(), records }),
    })
    if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`)
    refused += recording.reply.parse(await reply.json()).refused.length
  })
  const seconds = Math.round((performance.now() - started) / 100) / 10
  await app.close()
  rmSync(folder, { recursive: true, force: true })
  return { seconds, refused }
}

/** Photographs that were sent ahead of the records that name them. */
async function showPhotographs(db: Db, caller: Caller, day: readonly PatrolRecord[]) {
  const pictured = day.filter((record) => record.is === 'stop').filter((_, n) => n % PICTURED === 1)
  const rows = pictured.map((stop) => {
    const id = randomUUID()
    stop.photos = [id]
    return {
      district_id: districtId,
      id,
      sha256: id.replaceAll('-', '').repeat(2),
      kind: 'original',
      media_type: 'image/jpeg',
      bytes: 400_000,
      width: 1600,
      height: 1200,
      created_at: now,
      uploader: caller.personId,
    }
  })
  if (rows.length > 0) await db.insertInto('files.file').values(rows).execute()
}

async function cookieOf(db: Db, { personId, postId }: Caller): Promise<string> {
  const at = { districtId, personId: personId ?? '', postId, phone: true, ip: '', agent: 'bench' }
  const token = await transact(db, (tx) => openSession(tx, { ...at, secondFactor: false, now }))
  return `gongzhi_session=${token}`
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
