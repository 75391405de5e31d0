import { createContext, use, useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import { Glyph } from './Glyph.tsx'
import './Toast.css'

export interface ToastWords {
  text: string
  tone?: 'done' | 'danger'
  /** Undo, mostly. */
  action?: { label: string; act: () => void }
}

interface Shown extends ToastWords {
  key: number
}

const Say = createContext<(words: ToastWords) => void>(() => undefined)

/** `say({ text })`: a word about what was just done. Nothing that must be read may live only here. */
export const useToast = () => use(Say)

export function Toasts({ children }: { children: ReactNode }) {
  const { t } = useTranslation('platform')
  const [shown, setShown] = useState<Shown[]>([])
  const next = useRef(0)
  const say = useCallback((words: ToastWords) => {
    next.current += 1
    setShown((now) => [...now.slice(-2), { ...words, key: next.current }])
  }, [])
  const drop = useCallback((key: number) => {
    setShown((now) => now.filter((one) => one.key !== key))
  }, [])
  return (
    <Say value={say}>
      {children}
      <section className="toasts" aria-label={t('toast.name')} aria-live="polite">
        {shown.map((one) => (
          <Toast key={one.key} words={one} onGone={drop} />
        ))}
      </section>
    </Say>
  )
}

/** Six seconds, twelve with an action; it waits while a pointer or the focus rests on it. */
function Toast({ words, onGone }: { words: Shown; onGone: (key: number) => void }) {
  const { t } = useTranslation('platform')
  const [held, setHeld] = useState(false)
  const { key, action } = words
  const stays = action ? 12_000 : 6_000
  useEffect(() => {
    if (held) return undefined
    const timer = setTimeout(() => onGone(key), stays)
    return () => clearTimeout(timer)
  }, [held, key, onGone, stays])
  return (
    <div
      className="toast"
      data-tone={words.tone ?? 'done'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Glyph name={words.tone === 'danger' ? 'danger' : 'check'} size={20} />
      <span className="toast-words">{words.text}</span>
      {action && (
        <Button
          look="quiet"
          onClick={() => {
            action.act()
            onGone(key)
          }}
        >
          {action.label}
        </Button>
      )}
      <button
        type="button"
        className="toast-close"
        aria-label={t('close')}
        onClick={() => onGone(key)}
      >
        <Glyph name="close" size={18} />
      </button>
    </div>
  )
}
