/** The largest picture, in pixels; a small file can unfold into far more memory than it takes. */
export const MOST_PIXELS = 50_000_000

/** The longest side of what is shown. */
export const longestSide = { public: 1600, thumb: 400 } as const

export const fileKinds = ['original', 'public', 'thumb'] as const
export type FileKind = (typeof fileKinds)[number]

export type MediaType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/heic'

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to))

const HEIC_BRANDS = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis'])

/** The brands that an ISO container names, the main one first; none where it is no such container. */
function brandsOf(bytes: Uint8Array): string[] {
  if (ascii(bytes, 4, 8) !== 'ftyp') return []
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0)
  const end = Math.min(size, bytes.length, 256)
  const brands = [ascii(bytes, 8, 12)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(ascii(bytes, at, at + 4))
  return brands
}

/** What these bytes are, by their first ones; what the sender calls them does not count. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  if (bytes.length < 12) return null
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  return brandsOf(bytes).some((brand) => HEIC_BRANDS.has(brand)) ? 'image/heic' : null
}

/** A part of a picture as it is seen, in shares of its width and height. */
export interface Region {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

const clamp = (share: number) => Math.min(1, Math.max(0, share))

/**
 * The pixels that a region covers, rounded outwards and widened by a hundredth of the picture, so
 * that no edge of what it hides shows. Null where it lies outside or is empty.
 */
export function boxOf(region: Region, width: number, height: number): Box | null {
  const values = [region.x, region.y, region.w, region.h]
  if (!values.every(Number.isFinite) || region.w <= 0 || region.h <= 0) return null
  const margin = 0.01
  const left = Math.floor(clamp(region.x - margin) * width)
  const top = Math.floor(clamp(region.y - margin) * height)
  const right = Math.ceil(clamp(region.x + region.w + margin) * width)
  const bottom = Math.ceil(clamp(region.y + region.h + margin) * height)
  if (region.x >= 1 || region.y >= 1 || region.x + region.w <= 0 || region.y + region.h <= 0)
    return null
  return { left, top, width: right - left, height: bottom - top }
}

/** How many blocks a hidden part keeps on its longer side: nothing can be read from so few. */
const BLOCKS = 6

/** The few blocks that a box is reduced to. */
export function blocksOf({ width, height }: Box): { width: number; height: number } {
  const scale = Math.min(1, BLOCKS / Math.max(width, height))
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}
