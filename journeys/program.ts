import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { repositoryRoot } from '#platform/server/root.ts'

/** A data folder of a journey's own. */
export interface Place {
  folder: string
  remove(): Promise<void>
}

export interface Program {
  url: string
  /** What it printed, for the sign-in links. */
  printed(): string
  /** As a power cut would: no draining, no goodbye. */
  kill(): void
  stop(): Promise<void>
}

export async function aPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'gongzhi-journey-'))
  await chmod(folder, 0o711)
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** A data folder with all that a program which has ended left in another: started in it, one goes on from there. */
export async function aPlaceLike(folder: string): Promise<Place> {
  const place = await aPlace()
  // With owners and modes: a database refuses a folder that is not its own.
  execFileSync('cp', ['-a', `${folder}/.`, place.folder])
  return place
}

/** Starts the built program, or that of another root, on a free port or a given one with its own database, and waits until it is ready. */
export async function startProgram(
  { folder }: Place,
  { root = repositoryRoot, port = '0' }: { root?: string; port?: string } = {},
): Promise<Program> {
  const child = spawn(process.execPath, [join(root, 'dist/server/main.mjs'), 'serve'], {
    env: {
      ...process.env,
      NODE_ENV: 'development',
      PORT: port,
      GONGZHI_DATA: folder,
      DATABASE_URL: '',
      GONGZHI_URL: '',
      REPORTS_PER_MINUTE: '100000',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const url = await address(child, () => printed)
  return {
    url,
    printed: () => printed,
    kill: () => child.kill('SIGKILL'),
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function address(child: ChildProcess, printed: () => string): Promise<string> {
  const until = Date.now() + 400_000
  while (Date.now() < until) {
    const found = /Gongzhi {2}(http:\/\/127\.0\.0\.1:\d+)\//.exec(printed())
    if (found?.[1]) return found[1]
    if (child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  child.kill('SIGKILL')
  throw new Error(`the program did not start:\n${printed()}`)
}

interface Receipt {
  number: string
  shortCode: string
  ownKey: string
}

/** One resident's report over HTTP; throws unless it was acknowledged. */
export async function report(url: string, clientId: string): Promise<Receipt> {
  const reply = await fetch(`${url}/api/public/420704/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientId, words: '路灯不亮', address: '竹林北路' }),
  })
  if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`)
  return (await reply.json()) as Receipt // oxlint-disable-line typescript/no-unsafe-type-assertion -- acknowledged by our own program
}
