import pg from 'pg'
import { prepareCluster, readSecret, userName } from './cluster.ts'
import { DatabaseStartError } from './failures.ts'
import { withLock } from './lock.ts'
import { preparePlace, type Place } from './place.ts'
import { adoptOrClear, freePort, launch, type Running } from './postmaster.ts'
import { pause } from './waiting.ts'

export { DatabaseStartError } from './failures.ts'

export interface EmbeddedOptions {
  /** The program's data folder; the database lives in `postgres/` below it. */
  folder: string
  /** Told what happens, one line at a time, in words for the operator. */
  log: (line: string) => void
  /** Settings of PostgreSQL for tests (`fsync=off`); operators have `postgres/local.conf`. */
  settings?: Record<string, string>
}

export interface EmbeddedDatabase {
  /** Good for `pg` and everything that stands on it, and the same until `stop`, through every restart. */
  url: string
  /** False between the death of the server and its return. */
  isUp(): boolean
  /** Calls back each time the server has come back after dying by itself; connections must be made anew. */
  onRestart(listener: () => void): void
  /**
   * Stops the server once everything is written, if it is ours; one that another program of ours
   * has started is left running. Close the connections first: those that remain are cut off.
   */
  stop(): Promise<void>
}

/**
 * Starts the private PostgreSQL of this data folder and promises that it takes connections.
 *
 * - The first start creates it; a start after `kill -9` or a power cut recovers all that was acknowledged.
 * - If another living program of ours has it running, that server is shared; when that program
 *   ends, this one brings the server back.
 * - The server ends within about a second when this program dies, however it dies.
 * - If only the server dies, it is started again, after pauses that grow to half a minute.
 *
 * @throws DatabaseStartError with a sentence in Chinese and in English for the operator.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const place = await preparePlace(options.folder)
  const first = await bringUp(place, options, null)
  const password = await readSecret(place)
  const supervision = supervise(first, (port) => bringUp(place, options, port), options.log)
  return { url: urlOf(place, password, first.port), ...supervision }
}

function urlOf({ socket }: Place, password: string, port: number): string {
  const host = socket ? `localhost/${userName}?host=${encodeURIComponent(socket)}` : null
  return `postgres://${userName}:${password}@${host ?? `127.0.0.1:${port}/${userName}`}`
}

function bringUp(
  place: Place,
  { log, settings = {} }: EmbeddedOptions,
  samePort: number | null,
): Promise<Running> {
  const work = async () => {
    const shared = await adoptOrClear(place)
    if (shared) {
      log('数据库已由另一个程序启动，共同使用。 The database runs already and is shared.')
      return shared
    }
    await prepareCluster(place, settings['fsync'] !== 'off')
    const running = await launchOnPort(place, settings, samePort)
    await ensureDatabase(place, running)
    return running
  }
  return withLock(place.lock, work, () => new DatabaseStartError('busy', { folder: place.root }))
}

/** A free port may be taken by another before the server has it: then the next one, five times. */
async function launchOnPort(
  place: Place,
  settings: Record<string, string>,
  samePort: number | null,
): Promise<Running> {
  if (place.socket) return launch(place, 5432, settings)
  if (samePort !== null) return launch(place, samePort, settings)
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch(place, await freePort(), settings) // oxlint-disable-line no-await-in-loop -- one try after the other
    } catch (error) {
      if (attempt === 5 || !isPortTaken(error)) throw error
    }
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof DatabaseStartError && error.failure === 'port-taken'
}

/** Also proves that our password opens the door, before anyone else knocks. */
async function ensureDatabase(place: Place, running: Running): Promise<void> {
  const client = new pg.Client({
    host: place.socket ?? '127.0.0.1',
    port: running.port,
    user: userName,
    password: await readSecret(place),
    database: 'postgres',
  })
  try {
    await client.connect()
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      userName,
    ])
    if (!rowCount) await client.query(`create database ${userName}`)
  } catch (error) {
    await client.end().catch(() => {})
    await running.stop()
    throw isWrongPassword(error)
      ? new DatabaseStartError('lost-secret', { file: place.secret })
      : error
  }
  await client.end()
}

function isWrongPassword(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '28P01'
}

/** Pauses before the first, second … attempt to bring a dead server back, in milliseconds. */
const pauses = [100, 500, 1000, 2000, 5000, 10_000, 30_000]
/** A server that ran this long is well again, and its next death starts from the shortest pause. */
const wellAfter = 60_000

function supervise(
  first: Running,
  bringBack: (port: number) => Promise<Running>,
  log: (line: string) => void,
): Omit<EmbeddedDatabase, 'url'> {
  const stopping = new AbortController()
  const isStopping = () => stopping.signal.aborted
  const listeners: (() => void)[] = []
  const state: { running: Running | null } = { running: first }

  const revive = async () => {
    try {
      state.running = await bringBack(first.port)
      log('数据库已恢复。 The database is back.')
      for (const listener of listeners) listener()
    } catch (error) {
      log(error instanceof Error ? error.message : String(error))
    }
  }

  /* oxlint-disable no-await-in-loop -- one life of the server after the other */
  const keepUp = async () => {
    let deaths = 0
    while (!isStopping()) {
      const since = Date.now()
      await state.running?.gone
      if (isStopping()) return
      deaths = state.running && Date.now() - since > wellAfter ? 1 : deaths + 1
      state.running = null
      log('数据库停止了，正在恢复。 The database has stopped; bringing it back.')
      await pause(pauses[Math.min(deaths, pauses.length) - 1] ?? 0, stopping.signal)
      if (!isStopping()) await revive()
    }
  }
  /* oxlint-enable no-await-in-loop */
  const kept = keepUp()

  return {
    isUp: () => state.running !== null,
    onRestart: (listener) => void listeners.push(listener),
    stop: async () => {
      stopping.abort()
      if (state.running === null) await kept
      await state.running?.stop()
    },
  }
}
