import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Glyph } from './Glyph.tsx'
import './PhotoView.css'

export interface ViewedPhoto {
  thumb: string
  full: string
  alt: string
  /** When and by whom, already in words. */
  caption?: string
}

/** Small pictures that open over the whole screen. */
export function PhotoView({ photos }: { photos: readonly ViewedPhoto[] }) {
  const { t } = useTranslation('platform')
  const [open, setOpen] = useState<number | null>(null)
  return (
    <>
      <ul className="thumbs" aria-label={t('view.name')}>
        {photos.map((photo, i) => (
          <li key={photo.full}>
            <button
              type="button"
              aria-label={t('view.open', { n: i + 1, alt: photo.alt })}
              onClick={() => setOpen(i)}
            >
              <img src={photo.thumb} alt="" loading="lazy" />
            </button>
          </li>
        ))}
      </ul>
      {open !== null && (
        <Viewer photos={photos} at={open} onMove={setOpen} onClose={() => setOpen(null)} />
      )}
    </>
  )
}

interface ViewerProps {
  photos: readonly ViewedPhoto[]
  at: number
  onMove: (at: number) => void
  onClose: () => void
}

function Viewer({ photos, at, onMove, onClose }: ViewerProps) {
  const { t } = useTranslation('platform')
  const dialog = useRef<HTMLDialogElement>(null)
  const began = useRef<number | null>(null)
  // A layout effect, because only a dialog still in the page gives the focus back on closing.
  useLayoutEffect(() => {
    const node = dialog.current
    if (node && !node.open) node.showModal()
    return () => node?.close()
  }, [])
  const step = (by: number) => onMove(Math.min(photos.length - 1, Math.max(0, at + by)))
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') step(-1)
    if (event.key === 'ArrowRight') step(1)
  }
  const photo = photos[at]
  if (!photo) return null
  return (
    <dialog
      ref={dialog}
      className="viewer"
      aria-label={t('view.name')}
      onKeyDown={press}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header className="viewer-head">
        <span aria-live="polite">{t('view.count', { n: at + 1, of: photos.length })}</span>
        <button type="button" aria-label={t('close')} onClick={onClose}>
          <Glyph name="close" />
        </button>
      </header>
      <figure
        onPointerDown={(event) => {
          began.current = event.clientX
        }}
        onPointerUp={(event) => {
          const moved = event.clientX - (began.current ?? event.clientX)
          began.current = null
          if (Math.abs(moved) > 48) step(moved < 0 ? 1 : -1)
        }}
      >
        <img src={photo.full} alt={photo.alt} draggable={false} />
        <figcaption>{photo.caption ?? photo.alt}</figcaption>
      </figure>
      {photos.length > 1 && (
        <footer className="viewer-foot">
          <button
            type="button"
            aria-label={t('view.previous')}
            disabled={at === 0}
            onClick={() => step(-1)}
          >
            <Glyph name="back" />
          </button>
          <button
            type="button"
            aria-label={t('view.next')}
            disabled={at === photos.length - 1}
            onClick={() => step(1)}
          >
            <Glyph name="forward" />
          </button>
        </footer>
      )}
    </dialog>
  )
}
