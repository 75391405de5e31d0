import { randomBytes } from 'node:crypto'
import { arch, cpus } from 'node:os'
import { sql } from 'kysely'
import {
  casesDone,
  checksDone,
  patrolsDone,
  readLog,
  recordPatrols,
  visitsDone,
} from '#modules/fieldwork/server/index.ts'
import { logsOf } from '#modules/fieldwork/server/log/keep.ts'
import { draftOf } from '#modules/fieldwork/domain/log/log.ts'
import { aesCipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { calibrate, option, print, withDatabase } from './ground.ts'
import { dayOf, now, saveGround } from './patrols.ts'

const sources = [casesDone, patrolsDone, checksDone, visitsDone]
const DAY = 86_400_000

/**
 * The draft of one person's heavy day, of a whole station's, and of a month against its days one by one:
 * `--people 12 --records 150 --days 28`. One stop in fifty became a case.
 */
export async function logs(args: readonly string[]): Promise<void> {
  const people = Number(option(args, 'people') ?? 12)
  const each = Number(option(args, 'records') ?? 150)
  const days = Number(option(args, 'days') ?? 28)
  await withDatabase('logs', async (db) => {
    const { walkers, routeId, points, districtId } = await saveGround(db, people)
    const cipher = aesCipher(randomBytes(32))
    for (const caller of walkers)
      // oxlint-disable-next-line no-await-in-loop -- one day after the other is laid out
      await recordPatrols(
        db,
        { caller, now, cipher },
        { sentAt: now.toISOString(), records: dayOf(routeId, points, each) },
      )
    await copyDays(db, districtId, days)
    await sql`analyze`.execute(db)
    const [one] = walkers
    if (!one) return
    const tools = { caller: one, now, sources }
    const day = now.toISOString().slice(0, 10)
    const from = new Date(now.getTime() - (days - 1) * DAY).toISOString().slice(0, 10)
    const personIds = walkers.flatMap((caller) => caller.personId ?? [])
    const person = await median(() => readLog(db, tools, { keeper: 'me', day }))
    const station = await median(async () => {
      const span = {
        districtId,
        personIds,
        from: new Date(`${day}T00:00:00+08:00`),
        until: new Date(now.getTime() + DAY),
      }
      const done = []
      for (const source of sources) done.push(...(await source(db, span))) // oxlint-disable-line no-await-in-loop -- as the log asks them
      return draftOf(done)
    })
    const month = await median(() => logsOf(db, tools, { keeper: 'me', from, until: day }), 5)
    const apart = await median(async () => {
      for (let n = 0; n < days; n += 1)
        // oxlint-disable-next-line no-await-in-loop -- day by day is what is measured
        await readLog(db, tools, {
          keeper: 'me',
          day: new Date(now.getTime() - n * DAY).toISOString().slice(0, 10),
        })
    }, 5)
    const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db)
    const machine = `${cpus().length} cores ${cpus()[0]?.model ?? ''} ${arch()}, Node ${process.version}, PostgreSQL ${rows[0]?.server_version ?? ''}`
    print(machine)
    print(
      `a person ${person} ms, ${people} people ${station} ms, ${days} days at once ${month} ms, one by one ${apart} ms`,
    )
    print(
      JSON.stringify({
        person,
        station,
        month,
        apart,
        ratio: Math.round((100 * month) / apart) / 100,
        people,
        each,
        days,
        machine,
        calibration: calibrate(),
      }),
    )
    if (person > 300 || station > 300) process.exitCode = 1
  })
}

/** What was seen today was seen on the days before as well. */
const copyDays = (db: Db, districtId: string, days: number) =>
  sql`insert into fieldwork.patrol_stop (district_id, id, patrol_id, point_id, name, kind, words, photos, at,
      phone_at, phone_sent_at, received_at, person_id, post_id, organisation_id, body_hash)
    select district_id, gen_random_uuid(), patrol_id, point_id, name, kind, words, photos,
      at - make_interval(days => n), phone_at, phone_sent_at, received_at, person_id, post_id,
      organisation_id, body_hash
    from fieldwork.patrol_stop, generate_series(1, ${days - 1}::int) n
    where district_id = ${districtId}`.execute(db)

/** Of some runs, after one that counts for nothing. */
async function median(work: () => Promise<unknown>, times = 15): Promise<number> {
  await work()
  const took: number[] = []
  for (let n = 0; n < times; n += 1) {
    const started = performance.now()
    await work() // oxlint-disable-line no-await-in-loop -- one after the other is what is measured
    took.push(performance.now() - started)
  }
  return Math.round((took.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0) * 10) / 10
}
