import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyReply } from 'fastify'
import type { Paper } from '#kernel/paper.ts'
import { Problem } from '../problem.ts'
import type { Answer, Order } from './program.ts'

export type PaperFormat = 'pdf' | 'docx'

/** A paper in a file of its own; whoever asked for it removes it. */
export interface Printed {
  path: string
  bytes: number
  remove: () => Promise<void>
}

const MIME: Record<PaperFormat, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** More waiting than this is a crowd; the others are asked to come back. */
const MOST_WAITING = 20
/** The longest paper takes some seconds; what takes longer hangs. */
const LONGEST = 120_000
/** The program waits for the next paper so long, and ends sooner where it has grown. */
const IDLE = 60_000
const MOST_MEMORY = 220 * 1024 * 1024
/** Of the heap of the program: with fonts and pictures it stays below 300 MB. */
const HEAP_MB = 140

let waiting = 0
let last: Promise<unknown> = Promise.resolve()
let program: ChildProcess | null = null
let idle: NodeJS.Timeout | undefined
let orders = 0

/**
 * Prints a paper, one after the other, in a program beside this one. What cannot be printed is a
 * Problem: 429 where too many wait, 500 `paper.failed` where the program fell over it.
 */
export async function printPaper(paper: Paper, format: PaperFormat): Promise<Printed> {
  if (waiting >= MOST_WAITING) throw new Problem(429, 'request.too_many', { retryAfterSeconds: 20 })
  waiting++
  const turn = last.then(() => print(paper, format))
  last = turn.catch(() => undefined).finally(() => waiting--)
  return await turn
}

/** Prints a paper and sends it as a file of this name, without its ending. */
export async function sendPaper(
  reply: FastifyReply,
  paper: Paper,
  as: { format: PaperFormat; name: string; inline?: boolean },
): Promise<FastifyReply> {
  const printed = await printPaper(paper, as.format)
  const file = createReadStream(printed.path)
  file.once('close', () => void printed.remove())
  const name = encodeURIComponent(`${as.name}.${as.format}`)
  return reply
    .header('content-type', MIME[as.format])
    .header('content-length', printed.bytes)
    .header('cache-control', 'no-store')
    .header(
      'content-disposition',
      `${as.inline ? 'inline' : 'attachment'}; filename="paper.${as.format}"; filename*=UTF-8''${name}`,
    )
    .send(file)
}

async function print(paper: Paper, format: PaperFormat): Promise<Printed> {
  const folder = await mkdtemp(join(tmpdir(), 'gongzhi-paper-'))
  const path = join(folder, `paper.${format}`)
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await ask({ id: ++orders, paper, format, path })
    return { path, bytes: (await stat(path)).size, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function ask(order: Order): Promise<void> {
  clearTimeout(idle)
  const child = (program ??= begin())
  // While a paper is waited for, the server does not end by itself.
  child.channel?.ref()
  const gone = new AbortController()
  const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(LONGEST)])
  const ended = () => gone.abort()
  child.once('exit', ended)
  try {
    // A paper that cannot be handed over is a fault at once, not a wait.
    child.send(order, (error) => error && gone.abort())
    const [answer]: Answer[] = await once(child, 'message', { signal })
    if (!answer || answer.id !== order.id || answer.fault !== undefined)
      throw new Problem(500, 'paper.failed', { fault: answer?.fault ?? '' })
    if (answer.memory > MOST_MEMORY) end(child)
  } catch (error) {
    end(child)
    if (error instanceof Problem) throw error
    throw new Problem(500, 'paper.failed', {})
  } finally {
    child.off('exit', ended)
    child.channel?.unref()
    idle = setTimeout(() => program && end(program), IDLE)
    idle.unref()
  }
}

function end(child: ChildProcess): void {
  if (program === child) program = null
  child.kill('SIGKILL')
}

/** Beside the built program lies the built one for papers; from the sources it is run as they are. */
function begin(): ChildProcess {
  const built = fileURLToPath(new URL('paper-program.mjs', import.meta.url))
  const fromSources = !existsSync(built)
  const child = fork(
    fromSources ? fileURLToPath(new URL('program.ts', import.meta.url)) : built,
    [],
    {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${HEAP_MB}`, ...(fromSources ? ['--import', 'tsx'] : [])],
      // The library of pictures takes and gives back memory in many threads, and what lies between is
      // lost to everyone: one store for all keeps the program a third smaller.
      env: { ...process.env, MALLOC_ARENA_MAX: '1', UV_THREADPOOL_SIZE: '2' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    },
  )
  child.unref()
  child.channel?.unref()
  child.once('exit', () => {
    if (program === child) program = null
  })
  child.on('error', () => end(child))
  return child
}

/** Ends the program, for whoever stops for good; the next paper begins another. */
export function endPaperProgram(): void {
  clearTimeout(idle)
  if (program) end(program)
}
