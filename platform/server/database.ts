import type { Duplex } from 'node:stream'
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from '#database/types.ts'

export type Db = Kysely<DB>
export type Tx = Transaction<DB>

pg.types.setTypeParser(pg.types.builtins.INT8, Number)
// A date stays the text YYYY-MM-DD: it has no time zone to be read in.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

const pools = new WeakMap<Db, pg.Pool>()

/** A statement as it was sent, for measuring. */
export interface Statement {
  text: string
  values: unknown[]
}

/** Opens a pool; every statement is prepared once per connection under a name made from its text. */
export function openDatabase(
  url: string,
  { max = 10, seen }: { max?: number; seen?: (statement: Statement) => void } = {},
): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    // Many short questions at once: helpers and compilers cost such a question more than they save.
    options: '-c max_parallel_workers_per_gather=0 -c jit=off',
    // Statements of one transaction that need nothing of each other do not wait for each other.
    pipeline: true,
  })
  // An idle connection died, or one in use: its query ends in the error, and the next opens another.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: naming(pool) }),
    ...(seen && {
      log: ({ query }) => seen({ text: query.sql, values: [...query.parameters] }),
    }),
  })
  sendAtOnce(db)
  pools.set(db, pool)
  return db
}

/**
 * In a transaction Kysely hands the connection to one statement after the other, so that each would
 * wait for the answer of the one before. The driver keeps them in order by itself and does not wait.
 */
function sendAtOnce(db: Db): void {
  const executor = db.getExecutor()
  const withProvider = executor.withConnectionProvider.bind(executor)
  executor.withConnectionProvider = (one) => {
    const connection = one.provideConnection((it) => Promise.resolve(it))
    return withProvider({ provideConnection: async (consumer) => consumer(await connection) })
  }
}

/** The pool under a database, for what needs the driver itself (jobs, COPY). */
export function poolOf(db: Db): pg.Pool {
  const pool = pools.get(db)
  if (!pool) throw new Error('this database was not opened by openDatabase')
  return pool
}

const ANEW = '/* planned anew */'

/**
 * Put into a statement whose best plan hangs on its values (a list in the scope of who asks): it is not
 * prepared, so that PostgreSQL plans it for these values each time.
 */
export const plannedAnew = sql.raw(ANEW)

const named = new Map<string, string>()

/** Bounded: lists with free filters make many texts, and each costs memory on every connection. */
function nameOf(text: string): string | undefined {
  const known = named.get(text)
  if (known || named.size >= 1000 || text.includes(ANEW)) return known
  const name = `s${named.size}`
  named.set(text, name)
  return name
}

function naming(pool: pg.Pool): pg.Pool {
  return new Proxy(pool, {
    get(target, key) {
      if (key !== 'connect') {
        const value: unknown = Reflect.get(target, key, target)
        return typeof value === 'function' ? value.bind(target) : value
      }
      return async () => namingClient(await target.connect())
    },
  })
}

const wrapped = new WeakMap<pg.PoolClient, pg.PoolClient>()

