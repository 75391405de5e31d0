import { Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

export interface Shortcut {
  /** As `event.key` gives it, lower case: `j`, `enter`, `/`, `?`. */
  key: string
  /** What it does, in words for the key sheet. */
  label: string
  run: () => void
  /** Shown on the sheet, but does nothing now. */
  off?: boolean
}

const typingIn = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** While a dialog is open its own keys hold; Enter on a button or link is that button's. */
const busyElsewhere = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  event.isComposing ||
  event.metaKey ||
  event.ctrlKey ||
  event.altKey ||
  typingIn(event.target) ||
  document.querySelector(
    '[role="dialog"][aria-modal="true"], .ant-modal-wrap:not([style*="none"])',
  ) !== null ||
  (event.key === 'Enter' &&
    event.target instanceof HTMLElement &&
    event.target.closest('button, a, summary') !== null)

/** Single keys for pages where the mouse is slow. Typing in a field never triggers one. */
export function useShortcutKeys(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (busyElsewhere(event)) return
      const hit = latest.current.find((s) => s.key === event.key.toLowerCase() && s.off !== true)
      if (!hit) return
      event.preventDefault()
      hit.run()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

/** `?` opens the sheet of all keys of the page. */
export function ShortcutKeys({ shortcuts }: { shortcuts: readonly Shortcut[] }) {
  const { t } = useTranslation('frame')
  const [open, setOpen] = useState(false)
  useShortcutKeys([...shortcuts, { key: '?', label: t('keys.sheet'), run: () => setOpen(true) }])
  return (
    <Modal open={open} onCancel={() => setOpen(false)} footer={null} title={t('keys.title')}>
      <dl className="key-sheet">
        {[...shortcuts, { key: '?', label: t('keys.sheet') }].map((s) => (
          <div key={s.key}>
            <dt>
              <Key name={s.key} />
            </dt>
            <dd>{s.label}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}

/** A key as it stands on the keyboard. */
export function Key({ name }: { name: string }) {
  return <kbd className="key">{name.charAt(0).toUpperCase() + name.slice(1)}</kbd>
}
