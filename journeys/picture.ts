import sharp from 'sharp'

/** A picture of its own each time: a plain colour with a spot, as PNG. */
export async function aPicture(kind: 'before' | 'after'): Promise<Buffer> {
  const background = kind === 'before' ? '#2a2f36' : '#f2d98b'
  const spot = Buffer.from(
    `<svg width="640" height="480"><circle cx="${100 + Math.floor(Math.random() * 400)}" cy="200" r="60" fill="#0b6e63"/></svg>`,
  )
  return sharp({ create: { width: 640, height: 480, channels: 3, background } })
    .composite([{ input: spot }])
    .png()
    .toBuffer()
}
