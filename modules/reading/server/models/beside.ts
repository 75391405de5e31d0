import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { learning, type Example, type Learned } from '../../domain/classifier/train.ts'
import { unpacked } from './packing.ts'
import type { Lesson } from './program.ts'

/** Letters times labels. What is less is learned in less time than a program takes to begin. */
const SHORT = 1_000_000
/** Of the heap of the program; with the numbers beside it the whole stays below 1 GB. */
const HEAP_MB = 600
/** Ten thousand cases take two minutes of a slow processor; what takes longer hangs. */
const LONGEST = 30 * 60_000

const running = new Set<ChildProcess>()

/**
 * Learns from examples in a program beside this one, so that who is served meanwhile notices nothing.
 * Throws where the program ended before it had learned: by a signal, or for want of memory.
 */
export async function learnBeside(examples: readonly Example[]): Promise<Learned> {
  const labels = new Set(examples.flatMap((one) => one.labels)).size
  const letters = examples.reduce(
    (sum, { message }) => sum + message.subject.length + message.detail.length,
    0,
  )
  return labels * letters < SHORT ? patiently(examples) : inProgram(examples)
}

/** Ends what is being learned, for whoever stops for good; what stands goes on standing. */
export function endLearning(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** Between two steps everybody else has a turn. */
async function patiently(examples: readonly Example[]): Promise<Learned> {
  const steps = learning(examples)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await setImmediate() // oxlint-disable-line no-await-in-loop -- the pause is what it is for
  }
}

async function inProgram(examples: readonly Example[]): Promise<Learned> {
  const child = begin()
  const gone = new AbortController()
  const signal = AbortSignal.any([gone.signal, AbortSignal.timeout(LONGEST)])
  child.once('exit', () => gone.abort(new Error('the program for learning ended early')))
  child.once('error', (error) => gone.abort(error))
  running.add(child)
  try {
    child.send(examples, (error) => error && gone.abort(error))
    const [lesson]: Lesson[] = await once(child, 'message', { signal })
    const model = lesson && unpacked(lesson.model)
    if (!model) throw new Error('the program for learning answered nothing')
    return { model, scores: lesson.scores, held: lesson.held }
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  } finally {
    running.delete(child)
    child.kill('SIGKILL')
  }
}

/** Beside the built server lies the built program; from the sources it is run as they are. */
function begin(): ChildProcess {
  const built = fileURLToPath(new URL('learning-program.mjs', import.meta.url))
  const fromSources = !existsSync(built)
  const program = fromSources ? fileURLToPath(new URL('program.ts', import.meta.url)) : built
  return fork(program, [], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${HEAP_MB}`, ...(fromSources ? ['--import', 'tsx'] : [])],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}
