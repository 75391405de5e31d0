import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DatabaseStartError, failureIn } from './failures.ts'
import { give, type Place } from './place.ts'

const run = promisify(execFile)

/** The superuser and the database; both belong to this program alone. */
export const userName = 'gongzhi'

/**
 * The server's messages below LOG are left out: its ERROR lines quote rows, and residents' names and
 * telephone numbers have no business in a log. The program sees every error as an answer anyway.
 */
const settings = `# Written anew at every start. Your own settings go into ../local.conf
max_connections = 100
shared_buffers = 128MB
work_mem = 8MB
random_page_cost = 1.1
jit = off
fsync = on
synchronous_commit = on
password_encryption = scram-sha-256
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
log_min_messages = log
log_min_error_statement = panic
log_checkpoints = off
logging_collector = off
log_line_prefix = '%m [%p] '
`

/** The files that belong to the server, made when they are missing, and its settings of today. */
export async function prepareCluster(place: Place, durable: boolean): Promise<void> {
  if (await holdsCluster(place)) await checkVersion(place)
  else await initialise(place, durable)
  await writeFor(place, join(place.data, 'gongzhi.conf'), settings)
}

/** The generated password, kept 0600 beside the data. */
export async function readSecret({ secret }: Place): Promise<string> {
  const text = await readFile(secret, 'utf8').catch(() => '')
  if (!text.trim()) throw new DatabaseStartError('lost-secret', { file: secret })
  return text.trim()
}

async function holdsCluster({ data }: Place): Promise<boolean> {
  const names = await readdir(data).catch((): string[] => [])
  if (names.length > 0 && !names.includes('PG_VERSION'))
    throw new DatabaseStartError('damaged', { folder: data, detail: 'PG_VERSION' })
  return names.length > 0
}

async function checkVersion({ data, binaries }: Place): Promise<void> {
  const found = Number.parseInt(await readFile(join(data, 'PG_VERSION'), 'utf8'), 10)
  const about = { folder: data, found: String(found), ours: String(binaries.major) }
  if (found > binaries.major) throw new DatabaseStartError('newer-data', about)
  if (found < binaries.major) throw new DatabaseStartError('older-data', about)
}

/** Made under another name and renamed when complete: a start that was cut off leaves no half cluster. */
async function initialise(place: Place, durable: boolean): Promise<void> {
  const half = join(place.root, 'data.part')
  const password = join(place.root, 'run', 'password')
  const secret = randomBytes(24).toString('base64url')
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { mode: 0o700 })
  await give(place, half)
  await writeFile(place.secret, `${secret}\n`, { mode: 0o600 })
  await writeFor(place, password, `${secret}\n`)
  try {
    await run(place.binaries.initdb, initArguments(half, password, durable), {
      cwd: half,
      env: environment(),
      ...place.account,
    })
  } catch (error) {
    throw explain(error, place)
  } finally {
    await rm(password, { force: true })
  }
  const file = join(half, 'postgresql.conf')
  await writeFor(place, file, `include 'gongzhi.conf'\ninclude_if_exists '../local.conf'\n`)
  await rm(place.data, { recursive: true, force: true })
  await rename(half, place.data)
}

function initArguments(folder: string, password: string, durable: boolean): string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${userName}`,
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
    ...(durable ? [] : ['--no-sync']),
  ]
}

/** The operator's language and PostgreSQL variables must not reach the server. */
export function environment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'TMPDIR', 'SystemRoot', 'TEMP', 'TMP']
  const entries = kept.map((name) => [name, process.env[name]] as const)
  return { ...Object.fromEntries(entries.filter(([, value]) => value)), LC_ALL: 'C' }
}

async function writeFor(place: Place, file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 })
  await give(place, file)
}

function explain(error: unknown, place: Place): DatabaseStartError {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
  const detail = said.trim() || String(error)
  const cannotRun = /ENOENT|EACCES/.test(said ? '' : detail)
  const failure = cannotRun ? 'unsuited-system' : failureIn(detail)
  return new DatabaseStartError(failure, { folder: place.root, log: place.log, detail })
}
