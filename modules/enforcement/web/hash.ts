/** The SHA-256 of a picture as the camera gave it; null where the browser has no such thing (without TLS). */
export async function hashOf(blob: Blob): Promise<string | null> {
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- absent in an insecure context
  if (!globalThis.crypto?.subtle) return null
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
