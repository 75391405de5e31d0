import decode from 'heic-decode'

export interface Pixels {
  data: Buffer
  width: number
  height: number
}

/**
 * The first picture of a HEIC container as RGBA, turned upright by the decoder. `check` sees the size
 * before memory is taken for the pixels and may throw. Runs in this thread: seconds for the largest.
 */
export async function decodeHeic(
  bytes: Uint8Array,
  check: (width: number, height: number) => void,
): Promise<Pixels> {
  const images = await decode.all({ buffer: bytes })
  try {
    const [first] = images
    if (!first) throw new Error('no picture in the container')
    check(first.width, first.height)
    const { data, width, height } = await first.decode()
    return { data: Buffer.from(data.buffer, data.byteOffset, data.byteLength), width, height }
  } finally {
    images.dispose()
  }
}
