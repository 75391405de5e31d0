import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '../call.ts'
import { Button } from './Button.tsx'
import { Glyph, type GlyphName } from './Glyph.tsx'
import './Failure.css'

export type FailureKind = 'error' | 'offline' | 'forbidden' | 'late' | 'missing'

export interface FailureProps {
  kind: FailureKind
  /** A number to quote to whoever helps. */
  code?: string
  /** In the page's own words where it knows better than we do. */
  title?: string
  /** What is safe, when this page knows more: a kept draft, a queue. Say only what is true. */
  safe?: string
  onRetry?: () => void
  /** The other doors: home, look up, sign in. */
  children?: ReactNode
}

const signs: Record<FailureKind, GlyphName> = {
  error: 'danger',
  offline: 'offline',
  forbidden: 'lock',
  late: 'clock',
  missing: 'search',
}

/** What happened, what is safe, what to do. */
export function Failure({ kind, code, title, safe, onRetry, children }: FailureProps) {
  const { t } = useTranslation('platform')
  return (
    <section className="failure" data-kind={kind} role="alert">
      <span className="failure-sign">
        <Glyph name={signs[kind]} size={32} />
      </span>
      <h1>{title ?? t(`failure.${kind}.title`)}</h1>
      <p>{t(`failure.${kind}.what`)}</p>
      <p className="failure-safe">
        <Glyph name="check" size={20} />
        <span>{safe ?? t(`failure.${kind}.safe`)}</span>
      </p>
      <p>{t(`failure.${kind}.todo`)}</p>
      {(onRetry || children !== undefined) && (
        <div className="failure-doors">
          {onRetry && (
            <Button glyph="again" onClick={onRetry}>
              {t('retry')}
            </Button>
          )}
          {children}
        </div>
      )}
      {code !== undefined && <p className="failure-code">{t('failure.code', { code })}</p>}
    </section>
  )
}

const kinds: Record<number, FailureKind> = {
  0: 'offline',
  401: 'forbidden',
  403: 'forbidden',
  404: 'missing',
  409: 'late',
  410: 'missing',
}

/** As browsers say that a part of the page itself could not be fetched. */
const notFetched = /dynamically imported module|module script failed|preload/i

/**
 * Which page a failed call deserves. Whatever breaks while the phone has no line, or for want of a part of the
 * page, is the lost line and no fault of ours.
 */
export function failureOf(error: unknown): FailureKind {
  if (error instanceof CallError) return kinds[error.status] ?? 'error'
  const unfetched = error instanceof Error && notFetched.test(error.message)
  return unfetched || !navigator.onLine ? 'offline' : 'error'
}

export interface EmptyProps {
  title: string
  /** Why it is empty, or what fills it. */
  children?: ReactNode
  action?: ReactNode
}

export function Empty({ title, children, action }: EmptyProps) {
  return (
    <section className="empty">
      <Glyph name="blank" size={28} />
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {action}
    </section>
  )
}
