import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Problem } from '#platform/server/problem.ts'

export interface Pixels {
  data: Buffer
  width: number
  height: number
}

interface Answer {
  width: number
  height: number
  /** Null where there are too many pixels to unfold. */
  data: Uint8Array | null
}

/** One at a time leaves a processor to everyone else; more than this waiting is a crowd. */
const MOST_WAITING = 20
/** The largest picture takes some seconds; what takes longer was made to. */
const LONGEST = 30_000

let waiting = 0
let last: Promise<unknown> = Promise.resolve()

/**
 * The first picture of a HEIC container as RGBA, turned upright by the decoder, made in a thread
 * beside this one. `check` sees the size before memory is taken for the pixels and may throw.
 */
export async function decodeHeic(
  bytes: Uint8Array,
  { mostPixels, check }: { mostPixels: number; check: (width: number, height: number) => void },
): Promise<Pixels> {
  if (waiting >= MOST_WAITING) throw new Problem(429, 'request.too_many', { retryAfterSeconds: 20 })
  waiting++
  const turn = last.then(() => decodeInThread(bytes, mostPixels))
  last = turn.catch(() => undefined).finally(() => waiting--)
  const { data, width, height } = await turn
  check(width, height)
  if (!data) throw new Error('the picture is too large')
  return { data: Buffer.from(data.buffer, data.byteOffset, data.byteLength), width, height }
}

async function decodeInThread(bytes: Uint8Array, mostPixels: number): Promise<Answer> {
  const thread = new Worker(new URL('heic-worker.mjs', import.meta.url), {
    workerData: { bytes, mostPixels },
    resourceLimits: { maxOldGenerationSizeMb: 128 },
    stdout: true,
    stderr: true,
  })
  try {
    const signal = AbortSignal.timeout(LONGEST)
    const [answer]: Answer[] = await once(thread, 'message', { signal })
    if (!answer) throw new Error('no answer')
    return answer
  } finally {
    await thread.terminate()
  }
}
