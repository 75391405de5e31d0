import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { smtpDriver, webhookDriver, type Driver } from '#modules/notices/server/index.ts'
import { createSignInLink } from '#modules/people/server/index.ts'
import { listDistricts } from '#modules/places/server/index.ts'
import { endLearning } from '#modules/reading/server/index.ts'
import { migrate, pendingMigrations, refuseNewerData } from '#platform/server/migrate.ts'
import { repositoryRoot } from '#platform/server/root.ts'
import { buildServer } from '../app.ts'
import { StartProblem, type Configuration } from '../configuration.ts'
import { demonstrationPeople, loadDemonstration } from '../demo/index.ts'
import { startJobs } from '../jobs.ts'
import { loggerOf } from '../log.ts'
import { openGround, type Ground } from '../open.ts'
import { allow, progressBar, say } from '../say.ts'

const systemClock = () => new Date()

/** Starts everything, prints where it is and how to sign in, and runs until it is told to stop. */
export async function serve(args: string[]): Promise<void> {
  allow(args)
  const ground = await openGround(say)
  try {
    await run(ground)
  } finally {
    await ground.close()
  }
}

async function run(ground: Ground): Promise<void> {
  const { configuration } = ground
  await prepareDatabase(ground, systemClock)
  const drivers = driversOf(configuration)
  const outgoing = {
    production: configuration.production,
    networks: configuration.outgoingNetworks,
  }
  const app = await buildServer({
    db: ground.db,
    clock: systemClock,
    cipher: ground.cipher,
    store: ground.store,
    reportsPerMinute: configuration.reportsPerMinute,
    live: true,
    tiles: configuration.tiles,
    picturesPerMinute: configuration.picturesPerMinute,
    publicUrl: configuration.publicUrl,
    outgoing,
    webFolder: join(repositoryRoot, 'dist/web'),
    secureCookies: configuration.publicUrl.startsWith('https://'),
    logger: loggerOf(process.env['LOG_LEVEL'] ?? (configuration.production ? 'info' : 'warn')),
  })
  try {
    // Heard from the first request on: whoever sees the address may stop it.
    const told = toldToStop()
    await listen(app, configuration)
    const runner = await startJobs({
      db: ground.db,
      clock: systemClock,
      cipher: ground.cipher,
      store: ground.store,
      drivers,
      outgoing,
      publicUrl: configuration.publicUrl,
      log: (message) => app.log.error(message),
    })
    await greet(ground, app)
    await told
    // No new requests first; what they have asked of the jobs is done by the next start.
    await app.close()
    endLearning()
    await runner.stop()
  } finally {
    await app.close()
  }
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve())
  })
}

/** Production changes nothing by itself and refuses what must not be there. */
async function prepareDatabase(
  { db, configuration, cipher, store }: Ground,
  clock: () => Date,
): Promise<void> {
  if (configuration.production) {
    await refuseNewerData(db)
    const pending = await pendingMigrations(db)
    if (pending.length > 0)
      throw new StartProblem(
        `数据库还缺 ${pending.length} 个迁移，请先运行 gongzhi migrate。`,
        `The database lacks ${pending.length} migrations: run gongzhi migrate first.`,
      )
    if ((await listDistricts(db)).some((d) => d.demo))
      throw new StartProblem(
        '生产模式不能带演示数据启动。',
        'Production does not start with demonstration data.',
      )
    return
  }
  await migrate(db)
  if (process.env['GONGZHI_DEMO'] === 'off') return
  const bar = progressBar()
  await loadDemonstration(db, {
    cipher,
    store,
    now: clock(),
    progress: (done, total) => bar.show('演示数据 demonstration', done, total),
  })
  bar.end()
}

function driversOf(configuration: Configuration): Driver[] {
  const drivers: Driver[] = []
  if (configuration.smtpUrl)
    drivers.push(smtpDriver({ url: configuration.smtpUrl, from: configuration.mailFrom }))
  if (configuration.smsUrl)
    drivers.push(webhookDriver({ channel: 'sms', url: configuration.smsUrl }))
  if (configuration.wecomUrl)
    drivers.push(webhookDriver({ channel: 'wecom', url: configuration.wecomUrl }))
  return drivers
}

async function listen(app: FastifyInstance, { host, port }: Configuration): Promise<void> {
  await app.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new StartProblem(
        `端口 ${port} 已被占用；可用 PORT=3001 换一个。`,
        `Port ${port} is taken; choose another with PORT=3001.`,
      )
    throw error
  })
}

async function greet({ db, configuration }: Ground, app: FastifyInstance): Promise<void> {
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : configuration.port
  const base = process.env['GONGZHI_URL'] || `http://127.0.0.1:${port}`
  say(`\n共治 Gongzhi  ${base}/\n`)
  const people = await demonstrationPeople(db)
  if (people.length === 0) return
  say('演示数据：人名为虚构。每人一个一次性登录链接（24 小时内有效）。')
  say('Demonstration data: the people are invented. One-time sign-in links, valid for 24 hours.\n')
  for (const person of people) {
    // oxlint-disable-next-line no-await-in-loop -- printed in order
    const token = await createSignInLink(db, {
      districtId: person.districtId,
      personId: person.personId,
      postId: person.postId,
      now: new Date(),
      hours: 24,
    })
    say(`  ${person.district} ${person.roleTitle} ${person.name}\n    ${base}/sign-in/${token}`)
  }
  say('')
}
