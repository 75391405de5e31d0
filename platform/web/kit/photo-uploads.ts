import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { MOST_PICTURE_BYTES } from '#platform/shared/pictures.ts'
import { shrinkPhoto } from './shrink-photo.ts'

export interface UploadOptions {
  onProgress: (part: number) => void
  signal: AbortSignal
  /** When the picture was taken, as far as the phone says; shrinking loses what the file itself says. */
  takenAt: Date
  name: string
}

/** Sends one picture and gives back the id it has on the server. */
export type Upload = (blob: Blob, options: UploadOptions) => Promise<string>

export type PhotoState = 'waiting' | 'shrinking' | 'sending' | 'sent' | 'failed' | 'tooLarge'

export interface Photo {
  key: string
  file: File
  preview: string
  state: PhotoState
  /** 0 to 1. */
  part: number
  /** Once sent. */
  id: string | null
}

export interface PhotoUploads {
  photos: readonly Photo[]
  /** How many did not fit the last time. */
  leftOut: number
  add: (files: Iterable<File>) => void
  retry: (key: string) => void
  remove: (key: string) => void
}

/** Two at a time: a phone's line carries no more, and the first picture is through sooner. */
const atOnce = 2

export function usePhotoUploads(options: {
  upload: Upload
  max: number
  keepOriginal: boolean
}): PhotoUploads {
  const { upload, max, keepOriginal } = options
  const [photos, setPhotos] = useState<readonly Photo[]>([])
  const [leftOut, setLeftOut] = useState(0)
  const running = useRef(new Map<string, AbortController>())

  const change = useCallback((key: string, to: Partial<Photo>) => {
    setPhotos((now) => now.map((p) => (p.key === key ? { ...p, ...to } : p)))
  }, [])

  const send = useCallback(
    async (photo: Photo, signal: AbortSignal) => {
      try {
        change(photo.key, { state: 'shrinking', part: 0 })
        const blob = keepOriginal ? photo.file : await shrinkPhoto(photo.file)
        // Nobody would take it in: better said here than found by an evening's sending.
        if (blob.size > MOST_PICTURE_BYTES) return change(photo.key, { state: 'tooLarge' })
        change(photo.key, { state: 'sending' })
        const id = await upload(blob, {
          signal,
          takenAt: new Date(photo.file.lastModified),
          name: photo.file.name,
          onProgress: (part) => change(photo.key, { part }),
        })
        change(photo.key, { state: 'sent', part: 1, id })
      } catch {
        // The picture stays, marked, with a way to send it again; a removed one is gone from the list.
        change(photo.key, { state: 'failed' })
      } finally {
        running.current.delete(photo.key)
      }
    },
    [change, keepOriginal, upload],
  )

  useEffect(() => {
    for (const photo of photos) {
      if (running.current.size >= atOnce) return
      if (photo.state !== 'waiting' || running.current.has(photo.key)) continue
      const stop = new AbortController()
      running.current.set(photo.key, stop)
      void send(photo, stop.signal)
    }
  }, [photos, send])

  const leave = useEffectEvent(() => {
    for (const stop of running.current.values()) stop.abort()
    for (const photo of photos) URL.revokeObjectURL(photo.preview)
  })
  useEffect(() => () => leave(), [])

  return {
    photos,
    leftOut,
    add: (files) => {
      const fresh = [...files].map((file) => newPhoto(file))
      const room = max - photos.length
      setLeftOut(Math.max(0, fresh.length - room))
      setPhotos([...photos, ...fresh.slice(0, room)])
    },
    retry: (key) => change(key, { state: 'waiting', part: 0 }),
    remove: (key) => {
      running.current.get(key)?.abort()
      const gone = photos.find((p) => p.key === key)
      if (gone) URL.revokeObjectURL(gone.preview)
      setLeftOut(0)
      setPhotos(photos.filter((p) => p.key !== key))
    },
  }
}

let count = 0

function newPhoto(file: File): Photo {
  count += 1
  const preview = URL.createObjectURL(file)
  return { key: `photo-${count}`, file, preview, state: 'waiting', part: 0, id: null }
}
