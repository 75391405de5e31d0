import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Glyph } from './Glyph.tsx'
import './Sheet.css'

export interface SheetProps {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  /** Buttons; they stay in sight while the rest scrolls. */
  foot?: ReactNode
}

/**
 * A dialog from the lower edge on phones, in the middle on wide screens. It is a modal <dialog>, so the
 * browser keeps the focus inside, makes the page behind inert, closes on Escape, and gives the focus back.
 */
export function Sheet({ open, ...rest }: SheetProps) {
  return open ? <OpenSheet {...rest} /> : null
}

function OpenSheet({ onClose, title, children, foot }: Omit<SheetProps, 'open'>) {
  const { t } = useTranslation('platform')
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()

  // A layout effect, because only a dialog still in the page gives the focus back on closing.
  useLayoutEffect(() => {
    const node = dialog.current
    if (node && !node.open) node.showModal()
    return () => node?.close()
  }, [])

  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div className="sheet-in">
        <header className="sheet-head">
          <h2 id={id}>{title}</h2>
          <button type="button" className="sheet-close" aria-label={t('close')} onClick={onClose}>
            <Glyph name="close" />
          </button>
        </header>
        <div className="sheet-body">{children}</div>
        {foot !== undefined && <footer className="sheet-foot">{foot}</footer>}
      </div>
    </dialog>
  )
}
