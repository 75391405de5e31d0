import { Logger, parseCronItems, run, type Runner } from 'graphile-worker'
import {
  announce,
  announceWhistle,
  casesJobs,
  hearCalendar,
  shoutCase,
  tellReporters,
} from '#modules/cases/server/index.ts'
import { filesJobs, type FileStore } from '#modules/files/server/index.ts'
import { insightJobs } from '#modules/insight/server/index.ts'
import { noticesJobs, type Driver } from '#modules/notices/server/index.ts'
import { auditFact, emailOf } from '#modules/people/server/index.ts'
import { listDistricts } from '#modules/places/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { poolOf, type Db } from '#platform/server/database.ts'
import type { Fact, Jobs } from '#platform/server/jobs.ts'

export interface JobParts {
  db: Db
  clock: () => Date
  cipher: Cipher
  store: FileStore
  drivers: readonly Driver[]
  /** Where residents reach this server, for the links in messages to them. */
  publicUrl: string
  /** Told of what goes wrong in a job; what goes well is not news. */
  log?: (message: string) => void
}

type Subscriber = (db: Db, fact: Fact) => Promise<void>

/** Who hears of which facts: the one place where modules meet sideways. */
function subscribers({ cipher, drivers, publicUrl }: AllJobParts): Subscriber[] {
  const canSend = drivers.some((d) => d.channel === 'sms')
  return [
    shoutCase,
    announce,
    announceWhistle,
    (db, fact) => tellReporters(db, fact, { cipher, publicUrl, canSend }),
    auditPlaces,
    hearCalendar,
  ]
}

async function auditPlaces(db: Db, fact: Fact): Promise<void> {
  if (fact.type === 'places.changed') await auditFact(db, fact)
}

type AllJobParts = Omit<JobParts, 'db' | 'clock'>

/** Every job of every module, by name. */
export function allJobs(parts: AllJobParts): Jobs {
  const { cipher, store, drivers } = parts
  const hearing = subscribers(parts)
  return {
    fact: async (payload, { db }) => {
      const fact = payload as unknown as Fact // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by tell()
      for (const hear of hearing) await hear(db, fact) // oxlint-disable-line no-await-in-loop -- in order
    },
    ...casesJobs(listDistricts),
    ...filesJobs({ store }),
    ...insightJobs(listDistricts),
    ...noticesJobs({ cipher, drivers, emailOf }),
  }
}

/** Runs jobs and schedules until stopped; `stop` waits for those under way. */
export async function startJobs(parts: JobParts): Promise<Runner> {
  const jobs = allJobs(parts)
  const tools = { db: parts.db, clock: parts.clock }
  return run({
    pgPool: poolOf(parts.db),
    concurrency: 4,
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
      // One that failed is replaced by the next minute's, not tried beside it.
      {
        task: 'cases.alarms',
        match: '* * * * *',
        options: { maxAttempts: 1, jobKey: 'cases.alarms' },
      },
      {
        task: 'cases.whistles',
        match: '* * * * *',
        options: { maxAttempts: 1, jobKey: 'cases.whistles' },
      },
      { task: 'cases.daily_root', match: '10 16 * * *' },
      { task: 'insight.freeze_month', match: '30 17 * * *' },
      { task: 'files.sweep_orphans', match: '40 18 * * *' },
      { task: 'notices.deliver', match: '* * * * *' },
    ]),
  })
}
