import { EventEmitter } from 'node:events'
import { setTimeout as later } from 'node:timers'
import { setTimeout } from 'node:timers/promises'
import { Logger, parseCronItems, run, type Runner, type WorkerEvents } from 'graphile-worker'
import { sql } from 'kysely'
import {
  announce,
  announceDuty,
  announceSupervision,
  announceWhistle,
  casesJobs,
  hearCalendar,
  mindFollowers,
  personalJobs,
  shoutCase,
  tellPartner,
  tellReporters,
} from '#modules/cases/server/index.ts'
import { enforcementJobs } from '#modules/enforcement/server/index.ts'
import {
  exchangeJobs,
  forgetOrders,
  hearForOrders,
  hearForWebhooks,
  type Outgoing,
} from '#modules/exchange/server/index.ts'
import { fieldworkJobs } from '#modules/fieldwork/server/index.ts'
import { filesJobs, type FileStore } from '#modules/files/server/index.ts'
import { insightJobs } from '#modules/insight/server/index.ts'
import {
  hearShifts,
  hearStandIns,
  noticesJobs,
  type Driver,
} from '#modules/notices/server/index.ts'
import { outreachJobs, tellGuest } from '#modules/outreach/server/index.ts'
import { addressesOf, auditFact } from '#modules/people/server/index.ts'
import { listDistricts } from '#modules/places/server/index.ts'
import {
  catchUpIssues,
  hearForIssues,
  hearForReading,
  readingJobs,
} from '#modules/reading/server/index.ts'
import { hearForBookings, servicesJobs, tellShops } from '#modules/services/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { poolOf, type Db } from '#platform/server/database.ts'
import { onFact, type Fact, type Jobs } from '#platform/server/jobs.ts'
import { forgottenBeside } from './personal-sources.ts'
import { schedule } from './schedule.ts'

export interface JobParts {
  db: Db
  clock: () => Date
  cipher: Cipher
  store: FileStore
  drivers: readonly Driver[]
  /** Which addresses of other systems may be called; only the public internet, by https, where nothing is said. */
  outgoing?: Outgoing
  /** Where residents reach this server, for the links in messages to them. */
  publicUrl: string
  /** Told of what goes wrong in a job; what goes well is not news. */
  log?: (message: string) => void
  /** Seconds after which a job that is still held was held by a program that is no more. */
  staleAfter?: number
}

type Subscriber = (db: Db, fact: Fact) => Promise<void>

/** Who hears of which facts: the one place where modules meet sideways. */
function subscribers({ cipher, drivers, publicUrl }: AllJobParts): Subscriber[] {
  const canSend = drivers.some((d) => d.channel === 'sms')
  return [
    shoutCase,
    announce,
    announceWhistle,
    announceDuty,
    (db, fact) =>
      tellPartner(db, fact, {
        cipher,
        publicUrl,
        channels: new Set(drivers.map((d) => d.channel)),
      }),
    announceSupervision,
    (db, fact) => tellReporters(db, fact, { cipher, publicUrl, canSend }),
    (db, fact) => tellGuest(db, fact, { cipher, publicUrl, canSend }),
    auditPlaces,
    hearCalendar,
    hearForWebhooks,
    mindFollowers,
    hearForOrders,
    hearStandIns,
    hearForIssues,
    hearShifts,
    hearForReading,
    hearForBookings,
    (db, fact) => tellShops(db, fact, { cipher, publicUrl, canSend }),
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
    ...personalJobs({ districts: listDistricts, store, forgetOrders, beside: forgottenBeside }),
    ...filesJobs({ store }),
    ...exchangeJobs({
      cipher,
      store,
      outgoing: parts.outgoing ?? { production: true, networks: [] },
    }),
    ...enforcementJobs(),
    ...outreachJobs(listDistricts, {
      cipher,
      publicUrl: parts.publicUrl,
      canSend: drivers.some((d) => d.channel === 'sms'),
    }),
    ...servicesJobs(listDistricts),
    ...fieldworkJobs(listDistricts, cipher),
    ...readingJobs(listDistricts),
    'reading.catch_up_issues': async (_, { db, clock }) => {
      await catchUpIssues(db, clock())
    },
    ...insightJobs(listDistricts),
    ...noticesJobs({ cipher, drivers, addressesOf }),
  }
}

/**
 * Runs jobs and schedules until stopped; `stop` waits for those under way. A runner that gave up,
 * as after a long absence of the database, is followed by another.
 */
export async function startJobs(parts: JobParts): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController()
  const hush = wakeWorkers(parts.db)
  const freeing = setInterval(() => void freeJobs(parts).catch(() => undefined), 60_000)
  await freeJobs(parts)
  let { runner, pool } = await startRunner(parts)
  const follow = async () => {
    await freeJobs(parts, pool)
    ;({ runner, pool } = await startRunner(parts))
  }
  /* oxlint-disable no-await-in-loop -- one runner after the other */
  const keepUp = async () => {
    while (!stopping.signal.aborted) {
      await runner.promise.catch((error: unknown) => parts.log?.(String(error)))
      await pause(2000, stopping.signal)
      // While the database is away there is nobody to follow; the next turn tries again.
      // oxlint-disable-next-line typescript/no-unnecessary-condition -- it may have been told to stop meanwhile
      if (!stopping.signal.aborted) await follow().catch(() => undefined)
    }
  }
  /* oxlint-enable no-await-in-loop */
  const kept = keepUp()
  return {
    stop: async () => {
      stopping.abort()
      hush()
      clearInterval(freeing)
      await runner.stop().catch(() => undefined) // it may have given up by itself
      await kept
    },
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined)

/**
 * Jobs that a killed program took and never ended are taken again, those of a runner that gave up at
 * once. Ours take seconds, and run twice without harm; the library alone would wait four hours.
 */
async function freeJobs({ db, staleAfter = 300 }: JobParts, gaveUp = ''): Promise<void> {
  await sql`update graphile_worker._private_jobs set locked_at = null, locked_by = null
    where locked_at < now() - make_interval(secs => ${staleAfter}) or locked_by = ${gaveUp}`.execute(
    db,
  )
}

/** A runner, and the name under which it holds its jobs. */
async function startRunner(parts: JobParts): Promise<{ runner: Runner; pool: string }> {
  const tools = { db: parts.db, clock: parts.clock }
  const events: WorkerEvents = new EventEmitter()
  let pool = ''
  events.on('pool:create', ({ workerPool }) => (pool = workerPool.id))
  const runner = await run({
    events,
    pgPool: poolOf(parts.db),
    noHandleSignals: true,
    preset: {
      worker: {
        concurrentJobs: 4,
        // Facts of other processes, and of transactions slow to commit, are found by looking.
        pollInterval: 1000,
        // In batches, ends of jobs are tried again while the database is away; alone, they are not
        // awaited by the library, and their failure would end the program.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
    logger: new Logger(() => (level: string, message) => {
      if (level === 'error') parts.log?.(message)
    }),
    taskList: Object.fromEntries(
      Object.entries(allJobs(parts)).map(([name, job]) => [
        name,
        (payload: unknown) => job((payload ?? {}) as Record<string, unknown>, tools), // oxlint-disable-line typescript/no-unsafe-type-assertion -- payloads are JSON objects
      ]),
    ),
    parsedCronItems: parseCronItems(schedule),
  })
  return { runner, pool }
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
  const stop = onFact(() => (timer ??= later(wake, 30)))
  return () => {
    stop()
    clearTimeout(timer)
  }
}
