import sharp, { type Sharp } from 'sharp'
import { invalid, Problem } from '#platform/server/problem.ts'
import { MOST_PICTURE_BYTES } from '#platform/shared/pictures.ts'
import { decodeHeic } from './heic.ts'
import {
  blocksOf,
  boxOf,
  longestSide,
  MOST_PIXELS,
  mediaTypeOf,
  type Box,
  type MediaType,
  type Region,
} from '../domain/picture.ts'

export interface Derivative {
  bytes: Buffer
  width: number
  height: number
}

export interface Picture {
  mediaType: MediaType
  /** As it is seen, orientation applied. */
  width: number
  height: number
  public: Derivative
  thumb: Derivative
}

const broken = () => invalid('files.broken_picture')

/** Reads what was sent; ends in 400 or 413 where it is no picture that we take. */
export async function readPicture(bytes: Uint8Array): Promise<Picture> {
  const mediaType = checked(bytes)
  try {
    const source = await pixelsOf(bytes, mediaType)
    const seen = await smaller(source(), longestSide.public)
    const thumb = await smaller(sharp(seen.bytes), longestSide.thumb)
    const { autoOrient } = await source().metadata()
    return { mediaType, width: autoOrient.width, height: autoOrient.height, public: seen, thumb }
  } catch (error) {
    throw error instanceof Problem ? error : broken()
  }
}

function checked(bytes: Uint8Array): MediaType {
  if (bytes.length > MOST_PICTURE_BYTES)
    throw new Problem(413, 'files.too_large', { most: MOST_PICTURE_BYTES })
  const mediaType = mediaTypeOf(bytes)
  if (!mediaType) throw invalid('files.not_a_picture')
  return mediaType
}

/** Refuses by size before any pixel is unfolded. */
function checkPixels(width: number, height: number): void {
  if (width * height > MOST_PIXELS)
    throw invalid('files.too_many_pixels', { width, height, most: MOST_PIXELS })
}

/** Opens a picture once; every call of what it answers begins anew from its pixels. */
async function pixelsOf(bytes: Uint8Array, mediaType: MediaType): Promise<() => Sharp> {
  if (mediaType === 'image/heic') {
    const { data, ...size } = await decodeHeic(bytes, {
      mostPixels: MOST_PIXELS,
      check: checkPixels,
    })
    return () => sharp(data, { raw: { ...size, channels: 4 } })
  }
  const options = { failOn: 'error', limitInputPixels: false } as const
  const { width, height } = await sharp(bytes, options).metadata()
  checkPixels(width, height)
  return () => sharp(bytes, options)
}

/** Turned upright, at most so long, without any metadata, transparent parts white. */
async function smaller(picture: Sharp, side: number): Promise<Derivative> {
  const { data, info } = await picture
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 82 })
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.height }
}

/**
 * The public picture with parts made unreadable: each region is reduced to a few blocks, from the
 * original, so that nothing of it is in the result.
 */
export async function redact(
  original: Uint8Array,
  regions: readonly Region[],
): Promise<{ public: Derivative; thumb: Derivative }> {
  const seen = await smaller((await pixelsOf(original, checked(original)))(), longestSide.public)
  const boxes = regions.map((region) => boxOf(region, seen.width, seen.height))
  if (boxes.length === 0 || boxes.includes(null)) throw invalid('files.bad_regions')
  const covers = await Promise.all(boxes.map((box) => coverOf(seen.bytes, box!)))
  const { data, info } = await sharp(seen.bytes)
    .composite(covers)
    .jpeg({ quality: 82 })
    .toBuffer({ resolveWithObject: true })
  const made = { bytes: data, width: info.width, height: info.height }
  return { public: made, thumb: await smaller(sharp(data), longestSide.thumb) }
}

async function coverOf(picture: Buffer, box: Box) {
  const blocks = await sharp(picture)
    .extract(box)
    .resize({ ...blocksOf(box), fit: 'fill', kernel: 'cubic' })
    .png()
    .toBuffer()
  const input = await sharp(blocks)
    .resize({ width: box.width, height: box.height, fit: 'fill', kernel: 'nearest' })
    .png()
    .toBuffer()
  return { input, left: box.left, top: box.top }
}
