const longest = 2560

/**
 * A JPEG of at most 2560 pixels a side, upright. What the browser cannot decode (HEIC, mostly) and what
 * would not get smaller goes up as it is: the server knows more kinds, and a large picture beats none.
 */
export async function shrinkPhoto(file: Blob): Promise<Blob> {
  const bitmap = await decode(file)
  if (!bitmap) return file
  try {
    const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height))
    if (scale === 1 && file.type === 'image/jpeg' && file.size < 1_500_000) return file
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(bitmap.width * scale)
    canvas.height = Math.round(bitmap.height * scale)
    const brush = canvas.getContext('2d')
    if (!brush) return file
    brush.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    const small = await new Promise<Blob | null>((done) => {
      canvas.toBlob(done, 'image/jpeg', 0.86)
    })
    return small && (small.size < file.size || scale < 1) ? small : file
  } finally {
    bitmap.close()
  }
}

async function decode(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    return null
  }
}
