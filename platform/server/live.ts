import pg from 'pg'
import { sql } from 'kysely'
import { poolOf, type Db } from './database.ts'

/** One open page: what it may see is asked anew for every batch of changes. */
export interface Watcher {
  districtId: string
  /** Watchers with the same key see the same rows, so that one query serves them all. */
  sightKey: string
  /** Which of these ids the watcher may see. */
  visible(ids: readonly string[]): Promise<readonly string[]>
  /** Ids that changed; null means that some changes may have been missed, and everything is asked anew. */
  tell(ids: readonly string[] | null): void
}

export interface Live {
  watch(watcher: Watcher): () => void
  close(): Promise<void>
}

const channel = 'gongzhi_live'
const longestPause = 30_000

/**
 * Says to every process that something has changed. To be called after the change is committed
 * (from the job of a fact), never inside a business transaction: NOTIFY serialises commits.
 */
export async function shout(db: Db, changed: { districtId: string; id: string }): Promise<void> {
  await sql`select pg_notify(${channel}, ${`${changed.districtId} ${changed.id}`})`.execute(db)
}

/**
 * Hears what any process shouts, gathers it for `gatherMs`, and tells each watcher the ids that it
 * may see. A broken connection is opened again with growing pauses; since shouts may have been
 * missed meanwhile, all watchers are then told to ask anew.
 */
export async function openLive(
  db: Db,
  { gatherMs = 300, log }: { gatherMs?: number; log?: (error: unknown) => void } = {},
): Promise<Live> {
  const { connectionString } = poolOf(db).options
  const watchers = new Set<Watcher>()
  const gathered = new Map<string, Set<string>>()
  let flushing: NodeJS.Timeout | undefined
  let reopening: NodeJS.Timeout | undefined
  let client: pg.Client | undefined
  let closed = false

  const hear = (payload: string) => {
    const [districtId = '', id = ''] = payload.split(' ')
    gathered.set(districtId, (gathered.get(districtId) ?? new Set()).add(id))
    flushing ??= setTimeout(() => void flush(), gatherMs)
  }
  const flush = async () => {
    flushing = undefined
    const batch = [...gathered]
    gathered.clear()
    for (const [districtId, ids] of batch)
      // oxlint-disable-next-line no-await-in-loop -- one district after the other spares the pool
      await tellDistrict(
        [...watchers].filter((w) => w.districtId === districtId),
        [...ids],
        log,
      )
  }
  const listen = async (pause: number): Promise<void> => {
    const next = new pg.Client({ connectionString, keepAlive: true })
    next.on('error', () => undefined) // 'end' follows
    next.on('end', () => {
      if (!closed && client === next) reopen(1000)
    })
    next.on('notification', ({ payload }) => hear(payload ?? ''))
    try {
      await next.connect()
      await next.query(`listen ${channel}`)
      client = next
    } catch (error) {
      log?.(error)
      await next.end().catch(() => undefined)
      reopen(Math.min(pause * 2, longestPause))
    }
  }
  const reopen = (pause: number) => {
    if (closed) return
    reopening = setTimeout(() => void again(pause), pause)
  }
  const again = async (pause: number) => {
    await listen(pause)
    for (const watcher of watchers) watcher.tell(null)
  }
  await listen(500)
  return {
    watch: (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    close: async () => {
      closed = true
      clearTimeout(flushing)
      clearTimeout(reopening)
      await client?.end().catch(() => undefined)
    },
  }
}

/** One query for each kind of sight. A failed one makes its watchers ask anew rather than miss it. */
async function tellDistrict(
  watchers: readonly Watcher[],
  ids: readonly string[],
  log?: (error: unknown) => void,
): Promise<void> {
  const groups = new Map<string, [Watcher, ...Watcher[]]>()
  for (const watcher of watchers) {
    const group = groups.get(watcher.sightKey)
    if (group) group.push(watcher)
    else groups.set(watcher.sightKey, [watcher])
  }
  for (const group of groups.values()) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- as above
      const seen = await group[0].visible(ids)
      if (seen.length > 0) for (const watcher of group) watcher.tell(seen)
    } catch (error) {
      log?.(error)
      for (const watcher of group) watcher.tell(null)
    }
  }
}
