import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import './BeforeAfter.css'

export interface Shot {
  src: string
  alt: string
}

export interface BeforeAfterProps {
  before: Shot
  after: Shot
}

const within = (at: number) => Math.min(100, Math.max(0, at))

const moves: Record<string, (at: number) => number> = {
  ArrowLeft: (at) => at - 5,
  ArrowDown: (at) => at - 5,
  ArrowRight: (at) => at + 5,
  ArrowUp: (at) => at + 5,
  PageDown: (at) => at - 20,
  PageUp: (at) => at + 20,
  Home: () => 0,
  End: () => 100,
}

/**
 * Two photographs side by side where there is room for both; on a phone one lies over the other, and
 * the edge between them moves by finger or key. `at` is how much of the width shows "before".
 */
export function BeforeAfter({ before, after }: BeforeAfterProps) {
  const { t } = useTranslation('platform')
  const frame = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(50)

  const follow = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect()
    if (box && box.width > 0) setAt(within(((event.clientX - box.left) / box.width) * 100))
  }
  const press = (event: KeyboardEvent) => {
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    setAt((now) => within(move(now)))
  }
  return (
    <div className="twin">
      <div
        ref={frame}
        className="twin-frame"
        style={{ ['--at' as string]: `${at}%` }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          follow(event)
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event)
        }}
      >
        <figure className="twin-before">
          <img src={before.src} alt={before.alt} draggable={false} />
          <figcaption>{t('twin.before')}</figcaption>
        </figure>
        <figure className="twin-after">
          <img src={after.src} alt={after.alt} draggable={false} />
          <figcaption>{t('twin.after')}</figcaption>
        </figure>
        <div
          className="twin-edge"
          role="slider"
          tabIndex={0}
          aria-label={t('twin.slider')}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(at)}
          aria-valuetext={t('twin.value', { part: Math.round(at) })}
          onKeyDown={press}
        >
          <svg className="twin-grip" viewBox="0 0 40 40" aria-hidden="true">
            <path d="M15 13l-7 7 7 7M25 13l7 7-7 7" />
          </svg>
        </div>
      </div>
    </div>
  )
}
