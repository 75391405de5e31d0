import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { environment } from './cluster.ts'
import { DatabaseStartError, failureIn } from './failures.ts'
import type { Place } from './place.ts'
import { isServerOf, markOf, processesIn } from './processes.ts'
import { pause, until } from './waiting.ts'

/** A server that takes connections. */
export interface Running {
  pid: number
  port: number
  /** Settles when it runs no more, whoever stopped it. */
  gone: Promise<void>
  /** Stops it when it is ours; leaves another program's server alone. */
  stop(): Promise<void>
}

/** Watches the pipe from our program: at its end, which comes however we die, the server is told to stop. */
const unixKeeper = `
server=$$
watch() {
  read -r _ <&3 && exit 0
  kill -INT $server
  n=0
  while kill -0 $server && [ $n -lt 30 ]; do sleep 0.1; n=$((n + 1)); done
  kill -QUIT $server
}
( watch </dev/null >/dev/null 2>&1 & )
exec "$@" 3<&-
`
const windowsKeeper = `
process.stdin.on('data', () => process.exit()).on('end', () =>
  require('node:child_process').spawnSync(process.argv[1], ['stop', '-m', 'fast', '-D', process.argv[2]]))
`

/** What the server's own pid file says; null when there is none. */
async function readPidFile(
  data: string,
): Promise<{ pid: number; port: number; ready: boolean } | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  return pid > 0 ? { pid, port: Number(lines[3]), ready: lines[7] === 'ready' } : null
}

/**
 * The server that another living program of ours has started on this data, or null. A server whose
 * program is dead is stopped, and what it left behind is cleared away.
 */
export async function adoptOrClear(place: Place): Promise<Running | null> {
  const found = await readPidFile(place.data)
  if (found && (await isServerOf(found.pid, place.data))) {
    if (found.ready && (await ownerLives(place))) return adopted(found, place)
    await stopProcess(found.pid, place)
  } else if (found) {
    await clearStale(found.pid, place)
  }
  return null
}

async function ownerLives({ owner }: Place): Promise<boolean> {
  const mark = await readFile(owner, 'utf8').catch(() => '')
  return mark !== '' && (await markOf(Number(mark.split(' ')[0]))) === mark
}

function adopted({ pid, port }: { pid: number; port: number }, { data }: Place): Running {
  const ended = async () => {
    while (await isServerOf(pid, data)) await unheld(500) // oxlint-disable-line no-await-in-loop -- it is no child of ours, so nobody tells us
  }
  return { pid, port, gone: ended(), stop: async () => {} }
}

/** A pause that does not keep the program running. */
function unheld(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds).unref())
}

/**
 * The file of a server that was killed. Its number may by now be a stranger's, for which PostgreSQL
 * would refuse to start, so then it is removed; but never while processes of that server still write.
 */
async function clearStale(pid: number, { data }: Place): Promise<void> {
  const gone = async () => (await processesIn(data)).length === 0
  if (!(await until(gone, 2000))) {
    for (const left of await processesIn(data)) tell(left, 'SIGKILL')
    await until(gone, 5000)
  }
  const stillThere = await readPidFile(data)
  if (stillThere?.pid === pid) await rm(join(data, 'postmaster.pid'), { force: true })
}

/** Starts a server of our own and waits until it takes connections, however long recovery takes. */
export async function launch(
  place: Place,
  port: number,
  settings: Record<string, string>,
): Promise<Running> {
  if (place.socket) await emptyFolder(place.socket)
  await writeFile(place.owner, (await markOf(process.pid)) ?? '', { mode: 0o600 })
  const from = await turnLog(place.log)
  const child = await spawnServer(place, serverArguments(place, port, settings))
  const exited = once(child, 'exit').then(() => dismiss(child))
  const ready = await untilReady(child, place)
  if (!ready) throw await explain(place, from, port)
  child.unref()
  const pid = child.pid ?? 0
  return { pid, port, gone: exited, stop: () => stopChild(child, exited, place) }
}

