import { expect, it } from 'vitest'
import { blocksOf, boxOf, mediaTypeOf } from './picture.ts'

const bytes = (text: string) => Uint8Array.from(text.padEnd(24, '\0'), (c) => c.charCodeAt(0))

it('knows pictures by their first bytes', () => {
  expect(mediaTypeOf(bytes('\xff\xd8\xff\xe0'))).toBe('image/jpeg')
  expect(mediaTypeOf(bytes('\x89PNG\r\n\x1a\n'))).toBe('image/png')
  expect(mediaTypeOf(bytes('RIFF0000WEBP'))).toBe('image/webp')
  expect(mediaTypeOf(bytes('\0\0\0\x18ftypheic'))).toBe('image/heic')
  expect(mediaTypeOf(bytes('\0\0\0\x18ftypmif1\0\0\0\0mif1heic'))).toBe('image/heic')
})

it('takes nothing else for a picture', () => {
  for (const other of ['<svg xmlns=', '%PDF-1.7 and more', 'GIF89a------', '\0\0\0\x18ftypavif'])
    expect(mediaTypeOf(bytes(other))).toBeNull()
  expect(mediaTypeOf(new Uint8Array([0xff, 0xd8, 0xff]))).toBeNull()
})

it('widens a region to whole pixels and keeps it inside the picture', () => {
  expect(boxOf({ x: 0, y: 0.5, w: 0.5, h: 0.5 }, 200, 100)).toEqual({
    left: 0,
    top: 49,
    width: 102,
    height: 51,
  })
})

it('refuses regions that are empty, outside or no numbers', () => {
  for (const region of [
    { x: 0, y: 0, w: 0, h: 1 },
    { x: 1, y: 0, w: 1, h: 1 },
    { x: -2, y: 0, w: 1, h: 1 },
    { x: Number.NaN, y: 0, w: 1, h: 1 },
  ])
    expect(boxOf(region, 100, 100)).toBeNull()
})

it('reduces a hidden part to at most six blocks a side', () => {
  expect(blocksOf({ left: 0, top: 0, width: 600, height: 300 })).toEqual({ width: 6, height: 3 })
  expect(blocksOf({ left: 0, top: 0, width: 900, height: 10 })).toEqual({ width: 6, height: 1 })
})
