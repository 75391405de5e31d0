// Decodes one HEIC picture in a thread of its own: it takes seconds, and must not hold up everyone.
// Plain JavaScript, since a thread begins with a file as it is; build.mjs puts it beside the program.
/* oxlint-disable unicorn/require-post-message-target-origin -- a thread's port has no origin */
import { parentPort, workerData } from 'node:worker_threads'
import decode from 'heic-decode'

/** @type {{ bytes: Uint8Array, mostPixels: number }} */
const { bytes, mostPixels } = workerData

const images = await decode.all({ buffer: bytes })
const [first] = images
if (!first) throw new Error('no picture in the container')
const { width, height } = first
// The size is known before memory is taken for the pixels.
if (width * height > mostPixels) parentPort?.postMessage({ width, height, data: null })
else {
  const { data } = await first.decode()
  const copy = new Uint8Array(data)
  parentPort?.postMessage({ width, height, data: copy }, [copy.buffer])
}
images.dispose()
