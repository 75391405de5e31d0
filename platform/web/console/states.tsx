import { Button } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '../call.ts'

type Kind = 'error' | 'offline' | 'forbidden' | 'missing' | 'late'

export function kindOf(error: unknown): Kind {
  if (!(error instanceof CallError)) return 'error'
  if (error.status === 0) return 'offline'
  if (error.status === 403) return 'forbidden'
  if (error.status === 404) return 'missing'
  return error.status === 409 ? 'late' : 'error'
}

/** What happened, what is safe, what to do: a page that could not open says all three. */
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation('frame')
  const kind = kindOf(error)
  const code = error instanceof CallError ? error.code : ''
  return (
    <section className="state" role="alert" data-kind={kind}>
      <StateSign kind={kind} />
      <h2>{t(`failed.${kind}.title`)}</h2>
      <p>{t(`failed.${kind}.safe`)}</p>
      <p>{t(`failed.${kind}.todo`)}</p>
      {retry && <Button onClick={retry}>{t('failed.retry')}</Button>}
      {code !== '' && <small>{t('failed.code', { code })}</small>}
    </section>
  )
}

/** A page that broke while it was drawn. Its message is for whoever mends it. */
export function Crashed({ error, reload }: { error: unknown; reload: () => void }) {
  const { t } = useTranslation('frame')
  return (
    <section className="state" role="alert" data-kind="crash">
      <StateSign kind="error" />
      <h2>{t('failed.crash.title')}</h2>
      <p>{t('failed.crash.safe')}</p>
      <p>{t('failed.crash.todo')}</p>
      <Button type="primary" onClick={reload}>
        {t('failed.reload')}
      </Button>
      <small className="code">{error instanceof Error ? error.message : String(error)}</small>
    </section>
  )
}

/** An empty list is good news or a filter too narrow; each page says which, and where to go. */
export function Empty(props: { title: string; words?: string; children?: ReactNode }) {
  return (
    <section className="state" data-kind="empty">
      <StateSign kind="empty" />
      <h2>{props.title}</h2>
      {props.words !== undefined && <p>{props.words}</p>}
      {props.children}
    </section>
  )
}

function StateSign({ kind }: { kind: Kind | 'empty' }) {
  const paths: Record<Kind | 'empty', string> = {
    empty: 'M8 24h32M14 16l6 6 14-14',
    error: 'M24 24m-18 0a18 18 0 1 0 36 0a18 18 0 1 0 -36 0M24 14v12M24 33v1',
    offline: 'M8 18a24 24 0 0 1 32 0M15 26a14 14 0 0 1 18 0M24 35v1M10 40L38 8',
    forbidden: 'M14 22v-5a10 10 0 0 1 20 0v5M10 22h28v18H10z',
    missing: 'M20 20m-11 0a11 11 0 1 0 22 0a11 11 0 1 0 -22 0M28 28l12 12',
    late: 'M24 24m-16 0a16 16 0 1 0 32 0a16 16 0 1 0 -32 0M24 14v10l7 5',
  }
  return (
    <svg className="state-sign" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true">
      <path d={paths[kind]} />
    </svg>
  )
}

/** Shapes of what comes, shown only when it takes longer than a blink. */
export function Waiting({ rows = 6, height = 44 }: { rows?: number; height?: number }) {
  const { t } = useTranslation('frame')
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div
      className="waiting"
      role="status"
      aria-busy="true"
      aria-label={t('waiting')}
      data-late={late}
    >
      {late &&
        Array.from({ length: rows }, (_, i) => (
          <div key={i} style={{ height, width: `${100 - ((i * 17) % 30)}%` }} />
        ))}
    </div>
  )
}

export interface Asked<T> {
  data: T | undefined
  error: unknown
  refetch: () => unknown
}

/** What every page does with a question: wait, fail in words, or show the answer. */
export function Answer<T>(props: {
  of: Asked<T>
  rows?: number
  children: (data: T) => ReactNode
}) {
  const { data, error, refetch } = props.of
  if (data !== undefined) return <>{props.children(data)}</>
  if (error) return <Failed error={error} retry={() => void refetch()} />
  return <Waiting rows={props.rows ?? 6} />
}
