import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { keepPicture, sendLater } from '#modules/cases/web/index.ts'
import type { Upload } from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import type { NewEvidence } from '../../contract/index.ts'
import { hashOf } from '../hash.ts'
import { stepWork, type StepToSend } from './send.ts'

/** A step that waits on the phone: written down first, then sent. */
export const useStepLater = (done: () => void) =>
  useMutation({
    mutationFn: ({ title, words, ...body }: StepToSend & { title: string; words: string }) =>
      sendLater({
        of: stepWork,
        lane: body.fileId,
        title,
        words,
        photos: (body.evidence ?? []).map((one) => one.pictureId),
        body,
      }),
    onSuccess: done,
  })

/** Pictures kept on the phone, each hashed as the camera gave it, with the phone's own time. */
export function useEvidence() {
  const known = useRef(new Map<string, NewEvidence>())
  const upload: Upload = async (blob, { takenAt }) => {
    const sha256 = await hashOf(blob)
    const pictureId = await keepPicture(blob)
    known.current.set(pictureId, {
      id: newId(),
      pictureId,
      sha256,
      takenAt: takenAt.toISOString(),
      caption: '',
    })
    return pictureId
  }
  const of = (ids: readonly string[]): NewEvidence[] =>
    ids.flatMap((pictureId) => known.current.get(pictureId) ?? [])
  return { upload, of }
}
