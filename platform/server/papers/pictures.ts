import { readFile, stat } from 'node:fs/promises'
import sharp from 'sharp'
import type { Block, Picture, PictureSource } from '#kernel/paper.ts'

export interface Proportions {
  width: number
  height: number
}

/** What a picture is on paper: so large, and whether its bytes can be laid in as they are. */
export interface Seen extends Proportions {
  asItIs: boolean
}

/** More than this is more than a printer shows on the width of a page. */
const MOST_PIXELS = 1600
const MOST_BYTES = 900_000
const MOST_INPUT_PIXELS = 60_000_000

export const picturesOf = (block: Block): readonly Picture[] =>
  block.kind === 'pictures' ? block.pictures : []

/** How large a picture stands upright; null where it cannot be read. */
export async function lookAt(source: PictureSource): Promise<Seen | null> {
  try {
    const { width, height, orientation, format } = await opened(source).metadata()
    const turned = (orientation ?? 1) >= 5
    const bytes = typeof source === 'string' ? (await stat(source)).size : source.length
    const asItIs =
      format === 'jpeg' &&
      (orientation ?? 1) === 1 &&
      bytes <= MOST_BYTES &&
      Math.max(width, height) <= MOST_PIXELS * 1.5
    return turned ? { width: height, height: width, asItIs } : { width, height, asItIs }
  } catch {
    return null
  }
}

/** The bytes of a picture as JPEG, upright and no larger than paper shows; null where it cannot be read. */
export async function jpegOf(
  source: PictureSource,
  seen: Seen,
  most = MOST_PIXELS,
): Promise<Buffer | null> {
  try {
    if (seen.asItIs && (most === MOST_PIXELS || Math.max(seen.width, seen.height) <= most))
      return typeof source === 'string' ? await readFile(source) : Buffer.from(source)
    return await opened(source)
      .rotate()
      .resize(most, most, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 80 })
      .toBuffer()
  } catch {
    return null
  }
}

const opened = (source: PictureSource) =>
  sharp(source, { failOn: 'none', limitInputPixels: MOST_INPUT_PIXELS })
