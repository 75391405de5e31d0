import { useEffect, useEffectEvent, useId, type ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Glyph } from './Glyph.tsx'
import { usePhotoUploads, type Photo, type Upload } from './photo-uploads.ts'
import './PhotoPicker.css'

export interface PickedPhotos {
  /** Ids on the server, in the order they were taken. */
  ids: string[]
  /** Still on their way. */
  pending: number
  failed: number
}

export interface PhotoPickerProps {
  upload: Upload
  onChange: (picked: PickedPhotos) => void
  max?: number
  /** Evidence goes up byte for byte; otherwise a JPEG of at most 2560 pixels a side. */
  keepOriginal?: boolean
  /** Pictures are kept on this phone and go up later; the words say so. */
  kept?: boolean
  label?: string
}

const stopped = (state: Photo['state']) => state === 'failed' || state === 'tooLarge'

/** Camera first. Pictures go up while the person writes; each says how far it is and can be sent again. */
export function PhotoPicker(props: PhotoPickerProps) {
  const { upload, onChange, max = 9, keepOriginal = false, kept = false } = props
  const { t } = useTranslation('platform')
  const { photos, leftOut, add, retry, remove } = usePhotoUploads({ upload, max, keepOriginal })
  const id = useId()

  const tell = useEffectEvent(onChange)
  useEffect(() => {
    tell({
      ids: photos.flatMap((p) => p.id ?? []),
      pending: photos.filter(({ state }) => state !== 'sent' && !stopped(state)).length,
      failed: photos.filter(({ state }) => stopped(state)).length,
    })
  }, [photos])

  return (
    <section className="picker" aria-label={props.label ?? t('photos.upload')}>
      {photos.length > 0 && (
        <ul className="picker-grid" aria-label={t('photos.list')}>
          {photos.map((photo, i) => (
            <PickedPhoto
              key={photo.key}
              photo={photo}
              n={i + 1}
              kept={kept}
              onRetry={() => retry(photo.key)}
              onRemove={() => remove(photo.key)}
            />
          ))}
        </ul>
      )}
      {photos.length < max && (
        <div className="picker-ways" data-first={photos.length === 0}>
          <Way
            glyph="camera"
            label={t(photos.length === 0 ? 'photos.camera' : 'photos.more')}
            camera
            describedBy={id}
            onFiles={add}
          />
          <Way glyph="album" label={t('photos.album')} describedBy={id} onFiles={add} />
        </div>
      )}
      <p id={id} className="picker-hint" aria-live="polite">
        {photos.length === 0
          ? t(kept ? 'photos.hintKept' : 'photos.hint', { max })
          : t('photos.count', { count: photos.length, max })}
        {leftOut > 0 && ` ${t('photos.full', { max, left: leftOut })}`}
      </p>
    </section>
  )
}

function Way(props: {
  glyph: 'camera' | 'album'
  label: string
  camera?: boolean
  describedBy: string
  onFiles: (files: Iterable<File>) => void
}) {
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    props.onFiles([...(event.target.files ?? [])])
    // The same picture chosen twice in a row must count as a change again.
    event.target.value = ''
  }
  return (
    <label className="picker-way" data-glyph={props.glyph}>
      <Glyph name={props.glyph} size={props.camera === true ? 28 : 24} />
      <span>{props.label}</span>
      <input
        className="unseen"
        type="file"
        accept="image/jpeg,image/png,image/webp,image/heic,image/heif,image/*"
        aria-describedby={props.describedBy}
        {...(props.camera === true ? { capture: 'environment' as const } : { multiple: true })}
        onChange={take}
      />
    </label>
  )
}

function PickedPhoto(props: {
  photo: Photo
  n: number
  kept: boolean
  onRetry: () => void
  onRemove: () => void
}) {
  const { photo, n } = props
  const { t } = useTranslation('platform')
  const part = Math.round(photo.part * 100)
  return (
    <li className="picked" data-state={photo.state}>
      <img src={photo.preview} alt={t('photos.one', { n })} />
      <p className="picked-state">
        {photo.state === 'sent' && <Glyph name="check" size={16} />}
        <span>
          {t(props.kept && photo.state === 'sent' ? 'photos.kept' : `photos.${photo.state}`, {
            part,
          })}
        </span>
      </p>
      {photo.state === 'sending' && (
        <progress
          className="picked-progress"
          max={100}
          value={part}
          aria-label={t('photos.one', { n })}
        />
      )}
      {photo.state === 'failed' && (
        <button
          type="button"
          className="picked-retry"
          aria-label={t('photos.retry', { n })}
          onClick={props.onRetry}
        >
          <Glyph name="again" />
        </button>
      )}
      <button
        type="button"
        className="picked-remove"
        aria-label={t('photos.remove', { n })}
        onClick={props.onRemove}
      >
        <Glyph name="close" size={18} />
      </button>
    </li>
  )
}
