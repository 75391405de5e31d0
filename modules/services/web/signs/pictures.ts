import { sendFile } from '#platform/web/call.ts'
import type { PickedPhotos, Upload } from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'

export const noPictures: PickedPhotos = { ids: [], pending: 0, failed: 0 }

/** Pictures go up while the form is written. */
export const uploadTo =
  (districtId: string): Upload =>
  async (blob, { onProgress, signal }) => {
    const id = newId()
    await sendFile(`/api/public/${districtId}/files/${id}`, blob, { onProgress, signal })
    return id
  }
