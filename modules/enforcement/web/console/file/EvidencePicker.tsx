import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { sendFile } from '#platform/web/call.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { PhotoPicker } from '#platform/web/kit/PhotoPicker.tsx'
import { newId } from '#platform/web/new-id.ts'
import type { NewEvidence } from '../../../contract/index.ts'
import { hashOf } from '../../hash.ts'

export interface Picked {
  evidence: NewEvidence[]
  pending: number
}

/** Pictures go up byte for byte; each is hashed here before it leaves. */
export function EvidencePicker({ onChange }: { onChange: (picked: Picked) => void }) {
  const { t } = useTranslation('enforcement')
  const { districtId } = useConsoleSetting()
  const known = useRef(new Map<string, NewEvidence>())
  return (
    <div className="act-pictures">
      <PhotoPicker
        keepOriginal
        label={t('pictures')}
        upload={async (blob, { onProgress, signal, takenAt }) => {
          const pictureId = newId()
          const sha256 = await hashOf(blob)
          await sendFile(`/api/public/${districtId}/files/${pictureId}`, blob, {
            onProgress,
            signal,
          })
          known.current.set(pictureId, {
            id: newId(),
            pictureId,
            sha256,
            takenAt: takenAt.toISOString(),
            caption: '',
          })
          return pictureId
        }}
        onChange={({ ids, pending }) =>
          onChange({ evidence: ids.flatMap((id) => known.current.get(id) ?? []), pending })
        }
      />
    </div>
  )
}
