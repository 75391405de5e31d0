import { Logger, parseCronItems, run, type Runner } from 'graphile-worker'
import { announce, casesJobs } from '#modules/cases/server/index.ts'
import { filesJobs, type FileStore } from '#modules/files/server/index.ts'
import { noticesJobs, type Driver } from '#modules/notices/server/index.ts'
import { auditFact, emailOf } from '#modules/people/server/index.ts'
import { listDistricts } from '#modules/places/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { poolOf, type Db } from '#platform/server/database.ts'
import { onFact, type Fact, type Jobs } from '#platform/server/jobs.ts'

export interface JobParts {
  db: Db
  clock: () => Date
  cipher: Cipher
  store: FileStore
  drivers: readonly Driver[]
  /** Told of what goes wrong in a job; what goes well is not news. */
  log?: (message: string) => void
}

/** Who hears of which facts: the one place where modules meet sideways. */
const subscribers: ((db: Db, fact: Fact) => Promise<void>)[] = [announce, auditPlaces]

async function auditPlaces(db: Db, fact: Fact): Promise<void> {
  if (fact.type === 'places.changed') await auditFact(db, fact)
}

/** Every job of every module, by name. */
export function allJobs({ cipher, store, drivers }: Omit<JobParts, 'db' | 'clock'>): Jobs {
  return {
    fact: async (payload, { db }) => {
      const fact = payload as unknown as Fact // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by tell()
      for (const hear of subscribers) await hear(db, fact) // oxlint-disable-line no-await-in-loop -- in order
    },
    ...casesJobs(listDistricts),
    ...filesJobs({ store }),
    ...noticesJobs({ cipher, drivers, emailOf }),
  }
}

/** Runs jobs and schedules until stopped; `stop` waits for those under way. */
export async function startJobs(parts: JobParts): Promise<Runner> {
  const jobs = allJobs(parts)
  const tools = { db: parts.db, clock: parts.clock }
  const hush = wakeWorkers(parts.db)
  const runner = await run({
    pgPool: poolOf(parts.db),
    concurrency: 4,
    // Facts of other processes, and of transactions that were slow to commit, are found by looking.
    pollInterval: 1000,
    noHandleSignals: true,
    logger: new Logger(() => (level: string, message) => {
      if (level === 'error') parts.log?.(message)
    }),
    taskList: Object.fromEntries(
      Object.entries(jobs).map(([name, job]) => [
        name,
        (payload: unknown) => job((payload ?? {}) as Record<string, unknown>, tools), // oxlint-disable-line typescript/no-unsafe-type-assertion -- payloads are JSON objects
      ]),
    ),
    parsedCronItems: parseCronItems([
      { task: 'cases.alarms', match: '* * * * *' },
      { task: 'cases.daily_root', match: '10 16 * * *' },
      { task: 'files.sweep_orphans', match: '40 18 * * *' },
      { task: 'notices.deliver', match: '* * * * *' },
    ]),
  })
  runner.events.once('stop', hush)
  return runner
}

/** Facts are told without a notification; one for many of them, soon after and by itself, wakes the workers. */
function wakeWorkers(db: Db): () => void {
  let timer: NodeJS.Timeout | undefined
  const wake = () => {
    timer = undefined
    poolOf(db)
      .query(`select pg_notify('jobs:insert', '{"count":4}')`)
      .catch(() => undefined) // the workers look by themselves every second
  }
  const stop = onFact(() => (timer ??= setTimeout(wake, 30)))
  return () => {
    stop()
    clearTimeout(timer)
  }
}
