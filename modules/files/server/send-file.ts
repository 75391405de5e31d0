import type { FastifyReply } from 'fastify'
import { notFound } from '#platform/server/problem.ts'
import type { StoredFile } from './queries.ts'
import type { FileStore } from './store.ts'

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
}

/**
 * Sends a stored file to whoever has passed the caller's check. What is shown may be kept by the
 * browser, never by a cache between; originals are downloads and kept nowhere.
 */
export async function sendFile(
  reply: FastifyReply,
  store: FileStore,
  file: StoredFile,
): Promise<FastifyReply> {
  const original = file.kind === 'original'
  const etag = `"${file.sha256}"`
  const disposition = original ? 'attachment' : 'inline'
  reply
    .header('etag', etag)
    .header('cache-control', original ? 'private, no-store' : 'private, max-age=86400')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header(
      'content-disposition',
      `${disposition}; filename="${file.id}.${endings[file.mediaType] ?? 'bin'}"`,
    )
  if (reply.request.headers['if-none-match'] === etag) return reply.status(304).send()
  const bytes = await store.open(file.districtId, file.sha256)
  if (!bytes) throw notFound('files.file_not_found')
  return reply.type(file.mediaType).send(bytes)
}
