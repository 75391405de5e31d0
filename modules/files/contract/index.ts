import { z } from 'zod'
import { DistrictId, endpoint } from '#platform/shared/endpoint.ts'
import { fileKinds } from '../domain/picture.ts'

export const FileView = z.object({ id: z.uuid(), width: z.int(), height: z.int() })
export type FileView = z.infer<typeof FileView>

/**
 * The body is the picture itself: JPEG, PNG, WebP or HEIC. The id is made by the sender, so that the
 * same picture sent again is the same file.
 */
export const putFile = endpoint({
  method: 'PUT',
  path: '/api/public/:districtId/files/:fileId',
  summary: 'Send a picture',
  access: 'public',
  params: z.object({ districtId: DistrictId, fileId: z.uuid() }),
  body: z.unknown(),
  reply: FileView,
})

export const getFile = endpoint({
  method: 'GET',
  path: '/api/files/:fileId/:kind',
  summary: 'A picture as staff may see it; originals only for those who may see contacts',
  access: 'signed-in',
  params: z.object({ fileId: z.uuid(), kind: z.enum(fileKinds) }),
  reply: z.unknown(),
})