function namingClient(client: pg.PoolClient): pg.PoolClient {
  const known = wrapped.get(client)
  if (known) return known
  const proxy = new Proxy(client, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      if (key === 'query')
        return (text: unknown, values?: unknown[]) => {
          if (committing.has(target)) return Promise.reject(new Error('sent after the commit'))
          inOnePacket(target)
          if (text === 'begin') return begun(target)
          if (text === 'commit') return committed(target)
          if (text === FREE_EARLY) freesEarly.add(target)
          if (text === 'rollback') freesEarly.delete(target)
          const name = typeof text === 'string' && values?.length ? nameOf(text) : undefined
          return name === undefined
            ? target.query(text as string, values)
            : target.query({ name, text: text as string, values: values ?? [] })
        }
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  wrapped.set(client, proxy)
  return proxy
}

const held = new WeakSet<pg.PoolClient>()

/**
 * What is sent in one breath, and the commit that comes of it by itself, leaves in one packet: a call
 * of the operating system costs more than a statement.
 */
function inOnePacket(client: pg.PoolClient): void {
  if (held.has(client)) return
  // The driver does the same around each statement; its types do not show the socket.
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection
  held.add(client)
  stream.cork()
  const send = () => {
    held.delete(client)
    stream.uncork()
  }
  // A commit is called for a tick later, by what went before in this breath.
  process.nextTick(() => queueMicrotask(() => process.nextTick(send)))
}

/**
 * The first question goes out with the `begin` before it. Nothing is lost by not waiting: where `begin`
 * fails the connection is dead, and the question fails as well.
 */
async function begun(client: pg.PoolClient): Promise<{ command: string; rows: unknown[] }> {
  client.query('begin').catch(() => undefined)
  return { command: 'BEGIN', rows: [] }
}

/**
 * Sent in a transaction whose locks others queue for: they go free when it is done, not when the disk has
 * it. What comes behind the commit writes a mark of its own and ends when that, and so all before it, is
 * on the disk. Nobody is told of it sooner; PostgreSQL writes what several wait for at once.
 */
const FREE_EARLY = 'set local synchronous_commit = off'
const ON_DISK = `select pg_logical_emit_message(true, 'gongzhi', '')`
const freesEarly = new WeakSet<pg.PoolClient>()

const committing = new WeakSet<pg.PoolClient>()

/**
 * Nothing may follow a commit under way: it would be done outside the transaction. PostgreSQL answers the
 * commit of a transaction in which something failed with a rollback and no error: nobody is told it was stored.
 */
async function committed(client: pg.PoolClient): Promise<pg.QueryResult> {
  committing.add(client)
  try {
    const [result] = await together(
      client.query('commit'),
      freesEarly.delete(client) ? client.query(ON_DISK) : undefined,
    )
    if (result.command === 'ROLLBACK') throw new Error('rolled back: a statement before had failed')
    return result
  } finally {
    committing.delete(client)
  }
}

/**
 * Runs work in one transaction: all of it happens, or none.
 * Inside an open transaction it becomes a savepoint of that one, so a test can wrap whole requests
 * in a transaction and roll everything back, while each request still undoes its own failures.
 */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (!db.isTransaction) return db.transaction().execute(work)
  await sql`savepoint step`.execute(db)
  remembered.delete(db)
  try {
    const result = await work(db as Tx)
    await sql`release savepoint step`.execute(db)
    return result
  } catch (error) {
    // Released as well: it would stand in the way of the savepoint around it, which has the same name.
    await sql`rollback to savepoint step`.execute(db)
    await sql`release savepoint step`.execute(db)
    throw error
  } finally {
    remembered.delete(db)
  }
}

/**
 * Like `transact`, where nothing hangs on the answers to the last statements: `work` sends them all at
 * once (`together`) and answers their promise in `last`, and the commit travels right behind them, so
 * that locks are held for no longer than the server itself needs. Where one of them fails nothing is
 * done, and its error is thrown. A statement that waits for the answer of another comes too late, and fails.
 */
export async function transactAtOnce<T>(
  db: Db,
  work: (tx: Tx) => Promise<{ last: Promise<T> }>,
): Promise<T> {
  if (db.isTransaction) return transact(db, async (tx) => (await work(tx)).last)
  let last: Promise<T> | undefined
  const ended = db.transaction().execute(async (tx) => {
    sql
      .raw(FREE_EARLY)
      .execute(tx)
      .catch(() => undefined) // the connection is dead then, and all that follows fails as well
    ;({ last } = await work(tx))
    last.catch(() => undefined)
    // By then the driver has everything that needs no answer.
    await new Promise<void>((resolve) => process.nextTick(resolve))
  })
  await ended.catch(() => undefined)
  // The commit of what had failed says nothing of why.
  const [result] = await together(last, ended)
  return result as T // oxlint-disable-line typescript/no-unsafe-type-assertion -- without it, the second has thrown
}

type Outcomes<T extends readonly unknown[]> = { -readonly [K in keyof T]: Awaited<T[K]> }

/**
 * Waits for statements that were sent together. All have ended before a failure is thrown, so that
 * none outlives its transaction; those that failed only because another had are not the reason.
 */
export async function together<const T extends readonly unknown[]>(
  ...sent: T
): Promise<Outcomes<T>> {
  const ended = await Promise.allSettled(sent)
  const reasons = ended.flatMap((e) => (e.status === 'rejected' ? [e.reason as unknown] : []))
  if (reasons.length > 0)
    throw reasons.find((r) => !(r instanceof pg.DatabaseError && r.code === '25P02')) ?? reasons[0]
  return ended.map((e) => (e.status === 'fulfilled' ? e.value : undefined)) as Outcomes<T> // oxlint-disable-line typescript/no-unsafe-type-assertion -- none was rejected
}

const remembered = new WeakMap<Db, Map<string, unknown>>()

/**
 * What one transaction has read already and need not read again, by key; gone with the transaction.
 * Whoever changes what is kept changes it here as well. Outside a transaction nothing is kept.
 */
export function memoryOf<T>(db: Db): Map<string, T> {
  if (!db.isTransaction) return new Map()
  const known = remembered.get(db) ?? new Map<string, unknown>()
  remembered.set(db, known)
  return known as Map<string, T> // oxlint-disable-line typescript/no-unsafe-type-assertion -- each caller has keys of its own
}

/** The name of the constraint that a failed statement broke, for mapping to a Problem. */
export function brokenConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.constraint : undefined
}