function serverArguments(place: Place, port: number, settings: Record<string, string>): string[] {
  const { socket } = place
  const all = {
    port: String(port),
    listen_addresses: socket ? '' : '127.0.0.1',
    unix_socket_directories: socket ?? '',
    unix_socket_permissions: '0700',
    ...settings,
  }
  return [
    '-D',
    place.data,
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

/**
 * In a process group of its own, so that Ctrl-C reaches only our program, which stops the server
 * last. Its words go to a file and not to us: a pipe would break with our program.
 */
async function spawnServer(place: Place, args: string[]): Promise<ChildProcess> {
  const { postgres, control } = place.binaries
  const log = await open(place.log, 'a', 0o600)
  try {
    const options = { cwd: place.data, env: environment(), detached: true, windowsHide: true }
    if (process.platform === 'win32') {
      const child = spawn(postgres, args, { ...options, stdio: ['ignore', log.fd, log.fd] })
      const keeper = spawn(process.execPath, ['-e', windowsKeeper, control, place.data], {
        ...options,
        stdio: ['pipe', 'ignore', 'ignore'],
      })
      keeper.unref()
      child.once('exit', () => keeper.stdin.end('done'))
      return child
    }
    const child = spawn('/bin/sh', ['-c', unixKeeper, 'keeper', postgres, ...args], {
      ...options,
      ...(place.account && { uid: place.account.uid, gid: place.account.gid }),
      stdio: ['ignore', log.fd, log.fd, 'pipe'],
    })
    const pipe = pipeOf(child)
    pipe?.on('error', () => {})
    pipe?.unref()
    return child
  } finally {
    await log.close()
  }
}

function pipeOf(child: ChildProcess): Socket | undefined {
  return child.stdio[3] as Socket | undefined
}

/** The keeper is told that all is over, before the server's number can become a stranger's. */
function dismiss(child: ChildProcess): void {
  pipeOf(child)?.end('done\n')
}

async function untilReady(child: ChildProcess, { data }: Place): Promise<boolean> {
  const over = () => child.exitCode !== null || child.signalCode !== null || !child.pid
  const ready = async () => {
    const file = await readPidFile(data)
    return file?.pid === child.pid && file?.ready === true
  }
  await until(async () => over() || (await ready()), Number.POSITIVE_INFINITY, 10)
  return !over()
}

async function explain(place: Place, from: number, port: number): Promise<DatabaseStartError> {
  const text = await readFile(place.log).catch(() => Buffer.alloc(0))
  const said = text.subarray(from).toString('utf8').trim()
  const detail = said.split('\n').slice(-5).join('\n')
  return new DatabaseStartError(failureIn(said), {
    folder: place.data,
    owner: '?',
    port: String(port),
    log: place.log,
    detail,
  })
}

async function stopChild(child: ChildProcess, exited: Promise<void>, place: Place): Promise<void> {
  child.ref()
  if (child.pid && child.exitCode === null && child.signalCode === null)
    await stopProcess(child.pid, place)
  await exited
  await rm(place.owner, { force: true })
}

/** Fast: clients are cut off and everything is written; after 20 s without that, at once. */
async function stopProcess(pid: number, place: Place): Promise<void> {
  const gone = async () => !(await isServerOf(pid, place.data))
  if (process.platform === 'win32') {
    const words = ['stop', '-m', 'fast', '-D', place.data]
    await promisify(execFile)(place.binaries.control, words).catch(() => {})
  } else tell(pid, 'SIGINT')
  if (await until(gone, 20_000)) return
  tell(pid, 'SIGQUIT')
  if (await until(gone, 5000)) return
  tell(pid, 'SIGKILL')
  await until(gone, 5000)
  await pause(200)
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It is gone already, which is what was wanted.
  }
}

async function emptyFolder(folder: string): Promise<void> {
  await Promise.all((await readdir(folder)).map((name) => rm(join(folder, name), { force: true })))
}

/** Keeps one older log of up to 8 MB; answers where this start's words will begin. */
async function turnLog(log: string): Promise<number> {
  const size = (await stat(log).catch(() => null))?.size ?? 0
  if (size < 8 * 1024 * 1024) return size
  await rename(log, `${log}.old`)
  return 0
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}
